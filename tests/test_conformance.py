"""Derivatives against the power-series judge: forms that once went wrong, and a sample of known cases where present."""

import json
import sys
from pathlib import Path

import pytest

import workings as wk
from workings.judge import equal

ROOT = Path(__file__).parents[1]
CASES = ROOT.parent / "shared" / "cases" / "rubi_dev.jsonl"


@pytest.mark.parametrize(
    "text",
    [
        "1/((x + 1) sqrt(x))",  # below the bar a product stands for the variable of the outer derivative
        "a/(c sqrt(1 + x^2) sqrt(c + x^2))",
        "3x/(2(x^2 + 1)^(3/2))",
        "(1/2)/((c - x) x sin(x)^2)",
        "x^(2/3) (1 - x)^(1/3)",
        "2^x x^2 ln(x)/3",
    ],
)
def test_the_answer_raw_and_tidy_is_the_derivative(text: str) -> None:
    f = wk.parse(text)
    for tidy in (False, True):
        derivation = wk.differentiate(f, "x", tidy=tidy)
        assert equal(wk.D(f, derivation.goal.args[1]), derivation.answer).kind in ("proved", "agrees")


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not beside this repository")
def test_a_sample_of_the_known_derivatives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    sys.modules.pop("conformance", None)
    import conformance

    lines = CASES.read_text(encoding="utf-8").splitlines()
    for line in lines[7 :: len(lines) // 60]:
        result = conformance.run(json.loads(line))
        assert result.outcome in ("right", "complex"), (result.id, result.outcome, result.note)
        assert result.opaque == 0
