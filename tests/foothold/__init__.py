"""Tests of the command line and of what joins the rooms."""
