"""Problems made up from a full table of probabilities, whose answers are summed from it; bounds by another solver.

Nothing here uses the engine's own worlds: events are tests on tuples of 0 and 1, answers sums of fractions, and bounds
come from HiGHS (scipy) in the probabilities of the combinations.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq
from sympy import Rational

from workings.probability import Assumed, Incoherent, Undetermined, probability
from workings.probability.simplex import Polytope

Atom = tuple[int, ...]
Event = Callable[[Atom], bool]
Given = tuple[tuple[Event, Event, float], ...]
NAMES = "ABCD"


def always(atom: Atom) -> bool:
    return True


@dataclass
class Table:
    """A random table over n events, some combinations impossible, and what was said of it."""

    random: Random
    n: int
    lines: list[str] = field(default_factory=list)
    facts: list[tuple[Event, Event, Fraction]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.atoms = list(product((0, 1), repeat=self.n))
        weights = [self.random.choice([0, 1, 1, 2, 3, 5, 8]) for _ in self.atoms]
        weights[0] += 1
        self.weights = [Fraction(w, sum(weights)) for w in weights]

    def true(self, e: Event, c: Event = always) -> Fraction | None:
        whole = sum((w for a, w in zip(self.atoms, self.weights, strict=True) if c(a)), Fraction(0))
        part = sum((w for a, w in zip(self.atoms, self.weights, strict=True) if c(a) and e(a)), Fraction(0))
        return part / whole if whole else None

    def event(self, most: int = 3) -> tuple[str, Event]:
        places = self.random.sample(range(self.n), min(self.n, self.random.choice([1, 1, 1, 2, 2, 3][: 2 * most])))
        wanted = [self.random.random() < 0.7 for _ in places]
        joint = self.random.random() < 0.5
        words = [NAMES[p] if w else f"not {NAMES[p]}" for p, w in zip(places, wanted, strict=True)]

        def test(atom: Atom) -> bool:
            holds = [bool(atom[p]) == w for p, w in zip(places, wanted, strict=True)]
            return all(holds) if joint else any(holds)

        return (" and " if joint else " or ").join(words), test

    def asked(self) -> tuple[str, Event, Event]:
        said, e = self.event()
        if self.random.random() < 0.5:
            return f"P({said})", e, always
        behind, c = self.event(1)
        return f"P({said}|{behind})", e, c

    def state(self, change: float = 0) -> None:
        text, e, c = self.asked()
        value = self.true(e, c)
        if value is None:
            return
        if self.random.random() < change:
            value = Fraction(self.random.randint(0, 20), 20)
        self.lines.append(f"{text} = {value}")
        self.facts.append((e, c, value))


def programme(
    table: Table, e: Event, c: Event, more: tuple[tuple[Event, Event, float], ...] = ()
) -> tuple[float, float] | None:
    """The least and the greatest P(e | c) by HiGHS; None where nothing is as given."""
    from scipy.optimize import linprog

    rows = [[(fe(a) and fc(a)) - float(v) * fc(a) for a in table.atoms] for fe, fc, v in [*table.facts, *more]] + [
        [float(c(a)) for a in table.atoms]
    ]
    right = [0.0] * (len(rows) - 1) + [1.0]
    cost = [float(e(a) and c(a)) for a in table.atoms]
    low = linprog(cost, A_eq=rows, b_eq=right, method="highs")
    high = linprog([-x for x in cost], A_eq=rows, b_eq=right, method="highs")
    return None if low.status == 2 else (low.fun, -high.fun)


def possible(table: Table) -> bool:
    """Whether the statements hold together, every condition having a chance."""
    if programme(table, always, always) is None:
        return False
    return all((programme(table, c, always) or (0, 0))[1] > 1e-9 for _, c, _ in table.facts)


@pytest.mark.parametrize("seed", range(15))
def test_bounds_and_values_are_those_of_another_solver(seed: int) -> None:
    pytest.importorskip("scipy")
    random = Random(seed)
    for _ in range(14):
        table = Table(random, random.choice([2, 3, 3, 4]))
        for _ in range(random.randint(1, 5)):
            table.state(change=0.3 if seed % 3 == 2 else 0)
        query, e, c = table.asked()
        if not table.facts or table.true(e, c) is None:
            continue
        told = (table.lines, query)
        room = programme(table, c, always)
        if room is not None and room[1] < 1e-9 and possible(table):
            with pytest.raises(ValueError, match="never holds"):
                probability(table.lines, query)
            continue
        result = probability(table.lines, query).result
        if isinstance(result, Incoherent):
            assert not possible(table), (told, result)
            continue
        assert possible(table), told
        found = programme(table, e, c)
        bounds = result.bounds if isinstance(result, Assumed | Undetermined) else (result, result)
        assert found == pytest.approx([float(b) for b in bounds], abs=1e-7), (told, result)


def _read(text: str) -> tuple[Event, Event]:
    """`P(A and not B|C)` as tests; only for events joined by one kind of word."""
    inside = text[2:-1]
    before, _, behind = inside.partition("|")

    def event(words: str) -> Event:
        if not words:
            return always
        joint = " or " not in words
        literals = words.split(" and " if joint else " or ")
        pairs = [(NAMES.index(w.removeprefix("not ")), not w.startswith("not ")) for w in literals]
        return lambda atom: (all if joint else any)(bool(atom[p]) == wanted for p, wanted in pairs)

    return event(before), event(behind)


def test_what_is_missing_would_settle_it() -> None:
    pytest.importorskip("scipy")
    random = Random(99)
    tried = 0
    for _ in range(60):
        table = Table(random, random.choice([2, 3]))
        for _ in range(random.randint(1, 4)):
            table.state()
        query, e, c = table.asked()
        if not table.facts or not table.true(c):
            continue
        result = probability(table.lines, query).result
        if not isinstance(result, Undetermined) or any("(" in m[2:-1] for m in result.missing):
            continue
        groups = [result.missing] if result.together else [(m,) for m in result.missing]
        for group in groups:
            more: list[tuple[Event, Event, float]] = []
            for name in group:
                event, condition = _read(name)
                room = programme(table, event, condition, tuple(more))
                assert room is not None
                more.append((event, condition, room[0] + 0.4 * (room[1] - room[0])))
            low, high = programme(table, e, c, tuple(more)) or (0, 1)
            assert high - low < 1e-6, (table.lines, query, group)
            tried += 1
    assert tried > 15


def test_total_probability_and_bayes_over_partitions() -> None:
    """Cells 2 to 5, one number of the table left out at random and asked for; decimals, fractions and percentages."""
    random = Random(2026)
    for number in range(24):
        count = random.randint(2, 5)
        cells = [f"c{i}" for i in range(count)]
        parts = [random.randint(1, 9) for _ in cells]
        weights = [Fraction(p, sum(parts)) for p in parts]
        inside = [Fraction(random.randint(0, 20), 20) for _ in cells]
        whole = sum((w * p for w, p in zip(weights, inside, strict=True)), Fraction(0))
        form = [str, lambda v: f"{float(v * 100):g}%" if (v * 10**4).denominator == 1 else str(v)][number % 2]
        says = [f"P({c}) = {form(w)}" for c, w in zip(cells, weights, strict=True)]
        likes = [f"P(E|{c}) = {form(p)}" for c, p in zip(cells, inside, strict=True)]
        some = random.randrange(count)
        partition = [f"{', '.join(cells)} partition"] if count > 2 or number % 3 else [f"{cells[1]} = not {cells[0]}"]
        lines = [*partition, *says[: -1 if number % 4 == 0 else None], *likes]
        assert probability(lines, "P(E)").result == Rational(whole)
        joint = weights[some] * inside[some]
        assert probability(lines, f"P({cells[some]} and E)").result == Rational(joint)
        if whole:
            assert probability(lines, f"P({cells[some]}|E)").result == Rational(joint / whole)
        if whole != 1:
            other = (weights[some] - joint) / (1 - whole)
            assert probability(lines, f"P({cells[some]}|not E)").result == Rational(other)
        known = [like for i, like in enumerate(likes) if i != some]
        asked = [*partition, *says, *known, f"P(E) = {whole}"]
        assert probability(asked, f"P(E|{cells[some]})").result == Rational(inside[some])


@pytest.mark.parametrize("seed", range(6))
def test_large_programmes_and_shares(seed: int) -> None:
    """Corners found by way of floating point are exact: no constraint is off by anything, and HiGHS finds no better."""
    optimize = pytest.importorskip("scipy.optimize")
    random = Random(seed)
    height, width = random.choice([(8, 400), (15, 300)])
    rows = [[Fraction(random.choice([0, 0, 1, 1, -1, 2])) for _ in range(width)] for _ in range(height - 1)]
    rows.append([Fraction(1)] * width)
    inside = [Fraction(random.choice([0, 0, 0, 1, 4])) for _ in range(width)]
    inside = [x / sum(inside) for x in inside]
    right = [sum((a * x for a, x in zip(row, inside, strict=True)), Fraction(0)) for row in rows]
    region = Polytope([[_exact(a) for a in row] for row in rows], [_exact(b) for b in right])
    assert region.feasible
    whole = [random.choice([0, 1, 1]) for _ in range(width)]
    part = [w * random.choice([0, 1]) for w in whole]
    tables = {"A_eq": [[float(a) for a in row] for row in rows], "b_eq": [float(b) for b in right], "method": "highs"}
    assert float(region.maximum(part)) == pytest.approx(-optimize.linprog([-p for p in part], **tables).fun, abs=1e-8)
    assert float(region.minimum(part)) == pytest.approx(optimize.linprog(part, **tables).fun, abs=1e-8)
    share = region.greatest_share(part, whole)
    gain = optimize.linprog([float(share) * w - p for p, w in zip(part, whole, strict=True)], **tables).fun
    assert gain == pytest.approx(0, abs=1e-8)
    impossible = Polytope(
        [[_exact(a) for a in row] for row in [*rows, rows[-1]]], [*map(_exact, right), _exact(Fraction(2))]
    )
    assert not impossible.feasible
    columns = zip(*[*rows, rows[-1]], strict=True)
    assert all(sum((y * _exact(a) for y, a in zip(impossible.ray, column, strict=True)), 0) >= 0 for column in columns)


def _exact(number: Fraction) -> fmpq:
    return fmpq(number.numerator, number.denominator)
