"""The README's first command on a fresh clone: cold with empty caches, then warm; seconds, CPU and memory.

    python3 benchmarks/main_job.py

Needs network for the cold run. Peak memory is that of the largest single process.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
WARM_RUNS = 3


def measured(place: Path, *words: str) -> str:
    """One line of the table for one run of ./homeward in the clone."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("SSL_")}
    environment = {**kept, "HOME": str(place.parent), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    subprocess.run(["./homeward", *words], cwd=place, env=environment, stdout=subprocess.DEVNULL, check=True)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{wall:.1f} | {cpu:.1f} | {after.ru_maxrss / 1024:.0f}"


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        place = Path(home, "homeward")
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(place)], check=True)
        print("| run | wall s | CPU s | peak MB |\n|---|---|---|---|")
        print(f"| demo --no-serve, cold: fresh clone, empty caches | {measured(place, 'demo', '--no-serve')} |")
        for number in range(1, WARM_RUNS + 1):
            print(f"| demo --no-serve, warm {number} | {measured(place, 'demo', '--no-serve')} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
