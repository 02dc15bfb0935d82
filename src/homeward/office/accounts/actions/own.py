"""One's own account. Every officer has one, whatever their roles: the node acts for whoever is signed in."""

from django.conf import settings

from homeward.base.errors import InputError
from homeward.office.accounts.actions.officers import locked
from homeward.office.accounts.models import Officer
from homeward.office.accounts.sessions import end_sessions
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor


@action("accounts.choose_language", right="accounts.own")
def choose_language(*, actor: Actor, officer_id: str, language: str) -> Outcome[Officer]:
    """The language in which this officer's pages come from now on."""
    if language not in dict(settings.LANGUAGES):
        raise InputError("This node does not speak that language.")
    officer = locked(officer_id)
    officer.language = language
    officer.save(update_fields=["language"])
    return Outcome(officer, facts={"language": language}, subjects=[officer_id])


@action("accounts.end_own_sessions", right="accounts.own")
def end_own_sessions(*, actor: Actor, officer_id: str, kept: str) -> Outcome[int]:
    """Ends all sessions of this officer but the one at hand (`kept`, its key); tells how many."""
    ended = end_sessions(officer_id, but=kept)
    return Outcome(ended, facts={"sessions": ended}, subjects=[officer_id])
