"""Tests of the web pages over a real store."""
