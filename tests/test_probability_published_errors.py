"""Wrong answers that were really printed, in books, journals, courts and courses, are judged wrong, right ones right.

They are listed with their sources in `examples/published_errors.toml`.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import workings as wk

LISTED = Path(__file__).parent.parent / "examples" / "published_errors.toml"
ERRORS: list[dict[str, Any]] = tomllib.loads(LISTED.read_text(encoding="utf-8"))["error"]
ROUNDED = [(e["problem"], decimal) for e in ERRORS for decimal in e.get("rounded", ())]
OFF = [(e["problem"], decimal) for e in ERRORS for decimal in e.get("off", ())]


@pytest.mark.parametrize("error", ERRORS, ids=[e["source"][:40] for e in ERRORS])
def test_what_was_printed_is_wrong(error: dict[str, Any]) -> None:
    verdict = wk.check(error["problem"], error["printed"])
    assert verdict.status == "wrong", verdict
    assert verdict.evidence is not None
    assert verdict.evidence.kind == "refuted"
    if "mistake" in error:
        assert verdict.mistake is not None
        assert verdict.mistake.slug == error["mistake"]
    assert wk.check(error["problem"], error["right"]).status == "correct"


@pytest.mark.parametrize(("problem", "decimal"), ROUNDED)
def test_a_rounded_key_is_named_so(problem: str, decimal: str) -> None:
    verdict = wk.check(problem, decimal)
    assert verdict.status == "wrong_form", verdict
    assert f"{decimal} is rounded" in verdict.reason


@pytest.mark.parametrize(("problem", "decimal"), OFF)
def test_a_wrong_last_digit_is_wrong(problem: str, decimal: str) -> None:
    assert wk.check(problem, decimal).status == "wrong"


def test_each_says_where_it_stands_and_who_corrects_it() -> None:
    assert len(ERRORS) >= 40
    assert all(e["source"] and e["correction"] for e in ERRORS)
    assert len({(e["problem"], e["printed"]) for e in ERRORS}) == len(ERRORS)
