"""Pages of the recovery desk."""
