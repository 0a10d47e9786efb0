"""Decides: conversations, lifecycle, routing, money and words, as pure functions."""
