"""What a text leaves unsaid: classes whose probabilities sum to 1 are all the cases, `sound` is not `damaged`.

Each such reading is noted, never made silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import And, Not, Rational

from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.exact import exact
from workings.probability.naming import OPPOSITES
from workings.probability.phrases import written
from workings.probability.reading import Apart, Definition, Given, Independent, Never, Statement, read_statements
from workings.rule import Text

__all__ = ["MEANT", "completed", "noted"]

_OPPOSED = Text("{} is read as not {}", "{} は {} の余事象として読みました")
_CASES = Text(
    "{} are read as all the cases, since their probabilities sum to 1",
    "{} は確率の和が 1 なので、すべての場合を尽くすと読みました",
)
MEANT = Text("{} is read as: {}", "{} は {} と読みました")
_NAIVE = Text(
    "naive Bayes is read as: {} are independent given each class",
    "ナイーブベイズなので、{} は各クラスのもとで独立と読みました",
)


def completed(lines: Sequence[str], labels: Sequence[str]) -> tuple[list[str], list[Text]]:
    """The cases that a text leaves to its reader to see, each with a note."""
    statements, _ = read_statements(lines)
    more: list[str] = []
    notes: list[Text] = []
    conditions = _under_conditions(statements)
    for cases in dict.fromkeys(conditions.values()):
        priors = [_prior(statements, case) for case in cases]
        names = [written(case.name) for case in cases]
        if len(cases) < 2 or _related(statements, cases):
            continue
        known = [p for p in priors if p is not None]
        if len(known) == len(cases) and sum(known) == 1:
            more.append(f"{', '.join(names)} partition")
            notes.append(noted(_CASES, ", ".join(names)))
        elif len(cases) == 2 and len(known) == 1 and priors[0] is not None:
            more.append(f"{names[0]}, {names[1]} partition")
            notes.append(noted(_OPPOSED, names[1], names[0]))
        elif len(cases) == 2 and len(known) == 1:
            more.append(f"{names[1]}, {names[0]} partition")
            notes.append(noted(_OPPOSED, names[0], names[1]))
    if any("naive" in label.lower() for label in labels):
        words = list(dict.fromkeys(s.event for s in statements if isinstance(s, Given) and s.condition is not None))
        classes = next((c for c in conditions.values() if len(c) > 1), ())
        if len(words) > 1 and classes and all(isinstance(w, Word) for w in words):
            said = ", ".join(written(w.name) for w in words if isinstance(w, Word))
            more.append(f"{said} independent given {', '.join(written(c.name) for c in classes)}")
            notes.append(noted(_NAIVE, said))
    return list(dict.fromkeys(more)), list(dict.fromkeys(notes))


def noted(template: Text, *words: str) -> Text:
    return Text(template.en.format(*words), template.ja.format(*words))


def _under_conditions(statements: Sequence[Statement]) -> dict[Word, tuple[Word, ...]]:
    """Each event with the plain words under which it is given."""
    found: dict[Word, tuple[Word, ...]] = {}
    denied = {s.condition.args[0] for s in statements if isinstance(s, Given) and isinstance(s.condition, Not)}
    for s in statements:
        if isinstance(s, Given) and isinstance(s.condition, Word) and s.condition not in denied:
            event = s.event.args[0] if isinstance(s.event, Not) else s.event
            event = Word(OPPOSITES[event.name]) if isinstance(event, Word) and event.name in OPPOSITES else event
            if isinstance(event, Word) and s.condition not in found.setdefault(event, ()):
                found[event] += (s.condition,)
    return {e: c for e, c in found.items() if not isinstance(e, And)}


def _prior(statements: Sequence[Statement], case: Word) -> Rational | None:
    for s in statements:
        if isinstance(s, Given) and s.condition is None and s.event == case:
            value = exact(s.value)
            return None if value is None else Rational(value)
    return None


def _related(statements: Sequence[Statement], cases: Sequence[Word]) -> bool:
    """Whether the text says how the cases lie to each other."""
    for s in statements:
        if isinstance(s, Definition) and Word(s.name) in cases:
            return True
        if isinstance(s, Apart | Independent) and len(set(cases) & set(s.members)) > 1:
            return True
        if isinstance(s, Never) and set(cases) <= set(walk(s.event)):
            return True
        if isinstance(s, Given) and isinstance(s.event, And) and set(cases) <= set(walk(s.event)):
            return True
        if isinstance(s, Given) and s.condition in cases and s.event in cases:
            return True
    return False
