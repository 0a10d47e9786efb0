"""The pages in a real browser, over the real programs, as people meet them."""
