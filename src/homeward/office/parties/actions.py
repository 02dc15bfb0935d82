"""Admitting a party."""

import re
from collections.abc import Mapping

from homeward.base.errors import ConflictError, InputError
from homeward.base.scripts import clean
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.models import Party

_CODE = re.compile(r"[A-Z][A-Z0-9_-]{0,19}")


@action("parties.admit_party", right="parties.manage")
def admit_party(*, actor: Actor, code: str, role: str, names: Mapping[str, str]) -> Outcome[Party]:
    """Makes a party known to this node; `names` holds its name by language code, English at least."""
    if not _CODE.fullmatch(code):
        raise InputError(f"{code!r} is no code for a party.", cure="Use capital Latin letters, digits, - and _.")
    if role not in Party.Role.values:
        raise InputError(f"{role!r} is no role of a party.", cure=f"Roles are {', '.join(Party.Role.values)}.")
    cleaned = {language: clean(name) for language, name in names.items() if clean(name)}
    if "en" not in cleaned:
        raise InputError("A party needs a name in English at least.")
    if Party.objects.filter(pk=code).exists():
        raise ConflictError(f"The party {code} is admitted already.")
    party = Party.objects.create(code=code, role=role, names=cleaned)
    return Outcome(party, facts={"role": role, "languages": sorted(cleaned)}, subjects=[code])
