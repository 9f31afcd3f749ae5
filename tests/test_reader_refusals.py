"""The reader: no text can hurt, and a refusal shows its place."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Integer

from workings.expression.budget import Budget
from workings.expression.errors import BudgetError, ReadError
from workings.expression.nodes import MINUS_ONE, add, power, symbol
from workings.expression.problem import read_problem
from workings.expression.reader import parse, read_lines

x = symbol("x")
ONE, TWO = Integer(1), Integer(2)


ALPHABET = st.sampled_from(
    [*"xyedf(()[]{}|'^_+-*/=<,;:.!%0123 ~&\"", "\\", "²", "√", "∂", "θ", "∫", "½", "−", "х", "\n"]
)
PIECES = ["sin", "d/dx ", "\\frac", "\\left", "ln ", "P(", "A|B", "dy/dx", "log_2", "\\begin{cases}", "\\end{cases}"]
PIECES += ["\\begin{pmatrix}", "\\end{pmatrix}", "\\\\", "f'(", "max(", "[[1,", "solve ", "x = ", "∇f", "|_(", "if"]
TEXTS = st.lists(ALPHABET | st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.sampled_from([parse, read_lines, read_problem]))
def test_any_text_is_read_or_refused(text: str, reader: Callable[[str], Any]) -> None:
    started = time.process_time()
    refused = None
    try:
        reader(text)
    except ReadError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.span[0] <= refused.span[1] <= len(refused.text) + 2
        assert str(refused).count("\n") >= 2
    assert time.process_time() - started < 1


HOSTILE = {
    "brackets": "(" * 9_999 + "x" + ")" * 9_999,
    "open brackets": "(" * 15_000,
    "rows": "[" * 15_000,
    "bars": "|" * 15_000,
    "braces": r"\frac{1}{" * 1_500 + "x" + "}" * 1_500,
    "functions": "sin(" * 3_000 + "x" + ")" * 3_000,
    "function names": "sin " * 4_000 + "x",
    "roots": "√" * 15_000 + "x",
    "signs": "-" * 15_000 + "x",
    "primes": "x" + "'" * 15_000,
    "factorials": "x" + "!" * 15_000,
    "powers": "x^" * 9_000 + "x",
    "superscripts": "x" + "²" * 15_000,
    "derivatives": "d/dx " * 3_900 + "x",
    "spaces": r"\frac{d" + " " * 9_000 + "}{d" + " " * 9_000,
    "tower": "9^9^9^9",
    "tower of powers": "(9^999)^999",
    "factorial": "factorial(10^9)",
    "factorial sign": "1000000000!",
    "exponentials": "exp(exp(exp(100)))",
    "digits": "9" * 15_000,
    "exponent of ten": "1e999999999",
    "megabyte": "x+" * 500_000,
    "code": "__import__('os').system('true')",
    "null byte": "x\0+1",
    "homoglyph": "х^2 + 1",
    "direction override": "\u202ex",
    "surrogate": "\ud800",
    "empty": "",
    "blank": " \n ",
    "unbalanced": "(x + 1",
    "crossed": "(x + 1]",
    "closed": "x + 1)",
    "operator": "x +",
    "two numbers": "2 3",
    "events": "P(" + "not " * 4_000 + "A)",
    "command": r"\input{x}",
    "alignment": "a & b",
    "bare maximum": "max x",
    "prose": "the quick brown fox",
    "unclear operator": "d/dxy",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused(text: str) -> None:
    started = time.process_time()
    with pytest.raises(ReadError) as caught:
        parse(text)
    assert time.process_time() - started < 1
    assert "^" in str(caught.value).splitlines()[-1]
    for reader in (read_lines, read_problem):
        with suppress(ReadError):
            reader(text)
    assert time.process_time() - started < 3


def test_deep_but_allowed() -> None:
    for text in ("(" * 190 + "x" + ")" * 190, r"\frac{1}{" * 190 + "x" + "}" * 190, "sin(" * 190 + "x" + ")" * 190):
        parse(text)


def test_budget_can_be_set() -> None:
    assert parse("x^20000", budget=Budget(exponent=20_000)) == power(x, Integer(20_000))
    with pytest.raises(BudgetError):
        parse("x^20000")
    with pytest.raises(BudgetError, match="parts"):
        parse("x+x+x+x", budget=Budget(nodes=3))


def test_small_numbers_are_within_budget() -> None:
    assert parse("1/2^99") == power(power(TWO, Integer(99)), MINUS_ONE)
    assert parse("x + 1 + 10^-30") == add(x, ONE, power(Integer(10), Integer(-30)))


@pytest.mark.parametrize(
    ("text", "message", "column", "expected"),
    [
        ("2*(x+", "the end of the text does not fit here", 5, "a number"),
        ("(x + 1", "never closed", 0, "')'"),
        ("x + 1)", "')' does not fit here", 5, "an operator"),
        ("х^2", "CYRILLIC SMALL LETTER HA", 0, "Latin 'x'"),
        ("2 3", "two numbers side by side", 2, "an operator between"),
        ("x = y = z", "a chain", 5, "one relation"),
        (r"\foo x", r"\foo is not known", 0, ""),
        ("[[1,2],[3]]", "2, 1 entries", 0, "same length"),
        ("x mod 2", "an operation that is not known", 2, ""),
        ("∑ x", "a sum without its index", 0, "_{k=1}"),
        ("∑_(k=2) x", "a sum without its end", 0, "where k ends"),
        ("x_{12}}", "'}' does not fit here", 6, ""),
        ("∇_(1, 2, 3) (x + y)", "3 components", 0, "x, y"),
        ("d^2y/dx", "orders above and below", 0, "d^2y/dx^2"),
    ],
)
def test_errors_show_the_place(text: str, message: str, column: int, expected: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse(text)
    assert message in caught.value.message
    assert caught.value.span[0] == column
    assert expected in caught.value.expected
    assert str(caught.value).splitlines()[2].index("^") == column + 2
