"""The public record: tables of claims with their sources, and a statement of counts that a second person releases."""

from datetime import datetime

from homeward.desks.claims.actions import draft_from_handover, load_public_tables, release_statement
from homeward.desks.claims.queries import counted_handovers
from homeward.node.demo.steps.registry import actor, step


@step
def load(officer: str) -> int:
    """The committed tables. Returns how many claims they hold."""
    return load_public_tables(actor=actor(officer)).claims_new


@step
def draft(officer: str, embargo_until: str) -> int:
    """A draft of how many came home each way on the closed day. Returns its number."""
    day = counted_handovers(viewer=actor(officer))[0]
    statement = draft_from_handover(
        actor=actor(officer), handover_id=day.id, embargo_until=datetime.fromisoformat(embargo_until)
    )
    return statement.number


@step
def release(officer: str, number: int) -> list[str]:
    """A second editor releases it after the embargo. Returns its figures as published."""
    statement = release_statement(actor=actor(officer), number=number)
    return [str(line["shown"]) for line in statement.lines]
