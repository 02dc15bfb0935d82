"""Which of mine are with you, learning nothing else. Not built yet: the room is kept for blind tracing."""
