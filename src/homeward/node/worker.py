"""The process that does a node's long work, and what is due by the clock."""

import django

django.setup()

from homeward.node.clockwork import Clockwork  # noqa: E402 - tables can be imported only after set-up
from homeward.node.database import guard_connections  # noqa: E402
from homeward.office.jobs.worker import work_until  # noqa: E402


def main() -> None:
    """Works until the process is told to end."""
    guard_connections()
    work_until(lambda: False, pause=0.5, by_the_clock=Clockwork())


if __name__ == "__main__":
    main()
