"""Marking of linear systems and matrices: the shared cases where they are there, and more of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import workings as wk

CASES = Path(__file__).parents[2] / "shared" / "cases"


def shared(name: str) -> list[dict]:
    path = CASES / name
    if not path.exists():
        return []
    return [c for c in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if c["domain"] == "linear"]


@pytest.mark.parametrize("case", shared("answers.jsonl"), ids=lambda case: case["id"])
def test_shared_answers(case: dict) -> None:
    verdict = wk.check(case["problem"], case["answer"])
    assert verdict.status == ("correct" if case["correct"] else "wrong")
    if not case["correct"]:
        assert verdict.mistake is not None
        assert verdict.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}
        assert verdict.proof is not None


@pytest.mark.parametrize("case", shared("work.jsonl"), ids=lambda case: case["id"])
def test_shared_work(case: dict) -> None:
    marking = wk.check_work(case["problem"], case["lines"])
    assert marking.first_wrong == case["first_wrong"]
    if case["mistake"]:
        assert marking.mistake is not None
        assert marking.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}
    carried = [i for i, line in enumerate(marking.lines) if line.status == "carried_forward"]
    assert carried == case["carried_forward"]
