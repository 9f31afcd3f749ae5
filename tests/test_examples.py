"""The examples run, and the rule in CONTRIBUTING is one."""

import re
import runpy
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import workings as wk

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
SAID = {
    "lecture_calculus": [
        "18x + 12",
        "is 25.0 and the slope is 30.0",
        "refuted: at x",
        "(6x + 2y) dx",
        "6.40001",
        "a: 6.4",
    ],
    "lecture_linear": ["R₃ → R₃ − R₁", "[[21, 9], [24, 12]]", "A*B^T (2x2) and A^T*B (3x3)", "X @ W1 + B1: True"],
    "gradient_you_can_run": ["chain rule", "step 200", "d loss/dw"],
    "marking": ["chain-inner-missing", "follows from an earlier slip", "unreadable"],
    "published_errors": ["2/3: wrong, 3/4: correct", "inverse-confusion", "independence-assumed"],
    "lecture_bayes": ["Bayes' theorem", "= 0.75", "between 0 and 0.2", "ベイズの定理", "impossible"],
    "spam": ["P(spam) = 0.9979", "P(spam) = 0.2105", "480/481"],
    "descent": ["leftarrow", "adam", "linear regression", "classified rightly"],
    "network": ["v₂₀", "· (−0.6467)", "step 400"],
    "at_scale": ["elements", "mean gradient"],
    "add_a_rule": ["logistic function outside", "valid for all real x"],
}
TORCH_SAID = ("d loss/dw",)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_runs(path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(path)])
    runpy.run_path(str(path), run_name="__main__")
    said = capsys.readouterr().out
    for part in SAID.get(path.stem, []):
        if part not in TORCH_SAID or find_spec("torch") is not None:
            assert part in said


def test_the_rule_in_contributing_is_a_rule() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, wk.Rule] = {}
    exec(code, names)
    rule = names["RULE"]
    book = wk.RuleBook((rule,)) + wk.load_book().without([rule.slug])
    for example in rule.examples:
        derivation = wk.derive(example.goal, book=book)
        assert rule in [step.rule for step in derivation.steps]
        assert wk.equal(derivation.result, wk.parse(example.answer)).kind == "proved"
    for goal in rule.law:
        assert wk.equal(goal, rule.rewrite(goal, lambda smaller: smaller)).kind in ("proved", "agrees")
        for mistake in rule.mistakes:
            assert wk.equal(goal, mistake.rewrite(goal, lambda smaller: smaller)).kind == "refuted"
