"""What a step may see, read in the transaction that will act on it. Only what `Needs` names.

Every list has its cap from `flows.facts`, so that a turn's work does not grow with what is stored.
Decides nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeGuard

from flows.distress import matches
from flows.events import Event, FundToppedUp, PersonAdded, RoleGranted, StaffAdded
from flows.facts import (
    FRESH_IDS,
    MAX_LEFT,
    MAX_PEERS,
    MAX_PEOPLE,
    MAX_REQUESTS,
    MAX_STAFF,
    MAX_STORIES,
    MAX_TASKS,
    MAX_TIES,
    MAX_USES,
    Answered,
    Facts,
    Invite,
    Needs,
    OpenCheckIn,
    Task,
)
from flows.measures import HELPED
from flows.model import FundId, FundPosition, Person, PersonId, Request, Role, State
from flows.outcomes import thing_of
from flows.programme import Programme
from flows.story import Story
from flows.taps import Do, Tap, Verb
from flows.ties import HelpedDraft, Tie
from storage import ledger
from storage.counters import REFERENCES, last_number, reference
from storage.grants import limits, programmes_of, within
from storage.intake import Arrived
from storage.packs import Packs
from storage.repositories import waiting
from storage.repositories.chats import MAX_TRIES
from storage.repositories.people import Known
from storage.repositories.tasks import Open
from storage.store import Store
from storage.unit_of_work import UnitOfWork

MAX_SCREENS = 12


def gather(
    work: UnitOfWork, store: Store, turn: str, arrived: Arrived, needs: Needs, now: datetime
) -> Facts:
    """The snapshot for this event. `turn` is its inbox key, from which fresh ids are made."""
    return _Gathering(work, store, turn, arrived, needs, now).facts()


TIED = frozenset({Role.SUPPORTER, Role.PEER_SUPPORTER})
"""Roles of those who may help somebody by a tie."""


@dataclass(frozen=True, slots=True)
class _About:
    """Whom and what the event is about."""

    me: Known | None
    request: Request | None
    holder: Known | None
    invite: Invite | None


@dataclass(frozen=True, slots=True)
class _Gathering:
    """One reading of the database. Methods are in the order in which rows are locked."""

    work: UnitOfWork
    store: Store
    turn: str
    arrived: Arrived
    needs: Needs
    now: datetime

    def facts(self) -> Facts:
        about = self._about()
        programme = self._programme(about)
        left = self._left()
        staff = self._staff(about, programme, left)
        waiting_money = self._waiting_money(programme)
        where = programme.id if about.request is not None else ""
        return Facts(
            now=self.now,
            calendar=self.store.packs.working_calendar(programme),
            programme=programme,
            me=None if about.me is None else within(about.me, where),
            request=about.request,
            holder=None if about.holder is None else about.holder.person,
            requests=self._requests(about),
            check_in=self._check_in(),
            inbox=self._inbox(about, programme),
            tasks=self._tasks(about),
            task=self._task(),
            left=left,
            staff=tuple(within(known, programme.id) for known in staff),
            limits=limits(staff, programme.id),
            fund=self._fund(about),
            funds=self._funds(about, waiting_money),
            invite=about.invite,
            old_invite=self._old_invite(about),
            tries_left=self._tries_left(),
            next_reference=self._next_reference(),
            fresh=self.work.vault.fresh_ids(self.turn, FRESH_IDS),
            answers=self._answers(),
            alerts=self._alerts(about, programme),
            ties=self._ties(about),
            people=self._people(about, programme),
            peers=self._peers(programme),
            draft=self._draft(),
            waiting_money=waiting_money,
            public_url=self.store.config_public_url,
            helped=self._helped(about, programme),
            story=self._story(about),
            stories=self._stories(about, programme),
        )

    def _about(self) -> _About:
        """Whom it is about: the chat's person, the request and its person, the invite."""
        me = self.arrived.where.me
        request = self.work.requests.get(self.needs.request) if self.needs.request else None
        tie = self.work.ties.get(self.needs.tie) if self.needs.tie else None
        about = self.needs.person if tie is None else tie.person
        about = about if request is None else request.person
        holder = me if me is not None and me.person.id == about else self._person(about)
        invite = None
        if self.needs.invite:
            invite = self.work.invites.usable(self.needs.invite, self.now)
        return _About(me, request, holder, invite)

    def _person(self, who: PersonId | None) -> Known | None:
        return self.work.people.get(who, self.now) if who else None

    def _programme(self, about: _About) -> Programme:
        """The request's, else the session's, else mine, else theirs, else the event's."""
        packs, session = self.store.packs, self.arrived.session
        if about.request is not None:
            return packs.programme(about.request.programme, about.request.programme_version)
        if session.programme:
            return packs.programme(session.programme, session.programme_version or None)
        for known in (about.me, about.holder):
            if known is not None:
                return packs.programme(known.person.programme)
        if about.invite is not None:
            return packs.programme(about.invite.programme)
        return packs.programme(_named(self.arrived.event, packs) or packs.default_programme)

    def _alarmed(self, programme: Programme) -> bool:
        return matches(self.needs.listen, programme.distress.phrases)

    def _alerts(self, about: _About, programme: Programme) -> tuple[tuple[str, PersonId], ...]:
        """Those who were told of distress and have it still to do."""
        whose = about.holder or about.me
        if whose is None or not (self.needs.alerts or self._alarmed(programme)):
            return ()
        return self.work.tasks.open_about(whose.person.id, "distress", MAX_TASKS)

    def _staff(
        self, about: _About, programme: Programme, left: tuple[Task, ...]
    ) -> tuple[Known, ...]:
        if not (self.needs.staff or self.needs.request or self._alarmed(programme)):
            return ()
        whose = about.holder or about.me
        team = whose.person.team if whose is not None else ""
        named = whose.person.care_co_ordinator if whose is not None else None
        ids = self.work.people.staff_ids(programme.id, team, self.now, MAX_STAFF)
        wanted = {*ids, *_named_on(about.request), *([named] if named else [])}
        wanted |= {who for who in self.needs.also if who}
        wanted |= {task.about_carer for task in left if task.about_carer is not None}
        return self.work.people.many(wanted, self.now)

    def _ties(self, about: _About) -> tuple[Tie, ...]:
        """Whom I help; and who helps the person it is about, where somebody may sign."""
        me, found = about.me, list[Tie]()
        if me is not None and me.person.roles & TIED:
            found += self.work.ties.of_helper(me.person.id, self.now, MAX_TIES)
        whose = about.holder or me
        if whose is not None and (self.needs.ties or self.needs.staff or self.needs.request):
            found += self.work.ties.of_person(whose.person.id, MAX_TIES)
        if not found:
            return ()
        names = self._names({tie.person for tie in found} | {tie.helper for tie in found})
        by_id = {tie.id: tie for tie in found}
        return tuple(
            replace(tie, person_name=names[tie.person], helper_name=names[tie.helper])
            for tie in by_id.values()
        )

    def _people(self, about: _About, programme: Programme) -> tuple[Person, ...]:
        whose = about.me or about.holder  # nobody acts: a leaver's people
        if not self.needs.people or whose is None:
            return ()
        ids = self.work.people.cared_for_by(whose.person.id, self.now, MAX_PEOPLE)
        if self.needs.planned and Role.SUPPORT_PLANNER in whose.person.roles:
            asks = (Role.BUDGET_HOLDER, programme.id, self.now, MAX_PEOPLE)
            ids = tuple(dict.fromkeys((*ids, *self.work.people.holding(*asks))))
        known = self.work.people.many(ids, self.now)
        return tuple(sorted((k.person for k in known), key=lambda p: p.name.casefold()))

    def _peers(self, programme: Programme) -> tuple[Person, ...]:
        if not self.needs.peers:
            return ()
        ids = self.work.people.holding(Role.PEER_SUPPORTER, programme.id, self.now, MAX_PEERS)
        return tuple(known.person for known in self.work.people.many(ids, self.now))

    def _old_invite(self, about: _About) -> Invite | None:
        if not self.needs.invite or about.invite is not None:
            return None
        return self.work.invites.over(self.needs.invite, self.now)

    def _draft(self) -> HelpedDraft | None:
        draft = self.work.ties.draft(self.needs.draft) if self.needs.draft else None
        if draft is None:
            return None
        return replace(draft, helper_name=self._names({draft.helper}).get(draft.helper, ""))

    def _requests(self, about: _About) -> tuple[Request, ...]:
        whose = self.needs.whose or (about.me.person.id if about.me is not None else None)
        if not self.needs.requests or whose is None:
            return ()
        found = waiting.of_person(self.work.connection, whose, MAX_REQUESTS)
        return self.work.requests.many(found)

    def _check_in(self) -> OpenCheckIn | None:
        """The newest "Has it helped?" whose buttons still count in this chat."""
        chat = self.arrived.where.chat
        if not self.needs.check_in or chat is None:
            return None
        live = self.work.screens.live_in(chat.id, self.now, MAX_SCREENS)
        taps = [t for s in live if s.person in (None, chat.person) for t in s.taps]
        asked = {(t.request, t.value.partition(":")[0]): t for t in taps if _asks_whether(t)}
        for request_id, round_id in asked:
            told = self.work.answers.of(request_id)
            if any(a.round == round_id and a.question == HELPED for a in told):
                continue
            request = self.work.requests.get(request_id)
            if request is not None and request.state in (State.ARRIVED, State.PROBLEM):
                return OpenCheckIn(request, round_id)
        return None

    def _inbox(self, about: _About, programme: Programme) -> tuple[tuple[Request, str], ...]:
        if not self.needs.inbox or about.me is None:
            return ()
        me, connection = about.me, self.work.connection
        signing = programmes_of(me.grants)
        today = self.store.packs.working_calendar(programme).day(self.now)
        money = {programme.payment.payer}
        if programme.payment.release == "finance":
            money.add(Role.FINANCE)
        paying = programmes_of(g for g in me.grants if g.role in money)
        ids = (
            *waiting.to_sign(connection, me.person.id, signing, self.now, self.needs.most),
            *waiting.to_pay(connection, paying, today, self.needs.most),
        )
        found = self.work.requests.many(tuple(dict.fromkeys(ids)))
        names = self._names({request.person for request in found})
        return tuple((request, names.get(request.person, "")) for request in found)

    def _tasks(self, about: _About) -> tuple[Task, ...]:
        if not self.needs.inbox or about.me is None:
            return ()
        return self._named(self.work.tasks.open_of(about.me.person.id, self.now, MAX_TASKS))

    def _task(self) -> Task | None:
        found = self.work.tasks.one(self.needs.task) if self.needs.task else None
        return None if found is None else self._named((found,))[0]

    def _left(self) -> tuple[Task, ...]:
        if not self.needs.left_by:
            return ()
        found = self.work.tasks.open_of(self.needs.left_by, self.now, MAX_LEFT)
        return self._named(tuple(one for one in found if one.owner == self.needs.left_by))

    def _named(self, found: tuple[Open, ...]) -> tuple[Task, ...]:
        names = self._names({task.about for task in found})
        return tuple(
            Task(
                t.key,
                t.task,
                t.about,
                names.get(t.about, ""),
                t.reference,
                t.since,
                t.owner,
                t.role,
                t.team,
                t.care_co_ordinator,
                t.request,
            )
            for t in found
        )

    def _names(self, who: set[PersonId]) -> dict[PersonId, str]:
        return {
            known.person.id: known.person.name for known in self.work.people.many(who, self.now)
        }

    def _fund(self, about: _About) -> FundPosition | None:
        fund = about.request.fund if about.request is not None else self.needs.fund
        return ledger.position(self.work.connection, fund) if fund else None

    def _funds(self, about: _About, waiting_money: tuple[Request, ...]) -> tuple[FundPosition, ...]:
        """The pots that the lines of these plans are paid from, by id, as they are locked."""
        asked = (*((about.request,) if about.request is not None else ()), *waiting_money)
        with_lines = [r for r in asked if r.plan.lines]
        pots = sorted({FundId(line.fund or r.fund) for r in with_lines for line in r.plan.lines})
        found = (ledger.position(self.work.connection, pot) for pot in pots)
        return tuple(position for position in found if position is not None)

    def _waiting_money(self, programme: Programme) -> tuple[Request, ...]:
        """Those that wait for money: a pot of a programme's waits with the programme's own."""
        fund = self.needs.waiting_money
        if not fund:
            return ()
        if fund in programme.funds:
            fund = FundId(programme.id)
        return self.work.requests.many(waiting.for_money(self.work.connection, fund, MAX_REQUESTS))

    def _answers(self) -> tuple[Answered, ...]:
        if not (self.needs.answers and self.needs.request):
            return ()
        return self.work.answers.of(self.needs.request)

    def _story(self, about: _About) -> Story | None:
        """The person's own, for themself or for a timer of theirs: never in anybody else's turn."""
        whose = about.holder or about.me
        if not self.needs.story or whose is None or about.me not in (None, whose):
            return None
        return self.work.stories.own(whose.person.id, MAX_USES)

    def _stories(self, about: _About, programme: Programme) -> tuple[Story, ...]:
        if not self.needs.stories or about.me is None:
            return ()
        return self.work.stories.usable(programme.id, about.me.person, self.now, MAX_STORIES)

    def _helped(self, about: _About, programme: Programme) -> tuple[int, int] | None:
        if not self.needs.helped or about.request is None:
            return None
        thing = thing_of(about.request.plan, programme)
        return self.work.outcomes.counted(programme.id, thing) if thing else None

    def _tries_left(self) -> int:
        chat = self.arrived.where.chat
        if chat is None:
            return MAX_TRIES
        if self.needs.invite and chat.person is None and self.work.chats.braked(self.now):
            return 0
        return chat.tries_left(self.now)

    def _next_reference(self) -> str:
        if not self.needs.reference:
            return ""
        return reference(last_number(self.work.connection, REFERENCES) + 1)


def _named_on(request: Request | None) -> set[PersonId]:
    """Who has acted on a request: their names are shown even when their roles have ended."""
    if request is None:
        return set()
    asker = {request.question.by} if request.question else set()
    handed = {request.passed_to} if request.passed_to else set()
    helper = {request.helped.by} if request.helped else set()
    return {*(decision.by for decision in request.decisions), *asker, *handed, *helper}


def _named(event: Event, packs: Packs) -> str:
    """The programme that an administrator's event names."""
    match event:
        case StaffAdded() | RoleGranted() | PersonAdded():
            return event.programme
        case FundToppedUp(fund):
            return next((p.id for p in packs.programmes if fund in p.funds), "")
        case _:
            return ""


def _asks_whether(tap: Tap) -> TypeGuard[Do]:
    """Whether this button answers "Has it helped?"."""
    return isinstance(tap, Do) and tap.verb is Verb.HELPED
