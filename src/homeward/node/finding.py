"""The one search box: a case number, what a QR code holds, or a name in any script."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from homeward.base.identifiers import case_number, read_case_number
from homeward.desks.handover.models import Line
from homeward.desks.register.models import Person
from homeward.office.journal.rights import require_right

# What a QR code may hold beside the code: an address of our own or a prefix, as 'hw:…'.
_ID, _LINE_CODE = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{24}")


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """One number leads to its record; anything else to the register's list, searched for it."""
    require_right(request.actor, "register.read")
    asked = request.GET.get("q", "").strip()
    if person_id := id_of(asked):
        return redirect("register:person", person_id=person_id)
    return redirect(f"{reverse('register:list')}?{urlencode({'q': asked})}")


def id_of(text: str) -> str:
    """The id of the one person with that case number, id of a record or code of a manifest's line; '' for none.

    Nobody is looked at here: whoever opens the record is written down there.
    """
    number = read_case_number(text)
    if number is not None:
        return _only(Person.objects.filter(number=number, withdrawn_at=None).values_list("pk", flat=True)[:2])
    code = _bare(text)
    if _ID.fullmatch(code):
        return _only(Person.objects.filter(pk=code).values_list("pk", flat=True))
    if _LINE_CODE.fullmatch(code):
        found = Line.objects.filter(code=code).exclude(person_id="").values_list("person_id", flat=True)
        return _only(found.distinct().order_by("person_id")[:2])
    return ""


def address_of(person_id: str) -> str:
    """Where the record of that person is."""
    return reverse("register:person", args=[person_id])


def numbers_of(person_ids: set[str]) -> dict[str, str]:
    """The case numbers of those persons."""
    found = Person.objects.filter(pk__in=person_ids).values_list("pk", "number")
    return {str(person_id): case_number(number) for person_id, number in found}


def _bare(text: str) -> str:
    code = text.strip().lower().removeprefix("hw:").replace("-", "")
    return code.rstrip("/").rsplit("/", 1)[-1]


def _only(ids) -> str:
    found = list(ids)
    return str(found[0]) if len(found) == 1 else ""
