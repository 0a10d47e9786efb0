"""A world in memory: people who type and tap, requests that become what the effects say.

It stands in for storage in tests of the pure core only, and is strict: an effect that the
lifecycle, the policy or the fund forbids is an error here.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from flows import effects as e
from flows.events import Event
from flows.facts import Facts, Task
from flows.lifecycle import advance
from flows.messages import Button, Message
from flows.model import (
    Decision,
    Flag,
    FundId,
    FundPosition,
    OpenQuestion,
    Person,
    PersonId,
    Request,
    RequestId,
    State,
    Verdict,
)
from flows.policy import may_sign, open_stage
from flows.session import Session
from flows.step import needs, offer, step
from flows.taps import Do
from tests.flows.samples import NOW, SAM, STAFF, facts, programme, session, words

BOTH = replace(SAM, id=PersonId("Both"), name="Both", roles=SAM.roles | STAFF[1].roles)
PEOPLE = (SAM, BOTH, *STAFF)
STRANGER = PersonId("")


@dataclass
class World:
    """Everybody's chat, everybody's requests, one fund. `strict`: every word must render."""

    free: int = 500_000
    strict: bool = True
    now: datetime = NOW
    reserved: int = 0
    spent: int = 0
    sent: int = 0
    requests: dict[RequestId, Request] = field(default_factory=dict)
    sessions: dict[PersonId, Session] = field(
        default_factory=lambda: {STRANGER: session(), **{p.id: session(p) for p in PEOPLE}}
    )
    people: dict[PersonId, Person] = field(default_factory=lambda: {p.id: p for p in PEOPLE})
    asking: dict[PersonId, tuple[Button, ...]] = field(default_factory=dict)
    cards: dict[PersonId, list[Do]] = field(default_factory=dict)
    timers: dict[str, e.SetTimer] = field(default_factory=dict)
    tasks: dict[str, e.OpenTask] = field(default_factory=dict)

    def happens(self, who: PersonId, event: Event) -> tuple[e.Effect, ...]:
        """One turn in this person's chat, applied."""
        before = self.sessions[who]
        seen = self._facts(who, needs(before, event).request)
        after = step(before, event, seen)
        self.sessions[who] = after.session
        if after.session.question_no != before.question_no:
            self.asking[who] = ()
        for effect in after.effects:
            self._say(who, effect)
            self._change(effect, seen)
        return after.effects

    def _facts(self, who: PersonId, about: RequestId) -> Facts:
        request = self.requests.get(about)
        me = self.people.get(who)
        mine = tuple(r for r in self.requests.values() if who and r.person == who)
        return facts(
            me,
            request,
            now=self.now,
            holder=self.people[request.person] if request is not None else me,
            requests=mine,
            inbox=tuple((r, "Sam") for r in self.requests.values()),
            tasks=tuple(
                Task(t.key, t.task, t.about, t.about, t.request and "FH-0001", self.now)
                for t in self.tasks.values()
                if t.owner == who
            ),
            staff=(*(self.people[p.id] for p in STAFF), self.people[BOTH.id]),
            fund=FundPosition(
                FundId(programme().id),
                self.free + self.reserved + self.spent,
                self.reserved,
                self.spent,
            ),
            next_reference=f"FH-{self.sent + 1:04}",
            fresh=tuple(f"r{self.sent + 1}{letter}" for letter in "abcdef"),
            waiting_money=tuple(
                r for r in self.requests.values() if r.state is State.WAITING_MONEY
            ),
        )

    # --- what is said

    def _say(self, who: PersonId, effect: e.Effect) -> None:
        match effect:
            case e.Reply(message, asks):
                self._show(who, message)
                if asks:
                    self.asking[who] = message.buttons
            case e.Send(to, message):
                self._show(to, message)
            case e.Prompt(to, message):
                before = self.sessions[to]
                self.sessions[to], shown = offer(before, effect)
                self._show(to, shown)
            case _:
                pass

    def _show(self, who: PersonId, message: Message) -> None:
        if self.strict:
            words().render_message("en-GB", message)
        taps = [b.tap for b in message.buttons if isinstance(b.tap, Do)]
        self.cards.setdefault(who, []).extend(taps)

    # --- what becomes true

    def _change(self, effect: e.Effect, seen: Facts) -> None:
        match effect:
            case e.OpenRequest(request):
                assert request.state is State.DRAFT
                assert request.id not in self.requests
                self.sent += 1
                self.requests[request.id] = request
            case e.SetTimer(key):
                assert effect.at > self.now
                self.timers[key] = effect
            case e.ClearTimers(request, timers):
                gone = [k for k, t in self.timers.items() if t.request == request]
                for key in gone:
                    if self.timers[key].timer in timers:
                        del self.timers[key]
            case e.OpenTask(key):
                self.tasks[key] = effect
            case e.CloseTask(key):
                self.tasks.pop(key, None)
            case e.SetMessages(person, paused, check_ins):
                changed = replace(self.people[person], paused=paused, check_ins=check_ins)
                self.people[person] = changed
            case e.Reserve() | e.Release() | e.Pay():
                self._money(effect)
            case _ if hasattr(effect, "request"):
                before = self.requests.get(effect.request)
                if before is not None:
                    after = _changed(before, effect) or self._becomes(before, effect, seen)
                    self.requests[before.id] = after
            case _:
                pass

    def _money(self, effect: e.Reserve | e.Release | e.Pay) -> None:
        before = self.requests[effect.request]
        held = before.reserved_pence
        match effect:
            case e.Reserve(pence=pence):
                assert held == 0
                self.free -= pence
                after = replace(before, reserved_pence=pence)
            case e.Release():
                assert held > 0
                self.free += held
                after = replace(before, reserved_pence=0)
            case e.Pay(pence=pence, on=day):
                assert held > 0
                self.free += held - pence
                self.spent += pence
                after = replace(before, reserved_pence=0, paid_pence=pence, paid_on=day)
            case _:
                assert_never(effect)
        assert self.free >= 0
        self.reserved += after.reserved_pence - held
        self.requests[before.id] = after

    def _becomes(self, before: Request, effect: e.Effect, seen: Facts) -> Request:
        match effect:
            case e.MoveRequest():
                assert before.state is effect.before
                after = advance(before.state, effect.move, effect.by)
                assert after is effect.after
                return replace(before, state=after, state_since=self.now)
            case e.Decide():
                return self._decided(before, effect, seen)
            case e.Revise():
                return replace(
                    before,
                    version=before.version + 1,
                    amount_pence=effect.amount_pence,
                    stages=effect.stages,
                    plan=effect.plan,
                    passed_to=None,
                    question=None,
                )
            case e.Restage():
                return replace(
                    before,
                    stages=effect.stages,
                    barred=effect.barred,
                    more_words=effect.more_words,
                    first_reason=effect.first_reason,
                    passed_to=None,
                )
            case e.PassOn(to=to):
                return replace(before, passed_to=to)
            case e.Ask(by=by, role=role, words=asked):
                return replace(before, question=OpenQuestion(by, role, asked, self.now))
            case e.Answer(question=question, words=answer):
                return replace(before, question=None, asked=(*before.asked, (question, answer)))
            case e.SetFlag(exclusion=which, by=by, upheld=upheld, reason=reason):
                new = Flag(which, None if upheld else by, upheld, reason)
                rest = tuple(f for f in before.flags if f.exclusion != which)
                return replace(before, flags=(*rest, new))
            case e.Hold(reason=reason):
                return replace(before, hold_reason=reason)
            case e.Arrive():
                return replace(before, arrived_at=self.now)
            case _:
                return before

    def _decided(self, before: Request, effect: e.Decide, seen: Facts) -> Request:
        """Asked again here: whoever decides may, as things were when the turn began."""
        me = self.people[effect.by]
        assert me.id != before.person
        assert me.id not in before.barred
        assert effect.stage == open_stage(before)
        if seen.request is not None and effect.verdict is Verdict.APPROVE:
            assert may_sign(me, before, effect.version, seen) is effect.role
        made = Decision(
            effect.stage,
            effect.by,
            effect.role,
            effect.verdict,
            effect.version,
            self.now,
            effect.reason,
        )
        return replace(before, decisions=(*before.decisions, made), passed_to=None)


def _changed(before: Request, effect: e.Effect) -> Request | None:
    """What the effects of a change make of it."""
    match effect:
        case e.SetChange(change=change):
            return replace(before, change=change)
        case e.RaiseFlags(exclusions=exclusions):
            return replace(before, flags=tuple(map(Flag, exclusions)))
        case _:
            return None
