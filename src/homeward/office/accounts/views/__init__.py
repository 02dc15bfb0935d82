"""Pages of this room: coming in, one's own account, the administrator's officers, emergency access."""
