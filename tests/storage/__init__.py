"""Tests of the storage room, against real databases."""
