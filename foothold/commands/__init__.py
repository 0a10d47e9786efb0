"""The commands, thin: options in, one call, one answer out. Nothing heavy is imported up here."""
