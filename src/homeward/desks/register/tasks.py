"""Long work of the register: none. Lists are read while the page waits, up to the limits of `uploads` and `reading`."""
