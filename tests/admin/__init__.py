"""Tests of the request log: queries, exports, pages."""
