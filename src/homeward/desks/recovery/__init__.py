"""Treatment and rehabilitation places, follow-up. Not built yet."""
