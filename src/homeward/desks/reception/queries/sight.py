"""Who sees the reception: its own people, and the medical officers who treat there."""

from homeward.office.journal.rights import Actor, has_right, require_right

READ, WRITE, HEALTH, MIND = "reception.read", "reception.write", "health.notes", "reception.mind"


def sees_reception(viewer: Actor) -> bool:
    return has_right(viewer, READ) or has_right(viewer, HEALTH)


def require_sight(viewer: Actor) -> None:
    """RefusedError for everybody else."""
    if not has_right(viewer, HEALTH):
        require_right(viewer, READ)
