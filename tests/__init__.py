"""Tests, arranged like the packages they test."""
