"""Chromium on a demonstration node: for the documentation's pictures and for the tests that click.

Needs the development environment (playwright, Pillow); nothing that a node serves imports it.
"""
