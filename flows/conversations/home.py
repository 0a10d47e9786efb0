"""At home: nobody is being asked anything. Typed words get a menu, never a shrug."""

from dataclasses import dataclass
from typing import Literal

from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Person, PersonId, Role
from flows.more import more_button
from flows.taps import Do, Verb, named_in
from flows.ties import SEES, Leave

SIGNING_ROLES = frozenset(
    {
        Role.CARE_CO_ORDINATOR,
        Role.TEAM_LEADER,
        Role.LIVED_EXPERIENCE_REVIEWER,
        Role.PHB_LEAD_CLINICIAN,
        Role.COMMISSIONER,
        Role.PHB_FACILITATOR,
        Role.PANEL_MEMBER,
    }
)


STORY_ROLES = frozenset(
    {
        Role.CARE_CO_ORDINATOR,
        Role.TEAM_LEADER,
        Role.SUPPORT_PLANNER,
        Role.PHB_FACILITATOR,
        Role.PROGRAMME_ADMIN,
    }
)
"""Who may ask for somebody's story; which ones, `flows.telling.uses` says."""

NOT_STAFF = frozenset({Role.BUDGET_HOLDER, Role.SUPPORTER, Role.PEER_SUPPORTER})


@dataclass(frozen=True, slots=True)
class Home:
    """Nothing is open in this chat."""

    kind: Literal["home"] = "home"


def menu(facts: Facts, words: str = "menu") -> Message:
    """What somebody can do from here, by who they are."""
    me = facts.me
    if me is None:
        return Message((line("stranger"), line("crisis-lines")))
    if Role.BUDGET_HOLDER in me.roles:
        return Message(
            (line(words),),
            (
                *_person_buttons(),
                *_staff_buttons(me, facts),
                *_help_buttons(me, facts),
            ),
        )
    if not me.roles:
        return Message((line("access-ended"), line("crisis-lines")))
    if not works_here(me):
        return _helper_menu(me, facts)
    return Message(
        (line("menu-staff", name=me.name),), (*_staff_buttons(me, facts), *_help_buttons(me, facts))
    )


def _helper_menu(me: Person, facts: Facts) -> Message:
    """Somebody who is here for a person they know. It names them, so it is about them, and is
    closed with all the rest when the help ends."""
    buttons = _help_buttons(me, facts)
    words = "menu-helper" if buttons else "menu-helper-waits"
    named = {named_in(button.tap) for button in buttons}
    about = named.pop() if len(named) == 1 else PersonId("")
    return Message((line(words, name=me.name), line("crisis-lines")), buttons, about=about)


def _help_buttons(me: Person, facts: Facts) -> tuple[Button, ...]:
    """What each person lets me do and see, while it counts."""
    buttons: list[Button] = []
    for tie in facts.ties:
        if tie.helper != me.id or not tie.counts(facts.now):
            continue
        if Leave.ASK in tie.leave:
            asks = line("button-help-name", name=tie.person_name)
            buttons.append(Button(asks, Do(Verb.HELP_ASK, value=tie.person)))
        if tie.leave & frozenset(SEES):
            sees = line("button-see-name", name=tie.person_name)
            buttons.append(Button(sees, Do(Verb.SEE_FOR, value=tie.person)))
    return tuple(buttons)


def works_here(me: Person) -> bool:
    """Whether somebody is here for others too, besides (or instead of) asking for themself."""
    return bool(me.roles - NOT_STAFF)


def _person_buttons() -> tuple[Button, ...]:
    return (
        Button(line("button-ask-for-something"), Do(Verb.ASK)),
        Button(line("button-where-is-it"), Do(Verb.STATUS)),
        Button(line("button-talk"), Do(Verb.TALK)),
        more_button(),
    )


def _staff_buttons(me: Person, facts: Facts) -> tuple[Button, ...]:
    buttons: list[Button] = []
    if works_here(me) and me.roles - NOT_STAFF != {facts.programme.payment.payer}:
        buttons.append(Button(line("button-inbox"), Do(Verb.INBOX)))
    if facts.programme.payment.payer in me.roles:
        buttons.append(Button(line("button-payable"), Do(Verb.PAYABLE)))
    if Role.CARE_CO_ORDINATOR in me.roles:
        buttons.append(Button(line("button-invite"), Do(Verb.INVITE)))
        buttons.append(Button(line("button-discharge"), Do(Verb.DISCHARGE)))
        buttons.append(Button(line("button-help-ask"), Do(Verb.HELP_ASK)))
    if me.roles & {Role.CARE_CO_ORDINATOR, Role.SUPPORT_PLANNER}:
        buttons.append(Button(line("button-write-plan"), Do(Verb.WRITE)))
    if Role.CARE_CO_ORDINATOR in me.roles:
        representative = line("button-add-representative")
        buttons.append(Button(representative, Do(Verb.ADD_REPRESENTATIVE)))
    if facts.programme.stories is not None and me.roles & STORY_ROLES:
        buttons.append(Button(line("button-stories"), Do(Verb.STORIES)))
    return tuple(buttons)
