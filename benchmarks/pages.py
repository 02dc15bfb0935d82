"""Milliseconds and queries of the register's pages at 100,000 persons, on SQLite and on PostgreSQL.

    PYTHONPATH=src .venv/bin/python benchmarks/pages.py [--persons 100000] [--only sqlite|postgresql] [--rounds 5]

Each database is that of a node built for it in a temporary folder. Every request goes through the node's whole WSGI
application in one process, one after another, with connections opened and closed as a server does. CPU is that of this
process (SQLite works inside it); PostgreSQL's own is read beside it from /proc, for the one backend that serves us.
The floor is bare SQL on an open connection in the same round: the rows shown, by their ids, or for a write one row and
its commit. Figures are medians over the rounds of each round's median (p50) or 95th percentile. Each round takes the
pages in turn, so that what else the machine does meets all of them alike. A figure over its budget is marked with !.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homeward.node.cluster import throwaway_cluster
from homeward.node.home import build_node
from homeward.node.serving import node_environment

HERE = Path(__file__).parent
ROUNDS, PERSONS = 5, 100_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=PERSONS)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for vendor in (asked.only,) if asked.only else ("sqlite", "postgresql"):
            with throwaway_cluster() if vendor == "postgresql" else _no_url() as url:
                place = Path(home, vendor)
                build_node(
                    "pages", place, demo=True, role="party",
                    fill=lambda folder, url=url: _run(folder, url, "page_register.py", asked.persons),
                )  # fmt: skip
                print(f"\n{vendor}, {asked.persons:,} persons, {asked.rounds} rounds\n", flush=True)
                _run(place / "nodes" / "pages", url, "page_requests.py", asked.rounds)


@contextmanager
def _no_url() -> Iterator[str]:
    yield ""


def _run(folder: Path, url: str, script: str, number: int) -> None:
    environment = node_environment(folder) | ({"DATABASE_URL": url} if url else {})
    subprocess.run([sys.executable, HERE / script, str(number)], check=True, env=environment)


if __name__ == "__main__":
    main()
