"""Homeward: open-source software that brings prisoners of war home."""

__version__ = "0.1.0"
