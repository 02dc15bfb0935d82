"""The queue and its export."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from homeward.desks.tracing.actions import export_pairs
from homeward.desks.tracing.forms import filter_from
from homeward.desks.tracing.queries import PairPage, PairRow, pairs_visible_to
from homeward.desks.tracing.showing import facets, queue_row
from homeward.desks.tracing.views.files import csv_file

COLUMNS = ("left_id", "right_id", "probability", "margin", "band", "reasons")


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    page = _page(request, "tracing.queue")
    chosen = filter_from(request.GET)
    kept = request.GET.copy()
    kept.pop("after", None)
    last = page.rows[-1].missing if page.rows else None
    context = {
        "rows": [queue_row(row, kept.urlencode()) for row in page.rows],
        "total": page.total,
        "facets": facets(chosen, page, request.GET),
        "clear_url": reverse("tracing:queue") if str(chosen) else "",
        "shown": len(page.rows),
        "next_after": page.next_after,
        "next_name": last.name if last else "",
        "back_url": f"?{kept.urlencode()}" if request.GET.get("after") else "",
        "export_url": f"{reverse('tracing:export')}?{request.GET.urlencode()}",
    }
    return render(request, "tracing/queue.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The rows on the screen under the same address: ids as in the lists, figures, and reasons in words. The values
    that the reasons speak of stay here; that the rows left is in the journal."""
    page = export_pairs(actor=request.actor, chosen=filter_from(request.GET), after=request.GET.get("after", ""))
    return csv_file("pairs.csv", COLUMNS, (_cells(row) for row in page.rows))


def _page(request: HttpRequest, what: str) -> PairPage:
    return pairs_visible_to(
        viewer=request.actor, chosen=filter_from(request.GET), after=request.GET.get("after", ""), what=what
    )


def _cells(row: PairRow) -> tuple[str, ...]:
    pair = row.pair
    left, right = (card.list_id if card else "" for card in (row.missing, row.held))
    reasons = "; ".join(f"{reason['words']} {reason['weight']:+.1f}" for reason in pair.reasons)
    return left, right, pair.probability, pair.margin, pair.band, reasons
