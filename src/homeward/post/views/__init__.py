"""Pages of the post, and the one address that answers without a session."""
