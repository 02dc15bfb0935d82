"""Side room: a notice of intent to surrender becomes an expected arrival. Off unless the node says otherwise."""
