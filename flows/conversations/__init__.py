"""One module for each conversation; none of them imports another."""
