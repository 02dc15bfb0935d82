"""What the terminal shows at the end of the story: one row a stage and direction, hashes, journals, seconds."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from homeward.node.demo import cast
from homeward.node.demo.story import ROWS, Played

# At which stage a row is counted: a story that ended earlier says so instead of showing a nought.
STAGE_OF: Mapping[str, str] = {
    "requested": "exchange", "offered": "exchange", "matched": "tracing", "to review": "tracing",
    "declined": "exchange", "art. 109 beside": "exchange", "planned": "exchange", "handed over": "handover",
    "replaced": "handover", "received": "reception", "placed": "recovery",
}  # fmt: skip


def tell(console: Console, played: Played) -> None:
    """One row a stage and direction; below it what people compare by voice, and the heads of the three journals."""
    table = Table(title="The same exchange between three nodes", title_justify="left")
    for name in ("stage", "from", "to"):
        table.add_column(name)
    table.add_column("persons", justify="right")
    ways = sorted({way for _row, way in played.rows})
    for row in ROWS:
        for way in ways:
            if (row, way) in played.rows:
                table.add_row(row, *way, str(played.rows[row, way]))
    console.print(table)
    for line in _beneath(played):
        console.print(line, soft_wrap=True)


def _beneath(played: Played) -> list[str]:
    lines = []
    if played.plan:
        lines += [f"plan       {played.plan['hash']}", f"           {' '.join(played.plan['words'])}"]
    if played.agreement:
        lines += [f"agreement  {played.agreement['hash']}", f"           {' '.join(played.agreement['words'])}"]
    lines += [f"list       {played.manifest}"] if played.manifest else []
    lines += [f"protocol   {played.protocol}"] if played.protocol else []
    titles = {stage.name: stage.title for stage in cast.STAGES}
    lines += [
        f"journal    {head['root']}  {titles[name]}, {head['size']} entries" for name, head in played.heads.items()
    ]
    told = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in played.seconds.items())
    return [
        *lines,
        f"{played.steps} steps by {len(cast.CAST)} people, {played.bundles} bundles carried on sticks.",
        "People captured on the way stand on the nodes' lists and in no file, so the two plans differ.",
        f"Seconds: {told}.",
    ]
