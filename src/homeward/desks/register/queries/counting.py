"""Counts that stop at a cap, many at once: one statement, whatever the size of the register."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

CAP = 1000


def capped_counts(querysets: Sequence[QuerySet[Any]], cap: int = CAP) -> list[int]:
    """Rows of each queryset, up to one more than the cap."""
    if not querysets:
        return []
    parts, values = [], []
    for queryset in querysets:
        statement, arguments = queryset.order_by().values_list("pk")[: cap + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({statement}) AS counted)")  # noqa: S608 (compiled by the ORM)
        values.extend(arguments)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return [int(count) for count in cursor.fetchone()]
