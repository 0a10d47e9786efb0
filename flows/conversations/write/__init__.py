"""Writing a plan with a person, line by line; what it comes to and who must sign is always shown.

Care co-ordinators and planners write; the person alone says that it is theirs (`own_plan`).
"""

from flows.conversations.write.answers import Writing, answer, begin, question

__all__ = ["Writing", "answer", "begin", "question"]
