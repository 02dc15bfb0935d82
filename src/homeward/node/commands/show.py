"""What the terminal shows of long work: a progress display, and a closing table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

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
