"""What to tell a student about a mistake: a hint, the mistake with the wrong law and the right one, the worked line.

Both laws are printed from the rule and the mistake themselves, and the worked line is the rule's own.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sympy import Basic

from workings.derive import derive
from workings.engine import Engine, NoRule
from workings.expression import Goal, Tidy
from workings.marking.verdict import Feedback
from workings.rule import Mistake, Rule, RuleBook, Text, load_book
from workings.show import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workings.marking.diagnosis import Slip

__all__ = ["feedback", "laws"]


def feedback(
    mistake: Mistake | None, slips: Sequence[Slip] = (), book: RuleBook | None = None, expected: Any = None
) -> Feedback | None:
    """Feedback at three strengths, in English and Japanese; None where no mistake was named and nothing is expected.

    Arguments:
        slips: where the mistake was made; the first is worked out rightly.
        book: the rules; all installed ones unless given.
        expected: what would have been right; it is told where the slip was no rule's.
    """
    books = load_book() if book is None else book
    goal = slips[0].goal if slips else None
    if mistake is None:
        return None if expected is None else Feedback(_LOOK, _UNKNOWN, _answer(expected))
    told = _feedback(mistake, goal, books) if goal is not None or expected is None else _of_algebra(mistake, expected)
    also = {slip.mistake.slug: slip.mistake for slip in slips[1:] if slip.mistake.slug != mistake.slug}
    return replace(told, explanation=_with_others(told.explanation, also.values())) if also else told


def _with_others(explanation: Text, others: Iterable[Mistake]) -> Text:
    """Where it took more than one mistake to come to what was written."""
    en, ja = (
        "\n".join([explanation[lang], *(_ANOTHER[lang].format(other.explanation[lang]) for other in others)])
        for lang in ("en", "ja")
    )
    return Text(en, ja)


_ANOTHER = Text("There is another mistake: {}", "もう一つの間違い：{}")
_LOOK = Text(
    "Look at each step again, and try a value for the variable on both sides.",
    "各段階を見直し、変数に値を入れて両辺を比べてみてください。",
)
_UNKNOWN = Text(
    "This is wrong; which mistake led to it is not known.",
    "ここが違います。どの間違いによるものかは特定できません。",
)
_LINE = Text(
    "Look at the step from the line before to this one again.", "前の行からこの行への変形をもう一度見てください。"
)


@lru_cache(maxsize=1024)
def _feedback(mistake: Mistake, goal: Goal | None, book: RuleBook) -> Feedback:
    rule = next((rule for rule in book if mistake in rule.mistakes), None)
    if rule is None:
        return Feedback(_LINE, mistake.explanation, mistake.explanation)
    hint = Text(
        f"Look again at where you used this: {rule.title.en}.",
        f"「{rule.title.ja}」を使ったところをもう一度見てください。",
    )
    return Feedback(hint, _explanation(mistake, rule), _worked(rule, goal, book))


def _of_algebra(mistake: Mistake, expected: Any) -> Feedback:
    return Feedback(_LINE, mistake.explanation, _answer(expected))


def _answer(expected: Any) -> Text:
    said = to_text(expected)
    return Text(f"It should be {said}.", f"正しくは {said} です。")


@lru_cache(maxsize=1024)
def laws(mistake: Mistake, rule: Rule) -> tuple[str, str] | None:
    """The wrong law and the right one, of the first of the rule's laws and examples in which they differ.

    >>> rule = load_book()["product"]
    >>> print(*laws(rule.mistakes[0], rule), sep="\\n")
    d/dx (f(x) g(x)) = (d/dx f(x)) · d/dx g(x)
    d/dx (f(x) g(x)) = (d/dx f(x)) · g(x) + f(x) · d/dx g(x)
    """
    for goal in (*rule.law, *_examples(rule)):
        right = rule.rewrite(goal, _standing)
        for way in mistake.ways(goal):
            wrong = way(goal, _standing)
            if wrong is None or right is None:
                continue
            told = _equation(goal, wrong), _equation(goal, right)
            if told[0] != told[1]:  # a wish for a tidy form is no difference
                return told
    return None


def _examples(rule: Rule) -> Iterator[Goal]:
    """What the rule was asked in its examples."""
    for example in rule.examples:
        for step in derive(example.goal).steps:
            if step.rule.slug == rule.slug:
                yield step.goal


def _standing(goal: Goal) -> Goal:
    return goal


def _equation(*sides: Basic) -> str:
    return " = ".join(dict.fromkeys(to_text(side) for side in sides))


def _explanation(mistake: Mistake, rule: Rule) -> Text:
    both = laws(mistake, rule)
    said = mistake.explanation
    if both is None:
        return said
    wrong, right = both
    return Text(f"{said.en}\nnot   {wrong}\nbut   {right}", f"{said.ja}\n誤   {wrong}\n正   {right}")


def _worked(rule: Rule, goal: Goal | None, book: RuleBook) -> Text:
    """The line as it should be: the goal, what the rule makes of it, and what that comes to."""
    line = rule.rewrite(goal, _standing) if goal is not None else None
    if goal is None or line is None:
        return Text(f"{rule.title.en}: {rule.explanation.en}", f"{rule.title.ja}：{rule.explanation.ja}")
    sides = [goal, line]
    with suppress(NoRule):  # the rule's own line says enough
        sides.append(Engine(book).answer(Tidy(goal)).answer)
    said = _equation(*sides)
    return Text(f"{rule.title.en}: {said}", f"{rule.title.ja}：{said}")
