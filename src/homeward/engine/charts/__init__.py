"""Figures -> SVG with title, description and table."""
