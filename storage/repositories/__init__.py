"""One repository for each noun; each returns plain values and never commits."""
