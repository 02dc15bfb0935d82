"""What the shell shows on every page: whose node this is, whether its people are invented, where one can go."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.node.home import read_demonstration
from homeward.office.accounts.navigation import entries_for, search_address
from homeward.office.accounts.roles import ROLE_NAMES
from homeward.office.journal.rights import NOBODY, has_right


def this_node(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "start_url": reverse("start"),
        "party_name": settings.NODE.title,
        "demonstration": settings.NODE.demo,
        "navigation": entries_for(actor, request.path),
        "search_url": search_address(actor),
        "search_text": request.GET.get("q", ""),
        "demonstration_accounts": [] if actor.officer_id else _demonstration_accounts(),
        "own_pages": _own_pages(actor),
    }


def _demonstration_accounts() -> list[dict[str, str]]:
    return [{**account, "role": _role_words(account["role"])} for account in _accounts_on_file()]


@lru_cache(maxsize=1)
def _accounts_on_file() -> list[dict[str, str]]:
    return read_demonstration(settings.NODE)


def _role_words(roles: str) -> str:
    return ", ".join(str(ROLE_NAMES.get(role, role)) for role in roles.split(", "))


def _own_pages(actor: Any) -> list[dict[str, str]]:
    if not actor.officer_id:
        return []
    pages = [
        {"url": reverse("looked"), "title": _("What I looked at")},
        {"url": reverse("jobs:list"), "title": _("Long work")},
    ]
    if has_right(actor, "journal.read"):
        pages.append({"url": reverse("journal"), "title": _("Journal")})
    if has_right(actor, "health.read"):
        pages.append({"url": reverse("health"), "title": _("Health of this node")})
    return pages
