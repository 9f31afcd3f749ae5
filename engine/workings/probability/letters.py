"""Letters for probabilities that are not known, P(A) = x, and the given from which a letter follows.

What is given is derived from the rest, in the letter, by the laws: P(A or B) = 0.5 + 0.5x beside P(A or B) = 0.8 is an
equation for x. Only an equation that is linear in the one letter is solved.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace as with_fields
from fractions import Fraction
from typing import Any, TypeGuard

from sympy import Expr, Poly, PolynomialError, Rational, Symbol

from workings.derivation import Step
from workings.engine import Engine, NoRule
from workings.expression import Tidy
from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import add, divide, mul, subtract, symbol, symbols_of
from workings.expression.probability_goals import Chance, SolveFor
from workings.expression.relations import equal_to
from workings.probability.reading import Given, Related, Statement
from workings.probability.wording import probability_words
from workings.probability.world import World
from workings.rule import RuleBook, Text, load_book

__all__ = ["equation_for", "refuse_impossible", "with_letters_settled", "with_relations_settled"]

_MOST_LETTERS = 4


def with_relations_settled(
    statements: Sequence[Statement], book: RuleBook | None
) -> tuple[list[Statement], tuple[Text, ...]] | None:
    """With P(A) = 2 P(B) as 2p, p the letter of P(B) that then follows; None where that leads to no values."""
    related = [s for s in statements if isinstance(s, Related) and s.sign == "="]
    if not related:
        return None
    known: list[Statement] = [s for s in statements if s not in related]
    names: dict[Symbol, str] = {}
    for relation in related:
        (k, event), *others = relation.terms
        rest: list[Expr] = [_number(relation.total)]
        for factor, other in others:
            value = next((s.value for s in known if _is_plain(s) and s.event == other), None)
            if value is None:
                letter = symbol(f"p_{len(names) + 1}")
                names[letter] = probability_words(other)
                known.append(Given(other, None, letter))
                value = letter
            rest.append(mul(_number(-factor), value))
        known.append(Given(event, None, canonical(divide(add(*rest), _number(k)))))
    try:
        known, notes = with_letters_settled(known, book, names)
    except ReadError:
        return None  # no values are as told: the inequality that is broken says it better
    left = {letter for s in known if isinstance(s, Given) for letter in symbols_of([s.value])}
    return None if left & names.keys() else (known, notes)


def _is_plain(s: Statement) -> TypeGuard[Given]:
    return isinstance(s, Given) and s.condition is None


def _number(value: Fraction) -> Rational:
    return Rational(value.numerator, value.denominator)


def with_letters_settled(
    statements: Sequence[Statement], book: RuleBook | None, names: Mapping[Symbol, str] | None = None
) -> tuple[list[Statement], tuple[Text, ...]]:
    """The statements with the value put in for every letter that follows from them, and how it followed.

    `names` are the letters that nobody wrote, with what they stand for: one may be found in terms of the others.
    """
    known, notes, names = list(statements), [], names or {}
    for _ in range(_MOST_LETTERS):
        letters = [letter for letter in _letters(known) if not names or letter in names]
        found = next((f for letter in letters if (f := _settled(known, letter, book, names)) is not None), None)
        if found is None:
            break
        letter, given, value = found
        refuse_impossible(known, letter, value)
        said = f"{names.get(letter, letter)} = {value}"
        if said != _said(given) and value.is_number:
            notes.append(_note(said, given))
        known = [_put_in(s, letter, value) for s in known]
    return known, tuple(notes)


def equation_for(statements: Sequence[Statement], letter: Symbol, book: RuleBook | None) -> SolveFor | None:
    """The question for which value of the letter one of the givens agrees with the others."""
    found = _equation(statements, letter, book)
    return None if found is None else found[0]


def refuse_impossible(statements: Sequence[Statement], letter: Symbol, value: Expr) -> None:
    """Raises where with this value for the letter a probability that is given would be none.

    Raises:
        ReadError: a probability would be negative, or greater than 1.
    """
    for s in statements:
        share = canonical(_put_in(s, letter, value).value) if isinstance(s, Given) else None
        if isinstance(share, Rational) and not 0 <= share <= 1:
            said = f"{letter} = {value}"
            raise ReadError(f"with {said} a probability would be {share}", said, (0, len(said)), "numbers from 0 to 1")


def _settled(
    statements: Sequence[Statement], letter: Symbol, book: RuleBook | None, names: Container[Symbol]
) -> tuple[Symbol, Given, Expr] | None:
    found = _equation(statements, letter, book, names)
    if found is None:
        return None
    goal, given = found
    return letter, given, _answer(goal, book).answer


def _equation(
    statements: Sequence[Statement], letter: Symbol, book: RuleBook | None, names: Container[Symbol] = ()
) -> tuple[SolveFor, Given] | None:
    givens = [s for s in statements if isinstance(s, Given)]
    for given in sorted(givens, key=lambda s: letter in symbols_of([s.value])):  # numbers first
        for derived in _from_the_rest(statements, given, letter, book):
            if _is_linear(derived, given.value, letter, names):
                asked = _question(statements, given)
                assert asked is not None
                return SolveFor(equal_to(given.value, asked), letter), given
    return None


def _from_the_rest(
    statements: Sequence[Statement], given: Given, letter: Symbol, book: RuleBook | None
) -> Iterator[Expr]:
    """The given probability as the others make it, if they do."""
    try:
        asked = _question(statements, given)
        answer = None if asked is None or not asked.world.answerable(asked) else _answer(asked, book).answer
    except (NoRule, ReadError, ValueError):
        return  # the rest does not lead there
    if isinstance(answer, Expr) and letter in symbols_of([answer, given.value]):
        yield answer


def _question(statements: Sequence[Statement], given: Given) -> Chance | None:
    rest = [s for s in statements if s is not given]
    world = World(rest, [part for part in (given.event, given.condition) if part is not None])
    condition = world.everything if given.condition is None else world.model.mask(given.condition)
    asked: Any = world.chance(world.model.mask(given.event) & condition, condition)
    return asked if isinstance(asked, Chance) else None


def _is_linear(derived: Expr, value: Expr, letter: Symbol, names: Container[Symbol]) -> bool:
    """Whether it is an equation for the letter, in which others stand only if nobody wrote them."""
    difference = canonical(subtract(derived, value))
    letters = symbols_of([difference])
    if letter not in letters or not all(other in names for other in letters if other != letter):
        return False
    try:
        equation = Poly(difference, letter)
    except PolynomialError:
        return False
    return equation.degree() == 1 and bool(equation.LC().is_number)


def _answer(goal: Any, book: RuleBook | None) -> Step:
    return Engine(load_book() if book is None else book).answer(Tidy(goal))


def _letters(statements: Sequence[Statement]) -> tuple[Symbol, ...]:
    return symbols_of([s.value for s in statements if isinstance(s, Given)])


def _put_in(s: Any, letter: Symbol, value: Expr) -> Any:
    if not isinstance(s, Given) or letter not in symbols_of([s.value]):
        return s
    put_in = replace(s.value, {letter: value})
    return with_fields(s, value=put_in if value.is_number else canonical(put_in))  # 2·0.2 shows the relation


def _note(said: str, given: Given) -> Text:
    if symbols_of([given.value]):
        return Text(f"{said} follows from what is given", f"与えられた条件から {said}")
    return Text(f"{said}, since {_said(given)}", f"{_said(given)} から {said}")


def _said(given: Given) -> str:
    return f"{probability_words(given.event, given.condition)} = {given.value}"
