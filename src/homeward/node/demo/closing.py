"""What the terminal shows at the end of the story: one row a stage and direction, hashes, journals, seconds."""

from rich.console import Console
from rich.table import Table

from homeward.node.demo import cast
from homeward.node.demo.story import ROWS, Ending


def tell(console: Console, played: Ending) -> None:
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


def _beneath(played: Ending) -> list[str]:
    lines = []
    if played.plan:
        lines += [f"plan       {played.plan['hash']}", f"           {' '.join(played.plan['words'])}"]
    if played.agreement:
        lines += [f"agreement  {played.agreement['hash']}", f"           {' '.join(played.agreement['words'])}"]
    lines += [f"list       {played.manifest}"] if played.manifest else []
    lines += [f"protocol   {played.protocol}"] if played.protocol else []
    titles = {node.name: node.title for node in cast.NODES}
    lines += [
        f"journal    {head['root']}  {titles[name]}, {head['size']} entries" for name, head in played.heads.items()
    ]
    told = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in played.seconds.items())
    return [
        *lines,
        f"{played.steps} steps by {len(cast.CAST)} people, {played.bundles} bundles carried on sticks.",
        *(
            ["People captured on the way stand on the nodes' lists and in no file: the two plans differ."]
            if played.plan
            else []
        ),
        f"Seconds: {told}.",
    ]
