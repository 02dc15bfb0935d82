"""The name of a party in the page's language, wherever a page would show its code.

A page asks many times, so within one request the parties are read once. Outside a request (long work, commands)
nothing is kept: each question reads anew.
"""

from threading import local

from django.core.signals import request_finished, request_started
from django.utils.translation import get_language

from homeward.office.parties.models import Party

_kept = local()


def party_words(code: object) -> str:
    """The party's name in the language of the page; the code itself when this node knows no such party."""
    text = str(code or "")
    party = _parties().get(text) if text else None
    return party.name_in(get_language() or "en") if party else text


def _parties() -> dict[str, Party]:
    if not getattr(_kept, "open", False):
        return {party.code: party for party in Party.objects.all()}
    if _kept.parties is None:
        _kept.parties = {party.code: party for party in Party.objects.all()}
    return _kept.parties


def _opened(**_others: object) -> None:
    _kept.open, _kept.parties = True, None


def _closed(**_others: object) -> None:
    _kept.open, _kept.parties = False, None


request_started.connect(_opened, dispatch_uid="parties.naming.opened")
request_finished.connect(_closed, dispatch_uid="parties.naming.closed")
