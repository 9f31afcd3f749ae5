"""What a rule is: all that is known about one law, as one value.

A rule answers a goal by asking smaller ones: `rewrite(goal, ask)` returns the answer, or None where the rule does not
apply. It decides on the goal alone, before it asks anything, so that one definition serves every meaning of `ask`:
left standing, the smaller goals make the law and the line that is printed; answered, they make the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sympy import Basic

from workings.expression import Goal

__all__ = ["Ask", "Example", "Mistake", "Refusal", "Rule", "RuleBook", "Text", "load_book"]

Ask = Callable[[Goal], Any]
Rewrite = Callable[[Any, Ask], Basic | None]
Conditions = Callable[[Any], tuple[Basic, ...]]


Remark = Callable[[Any], "tuple[Text, tuple[Basic, ...]] | None"]


class Refusal(ValueError):
    """Raised by a rewrite that knows why its goal has no answer: there is no limit, not all zeros are known."""


def unremarkable(goal: Goal) -> None:
    """No remark."""
    return


def unconditional(goal: Goal) -> tuple[Basic, ...]:
    """The condition of a law that holds everywhere: none."""
    return ()


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a name in the languages of the house.

    >>> Text("product rule", "積の微分")["ja"]
    '積の微分'
    """

    en: str
    ja: str

    def __getitem__(self, lang: str) -> str:
        if lang not in ("en", "ja"):
            raise ValueError(f"language {lang!r} is not one of 'en', 'ja'")
        return self.en if lang == "en" else self.ja


@dataclass(frozen=True, slots=True)
class Example:
    """A goal as a person types it, and its answer.

    >>> from workings import load_book
    >>> load_book()["product"].examples[0]
    Example(goal='d/dx (x^2 sin x)', answer='2x sin x + x^2 cos x')
    """

    goal: str
    answer: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong law that people use in a rule's place; `rewrite` is the rule's, broken in that one way.

    `variants` gives all the ways to make this mistake at a goal, where there is more than one: which term is dropped.
    `nested` is the slug of the mistake that it is, on the same rule, where it is made below another use of that rule.

    >>> from workings import load_book
    >>> [mistake.slug for mistake in load_book()["cramer"].mistakes]
    ['cramer-fraction-inverted']
    """

    slug: str
    explanation: Text
    rewrite: Rewrite
    source: str
    variants: Callable[[Any], tuple[Rewrite, ...]] | None = None
    nested: str = ""

    def ways(self, goal: Goal) -> tuple[Rewrite, ...]:
        """The rewrites that make this mistake at `goal`."""
        return (self.rewrite,) if self.variants is None else self.variants(goal)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One law.

    Arguments:
        slug: its stable name, as in `derivation.rules` and in the shared cases.
        title, explanation: for the reader, in English and Japanese.
        goal: the kind of goal it answers; `heads` narrows that to goals about sums, products, sines ...
        rewrite: the law itself.
        law: goals about unknown functions, from which the law is printed.
        source: where a reader can look it up.
        examples: its tests.
        condition: the relations under which it holds for a goal.
        mistakes: what people do instead.
        elementary: whether a derivation of normal detail works it together with its neighbours in one line.
        remark: what to say beside a line for this goal: a text with `{}` for the expressions, as in "u = 3x + 2".
        silent: whether it only passes the question on, and is not named beside a line.

    >>> from workings import load_book
    >>> rule = load_book()["product"]
    >>> rule.title.en, rule.law[0]
    ('product rule', D(f(x)*g(x), x))
    """

    slug: str
    title: Text
    explanation: Text
    goal: type[Goal]
    rewrite: Rewrite
    law: Sequence[Goal]
    source: str
    examples: tuple[Example, ...] = ()
    heads: tuple[type, ...] = ()
    condition: Conditions = unconditional
    mistakes: tuple[Mistake, ...] = ()
    elementary: bool = False
    remark: Remark = unremarkable
    silent: bool = False

    def concerns(self, goal: type[Goal], head: type) -> bool:
        return issubclass(goal, self.goal) and (not self.heads or issubclass(head, self.heads))

    @property
    def place(self) -> str:
        """The file and line where the law is written."""
        code = self.rewrite.__code__
        return f"{code.co_filename}:{code.co_firstlineno}"

    def __repr__(self) -> str:
        return f"Rule({self.slug!r})"


@dataclass(frozen=True)
class RuleBook:
    """An ordered tuple of rules; the first that applies answers. Books add up: `calculus + algebra`.

    Raises:
        ValueError: two rules have one slug.

    >>> from workings import load_book
    >>> calculus = load_book("calculus")
    >>> calculus["product"], len(calculus.without(["product"])) == len(calculus) - 1
    (Rule('product'), True)
    """

    rules: tuple[Rule, ...]
    _index: dict[tuple[type, type], tuple[Rule, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        slugs = [rule.slug for rule in self.rules]
        twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
        if twice:
            raise ValueError(f"two rules of one book are called {', '.join(twice)}")

    def candidates(self, goal: Goal) -> tuple[Rule, ...]:
        """The rules for goals of this kind and head, in the book's order."""
        key = (goal.kind, type(goal.args[0]))
        found = self._index.get(key)
        if found is None:
            found = self._index[key] = tuple(rule for rule in self.rules if rule.concerns(*key))
        return found

    def __add__(self, other: RuleBook) -> RuleBook:
        return RuleBook(self.rules + other.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __getitem__(self, slug: str) -> Rule:
        for rule in self.rules:
            if rule.slug == slug:
                return rule
        raise KeyError(f"no rule {slug!r}; there are {', '.join(rule.slug for rule in self.rules)}")

    def without(self, slugs: Iterable[str]) -> RuleBook:
        """This book less the rules of those slugs."""
        gone = set(slugs)
        return RuleBook(tuple(rule for rule in self.rules if rule.slug not in gone))


@cache
def load_book(*names: str) -> RuleBook:
    """The installed books of those names in that order, all of them (by name) where none is named.

    A book is found through the entry-point group `workings.rules`, the built-in ones as any other.

    Raises:
        LookupError: no book of a name is installed; it says which there are.

    >>> load_book("linear")["cramer"].title.en
    "Cramer's rule"
    """
    from importlib.metadata import entry_points  # slow to import, and needed once

    installed = {point.name: point for point in entry_points(group="workings.rules")}
    missing = [name for name in names if name not in installed]
    if missing:
        raise LookupError(f"no rule book {missing[0]!r} is installed; there are {', '.join(sorted(installed))}")
    books = [installed[name].load() for name in names or sorted(installed)]
    return RuleBook(tuple(rule for book in books for rule in book))
