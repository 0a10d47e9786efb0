"""Effects on who helps whom become rows, in the turn's transaction. Decides nothing."""

from typing import assert_never

from flows.effects import AddTie, ConfirmTie, EndTie, KeepDraft, SetLeave, SettleDraft
from flows.model import Role
from flows.ties import Leave
from storage.acting import Acting
from storage.apply_messages import close_words

HelpEffect = AddTie | ConfirmTie | SetLeave | EndTie | KeepDraft | SettleDraft


def apply_help(acting: Acting, effect: HelpEffect) -> None:
    """Make one effect on help true."""
    match effect:
        case AddTie(tie):
            acting.work.ties.add(tie)
            facts = {
                "tie": tie.id,
                "helper": tie.helper,
                "kind": str(tie.kind),
                "leave": _said(tie.leave),
                "authority": tie.authority,
                "until": tie.until.isoformat(),
            }
            acting.audit(f"person:{tie.person}", "add_tie", facts)
        case ConfirmTie(tie_id, person, helper):
            acting.work.ties.confirm(tie_id)
            acting.audit(f"person:{person}", "confirm_tie", {"tie": tie_id, "helper": helper})
        case SetLeave(tie_id, person, leave):
            acting.work.ties.set_leave(effect)
            acting.audit(f"person:{person}", "set_leave", {"tie": tie_id, "leave": _said(leave)})
        case EndTie():
            _end(acting, effect)
        case KeepDraft(draft, person, helper, kind, plan):
            acting.work.ties.keep_draft(effect, acting.now)
            known = {"draft": draft, "helper": helper, "kind": kind}
            acting.audit(f"person:{person}", "keep_draft", known, (person, plan.goal))
        case SettleDraft(draft, person):
            acting.work.ties.settle(draft, acting.now)
            acting.audit(f"person:{person}", "settle_draft", {"draft": draft})
        case _:
            assert_never(effect)


def _end(acting: Acting, effect: EndTie) -> None:
    """What they saw is closed and what they typed set aside; who helps nobody else is out."""
    work = acting.work
    if not work.ties.end(effect.tie, acting.now):
        return
    work.ties.settle_of(effect.person, effect.helper, acting.now)
    close_words(acting, effect.helper, effect.person)
    if not work.ties.of_helper(effect.helper, acting.now, 1):
        work.people.end_role(effect.helper, Role.SUPPORTER, acting.now)
        if not work.people.holds_any(effect.helper, acting.now):
            work.sign_ins.end_links(effect.helper, acting.now)
            work.sign_ins.end_sessions(effect.helper, acting.now)
    facts = {"tie": effect.tie, "helper": effect.helper}
    acting.audit(f"person:{effect.person}", "end_tie", facts)


def _said(leave: frozenset[Leave]) -> str:
    return " ".join(sorted(leave))
