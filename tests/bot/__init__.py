"""Tests of the running service: hub, dispatcher, outbox, ticks."""
