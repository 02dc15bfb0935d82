"""`/post/in/`: takes a sealed file from anybody, and believes nothing but what is signed inside it."""

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from homeward.base.identifiers import typed_number
from homeward.engine.sealing.bundle import Refusal
from homeward.engine.sealing.seal import LARGEST_SEALED
from homeward.post.gates.http import CONTENT_TYPE
from homeward.post.receiving import State, receive

_STATUS = {State.TAKEN: 201, State.KNOWN: 200, State.OWN: 200, State.REFUSED: 422}


# No cookie stands for anybody here, so there is nothing a forged form could borrow.
@csrf_exempt
@login_not_required
@transaction.non_atomic_requests
@require_POST
def take_in(request: HttpRequest) -> JsonResponse:
    """201 taken, 200 known already, 422 refused with its reason, 411/413/415 before a byte is read."""
    length = typed_number(request.META.get("CONTENT_LENGTH") or "", digits=18)
    if length is None:
        return _answer(State.REFUSED, 411)
    if length > LARGEST_SEALED:
        return _answer(State.REFUSED, 413, Refusal.TOO_LARGE)
    if request.content_type != CONTENT_TYPE:
        return _answer(State.REFUSED, 415)
    data = request.read(length)
    if len(data) != length:
        return _answer(State.REFUSED, 400)
    received = receive(data, gate="http")
    return _answer(received.state, _STATUS[received.state], received.reason)


def _answer(state: State, status: int, reason: str = "") -> JsonResponse:
    return JsonResponse({"state": str(state), "reason": str(reason)}, status=status)
