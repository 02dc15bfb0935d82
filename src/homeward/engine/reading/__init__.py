"""Report text -> drafted claims with spans. Not built yet: the room is kept for the claims desk."""
