"""Long work in its own process: progress, stop, resume."""
