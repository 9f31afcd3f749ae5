"""Derivatives that are known, derived again: how many are right, how many steps have no rule, how long it takes.

    python benchmarks/conformance.py CASES.jsonl [--limit N]

A case is a line of JSON with `id`, `expr`, `var` and `derivative`, in Python's syntax (`E` and `I` are the numbers,
every other name is a real variable). Each is read by our reader and derived with every step, untidied and tidied.
The tidy answer is judged twice: against the given derivative, and against the question itself, whose derivative the
judge finds by power series over balls and not by our rules.

right       proved, or agreeing to 50 digits, with the given derivative or by power series, and refuted by neither
complex     not decided by power series for want of a real value (or because roots of negative numbers are meant to be
            complex, which our odd roots are not), but the untidied answer equals the difference quotient of the
            question at complex values, to 15 digits at all points tried: on the real line, or beside it where that
            is a cut
wrong       refuted by power series, or by the given derivative while nothing else holds it
undecided   none of these
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mpmath
import sympy

from workings.derivation import Derivation, Step
from workings.engine import Engine, NoRule
from workings.expression import D, Tidy
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import symbol, symbols_of
from workings.expression.reader import parse
from workings.expression.written import intern
from workings.judge import equal
from workings.rule import load_book

BOOK = load_book("calculus", "algebra")
NUMBERS = {"E": sympy.E, "I": sympy.I}
HOLDS = ("proved", "agrees")
PATIENCE = 20  # seconds for complex values, some of which mpmath finds by quadrature


@dataclass
class Result:
    """What became of one case."""

    id: str
    outcome: str
    note: str = ""
    steps: int = 0
    opaque: int = 0
    by: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


def names_in(text: str) -> tuple[str, ...]:
    """The names that aren't called, which are variables whatever they mean elsewhere."""
    return tuple(sorted(set(re.findall(r"[A-Za-z_]\w*\b(?!\()", text)) - NUMBERS.keys() - {"pi"}))


def read(text: str) -> Any:
    return intern(parse(text, symbols=names_in(text), names=NUMBERS))


def run(case: dict[str, Any]) -> Result:
    found = Result(case["id"], "incomplete")
    begin = time.perf_counter()
    try:
        f, given = read(case["expr"]), read(case["derivative"])
    except ReadError as error:
        found.note = f"not read: {error}".split("\n", 1)[0]
        return found
    found.seconds["read"] = time.perf_counter() - begin
    goal = D(f, symbol(case["var"]))
    try:
        begin = time.perf_counter()
        raw = Engine(BOOK).answer(goal)
        found.seconds["untidied"] = time.perf_counter() - begin
        begin = time.perf_counter()
        root = Engine(BOOK).answer(Tidy(goal))
        found.seconds["tidied"] = time.perf_counter() - begin
    except NoRule as error:
        found.note = str(error)
        return found
    derivation = Derivation(root)
    found.steps = len(derivation.steps)
    found.opaque = sum(not is_by_its_rule(step) for step in derivation.steps)
    begin = time.perf_counter()
    by_given = equal(given, root.answer)
    by_series = equal(goal, root.answer)
    found.seconds["judged"] = time.perf_counter() - begin
    kinds = by_given.kind, by_series.kind
    found.by = f"{kinds[0]} / {kinds[1]}"
    if by_series.kind == "refuted":
        found.outcome, found.note = "wrong", str(by_series)
    elif by_series.kind in HOLDS or by_given.kind in HOLDS:
        found.outcome = "right"
        if by_given.kind == "refuted":
            found.note = f"by power series; the given derivative is refuted: {by_given}"
    elif agrees_in_complex_values(f, goal.x, raw.answer):
        found.outcome = "complex"
    elif by_given.kind == "refuted":
        found.outcome, found.note = "wrong", str(by_given)
    else:
        found.outcome, found.note = "undecided", by_series.reason or by_given.reason
    return found


def agrees_in_complex_values(f: Any, x: Any, answer: Any) -> bool:
    """Whether the answer is the difference quotient of `f` at every one of some random points that has both."""
    variables = [x, *(s for s in symbols_of([f, answer]) if s != x)]
    sides = [canonical(side) for side in (f, answer)]
    if any(side.has(sympy.zoo, sympy.nan) for side in sides):
        return False  # divided by zero everywhere
    value, slope = (sympy.lambdify(variables, side, "mpmath") for side in sides)
    return any(_agree(value, slope, len(variables), aside) for aside in (False, True))


def _agree(value: Any, slope: Any, count: int, aside: bool) -> bool:
    """Whether they agree at all places tried; `aside` of the real line, on which cuts lie where values jump."""
    rng = random.Random(1)
    agreed, begin = 0, time.perf_counter()
    with mpmath.workdps(40):
        for _ in range(12):
            if time.perf_counter() - begin > PATIENCE:
                break
            at = [mpmath.mpf(rng.randint(2, 40)) / 16 for _ in range(count)]
            if aside:
                at = [mpmath.mpc(u, mpmath.mpf(rng.randint(1, 8)) / 16) for u in at]
            try:
                expected = mpmath.diff(lambda t, at=at: value(t, *at[1:]), at[0])
                actual = slope(*at)
            except (ZeroDivisionError, ValueError, OverflowError):
                continue
            if mpmath.isfinite(expected) and mpmath.isfinite(actual):
                if abs(expected - actual) > mpmath.mpf(10) ** -15 * (1 + abs(expected)):
                    return False
                agreed += 1
    return agreed >= 4


def is_by_its_rule(step: Step) -> bool:
    """Whether the rule is in the book and, asked again, makes the answer of the answers of the steps it used."""
    if step.rule not in BOOK.rules:
        return False
    uses: Iterator[Step] = iter(step.uses)
    faithful = True

    def ask(goal: Any) -> Any:
        nonlocal faithful
        used = next(uses, None)
        faithful = faithful and used is not None and used.goal == goal
        return None if used is None else used.answer

    return step.rule.rewrite(step.goal, ask) == step.answer and faithful and next(uses, None) is None


def percentiles(values: list[float]) -> str:
    ordered = sorted(values)
    places = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99)]
    return "".join(f"{value * 1e3:>10.2f}" for value in (*places, ordered[-1]))


def report(results: list[Result]) -> None:
    count = Counter(result.outcome for result in results)
    print(f"{'cases':24}{len(results):>10}")
    print(f"{'complete':24}{len(results) - count['incomplete']:>10}")
    for outcome in ("right", "complex", "wrong", "undecided"):
        print(f"{outcome:24}{count[outcome]:>10}")
    print(f"{'steps':24}{sum(result.steps for result in results):>10}")
    print(f"{'opaque steps':24}{sum(result.opaque for result in results):>10}")
    print("\nagainst the given derivative / by power series")
    for by, n in Counter(result.by for result in results if result.by).most_common():
        print(f"{by:24}{n:>10}")
    print(f"\n{'milliseconds':24}{'50%':>10}{'95%':>10}{'99%':>10}{'max':>10}")
    for name in ("read", "untidied", "tidied", "judged"):
        values = [result.seconds[name] for result in results if name in result.seconds]
        if values:
            print(f"{name:24}{percentiles(values)}")
    for result in results:
        if result.outcome not in ("right", "complex") or result.opaque or result.note:
            opaque = f"{result.opaque} opaque" if result.opaque else ""
            print(f"{result.id}  {result.outcome}  {result.note[:160]}  {opaque}".rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only the first N cases")
    options = parser.parse_args()
    lines = options.path.read_text(encoding="utf-8").splitlines()[: options.limit]
    report([run(json.loads(line)) for line in lines])


if __name__ == "__main__":
    main()
