"""Migrations (Alembic): how a database came to its shape, one frozen step after another.

No revision imports `storage.tables`: what was released does not change when the tables do.
"""
