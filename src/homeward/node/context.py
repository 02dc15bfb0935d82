"""What the shell shows on every page: whose node this is, whether its people are invented, where one can go."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.node.continue_as import may_continue_as, role_words
from homeward.node.home import read_demonstration
from homeward.office.accounts.navigation import entries_for, search_address
from homeward.office.journal.rights import NOBODY, Actor, has_right


def this_node(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "start_url": reverse("start"),
        "party_name": settings.NODE.title,
        "demonstration": settings.NODE.demo,
        "navigation": entries_for(actor, request.path),
        "search_url": _search_address(actor),
        "may_continue_as": may_continue_as(request),
        "search_text": request.GET.get("q", ""),
        "demonstration_accounts": [] if actor.officer_id else _demonstration_accounts(),
        "own_pages": _own_pages(request, actor),
    }


def _demonstration_accounts() -> list[dict[str, str]]:
    return [{**account, "role": role_words(account["role"])} for account in _accounts_on_file()]


@lru_cache(maxsize=1)
def _accounts_on_file() -> list[dict[str, str]]:
    return read_demonstration(settings.NODE)


def _search_address(actor: Actor) -> str:
    """Numbers and codes are led to their record by the node; a box that searches another desk stays there."""
    address = search_address(actor)
    return reverse("find") if address and has_right(actor, "register.read") else address


# Title, address, and the right that opens it; '' opens to everybody.
_PAGES = (
    (gettext_lazy("My account"), "mfa_index", ""),
    (gettext_lazy("What I looked at"), "looked", ""),
    (gettext_lazy("Long work"), "jobs:list", ""),
    (gettext_lazy("Emergency access"), "accounts:emergency", "emergency.ask"),
    (gettext_lazy("Emergency access"), "accounts:emergency", "emergency.approve"),
    (gettext_lazy("Who looked"), "look_log", "journal.read"),
    (gettext_lazy("Journal"), "journal", "journal.read"),
    (gettext_lazy("Health of this node"), "health", "health.read"),
)


def _own_pages(request: HttpRequest, actor: Actor) -> list[dict[str, str]]:
    if not actor.officer_id:
        return []
    pages = [
        {"url": reverse(address), "title": str(title)}
        for title, address, right in _PAGES
        if not right or has_right(actor, right)
    ]
    if may_continue_as(request):
        pages.append({"url": reverse("continue_as"), "title": _("Go on as somebody else")})
    return pages
