"""Writes and draws what several rounds would come to: who is home when, and how long each category waits."""

from collections.abc import Sequence
from pathlib import Path

from homeward.engine.charts import MOST_SERIES, Bar, Series, bars, lines
from homeward.engine.planning.horizon import EVERYBODY, Horizon
from homeward.node.exchange_run.pair_files import write_csv

COLUMNS = (
    "order", "category", "home", "still_held", "months_lower_quarter", "months_median", "months_upper_quarter",
    "months_longest",
)  # fmt: skip
ROUND_COLUMNS = ("order", "round", "party", "home_by_then")


def write_simulation(folder: Path, horizons: Sequence[Horizon]) -> None:
    """`simulation.csv` and `simulation-rounds.csv` hold the figures, `simulation-N.svg` the charts."""
    rows = [
        [each.policy, row.category, row.home, row.still, row.lower, row.median, row.upper, row.longest]
        for each in horizons
        for row in each.waiting()
    ]
    write_csv(folder / "simulation.csv", COLUMNS, rows)
    by_round = [
        [each.policy, number, party or EVERYBODY, home]
        for each in horizons
        for party in ("", *parties_of(each))
        for number, home in enumerate(each.cumulative(party), start=1)
    ]
    write_csv(folder / "simulation-rounds.csv", ROUND_COLUMNS, by_round)
    for number, chart in enumerate(charts(horizons), start=1):
        (folder / f"simulation-{number}.svg").write_text(chart, encoding="utf-8")


def parties_of(horizon: Horizon) -> list[str]:
    """Parties to which somebody came home."""
    return sorted({each.party for each in horizon.home})


def charts(horizons: Sequence[Horizon]) -> list[str]:
    """Who is home when, by party and by order of objectives; then the wait in each category under each order."""
    agreed = horizons[0]
    steps = [f"round {number}" for number in range(1, agreed.rounds + 1)]
    parties = parties_of(agreed)[: MOST_SERIES - 1]
    by_party = [Series(f"home to {party}", tuple(agreed.cumulative(party))) for party in parties]
    by_party.append(Series("all together", tuple(agreed.cumulative())))
    by_order = [Series(each.policy, tuple(each.cumulative())) for each in horizons]
    found = [
        lines("Who is home when", f"Persons home after each round, order: {agreed.policy}.", steps, by_party),
        lines("Who is home when, order by order", "Persons home after each round, one line an order.", steps, by_order),
    ]
    categories = sorted({row.category for each in horizons for row in each.waiting()} - {EVERYBODY})
    return [*found, *(_waiting(category, horizons) for category in (EVERYBODY, *categories))]


def _waiting(category: str, horizons: Sequence[Horizon]) -> str:
    rows = []
    for each in horizons:
        told = next((row for row in each.waiting() if row.category == category), None)
        if told is not None:
            shown = f"{told.median} ({told.lower} to {told.upper})"
            rows.append(Bar(f"{each.policy}: {told.home} home, {told.still} still held", told.median, shown))
    title = f"Months held on coming home: {category}"
    return bars(title, "The median; in brackets, between which months the middle half came home.", rows)
