"""Third floor: partners, outbox, inbox. Nothing else of this node crosses to another one."""
