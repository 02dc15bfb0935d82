"""Long work of this desk: a search, one comparison, training a model. Killed and run again, each ends the same."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.desks.register.queries import listed_persons
from homeward.desks.tracing.actions import COMPARE, SEARCH, TRAIN, keep_model, propose_pair, store_search
from homeward.desks.tracing.models import KeptModel, SearchRun
from homeward.desks.tracing.prints import prints_of
from homeward.desks.tracing.queries import decided_pairs, model_in_use
from homeward.engine.matching import STAGES, Matches, explanation, match, train
from homeward.engine.names import learn_habits, read_name
from homeward.office.jobs.kinds import long_work
from homeward.office.jobs.runs import Run
from homeward.office.journal.queries import newest_seq

# Shares of the whole: reading the lists, matching, keeping the pairs.
_READ, _MATCHED = 0.1, 0.9
# As which the node searches of itself (see `following`).
NODE_ROLES = frozenset({"tracing_officer"})
_RIGHT = "tracing.search"


@long_work(SEARCH, right=_RIGHT, title=_("Search among persons held"), address="tracing:run", node_roles=NODE_ROLES)
def search_lists(job: Run) -> list[str]:
    # The bookmark comes before the reading: what changes in between is read a second time rather than never.
    read_up_to = newest_seq()
    lists = _Lists(job)
    kept = model_in_use(viewer=job.actor, seeker=lists.seeker, holder=lists.holder)
    matches = lists.matched(kept)
    job.report("keeping", _MATCHED)
    run = store_search(
        actor=job.actor,
        job_id=job.job_id,
        seeker=lists.seeker,
        holder=lists.holder,
        matches=matches,
        prints={person.id: prints_of(person) for person in (*lists.missing, *lists.held)},
        read_up_to=read_up_to,
        model_id=str(kept.pk) if kept else "",
    )
    return [str(run.pk)]


@long_work(COMPARE, right=_RIGHT, title=_("Comparing two persons"), address="tracing:pair")
def compare_persons(job: Run) -> list[str]:
    """What agreeing is worth hangs on how rare a value is, so both lists are read and matched for the one pair too."""
    lists = _Lists(job)
    last = lists.last_search()
    two = job.arguments["missing"], job.arguments["held"]
    kept = model_in_use(viewer=job.actor, seeker=lists.seeker, holder=lists.holder)
    judged = explanation(lists.matched(kept), *two).pair
    job.report("keeping", _MATCHED)
    pair = propose_pair(
        actor=job.actor,
        judged=judged,
        seeker=lists.seeker,
        holder=lists.holder,
        search_id=str(last.pk),
        prints={person.id: prints_of(person) for person in (*lists.missing, *lists.held) if person.id in two},
    )
    return [str(pair.pk)]


@long_work(TRAIN, right=_RIGHT, title=_("Training a model of the evidence"), address="tracing:model_version")
def train_model(job: Run) -> list[str]:
    """Weights from the pairs that two people decided, as far as both records are still in the register."""
    lists = _Lists(job)
    here = {person.id for person in (*lists.missing, *lists.held)}
    decided = decided_pairs(viewer=job.actor, seeker=lists.seeker, holder=lists.holder)
    pairs = [(one, other, same) for one, other, same in decided if one in here and other in here]
    job.report("training", _READ)
    model = train(lists.missing, lists.held, pairs)
    habits = learn_habits(lists.surnames_of(pairs))
    job.report("keeping", _MATCHED)
    kept = keep_model(
        actor=job.actor,
        job_id=job.job_id,
        seeker=lists.seeker,
        holder=lists.holder,
        document=model.document(),
        habits=habits.document() if habits else None,
        search_id=str(lists.last_search().pk),
    )
    return [str(kept.pk)]


def _fold(person: ListedPerson) -> str:
    return read_name(person.surname, person.given_name, person.patronymic, person.full_name).surname_fold


class _Lists:
    """Both lists of a direction, as the register has them now."""

    def __init__(self, job: Run) -> None:
        self._job = job
        self.seeker, self.holder = job.arguments["seeker"], job.arguments["holder"]
        job.report("reading", 0.0)
        self.missing = listed_persons(viewer=job.actor, party=self.seeker, kind="missing")
        self.held = listed_persons(viewer=job.actor, party=self.holder, kind="held")

    def matched(self, kept: KeptModel | None) -> Matches:
        def told(stage: str, share: float) -> None:
            done = (STAGES.index(stage) + share) / len(STAGES)
            self._job.report(stage, _READ + done * (_MATCHED - _READ))

        model, habits = (kept.as_model(), kept.as_habits()) if kept else (None, None)
        return match(self.missing, self.held, progress=told, model=model, habits=habits)

    def surnames_of(self, pairs: Iterable[tuple[str, str, bool]]) -> list[tuple[str, str]]:
        """The folded surnames of those pairs that are one person, for learning how clerks write them."""
        persons = {person.id: person for person in (*self.missing, *self.held)}
        return [(_fold(persons[one]), _fold(persons[other])) for one, other, is_same in pairs if is_same]

    def last_search(self) -> SearchRun:
        last = SearchRun.objects.filter(seeker=self.seeker, holder=self.holder).first()
        if last is None:
            raise InputError(_("Nobody has searched in this direction yet."), cure=_("Start a search."))
        return last
