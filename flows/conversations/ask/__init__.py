"""Asking for something: the opening question, few more, a read-back, Send (CARE 1-5).

One state: which question, the plan so far, what is still to be asked. The list of questions is
pinned when the asking begins, so a session finishes on the list it began with.
"""

from flows.conversations.ask.answers import answer, answer_in_distress
from flows.conversations.ask.eligible import begin
from flows.conversations.ask.questions import question
from flows.conversations.ask.state import Asking

__all__ = ["Asking", "answer", "answer_in_distress", "begin", "question"]
