"""Who takes part, as this node knows them."""
