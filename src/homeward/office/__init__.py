"""First floor: what every desk needs."""
