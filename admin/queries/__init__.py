"""The only SQL outside `storage`: reading, for pages, reports and exports. It writes nothing.

Only clear columns are asked for. Names and words are sealed and stay so here (see `admin.private`).
"""
