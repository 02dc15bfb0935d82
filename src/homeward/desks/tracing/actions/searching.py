"""Searching: asking for the long work, and keeping what it found without touching what people decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.queries import parties_with_lists
from homeward.desks.tracing.answering import SUGGESTED
from homeward.desks.tracing.models import Pair, PairAnswer, SearchRun
from homeward.desks.tracing.prints import Prints, changes_between
from homeward.engine.matching import JudgedPair, Matches
from homeward.office.jobs.actions import start_job
from homeward.office.jobs.models import Job
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import THE_NODE, Actor

SEARCH = "tracing.search"
RECORD_CHANGED = "record_changed"
_CHUNK = 500
_KEPT_FIELDS = (
    "probability", "margin", "band", "reasons", "runner_up_left", "runner_up_right", "place", "state", "disagrees",
    "answered", "round", "proposed", "listed", "seen", "changes", "came_back", "search", "decided_at",
)  # fmt: skip


def search(*, actor: Actor, seeker: str, holder: str) -> Job:
    """Asks for a search of the missing of `seeker` among the held of `holder`; the worker does it.

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
    return start_job(actor=actor, kind=SEARCH, arguments={"seeker": seeker, "holder": holder})


@action("tracing.store_search", right="tracing.search")
def store_search(
    *, actor: Actor, job_id: str, seeker: str, holder: str, matches: Matches, prints: Mapping[str, Prints]
) -> Outcome[SearchRun]:
    """Keeps what a search proposed. The same job twice keeps it once.

    Answered pairs keep their answers and their figures. A rejected pair comes back only when a record changed since,
    and says which fields. Pairs that nobody answered and this search no longer proposes leave the queue.

    Args:
        prints: person id -> what the search read of the record (`prints.prints_of`).
    """
    run = SearchRun.objects.filter(job_id=job_id).first()
    if run is None:
        run = SearchRun.objects.create(
            job_id=job_id, seeker=seeker, holder=holder, by=actor.officer_id, summary=dict(matches.summary)
        )
        run.counts = _Store(run, prints).take(matches.pairs)
        run.save(update_fields=["counts"])
    facts = {"seeker": seeker, "holder": holder, "counts": run.counts}
    return Outcome(run, facts=facts, subjects=[str(run.pk)])


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
            pair.listed = pair.is_decided or pair.answered > 0 or pair.withdrawals > 0
        self.counts["no_longer"] = len(left)
        return left

    def _read(self, proposal: JudgedPair) -> dict[str, Prints]:
        return {"missing": self.prints[proposal.left_id], "held": self.prints[proposal.right_id]}
