"""Commands that are a whole message: help, back, cancel, status, stop, inbox, invite, start."""

from dataclasses import replace

from flows.conversations.ask import Asking
from flows.conversations.home import menu
from flows.conversing import begun
from flows.desk import Command, help_said, inbox, status_or_inbox
from flows.effects import Reply
from flows.facts import Facts
from flows.floor import Outcome, asks, begin, stands, unpinned, what_waits
from flows.messages import Button, Message, line
from flows.model import Plan, Role
from flows.rights import my_rights
from flows.session import Session, back_home
from flows.stopping import stop_said
from flows.taps import Do, Verb


def commanded(session: Session, command: Command, facts: Facts) -> Outcome:
    """What this command does; what was being asked still stands unless it says otherwise."""
    match command:
        case Command.HELP:
            return Outcome(session, help_said(facts))
        case Command.STATUS:
            return Outcome(session, status_or_inbox(facts))
        case Command.INBOX:
            return Outcome(session, inbox(facts))
        case Command.STOP:
            return Outcome(session, stop_said(facts))
        case Command.RIGHTS:
            return Outcome(session, my_rights(facts))
        case Command.INVITE:
            tap = Do(Verb.INVITE)
            return begin(session, tap, begun(tap, facts), facts)
        case Command.WHO_HELPS:
            tap = Do(Verb.WHO_HELPS)
            return begin(session, tap, begun(tap, facts), facts)
        case Command.BACK:
            return _back(session, facts)
        case Command.CANCEL:
            return _cancelled(session, facts)
        case Command.START:
            return _started(session, facts)


def _back(session: Session, facts: Facts) -> Outcome:
    if session.at_home:
        return Outcome(session, (Reply(menu(facts)),))
    if not session.trail:
        return Outcome(session, (stands(session, (line("nothing-before"),), facts),))
    *trail, before = session.trail
    earlier = replace(
        session, state=before, trail=tuple(trail), question_no=session.question_no + 1
    )
    return Outcome(earlier, (asks(before, (), facts),))


def _cancelled(session: Session, facts: Facts) -> Outcome:
    if session.at_home:
        return Outcome(session, (Reply(menu(facts)),))
    state = session.state
    draft = state if isinstance(state, Asking) and state.plan != Plan() else None
    home = unpinned(back_home(replace(session, draft=draft or session.draft)))
    buttons = (Button(line("button-carry-on-draft"), Do(Verb.DRAFT)),) if draft else ()
    said = Message((line("cancelled-kept" if draft else "cancelled"),), buttons)
    return Outcome(home, (Reply(said), *what_waits(home, facts)))


def _started(session: Session, facts: Facts) -> Outcome:
    me = facts.me
    if me is not None and Role.BUDGET_HOLDER in me.roles and not session.at_home:
        return Outcome(session, (stands(session, (), facts),))
    return Outcome(session, (Reply(menu(facts)),))
