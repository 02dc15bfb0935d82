"""Suggested pairs, the pair page, confirmation by two people."""
