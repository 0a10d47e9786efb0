"""What people tell about themselves if they like: equality questions, stories (CARE 16, 17).

Never asked before Send, never beside a decision, and never needed: saying no changes nothing.
"""

from flows.telling.equality import Describing
from flows.telling.stories import Storytelling
from flows.telling.uses import AskingStory

__all__ = ["AskingStory", "Describing", "Storytelling"]
