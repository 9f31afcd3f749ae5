"""Derivations on paper: text, LaTeX, Markdown, HTML and JSON."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from sympy import Piecewise, cos, log, sin

import workings as wk
from workings import Evidence
from workings.derivation import Derivation, Verification
from workings.engine import Engine
from workings.expression import D, Tidy, add, mul, power, symbol
from workings.expression.nodes import call, integer
from workings.rule import load_book
from workings.show import (
    derivation_to_html,
    derivation_to_json,
    derivation_to_latex,
    derivation_to_markdown,
    derivation_to_text,
)

x = symbol("x")
p = add(mul(integer(3), x), integer(2))


def derived(f: Any) -> Derivation:
    return Derivation(Engine(load_book()).answer(Tidy(D(f, x))))


@pytest.fixture(scope="module")
def square() -> Derivation:
    return derived(power(p, integer(2)))


def test_text_is_what_a_reader_sees(square: Derivation) -> None:
    lines = derivation_to_text(square).splitlines()
    assert lines[0] == "d/dx (3x + 2)²"
    assert lines[1] == "  = 2(3x + 2) · d/dx (3x + 2)      chain rule, power rule outside, u = 3x + 2"
    assert lines[2].startswith("  = 2(3x + 2) · (3 + 0)            sum; ")
    assert lines[-2].startswith("  = 18x + 12  ")
    assert lines[-1] == "valid for all real x"


def test_text_in_ascii_is_ascii(square: Derivation) -> None:
    assert derivation_to_text(square, unicode=False, detail="full").isascii()


def test_text_in_japanese(square: Derivation) -> None:
    text = derivation_to_text(square, lang="ja")
    assert "外側はべき乗の微分、u = 3x + 2" in text
    assert text.endswith("すべての実数 x で成り立つ")


def test_an_unknown_language_is_named(square: Derivation) -> None:
    with pytest.raises(ValueError, match="'fr' is not one of 'en', 'ja'"):
        derivation_to_text(square, lang="fr")


def test_where_it_holds() -> None:
    text = derivation_to_text(derived(call(log, call(cos, mul(integer(3), x)))))
    assert text.splitlines()[-1] == "valid for cos(3x) > 0"


def test_a_long_line_has_its_rule_below() -> None:
    f = mul(*[power(add(x, integer(i)), integer(7)) for i in range(1, 8)])
    lines = derivation_to_text(derived(f)).splitlines()
    below = next(line for line in lines if line.strip() == "product rule")
    assert below.startswith(" " * 6)


def test_what_the_judges_say(square: Derivation) -> None:
    proved = Evidence("proved", method="normal form")
    agrees = Evidence("agrees", points=5, digits=50)
    steps = square.steps
    all_proved = Verification(tuple((step, proved) for step in steps), proved, agrees)
    assert derivation_to_text(square, verification=all_proved).endswith(
        "valid for all real x · every step proved · torch autograd agrees"
    )
    some = Verification(((steps[0], agrees), *((step, proved) for step in steps[1:])), proved)
    assert f"every step checked ({len(steps) - 1} proved, 1 agrees numerically)" in derivation_to_text(
        square, verification=some
    )
    doubt = Verification(((steps[0], Evidence("undecided", reason="too slow")),), proved)
    assert "not confirmed: power rule (undecided: too slow)" in derivation_to_text(square, verification=doubt)


def test_latex_is_an_alignment(square: Derivation) -> None:
    latex = derivation_to_latex(square)
    assert latex.startswith("\\begin{align*}\n")
    assert latex.endswith("\\end{align*}")
    assert r"  &= 2(3x + 2) \cdot \frac{d}{dx}(3x + 2) && \text{chain rule, power rule outside, }u = 3x + 2 \\" in latex


def test_markdown(square: Derivation) -> None:
    markdown = derivation_to_markdown(square)
    assert markdown.startswith("$$\n\\begin{aligned}")
    assert markdown.endswith("valid for all real $x$\n")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_html_is_well_formed_and_needs_nothing_else(square: Derivation, lang: str) -> None:
    html = derivation_to_html(square, lang=lang)
    ElementTree.fromstring(html)
    assert "http" not in html
    assert "<script" not in html
    assert derivation_to_html(square, page=True).startswith("<!doctype html>")


def test_json_has_every_step_and_shares_nodes(square: Derivation) -> None:
    record = json.loads(derivation_to_json(square))
    assert record["goal"]["text"] == "d/dx (3x + 2)²"
    assert record["answer"]["latex"] == "18x + 12"
    assert len(record["steps"]) == len(square.steps)
    for step in record["steps"]:
        assert all(used < step["id"] for used in step["uses"])
    nodes = record["nodes"]
    assert len({json.dumps(node) for node in nodes}) == len(nodes)
    assert nodes[record["answer"]["node"]][0] == "Add"


def test_json_of_a_long_chain_stays_small() -> None:
    e = x
    for _ in range(200):
        e = call(sin, e)
    record = json.loads(derivation_to_json(derived(e)))
    assert len(record["nodes"]) < 5_000


IN_JAPANESE = [
    ("tangent of x^2 at x = 1", "x = 1 における x² の接線"),
    ("Taylor polynomial of degree 2 of e^x at x = 0", "eˣ の x = 0 における 2 次のテイラー多項式"),
    ("stationary points of x^3 - 3x", "x³ − 3x の停留点"),
    ("x^2 + y^2 = 25, find dy/dx", "x² + y² = 25 のとき dy/dx"),
    ("eigenvalues of [[2, 1], [1, 2]]", "[[2, 1], [1, 2]] の固有値"),
    ("is [[1, 2], [3, 4]] invertible?", "正則か：[[1, 2], [3, 4]]"),
    ("where is x^3 - 3x increasing?", "x³ − 3x の増減"),
    ("curvature of y = x^2", "x² の曲率"),
    ("absolute maximum of x^2 on [0, 2]", "区間 [0, 2] における x² の最大値"),
]


@pytest.mark.parametrize(("question", "head"), IN_JAPANESE)
def test_questions_are_put_in_japanese(question: str, head: str) -> None:
    assert wk.derive(question).to_text(lang="ja").splitlines()[0] == head


def test_branches_in_both_languages() -> None:
    x = symbol("x")
    derivation = wk.derive(D(Piecewise((x, x > 0), (2 * x, True)), x))
    assert derivation.to_text().splitlines()[0] == "d/dx {x if x > 0; 2x otherwise}"
    assert derivation.to_text(lang="ja").splitlines()[0] == "d/dx {x (x > 0); 2x (それ以外)}"
    assert r"\text{(}x > 0\text{)} \\ 2x & \text{(それ以外)}" in derivation.to_latex(lang="ja")
