"""The one way to make a MoveRequest: through the table."""

from flows.effects import MoveRequest
from flows.lifecycle import Action, advance
from flows.model import Party, PersonId, Request

SYSTEM = PersonId("")
"""The actor of what the service does by itself."""


def move(request: Request, action: Action, by: Party, actor: PersonId = SYSTEM) -> MoveRequest:
    """The effect of this action; IllegalMove when the table does not have it."""
    after = advance(request.state, action, by)
    return MoveRequest(request.id, action, by, request.state, after, actor)
