"""Says before the work, not in the middle of it, that two lists are larger than this machine's memory takes."""

import resource
from pathlib import Path

from homeward.base.errors import InputError

# What matching holds at its peak for every person of both lists, measured by benchmarks/tracing.py at a million.
BYTES_A_PERSON = 1_300
_ALWAYS = 150 << 20
_CGROUP = Path("/sys/fs/cgroup")


def refuse_too_large(path: Path, expected_rows: int, persons_before: int) -> None:
    """Compares what matching will need with what the machine has left.

    Raises:
        InputError: with both figures and the ways out.
    """
    needed = _ALWAYS + (expected_rows + persons_before) * BYTES_A_PERSON
    available = memory_left()
    if expected_rows and available is not None and needed > available:
        raise InputError(
            f"{path.name} holds about {expected_rows:,} rows; with them the search would need about "
            f"{_gigabytes(needed)} GB of memory, and this machine has {_gigabytes(available)} GB left.",
            cure="Close other programs, search in parts (by year of birth, or by first letter of the surname), or "
            "use a larger machine; docs/guides/scale.md says which.",
        )


def memory_left() -> int | None:
    """Bytes that this process may still take, None when the system does not say."""
    known = [left for left in (_machine(), _control_group(), _own_limit()) if left is not None]
    return min(known) if known else None


def _machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) * 1024 if found else None


def _control_group() -> int | None:
    try:
        most = (_CGROUP / "memory.max").read_text(encoding="ascii").strip()
        used = int((_CGROUP / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if most == "max" else max(0, int(most) - used)


def _own_limit() -> int | None:
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY:
        return None
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return None
    return max(0, most - pages * resource.getpagesize())


def _gigabytes(count: int) -> str:
    return f"{count / (1 << 30):.2f}"
