"""Third floor: partners, outbox, inbox. Not built yet."""
