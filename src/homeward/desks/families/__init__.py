"""A relative's request, kept apart from the register's records; graded answers that can be verified."""
