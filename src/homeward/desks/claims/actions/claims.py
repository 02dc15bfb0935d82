"""Adding a claim by hand, correcting one, withdrawing one: each a version of its own, the old one stays visible."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import ConflictError, InputError
from homeward.base.scripts import clean
from homeward.desks.claims.models import ClaimVersion, EventVersion
from homeward.engine.reading import COMPARATORS, COUNTED, KINDS, MODALITIES, SCOPES, VAGUE_WORDS
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

# The journal keeps codes: why a claim has another version. The words beside stay at this desk.
CORRECTION_REASONS = {
    "MISREAD": gettext_lazy("the source was misread"),
    "SPEAKER": gettext_lazy("the speaker corrected the statement"),
    "OUTLET": gettext_lazy("the outlet corrected its text"),
    "SOURCE": gettext_lazy("a better source was found"),
}
WITHDRAWAL_REASONS = {
    "RETRACTED": gettext_lazy("the speaker took the statement back"),
    "DUPLICATE": gettext_lazy("it repeats another claim"),
    "NOT_FOUND": gettext_lazy("the source no longer shows it"),
    "PERSON": gettext_lazy("it points to a private person"),
    "MISTAKE": gettext_lazy("it was entered by mistake"),
}
LONGEST_WORDS = 500
# What a version carries of a claim's content; all else is told about the version itself.
CONTENT = (
    "event_code", "speaker", "speaker_side", "kind", "side", "counted", "cmp", "n", "n_high", "words", "modality",
    "scope", "part_of", "sum_of", "same_origin", "named", "said_first", "said_last", "holds_first", "holds_last",
    "via", "note", "source", "embargo_until",
)  # fmt: skip
_CLOSED = {"kind": KINDS, "counted": COUNTED, "cmp": COMPARATORS, "modality": MODALITIES, "scope": SCOPES}


@action("claims.add_claim", right="claims.write")
def add_claim(*, actor: Actor, content: Mapping[str, Any]) -> Outcome[ClaimVersion]:
    """Adds a claim that a person read in a source.

    Args:
        content: values of `CONTENT`; those left out are empty.

    Raises:
        InputError: a value is not one of its list, the days run backwards, the figure does not fit the comparator, or
            there is no such event.
    """
    values = _checked(content)
    version = ClaimVersion.objects.create(
        code=_next_code(), origin=ClaimVersion.Origin.HAND, by=actor.officer_id, **values
    )
    return Outcome(version, facts={"claim": version.code, "event": version.event_code}, subjects=[version.code])


@action("claims.correct_claim", right="claims.write")
def correct_claim(
    *, actor: Actor, code: str, version: int, changes: Mapping[str, Any], why: str, words: str = ""
) -> Outcome[ClaimVersion]:
    """Puts a new version in the place of the present one, which stays to be read.

    Args:
        version: the one that the correcting person saw.
        changes: some values of `CONTENT`.

    Raises:
        ConflictError: the claim has another version by now, is withdrawn, or says exactly this already.
        InputError: no such claim or reason, or values that cannot be used.
    """
    before = _present(code, version)
    if why not in CORRECTION_REASONS:
        raise InputError(_("A correction needs one of the reasons of the list."))
    content = {name: getattr(before, name) for name in CONTENT}
    values = _checked({**content, **changes})
    changed = [name for name in CONTENT if values.get(name, content[name]) != content[name]]
    if not changed:
        raise ConflictError(_("The claim says exactly this already; nothing was changed."))
    after = _replace(actor, before, {**content, **values}, why, words)
    facts = {"claim": code, "version": after.version, "why": why, "fields": changed}
    return Outcome(after, facts=facts, subjects=[code])


@action("claims.withdraw_claim", right="claims.write")
def withdraw_claim(*, actor: Actor, code: str, version: int, why: str, words: str = "") -> Outcome[ClaimVersion]:
    """Takes a claim out of all checks; it stays to be read, marked as withdrawn.

    Raises:
        ConflictError: the claim has another version by now, or is withdrawn. InputError: no such claim or reason.
    """
    before = _present(code, version)
    if why not in WITHDRAWAL_REASONS:
        raise InputError(_("A withdrawal needs one of the reasons of the list."))
    content = {name: getattr(before, name) for name in CONTENT}
    after = _replace(actor, before, content | {"state": ClaimVersion.State.WITHDRAWN}, why, words)
    return Outcome(after, facts={"claim": code, "version": after.version, "why": why}, subjects=[code])


def _present(code: str, version: int) -> ClaimVersion:
    found = ClaimVersion.objects.select_for_update().filter(code=code, current=True).first()
    if found is None:
        raise InputError(_("There is no such claim."), cure=_("Choose one from the list."))
    if found.version != version:
        raise ConflictError(
            _("Somebody has changed this claim since you opened it; nothing was changed."),
            cure=_("Open the claim again and compare the two versions."),
        )
    if found.state == ClaimVersion.State.WITHDRAWN:
        raise ConflictError(_("This claim is withdrawn already."), cure=_("Add it again if it is said again."))
    return found


def _replace(actor: Actor, before: ClaimVersion, values: Mapping[str, Any], why: str, words: str) -> ClaimVersion:
    if len(words) > LONGEST_WORDS:
        raise InputError(_("The explanation is too long."), cure=_("Keep it within 500 characters."))
    ClaimVersion.objects.filter(pk=before.pk).update(current=False)
    return ClaimVersion.objects.create(
        code=before.code,
        version=before.version + 1,
        origin=before.origin,
        row_digest=before.row_digest,
        why=why,
        why_words=clean(words),
        by=actor.officer_id,
        **values,
    )


def _checked(content: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: clean(value) if isinstance(value, str) else value for name, value in content.items()}
    unknown = [name for name, allowed in _CLOSED.items() if name in values and values[name] not in allowed]
    if unknown or set(values) - set(CONTENT):
        raise InputError(_("This form is not whole."), cure=_("Open it again and choose from the lists."))
    _check_figure(values)
    _check_days(values)
    event = values.get("event_code")
    if event and not EventVersion.objects.filter(code=event, current=True).exists():
        raise InputError(_("There is no such event."), cure=_("Choose one from the list, or leave it empty."))
    return values


def _check_figure(values: Mapping[str, Any]) -> None:
    vague, n, high = values.get("cmp") == "vague", values.get("n"), values.get("n_high")
    if vague != (n is None):
        raise InputError(
            _("A figure goes with every comparator but the vague one."),
            cure=_("Type the figure as it was said, or choose “a word, no figure”."),
        )
    if (values.get("cmp") == "range") != (high is not None) or (high is not None and high < (n or 0)):
        raise InputError(_("A range needs a lower and an upper figure, and nothing else has an upper one."))
    if values.get("words") and (not vague or values["words"] not in VAGUE_WORDS):
        raise InputError(_("A vague word stands instead of a figure."), cure=_("Choose it from the list."))


def _check_days(values: Mapping[str, Any]) -> None:
    for name in ("said", "holds"):
        first, last = values.get(f"{name}_first"), values.get(f"{name}_last")
        if (first is None) != (last is None) or (first and last and last < first):
            raise InputError(
                _("The last day lies on or after the first, and both are given or neither."),
                cure=_("Type one day twice when it was a single day."),
            )


def _next_code() -> str:
    codes = ClaimVersion.objects.filter(origin=ClaimVersion.Origin.HAND).values_list("code", flat=True)
    return f"H{max((int(code[1:]) for code in codes), default=0) + 1:03d}"
