"""What page templates may ask of this room."""
