"""The frame of an act: permission, rule, change and journal entry in one transaction.

    @action("register.commit_batch", right="register.import")
    def commit_batch(*, actor: Actor, batch_id: str) -> Outcome[Batch]:
        ...
        return Outcome(batch, facts={"persons": 115}, subjects=[batch_id])

Whoever calls `commit_batch(actor=…, batch_id=…)` gets the batch. Without the right, or when the function raises,
nothing is written. An act may call another room's act: both entries stand or fall together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from inspect import Parameter, signature
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import transaction

from homeward.office.journal import record
from homeward.office.journal.rights import Actor, require_right

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
# A right by name, or a function that tells it from the act's arguments.
Right = str | Callable[..., str]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What an act hands back: the result for the caller; facts (ids, codes, counts) and subjects for the journal."""

    result: Result
    facts: Mapping[str, Any] = field(default_factory=dict)
    subjects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """A registered action."""

    kind: str
    right: Right
    function: Callable[..., Any]


ACTS: dict[str, Act] = {}


def action(kind: str, *, right: Right) -> Callable[[Callable[Arguments, Outcome[Result]]], Callable[Arguments, Result]]:
    """Makes a function an act of that kind. It takes keyword arguments alone, the acting person first."""

    def frame(function: Callable[Arguments, Outcome[Result]]) -> Callable[Arguments, Result]:
        _check_shape(kind, function)

        @wraps(function)
        def act(*unnamed: Arguments.args, **arguments: Arguments.kwargs) -> Result:
            if unnamed or "actor" not in arguments:
                raise TypeError(f"{kind} takes keyword arguments alone, the acting person among them")
            actor = arguments["actor"]
            others = {name: value for name, value in arguments.items() if name != "actor"}
            require_right(actor, right if isinstance(right, str) else right(**others))
            with transaction.atomic():
                record.take_turn()
                outcome = function(**arguments)
                record.append(actor=actor, kind=kind, subjects=outcome.subjects, facts=outcome.facts)
            return outcome.result

        ACTS[kind] = Act(kind, right, act)
        return act

    return frame


def _check_shape(kind: str, function: Callable[..., Any]) -> None:
    parameters = list(signature(function).parameters.values())
    if kind in ACTS:
        raise TypeError(f"two actions are called {kind}")
    if not parameters or parameters[0].name != "actor":
        raise TypeError(f"{kind}: the acting person comes first, as `actor`")
    if any(parameter.kind is not Parameter.KEYWORD_ONLY for parameter in parameters):
        raise TypeError(f"{kind}: an action takes keyword arguments alone")


__all__ = ["ACTS", "Act", "Actor", "Outcome", "action"]
