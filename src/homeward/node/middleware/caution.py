"""Headers that keep a page with persons out of caches and away from the machine's senses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_NO_SENSES = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class CautionMiddleware:
    """No answer of a view is kept by a browser or a proxy; static files are answered before and may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Permissions-Policy", _NO_SENSES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
