"""What the terminal shows of long work: a progress display, and a closing table."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

from rich.console import Console, Group
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from homeward.engine.sealing import eight_words
from homeward.node.exchange_run.results import Done

Told = Callable[[str, float], None]


@contextmanager
def progress_display(console: Console) -> Iterator[Told]:
    """Yields a function (step, share done). A terminal sees bars; a file or pipe one line a finished step."""
    if not console.is_terminal:
        yield _told_to_a_file(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def told(step: str, share: float) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=1.0)
            bars.update(tasks[step], completed=share)

        yield told


class heeding_ctrl_c:
    """Around long work: a Ctrl-C that a library swallows, or turns into an error of its own, stops the work all the
    same, at the next sign of progress. Where the signal is ignored or handled by somebody else it stays so."""

    def __init__(self, told: Told) -> None:
        self._told, self._asked = told, False

    def __enter__(self) -> Told:
        self._earlier = signal.getsignal(signal.SIGINT)
        self._ours = self._earlier is signal.default_int_handler and current_thread() is main_thread()
        if self._ours:
            signal.signal(signal.SIGINT, self._stop)
        return self._tell

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, self._earlier)
        if self._asked and error is not None and not isinstance(error, KeyboardInterrupt):
            raise KeyboardInterrupt from error

    def _stop(self, number: int, frame: object) -> None:
        self._asked = True
        raise KeyboardInterrupt

    def _tell(self, step: str, share: float) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._told(step, share)


def _told_to_a_file(console: Console) -> Told:
    finished: set[str] = set()

    def told(step: str, share: float) -> None:
        if share >= 1.0 and step not in finished:
            finished.add(step)
            console.print(f"done: {step}")

    return told


def closing_table(done: Done) -> Group:
    """One column a direction, one row a step of the work; below it what both sides compare by voice."""
    table = Table(title=done.plan.terms.title, title_justify="left")
    counts = done.counts()
    table.add_column("persons")
    for row in counts:
        table.add_column(f"{row['from']} to {row['to']}", justify="right")
    for name in counts[0]:
        if name not in ("from", "to"):
            table.add_row(name, *(str(row[name]) for row in counts))
    words = " ".join(eight_words(done.plan.hash))
    return Group(table, *done.plan.obstacles_to_signing(), f"plan  {done.plan.hash}", f"words {words}")
