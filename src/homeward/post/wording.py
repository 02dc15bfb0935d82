"""What the codes of the post mean, in words for pages and commands."""

from django.utils.translation import gettext_lazy as _

from homeward.engine.sealing.bundle import Refusal
from homeward.post.items import ItemRefusal
from homeward.post.kinds.retraction import REASONS as RETRACTIONS

REFUSALS = {
    Refusal.TOO_LARGE: _("larger than any bundle may be; it was not read"),
    Refusal.NOT_OPENED: _("the seal does not open: it is for another node, or the file was changed on the way"),
    Refusal.BAD_PADDING: _("the filling inside the seal is not what it must be"),
    Refusal.BAD_ENVELOPE: _("the signed envelope has another form than agreed"),
    Refusal.UNKNOWN_KEY: _("signed by a key that this node does not know"),
    Refusal.BAD_SIGNATURE: _("the signature does not fit the contents"),
    Refusal.KEY_NOT_VALID: _("signed by a partner that was ended"),
    Refusal.BAD_PAYLOAD: _("the signed contents have another form than agreed"),
    Refusal.NEWER_VERSION: _("written by a later version of Homeward"),
    Refusal.NOT_FOR_ME: _("written to another node"),
    Refusal.NUMBER_USED: _("another bundle with this number was read before"),
    Refusal.OUT_OF_ORDER: _("an earlier bundle is still missing"),
    Refusal.CHAIN_BROKEN: _("it does not follow the bundle that was read before it"),
    Refusal.NOT_YET_CREATED: _("by the clock of this node it was made in the future"),
    Refusal.EXPIRED: _("by the clock of this node its time is over"),
    Refusal.ACK_AHEAD: _("it answers a bundle that this node never sealed"),
    Refusal.JOURNAL_SHRUNK: _("the partner's journal is shorter than it was"),
    Refusal.JOURNAL_FORKED: _("the partner's journal tells another past than before"),
}
CURES = {
    Refusal.TOO_LARGE: _("Tell the partner; large lists are sent in parts."),
    Refusal.NOT_OPENED: _("If it was meant for this node, ask for it again: it stays in the partner's outbox."),
    Refusal.UNKNOWN_KEY: _("Add the partner by its card first, then take the file in again."),
    Refusal.KEY_NOT_VALID: _("Ask the partner for its new card."),
    Refusal.NEWER_VERSION: _("Update this node, then take the file in again."),
    Refusal.OUT_OF_ORDER: _("Ask for the missing bundle; then take both in. Nothing is lost."),
    Refusal.NUMBER_USED: _("Call the partner: its outbox may come from an old back-up."),
    Refusal.CHAIN_BROKEN: _("Call the partner: a bundle was replaced or left out."),
    Refusal.NOT_YET_CREATED: _("Compare the clocks of both nodes, then take the file in again or decide on it."),
    Refusal.EXPIRED: _("Compare the clocks of both nodes, then take the file in again or decide on it."),
    Refusal.ACK_AHEAD: _("If this node was restored from a back-up, the partner sends what it holds."),
    Refusal.JOURNAL_SHRUNK: _("Call the partner. Both signed heads are kept; compare them by voice before deciding."),
    Refusal.JOURNAL_FORKED: _("Call the partner. Both signed heads are kept; compare them by voice before deciding."),
}
FURTHER_CURE = _("Call the partner and ask for the bundle again.")

ITEM_REFUSALS = {
    ItemRefusal.UNKNOWN_KIND: _("the other node has no items of this kind"),
    ItemRefusal.NEWER_VERSION: _("written by a later version of Homeward"),
    ItemRefusal.TOO_LARGE: _("larger than one item may be"),
    ItemRefusal.BAD_BODY: _("its contents have another form than agreed"),
    ItemRefusal.NOT_ALLOWED: _("this partner may not send it"),
    ItemRefusal.CAME_BEFORE: _("an item with this id came before"),
    ItemRefusal.UNKNOWN_ITEM: _("it names an item that never came"),
    ItemRefusal.DECLINED: _("a person declined it"),
}
ITEM_STATES = {
    "queued": _("waits for the next bundle"),
    "sent": _("not received: no receipt yet"),
    "held": _("held for a person"),
    "taken": _("taken"),
    "refused": _("refused"),
    "retracted": _("taken back"),
}
RECEIVED_STATES = {
    "held": _("waits for a person here"),
    "taken": _("taken"),
    "refused": _("refused"),
    "retracted": _("taken back by its sender"),
}
TONES = {"queued": "quiet", "sent": "info", "held": "info", "taken": "good", "refused": "problem", "retracted": "quiet"}
QUARANTINE_STATES = {
    "waiting": _("not taken"),
    "taken_later": _("taken later"),
    "set_aside": _("passed over"),
}
HEAD_VERDICTS = {
    "first": _("first one remembered"),
    "same": _("unchanged"),
    "proven": _("proved to grow out of the one before"),
    "unproven": _("longer, without a proof yet"),
    "shrunk": _("shorter than before"),
    "forked": _("another past than before"),
}
HEAD_TONES = {"shrunk": "problem", "forked": "problem", "proven": "good", "same": "good"}
GATES = {"stick": _("stick"), "http": _("network")}


def reason_in_words(code: str) -> str:
    """The words for a code of either closed list; a code of a later version as it is."""
    words = REFUSALS.get(code) or ITEM_REFUSALS.get(code) or RETRACTIONS.get(code)
    return str(words) if words else code


def cure_for(code: str) -> str:
    """What to do about a file in quarantine."""
    return str(CURES.get(code, FURTHER_CURE))
