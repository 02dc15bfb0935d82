"""Answering a pair and taking an answer or a decision back. Two people decide; every word stays on record."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.base.scripts import clean
from homeward.desks.register.actions import add_evidence, end_evidence
from homeward.desks.register.queries import cards
from homeward.desks.tracing.answering import (
    CONFIRMED,
    NEEDED,
    WITHDRAWN,
    WORDS,
    closes_round,
    may_answer,
    standing_answers,
    standing_of,
)
from homeward.desks.tracing.models import Pair, PairAnswer
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

WITHDRAWAL_REASONS = {
    "mistake": gettext_lazy("the answer was a mistake"),
    "new_information": gettext_lazy("something new has become known"),
    "other_person": gettext_lazy("another record fits better"),
    "told_by_person": gettext_lazy("the person or a relative says otherwise"),
    "bad_source": gettext_lazy("the list turned out to be wrong"),
}
# The holder listed the person who is looked for: the detaining power has confirmed.
EVIDENCE_CODE = "CONFIRMED_BY_DETAINING_POWER"
LONGEST_WORDS = 500


@action("tracing.answer_pair", right="tracing.confirm")
def answer_pair(*, actor: Actor, pair_id: str, word: str, round: int, form_key: str = "") -> Outcome[Pair]:
    """Gives one officer's word on a pair: 'confirmed' (the same person), 'rejected' or 'unsure'.

    Two different officers who agree decide. A confirmed pair adds evidence to both persons.

    Args:
        round: the pair's round that the officer saw; a decision or a new search in between makes the page stale.
        form_key: the form's own key; sent twice, it is one answer.

    Raises:
        RefusedError: this officer's word would not be an independent one.
        ConflictError: the pair is decided, or has moved on since the page was opened, or a record left the register.
        InputError: no such pair or no such word.
    """
    if word not in WORDS:
        raise InputError(_("That is no answer to a pair."), cure=_("Choose same, not the same or not sure."))
    sent = PairAnswer.objects.filter(by=actor.officer_id, form_key=form_key).first() if form_key else None
    pair = _locked(str(sent.pair_id) if sent else pair_id)
    if sent:
        return Outcome(pair, facts={"answer": str(sent.pk), "sent_again": 1}, subjects=_subjects(pair))
    answers = list(pair.answers.all())
    _refuse_stale(pair, round)
    _refuse_second_word(answers, actor, pair)
    _refuse_withdrawn_records(actor, pair)
    answer = PairAnswer.objects.create(
        pair=pair, round=pair.round, by=actor.officer_id, word=word, form_key=form_key or None
    )
    answers.append(answer)
    _settle(actor, pair, answers)
    # The journal does not repeat the word of an undecided pair: whoever reads it may be the second officer.
    state = pair.state if pair.is_decided else "open"
    facts = {"answer": str(answer.pk), "state": state, "round": round, "answers": pair.answered}
    return Outcome(pair, facts=facts, subjects=_subjects(pair))


@action("tracing.withdraw_answer", right="tracing.withdraw")
def withdraw_answer(*, actor: Actor, pair_id: str, reason: str, words: str = "", form_key: str = "") -> Outcome[Pair]:
    """Takes a decision back, or one's own answer while there is none.

    A decision is taken back whole, by anyone who holds the right: its evidence ends, both answers end with the reason,
    and the next decision takes two new answers.

    Args:
        reason: a code of `WITHDRAWAL_REASONS`. words: what the officer adds, for the pair's history.
        form_key: the form's own key; sent twice, it takes back once.

    Raises:
        ConflictError: there is nothing to take back.
        InputError: no such pair or reason, or too many words.
    """
    if reason not in WITHDRAWAL_REASONS:
        raise InputError(_("A withdrawal needs one of the reasons of the list."))
    if len(words) > LONGEST_WORDS:
        raise InputError(_("The explanation is too long."), cure=_("Keep it within 500 characters."))
    pair = _locked(pair_id)
    if form_key and pair.answers.filter(ended_form_key=form_key, ended_by=actor.officer_id).exists():
        return Outcome(pair, facts={"sent_again": 1, "round": pair.round}, subjects=_subjects(pair))
    was = pair.state if pair.is_decided else "open"
    ended = _answers_to_end(pair, actor)
    ending = {
        # One moment for all of them: a decision is taken back whole.
        "ended_at": clock.now(),
        "ended_by": actor.officer_id,
        "ended_why": reason,
        "ended_words": clean(words),
        "ended_form_key": form_key,
    }
    for answer in ended:
        _end(answer, ending)
    if pair.is_decided:
        _take_back(actor, pair, reason)
    else:
        _settle(actor, pair, list(pair.answers.all()))
    facts = {"was": was, "reason": reason, "ended": [str(answer.pk) for answer in ended], "round": pair.round}
    return Outcome(pair, facts=facts, subjects=_subjects(pair))


def _locked(pair_id: str) -> Pair:
    pair = Pair.objects.select_for_update().filter(pk=pair_id).first()
    if pair is None:
        raise InputError(_("There is no such pair."))
    return pair


def _refuse_stale(pair: Pair, round: int) -> None:
    if pair.is_decided or pair.round != round:
        raise ConflictError(
            _("This pair has moved on since you opened it; your answer was not taken."),
            cure=_("Open the pair again and look at what is new."),
        )


def _refuse_second_word(answers: Collection[PairAnswer], actor: Actor, pair: Pair) -> None:
    if not may_answer(answers, officer=actor.officer_id, round=pair.round):
        raise RefusedError(
            _("You have given your word on this pair; the second one must come from another person."),
            cure=_("Ask a colleague to open the pair."),
        )


def _refuse_withdrawn_records(actor: Actor, pair: Pair) -> None:
    known = cards(viewer=actor, person_ids=[pair.missing_id, pair.held_id])
    if any(person not in known or known[person].withdrawn for person in (pair.missing_id, pair.held_id)):
        raise ConflictError(
            _("A record of this pair was withdrawn from the register; there is nothing left to compare."),
            cure=_("Go to the next pair; the next search leaves this one out."),
        )


def _settle(actor: Actor, pair: Pair, answers: Collection[PairAnswer]) -> None:
    """Puts the pair where its standing answers put it; two that agree decide."""
    standing = standing_answers(answers, pair.round)
    outcome = standing_of(answer.word for answer in standing)
    pair.state, pair.disagrees, pair.answered = outcome.state, outcome.disagrees, len(standing)
    if pair.is_decided:
        pair.decided_at, pair.came_back, pair.changes = clock.now(), False, []
    if pair.state == CONFIRMED:
        pair.evidence = _add_evidence(actor, pair)
    if closes_round(answers, pair.round):
        pair.round += 1
    if not pair.answered and pair.withdrawals and not pair.came_back:
        pair.state = WITHDRAWN
    pair.listed = pair.proposed or pair.asked_for or bool(pair.answered) or pair.withdrawals > 0
    pair.save()


def _add_evidence(actor: Actor, pair: Pair) -> list[str]:
    return [
        add_evidence(
            actor=actor,
            person_id=person,
            code=EVIDENCE_CODE,
            source=f"tracing:{pair.pk}",
            detail={"pair": str(pair.pk), "other": other, "confirmed_by": NEEDED},
        ).pk
        for person, other in ((pair.missing_id, pair.held_id), (pair.held_id, pair.missing_id))
    ]


def _answers_to_end(pair: Pair, actor: Actor) -> list[PairAnswer]:
    standing = standing_answers(list(pair.answers.all()), pair.round)
    chosen = standing if pair.is_decided else [answer for answer in standing if answer.by == actor.officer_id]
    if not chosen:
        raise ConflictError(_("There is no answer of yours to take back, and no decision."))
    return chosen


def _end(answer: PairAnswer, ending: Mapping[str, Any]) -> None:
    for name, value in ending.items():
        setattr(answer, name, value)
    answer.save(update_fields=list(ending))


def _take_back(actor: Actor, pair: Pair, reason: str) -> None:
    for evidence_id in pair.evidence:
        end_evidence(actor=actor, evidence_id=evidence_id, reason=reason)
    pair.state, pair.disagrees, pair.answered, pair.evidence = WITHDRAWN, False, 0, []
    pair.round, pair.decided_at, pair.withdrawals, pair.listed = pair.round + 1, None, pair.withdrawals + 1, True
    pair.save()


def _subjects(pair: Pair) -> list[str]:
    return [str(pair.pk), pair.missing_id, pair.held_id]
