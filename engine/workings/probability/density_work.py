"""What is asked of one continuous variable, as goals: its constant, F from f and f from F, quantiles, probabilities."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sympy import Basic, Expr, Le, Rational, Symbol, oo, true

from workings.engine import Engine, NoRule
from workings.expression import D, Goal, Tidy
from workings.expression.algebra import replace as put
from workings.expression.canonical import canonical
from workings.expression.density_goals import Crossing, Increase, Normalising, Quantile
from workings.expression.errors import ReadError
from workings.expression.mixture_goals import DensityOf
from workings.expression.nodes import ONE, ZERO, divide, symbol, symbols_of
from workings.expression.pieces import in_rows
from workings.expression.probability_goals import Area, Asked, Fractile, Ranged, Word
from workings.probability.continuous import chance_of, refuse_impossible
from workings.probability.density_told import Curve
from workings.probability.draft import Draft
from workings.probability.reading import CONTINUOUS, Density
from workings.probability.setting import Setting
from workings.probability.validity import is_nonnegative
from workings.probability.variables import in_variables
from workings.probability.world import World
from workings.rule import RuleBook, Text

__all__ = ["KNOWN", "Work"]

KNOWN = (
    "a constant in a density, a probability, mean or variance, the distribution function F(x), the density f(x), the "
    "median, a quartile, percentile or quantile"
)


class Work:
    """The questions about a curve; an unknown constant in it is found before anything else is asked of it."""

    def __init__(self, curve: Curve, text: str, book: RuleBook) -> None:
        self.given = curve
        self.text = text
        self.book = book
        self.notes: list[Text] = []
        if curve.cumulative:
            self._check_distribution()
        self.curve = curve if curve.cumulative else self._whole()

    def constant(self, c: Symbol) -> Goal:
        if self.given.cumulative:
            self._refuse("a constant in a distribution function is not worked out here", "a constant in a density")
        if c in symbols_of([self.given.low, self.given.last]):
            return self._end(c)
        if self.curve is self.given:
            self._refuse(f"the area under this density is 1 for every {c}", "another question")
        self.notes.clear()  # the answer says it
        return Normalising(c, self.given.body, self.given.x, self.given.low, self.given.last)

    def _end(self, c: Symbol) -> Goal:
        """The end at which the area under the density is 1."""
        curve = self.given
        if c != curve.last or c in symbols_of([curve.body, curve.low]):
            self._refuse(f"{c} is looked for only where it is the upper end of the density", "f(x) = 3x on [0, c]")
        return Quantile(c, ONE, curve.body, curve.x, curve.low, oo)

    def distribution(self) -> Any:
        curve = self.curve
        if curve.known is not None and curve.known.family in CONTINUOUS:
            event = Basic.__new__(Le, Word(curve.name), symbol("x"))
            return Asked(Ranged(event, true, World([curve.known], [])))
        if curve.known is not None:
            self._refuse("this distribution function is not written out here", "a quantile, or P(X < a)")
        if curve.cumulative:
            self._refuse("the distribution function is given", "another question")
        x = curve.x
        t = symbol("t" if x.name != "t" else "s")
        self.notes += _outside(curve)
        return Area(f"F({x})", put(curve.body, {x: t}), t, curve.low, x)

    def density(self) -> Any:
        curve = self.curve
        known = curve.known
        if known is not None and known.family in CONTINUOUS:
            return Asked(DensityOf(Word(curve.name), symbol("x"), true, World([known], [])))
        if not curve.cumulative:
            self._refuse("the density is given", "another question")
        self.notes.append(Text(f"for {_range(curve)}, and 0 elsewhere", f"{_range(curve)} のとき。それ以外では 0"))
        return D(curve.body, curve.x)

    def quantile(self, m: Symbol, share: Rational, equal: bool = False, reached: bool = False) -> Goal:
        """The value up to which the share lies: just so much where `equal`, at least so much where `reached`."""
        curve = self.curve
        if curve.known is not None and equal and curve.known.family not in CONTINUOUS:
            self._refuse("values with a given probability are jumped over here", "P(X <= k) >= 0.9, or a quantile")
        if reached and (curve.known is None or curve.known.family in CONTINUOUS):
            self._refuse("for many values this holds", "P(X <= k) = 0.9")
        if curve.known is not None:
            return Fractile(Word(curve.name), share, World([curve.known], []))
        if m == curve.x:
            m = symbol("m")
        if curve.cumulative:
            return Crossing(m, share, put(curve.body, {curve.x: m}), curve.low, curve.last)
        return Quantile(m, share, curve.body, curve.x, curve.low, curve.last)

    def quantity(self, said: str) -> Any:
        """A probability, a mean or a variance, by the reader of them all."""
        curve = self.curve
        if curve.cumulative:
            slope = self._answer(D(curve.body, curve.x))
            curve = replace(curve, body=slope, cumulative=False)
        if curve.known is not None:
            draft = Draft(statements=[curve.known])
            draft.variable(curve.name)
            return self._queried(Setting.of(draft, [said]), said)
        density = curve.density
        draft = Draft(density=density)
        draft.variable(density.name)
        draft.statements.append(density)
        within = re.fullmatch(r"E\s*[(\[]\s*([^|]+?)\s*(?:\||\bgiven\b)\s*(.+)[)\]]", said.strip())
        if within:
            return self._mean_within(density, draft, within[1], within[2])
        found = self._queried(Setting.of(draft, [said]), said)
        for area in _areas(found):
            for end in area.args[3:]:
                if symbols_of([end]) and end not in (curve.low, curve.last):
                    above = "" if curve.high is None else f" ≤ {curve.high}"
                    self.notes.append(Text(f"for {curve.low} ≤ {end}{above}", f"{curve.low} ≤ {end}{above} のとき"))
        if not self.curve.cumulative:
            return found if isinstance(found, Area) or not isinstance(found, Goal) else Asked(found)
        if said.lstrip()[0] == "P":
            areas = {a: self._increase(a) for a in _areas(found)}
            return put(found, areas)
        at = curve.x
        self.notes.append(Text(f"the density is f({at}) = F'({at})", f"密度関数は f({at}) = F'({at}) です"))
        return Asked(found) if isinstance(found, Goal) else found

    def _queried(self, setting: Setting, said: str) -> Any:
        queries = setting.queries(said)
        if len(queries) != 1:
            self._refuse(f"not understood: {said}", KNOWN)
        return queries[0].quantity

    def _mean_within(self, density: Density, draft: Draft, about: str, event: str) -> Any:
        """E[g(X) | a < X < b], the area under g f there over that under f."""
        g, area = in_variables(about, draft), chance_of(density, event)
        if g is None or not isinstance(area, Area) or self.curve.cumulative:
            self._refuse(f"not understood: E[{about} | {event}]", "such as E[X | X > 1]")
        refuse_impossible(area)
        g = put(g, {Word(density.name): density.x})
        return divide(density.area("", g, *area.args[3:]), area)

    def _increase(self, area: Area) -> Goal:
        label, _, x, low, high = area.args
        return Increase(label, self.curve.body, x, low, high)

    # whether it is what it is said to be

    def _whole(self) -> Curve:
        """The density with its constant in it.

        Raises:
            ReadError: where it is none.
        """
        curve = self.given
        if curve.family:
            return curve
        for end in (curve.low, curve.last):
            if end not in (oo, -oo) and not symbols_of([end]) and canonical(end).is_real is not True:
                self._refuse(f"{end} is no end of an interval", "a number")
        letters = [s for s in symbols_of([curve.body]) if s != curve.x]
        ends = [s for s in symbols_of([curve.low, curve.last]) if s not in letters]
        if not letters and len(ends) == 1 and ends[0] == curve.last:
            return self._with_end(ends[0])
        area = self._area(curve.body)
        if area is not None and _is_proved(area, ONE):
            return self._nowhere_negative(curve)
        if len(letters) != 1 or letters[0] in symbols_of([curve.low, curve.last]):
            said = "not found here, or infinite" if area is None else f"{area}, not 1"
            self._refuse(f"the area under this density is {said}", "a density, with one constant to be found at most")
        (c,) = letters
        try:
            value = self._answer(Normalising(c, curve.body, curve.x, curve.low, curve.last))
        except NoRule:
            self._refuse(
                f"no {c} is found here with which the area under this curve is 1; it may be infinite", "a density"
            )
        if value.has(oo, -oo) or value.is_real is False or symbols_of([value]):
            self._refuse(f"no {c} makes the area under this curve 1", "a density")
        whole = replace(curve, body=put(curve.body, {c: value}))
        checked = self._nowhere_negative(whole)
        self.notes.append(Text(f"{c} = {value} makes the area 1", f"面積が 1 になるのは {c} = {value} のときです"))
        return checked

    def _with_end(self, c: Symbol) -> Curve:
        """The density with its upper end, at which the area is 1."""
        curve = self.given
        try:
            value = self._answer(self._end(c))
        except NoRule:
            self._refuse(f"no {c} is found here with which the area under this curve is 1", "a density")
        self.notes.append(Text(f"{c} = {value} makes the area 1", f"面積が 1 になるのは {c} = {value} のときです"))
        return self._nowhere_negative(replace(curve, high=value))

    def _nowhere_negative(self, curve: Curve) -> Curve:
        found = is_nonnegative(curve.body, curve.x, curve.low, curve.last)
        if found is None:
            self._refuse("whether this curve is negative somewhere can't be told here", "a density")
        if found is False:
            self._refuse("with area 1 this curve is negative somewhere, so it is no density", "a density")
        return curve

    def _check_distribution(self) -> None:
        """Raises where F does not rise from 0 to 1."""
        curve = self.given
        if any(s != curve.x for s in symbols_of([curve.body])):
            self._refuse("letters in a distribution function are not worked out here", "numbers")
        for row, following in pairwise(in_rows(curve.body, curve.x) or ()):
            at = row[1]
            left, right = (canonical(put(part[0], {curve.x: at})) for part in (row, following))
            if not _is_proved(left, right):
                self._refuse(f"F jumps at {at}, from {left} to {right}; of a variable with a density it does not", "")
        slope = self._answer(D(curve.body, curve.x))
        first = ZERO if curve.low is -oo else canonical(put(curve.body, {curve.x: curve.low}))
        if not _is_proved(first, ZERO):
            self._refuse(f"F({curve.low}) is {first}; of a variable with a density it is 0", "a distribution function")
        area = self._area(slope)
        if area is None or not _is_proved(area, ONE):
            self._refuse("this function does not rise to 1 by its last value", "a distribution function")
        if is_nonnegative(slope, curve.x, curve.low, curve.last) is not True:
            self._refuse("this function is not seen to rise everywhere", "a distribution function")

    def _area(self, body: Expr) -> Any:
        try:
            return self._answer(Area("", body, self.given.x, self.given.low, self.given.last))
        except NoRule:
            return None

    def _answer(self, goal: Goal) -> Any:
        return Engine(self.book).answer(Tidy(goal)).answer

    def _refuse(self, said: str, expected: str) -> Any:
        raise ReadError(said, self.text, (0, len(self.text)), expected)


def _is_proved(left: Any, right: Any) -> bool:
    """Whether the two are known to be equal, exactly."""
    from workings.judge.equality import equal  # which stands above this module

    return equal(left, right).kind == "proved"


def _outside(curve: Curve) -> list[Text]:
    """Where the formula of a distribution function holds, and what it is elsewhere."""
    x = curve.x
    below = "" if curve.low is -oo else f"; F({x}) = 0 for {x} < {curve.low}"
    above = "" if curve.high is None else f"; F({x}) = 1 for {x} > {curve.high}"
    under = "" if curve.low is -oo else f"。{x} < {curve.low} で F({x}) = 0"
    over = "" if curve.high is None else f"、{x} > {curve.high} で F({x}) = 1"
    return [Text(f"for {_range(curve)}{below}{above}", f"{_range(curve)} のとき{under}{over}")]


def _range(curve: Curve) -> str:
    if curve.low is -oo:
        return f"-∞ < {curve.x} < ∞" if curve.high is None else f"{curve.x} ≤ {curve.high}"
    return f"{curve.x} ≥ {curve.low}" if curve.high is None else f"{curve.low} ≤ {curve.x} ≤ {curve.high}"


def _areas(node: Basic) -> list[Area]:
    if isinstance(node, Area):
        return [node]
    return [area for part in node.args for area in _areas(part)]
