"""The end of a line becomes part of its plan, in the turn's transaction. Decides nothing."""

from dataclasses import replace

from flows.effects import EndLine
from flows.lines import PlanLine
from storage.acting import Acting
from storage.apply_requests import audit_request
from storage.errors import StorageError


def end_line(acting: Acting, effect: EndLine) -> None:
    """Nothing of this line falls due after its last day."""
    tracked = acting.request(effect.request)
    plan = tracked.now.plan
    if effect.line not in {line.id for line in plan.lines}:
        raise StorageError(f"Request {effect.request} has no line {effect.line}.")
    lines = tuple(_ended(line, effect) if line.id == effect.line else line for line in plan.lines)
    tracked.now = replace(tracked.now, plan=replace(plan, lines=lines))
    tracked.changed = True
    facts = {"line": effect.line, "on": effect.on.isoformat()}
    audit_request(acting, tracked.now, "end_line", facts)


def _ended(line: PlanLine, effect: EndLine) -> PlanLine:
    if line.repeat is None:
        raise StorageError(f"Line {line.id} is paid once: there is nothing to end.")
    return replace(line, repeat=replace(line.repeat, ended=effect.on))
