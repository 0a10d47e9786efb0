"""Joins the rooms: command line, composition root and the shared web shell."""
