"""The main job without a database: lists in, matches, plan, reasons, manifests and a summary out."""
