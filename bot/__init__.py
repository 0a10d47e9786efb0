"""Moves messages: channels in, turns taken, outbox out."""
