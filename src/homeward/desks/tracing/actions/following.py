"""Which directions this node searches anew by itself when the register has moved on."""

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.tracing.models import Following, SearchRun
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

_RIGHT = "tracing.search"


@action("tracing.follow_direction", right=_RIGHT)
def follow_direction(*, actor: Actor, seeker: str, holder: str) -> Outcome[Following]:
    """From now on a change of either list starts a search of this direction. What changed since the last one counts.

    Raises:
        InputError: nobody has searched this direction yet.
    """
    return _switched(actor, seeker, holder, on=True)


@action("tracing.stop_following", right=_RIGHT)
def stop_following(*, actor: Actor, seeker: str, holder: str) -> Outcome[Following]:
    """No search starts by itself any more; what changes from now on is searched when somebody asks or follows again.

    Raises:
        InputError: nobody has searched this direction yet.
    """
    return _switched(actor, seeker, holder, on=False)


def _switched(actor: Actor, seeker: str, holder: str, *, on: bool) -> Outcome[Following]:
    following = Following.objects.select_for_update().filter(seeker=seeker, holder=holder).first()
    if following is None:
        raise InputError(
            _("Nobody has searched in this direction yet."), cure=_("Start a search; it is followed from then on.")
        )
    if following.is_on != on:
        following.is_on, following.by, following.at = on, actor.officer_id, clock.now()
        following.save(update_fields=["is_on", "by", "at"])
    return Outcome(following, facts={"seeker": seeker, "holder": holder, "on": int(on)}, subjects=[str(following.pk)])


def note_as_read(run: SearchRun, read_up_to: int) -> None:
    """Part of keeping a search: the direction has read the journal so far. A first search makes it one that is
    followed; a later one leaves it as somebody set it."""
    following, _made = Following.objects.get_or_create(seeker=run.seeker, holder=run.holder, defaults={"by": run.by})
    if read_up_to > following.read_up_to:
        following.read_up_to = read_up_to
        following.save(update_fields=["read_up_to"])
