"""What each move of a request brings with it: money, cards, timers, the sentences people read.

Conversations propose; these functions say everything that must become true in the same commit.
They know no chat state and never wait for an answer.
"""
