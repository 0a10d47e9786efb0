"""What every page shares: base template, static files, middleware and sign-in."""
