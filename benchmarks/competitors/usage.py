"""What a process has used so far, told to the one that measures, before it writes the pairs it compared."""

import json
import os
import resource
import time


def tell_usage(**more: float) -> None:
    """Prints one line of JSON: CPU seconds with children, wall seconds since the start, most memory held in MB."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    wall = time.time() - float(os.environ.get("STARTED", "nan"))
    print(json.dumps({"cpu": cpu, "wall": wall, "megabytes": own.ru_maxrss / 1024, **more}), flush=True)
