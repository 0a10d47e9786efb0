"""Looks: the request log, exports and reports; acts only by taking a turn."""
