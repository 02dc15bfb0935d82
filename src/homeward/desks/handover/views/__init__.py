"""Pages of the handover desk."""
