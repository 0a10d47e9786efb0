"""Talks whose service is killed, again and again, and must lose nothing and say nothing twice."""
