"""Tests of the pure rules in `flows`."""
