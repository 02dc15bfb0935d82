"""People who work here, and the roles and rights they hold."""
