"""The conversations, one file each. Each has its states, the question that belongs to a state,
and what an answer leads to. They never import each other; `flows.step` picks between them.

`question(state, facts)` gives the message that asks; `answer(state, event, facts)` a Move.
Answering never asks by itself: the step asks the question of whatever state comes out.
"""
