"""Gates of the post: http and stick. Not built yet."""
