"""Reception: arrival in transit, triage, first call home, first care of the mind, onward transport."""
