"""Side room: public claims, the checks computed from them, and this node's own statements. No desk imports it."""
