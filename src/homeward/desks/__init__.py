"""Second floor: the journey, one Django app a stage."""
