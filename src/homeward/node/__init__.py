"""Roof: settings, urls, shell templates, static files, commands, demo, health."""
