"""`exchange.request`: which of the persons held a home side asks for, one version, for the intermediary."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.office.journal.rights import Actor
from homeward.post.kinds.list_versions import send_version, takes_lists
from homeward.post.models import SentItem

KIND = "exchange.request"


def send_request(*, actor: Actor, partner_id: str, party: str, other: str, number: int) -> SentItem:
    """Gives one version of a request to the post; errors as `list_versions.send_version`."""
    return send_version(
        actor=actor, partner_id=partner_id, kind=KIND, list_kind="request", party=party, other=other, number=number
    )


def _sentence() -> str:
    return _("Request of %(party)s to %(other)s, version %(number)d, %(rows)d rows, digest %(digest)s… / %(words)s")


takes_lists(KIND, "request", gettext_lazy("Request list"), _sentence)
