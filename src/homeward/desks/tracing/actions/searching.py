"""Searching: asking for the long work, and keeping what it found without touching what people decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.queries import parties_with_lists
from homeward.desks.tracing.actions.following import note_as_read
from homeward.desks.tracing.answering import SUGGESTED
from homeward.desks.tracing.models import Pair, PairAnswer, SearchRun
from homeward.desks.tracing.prints import Prints, changes_between
from homeward.engine.matching import REVIEW, JudgedPair, Matches
from homeward.office.jobs.actions import start_job
from homeward.office.jobs.models import Job
from homeward.office.jobs.queries import jobs_visible_to
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import THE_NODE, Actor

SEARCH, COMPARE = "tracing.search", "tracing.compare"
RECORD_CHANGED = "record_changed"
_CHUNK = 500
_KEPT_FIELDS = (
    "probability", "margin", "band", "reasons", "runner_up_left", "runner_up_right", "place", "state", "disagrees",
    "answered", "round", "proposed", "listed", "seen", "changes", "came_back", "search", "decided_at",
)  # fmt: skip


def search(*, actor: Actor, seeker: str, holder: str) -> Job:
    """Asks for a search of the missing of `seeker` among the held of `holder`; the worker does it.

    While one that this person may see waits or runs, that one is given back: two at once would find the same.

    Raises:
        InputError: one of the two lists is not in the register.
    """
    if seeker == holder:
        raise InputError(_("A party's missing are looked for among those whom another party holds."))
    lists = {summary.party: summary for summary in parties_with_lists(viewer=actor)}
    if seeker not in lists or not lists[seeker].missing:
        raise InputError(
            _("There is no list of persons missed by %(party)s.") % {"party": seeker},
            cure=_("A registrar imports it first."),
        )
    if holder not in lists or not lists[holder].held:
        raise InputError(
            _("There is no list of persons held by %(party)s.") % {"party": holder},
            cure=_("A registrar imports it first."),
        )
    return open_search(actor=actor, seeker=seeker, holder=holder) or start_job(
        actor=actor, kind=SEARCH, arguments={"seeker": seeker, "holder": holder}
    )


def compare_two(*, actor: Actor, pair_id: str, side: str) -> Job:
    """Asks to compare one person of a pair with the other's next best candidate; the worker does it and makes the pair.

    Args:
        side: whose next best candidate: 'held' the one for the missing person, 'missing' the one for the person held.

    Raises:
        InputError: no such pair, or it has no such candidate.
    """
    pair = Pair.objects.filter(pk=pair_id).first()
    two = {} if pair is None else {"missing": pair.runner_up_left, "held": pair.runner_up_right}
    if pair is None or not two.get(side):
        raise InputError(_("There is no such candidate."), cure=_("Open the pair again."))
    persons = {"missing": pair.missing_id, "held": pair.held_id} | {side: two[side]}
    return start_job(actor=actor, kind=COMPARE, arguments={"seeker": pair.seeker, "holder": pair.holder, **persons})


def open_search(*, actor: Actor, seeker: str, holder: str) -> Job | None:
    """A search of that direction that waits or runs, of those the actor may see."""
    mine = jobs_visible_to(viewer=actor).filter(kind=SEARCH, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    wanted = {"seeker": seeker, "holder": holder}
    return next((job for job in mine if job.arguments == wanted and not job.stop_asked), None)


@action("tracing.store_search", right="tracing.search")
def store_search(
    *,
    actor: Actor,
    job_id: str,
    seeker: str,
    holder: str,
    matches: Matches,
    prints: Mapping[str, Prints],
    read_up_to: int = 0,
    model_id: str = "",
) -> Outcome[SearchRun]:
    """Keeps what a search proposed. The same job twice keeps it once.

    Answered pairs keep their answers and their figures. A rejected pair comes back only when a record changed since,
    and says which fields. Pairs that nobody answered and this search no longer proposes leave the queue.

    Args:
        prints: person id -> what the search read of the record (`prints.prints_of`).
        read_up_to: number of the newest journal entry when the search began to read the lists.
        model_id: the kept model that weighed the evidence; '' where the search learnt from its two lists.
    """
    run = SearchRun.objects.filter(job_id=job_id).first()
    if run is None:
        run = SearchRun.objects.create(
            job_id=job_id,
            seeker=seeker,
            holder=holder,
            by=actor.officer_id,
            summary=dict(matches.summary),
            model_id=model_id or None,
        )
        run.counts = _Store(run, prints).take(matches.pairs)
        run.save(update_fields=["counts"])
        note_as_read(run, read_up_to)
    facts = {"seeker": seeker, "holder": holder, "counts": run.counts, "model": model_id}
    return Outcome(run, facts=facts, subjects=[str(run.pk)])


@action("tracing.propose_pair", right="tracing.search")
def propose_pair(
    *, actor: Actor, judged: JudgedPair, seeker: str, holder: str, search_id: str, prints: Mapping[str, Prints]
) -> Outcome[Pair]:
    """Puts two persons before the officers though no search assigned them to each other: one of a list who stands
    there twice has two records, and a search gives each person one. A pair that is known already stays as it is."""
    pair = Pair.objects.filter(missing_id=judged.left_id, held_id=judged.right_id).first()
    if pair is None:
        pair = Pair(
            seeker=seeker,
            holder=holder,
            missing_id=judged.left_id,
            held_id=judged.right_id,
            search_id=search_id,
            seen={"missing": prints[judged.left_id], "held": prints[judged.right_id]},
            proposed=False,
            asked_for=True,
        )
        pair.take_judgement(replace(judged, band=REVIEW))
    pair.listed = True
    pair.save()
    return Outcome(pair, facts={"pair": str(pair.pk)}, subjects=[str(pair.pk), pair.missing_id, pair.held_id])


class _Store:
    """One search put beside the pairs that are known already."""

    def __init__(self, run: SearchRun, prints: Mapping[str, Prints]) -> None:
        self.run, self.prints = run, prints
        self.counts: Counter[str] = Counter(new=0, kept=0, came_back=0, no_longer=0, likely=0, review=0)

    def take(self, judged: Iterable[JudgedPair]) -> dict[str, int]:
        here = {"seeker": self.run.seeker, "holder": self.run.holder}
        known = {(pair.missing_id, pair.held_id): pair for pair in Pair.objects.filter(**here).select_for_update()}
        new, changed = [], []
        for proposal in judged:
            self.counts[proposal.band] += 1
            pair = known.pop((proposal.left_id, proposal.right_id), None)
            if pair is None:
                new.append(self._new(proposal))
            else:
                self._meet(pair, proposal)
                changed.append(pair)
        changed += self._leave(known.values())
        Pair.objects.bulk_create(new, batch_size=_CHUNK)
        # An insert that turns into an update: one statement a chunk, where bulk_update takes a minute for 10,000 pairs.
        Pair.objects.bulk_create(
            changed, batch_size=_CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=_KEPT_FIELDS
        )
        self.counts["new"], self.counts["kept"] = len(new), len(changed) - self.counts["no_longer"]
        return dict(self.counts)

    def _new(self, proposal: JudgedPair) -> Pair:
        pair = Pair(
            seeker=self.run.seeker,
            holder=self.run.holder,
            missing_id=proposal.left_id,
            held_id=proposal.right_id,
            search=self.run,
            seen=self._read(proposal),
        )
        pair.take_judgement(proposal)
        return pair

    def _meet(self, pair: Pair, proposal: JudgedPair) -> None:
        now = self._read(proposal)
        changes: list[dict[str, Any]] = changes_between(pair.seen, now)
        pair.proposed = pair.listed = True
        if pair.state == Pair.State.REJECTED and changes:
            self._bring_back(pair)
        if pair.is_decided or pair.answered:
            # What people judged stays as they saw it; the page tells what changed since.
            pair.changes = changes
            return
        pair.take_judgement(proposal)
        pair.search, pair.seen = self.run, now
        pair.changes = changes or pair.changes if pair.came_back else []

    def _bring_back(self, pair: Pair) -> None:
        standing = PairAnswer.objects.filter(pair=pair, round=pair.round, ended_at=None)
        standing.update(ended_at=clock.now(), ended_by=THE_NODE.officer_id, ended_why=RECORD_CHANGED)
        pair.state, pair.disagrees, pair.answered, pair.round = SUGGESTED, False, 0, pair.round + 1
        pair.came_back, pair.decided_at = True, None
        self.counts["came_back"] += 1

    def _leave(self, pairs: Iterable[Pair]) -> list[Pair]:
        left = [pair for pair in pairs if pair.proposed]
        for pair in left:
            pair.proposed = False
            pair.listed = pair.is_decided or pair.answered > 0 or pair.withdrawals > 0 or pair.asked_for
        self.counts["no_longer"] = len(left)
        return left

    def _read(self, proposal: JudgedPair) -> dict[str, Prints]:
        return {"missing": self.prints[proposal.left_id], "held": self.prints[proposal.right_id]}
