"""Adding and ending partners. A partner is somebody whose eight words were heard, and nobody else."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import ConflictError, InputError, TamperedError
from homeward.engine.sealing.bundle import Expected
from homeward.engine.sealing.cards import Card, read_card
from homeward.engine.sealing.keys import fingerprint
from homeward.engine.sealing.payload import NO_HASH
from homeward.engine.sealing.words import is_spoken_form_of
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.actions import admit_party
from homeward.office.parties.models import Party
from homeward.post.models import Partner
from homeward.post.own import own

END_REASONS = {
    "KEY_LOST": gettext_lazy("its key was lost or stolen"),
    "KEY_CHANGED": gettext_lazy("it has a new key"),
    "NO_LONGER_TAKES_PART": gettext_lazy("it no longer takes part"),
    "ADDED_BY_MISTAKE": gettext_lazy("it was added by mistake"),
}
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]{1,120}(:\d{1,5})?/|http://(127\.0\.0\.1|localhost)(:\d{1,5})?/")


class WordsDifferError(TamperedError):
    """The words that were heard are not those of the card."""


@action("post.add_partner", right="post.manage")
def add_partner(*, actor: Actor, card_file: bytes, words: Sequence[str], address: str = "") -> Outcome[Partner]:
    """Takes a node's card in, when the words heard from its people are the words of its keys.

    Args:
        words: the eight words as heard, not as computed here.
        address: where its http gate listens ('https://host/'), '' when bundles go by stick.

    Raises:
        CardError, NewerFormatError, ForgedSignatureError: the file is no card signed by the key that it shows.
        WordsDifferError: the words are another node's. UnknownWordError: a word is not on the list.
        ConflictError: the same key, or another open partner of that name, is there already.
    """
    card = read_card(card_file)
    _require_words(card, words)
    _require_new(card)
    partner = Partner.objects.create(
        id=card.id,
        name=card.name,
        title=card.title,
        role=card.role,
        party=card.party,
        signing=card.signing.hex(),
        sealing=card.sealing,
        card=card_file,
        address=checked_address(address),
        confirmed_by=actor.officer_id,
        confirmed_at=clock.now(),
    )
    if card.party and not Party.objects.filter(pk=card.party).exists():
        role = Party.Role.INTERMEDIARY if card.role == "intermediary" else Party.Role.COUNTERPARTY
        admit_party(actor=actor, code=card.party, role=role, names={"en": card.title})
    return Outcome(partner, facts={"name": card.name, "role": card.role, "party": card.party}, subjects=[card.id])


@action("post.end_partner", right="post.manage")
def end_partner(*, actor: Actor, partner_id: str, reason: str) -> Outcome[Partner]:
    """From now on nothing is taken from that key and nothing is sealed to it. What came before stays."""
    if reason not in END_REASONS:
        raise InputError(_("Say why the partner is ended."), cure=_("Choose one of the reasons."))
    partner = partner_with(partner_id)
    if partner.state == Partner.State.ENDED:
        raise ConflictError(_("This partner was ended already."))
    partner.state, partner.ended_by = Partner.State.ENDED, actor.officer_id
    partner.ended_at, partner.ended_why = clock.now(), reason
    partner.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
    return Outcome(partner, facts={"reason": reason}, subjects=[partner.pk])


def checked_address(address: str) -> str:
    """The same text; InputError when it is neither empty, https, nor plain http on this machine."""
    if address and not _ADDRESS.fullmatch(address):
        raise InputError(
            _("The address is not of the form https://host/."), cure=_("Leave it empty when bundles go by stick.")
        )
    return address


def partner_with(partner_id: str) -> Partner:
    """The partner, for who may write to it; InputError when there is none."""
    partner = Partner.objects.filter(pk=partner_id).first()
    if partner is None:
        raise InputError(_("There is no such partner."), cure=_("An administrator adds partners by their cards."))
    return partner


def open_partner(partner_id: str) -> Partner:
    """The same, when bundles may go to it; ConflictError once it was ended."""
    partner = partner_with(partner_id)
    if partner.state != Partner.State.CONFIRMED:
        raise ConflictError(_("This partner was ended; nothing is sent to it any more."))
    return partner


class KnownPartners:
    """What the reader of bundles asks of the tables (engine.sealing.bundle.Correspondents)."""

    def public_key(self, key_id: str) -> bytes | None:
        partner = Partner.objects.filter(pk=key_id).first()
        return bytes.fromhex(partner.signing) if partner else None

    def is_valid(self, key_id: str) -> bool:
        return Partner.objects.filter(pk=key_id, state=Partner.State.CONFIRMED).exists()

    def expected(self, key_id: str) -> Expected:
        return expected_from(key_id)


def expected_from(partner_id: str) -> Expected:
    """The next bundle of that partner: one more than the last one read, and the hash of that one's bytes."""
    last = partner_with(partner_id).arrivals.order_by("-seq").only("seq", "digest").first()
    return Expected(last.seq + 1, last.digest) if last else Expected(1, NO_HASH)


def _require_words(card: Card, words: Sequence[str]) -> None:
    if not is_spoken_form_of(words, fingerprint(card.name, card.signing, card.sealing)):
        raise WordsDifferError(
            _("The words that you heard are not the words of this card."),
            cure=_("Do not use the card. Ask for it again, by another way, and compare once more."),
        )


def _require_new(card: Card) -> None:
    if card.id == own().card.id:
        raise ConflictError(_("This is the card of this node itself."), cure=_("Ask the partner for its card."))
    if Partner.objects.filter(pk=card.id).exists():
        raise ConflictError(_("A partner with this key was added already."))
    if Partner.objects.filter(name=card.name, state=Partner.State.CONFIRMED).exists():
        raise ConflictError(
            _("There is a partner of that name already, with another key."),
            cure=_("End that partner first, if its key has changed."),
        )
