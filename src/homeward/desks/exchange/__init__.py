"""Terms, plan, reasons, manifests."""
