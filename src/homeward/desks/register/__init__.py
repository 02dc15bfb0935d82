"""Persons held and missing: their lists, their imports, their page."""
