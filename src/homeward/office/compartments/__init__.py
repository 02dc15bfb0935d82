"""Sealed notes: for whom, under which key, for how long; never searched, listed or exported."""
