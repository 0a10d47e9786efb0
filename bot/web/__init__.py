"""The chat pages and the webhook."""
