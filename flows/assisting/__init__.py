"""Asking for somebody: a helper types, the person says that the words are theirs (CARE 14, 23).

The questions are those of the asking itself, as if the person answered; every screen says who is
being helped. What is new is here: whom it is for, whose word makes it count, and who keeps it.
"""

from flows.assisting.confirm import Confirming
from flows.assisting.joining import Joining
from flows.assisting.state import Helping
from flows.assisting.tying import Tying

__all__ = ["Confirming", "Helping", "Joining", "Tying"]
