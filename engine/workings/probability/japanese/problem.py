"""Which kind of problem a Japanese text sets: an experiment, random variables, or events; and the problem, read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from workings.expression.errors import BudgetError, ReadError
from workings.probability.draft import Draft
from workings.probability.japanese.boxes import as_shares
from workings.probability.japanese.events import read_events
from workings.probability.japanese.experiments import read_experiment
from workings.probability.japanese.labels import labelled
from workings.probability.japanese.script import Part, as_written, parts_of, refusal
from workings.probability.japanese.variables import VARIABLES, named_variables, read_confusion, read_variables
from workings.probability.problem import Problem, Sentence
from workings.probability.reading import read_statements
from workings.rule import Text

__all__ = ["Told", "read_draft", "read_japanese"]

_MOST = 300  # characters of one sentence
_TRIALS = re.compile(
    r"さいころ|サイコロ|硬貨|コイン|トランプ|くじ|玉|球|カード|袋|箱|札|選手|択|整数|自然数|委員|代表|打席|粒|抽出|○|発芽|試合|[回個枚本人名問](?:を)?(?:投|続け|くり返|繰り返|行|取り|引|選|シュート)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as a draft; `asked` are the quantities asked for."""

    draft: Draft
    asked: tuple[str, ...]
    notes: tuple[Text, ...]


def read_japanese(text: str) -> Problem:
    """A problem of events or random variables.

    Raises:
        ReadError: where it can't be read, or is about the outcomes of an experiment.
    """
    found = _read(text)
    if isinstance(found, Problem):
        return found
    raise refusal(
        "さいころや玉の問題は事象の文としては読めません", "an experiment, no events", text, (0, len(text)), "事象の確率"
    )


def read_draft(text: str) -> Told:
    """A problem of any kind, as a draft.

    Raises:
        ReadError: where it can't be read, with the place.
    """
    found = _read(text)
    if isinstance(found, Told):
        return found
    statements, decimal = read_statements(found.givens)
    draft = Draft(statements=statements, decimal=decimal, variables=named_variables(found.givens))
    return Told(draft, found.queries, found.notes)


@lru_cache(maxsize=64)
def _read(text: str) -> Problem | Told:
    parts = parts_of(text)
    long = next((p for p in parts if len(p.text) > _MOST), None)
    if long is not None:
        raise BudgetError(
            f"一文が {_MOST} 文字を超えています（a sentence of more than {_MOST} characters）",
            text,
            (long.start, long.end),
        )
    refused: ReadError | None = None
    for read in (_matrix, _boxes, _experiment, _variables, read_events):
        try:
            found = read(text, parts)
        except ReadError as error:
            refused = refused or error
            continue
        if found is not None:
            return found
    assert refused is not None
    raise refused


def _matrix(text: str, parts: list[Part]) -> Told | None:
    found = read_confusion(text, parts)
    return None if found is None else Told(found[0], tuple(found[1]), ())


def _boxes(text: str, parts: list[Part]) -> Problem | None:
    shares = as_shares(labelled(parts))
    return None if shares is None else read_events(text, shares)


def _variables(text: str, parts: list[Part]) -> Problem | None:
    if not VARIABLES.search(as_written(text)):
        return None
    found = read_variables(text, parts)
    if found is None:
        return None
    return Problem(tuple(found[0]), tuple(found[1]), tuple(Sentence(p.text, ()) for p in parts), ())


def _experiment(text: str, parts: list[Part]) -> Told | None:
    if not _TRIALS.search(text):
        return None
    found = read_experiment(text, parts)
    return None if found is None else Told(found.draft, found.asked, ())
