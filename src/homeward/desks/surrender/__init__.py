"""Side room: notice of intent to surrender. Not built yet."""
