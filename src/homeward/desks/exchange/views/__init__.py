"""Pages of the exchange desk."""
