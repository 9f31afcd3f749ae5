"""The figures of a confusion matrix: by the names that people have for them, and all of one matrix together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Integer

from workings.derivation import Derivation
from workings.engine import Engine
from workings.expression import Tidy
from workings.expression.errors import ReadError
from workings.expression.probability_goals import Word
from workings.expression.updating_goals import Measure
from workings.probability.exact import exact
from workings.probability.judging import Judged
from workings.rule import load_book

__all__ = ["Confusion", "measure_named"]

_NAMES = {
    "accuracy": "accuracy|acc|正解率|正確度",
    "error rate": "(?:error|misclassification)(?: rate)?|誤り率|誤分類率",
    "precision": "precision|ppv|positive predictive value|適合率|精度|陽性的中率",
    "recall": "recall|sensitivity|tpr|true positive rate|hit rate|再現率|感度|真陽性率",
    "specificity": "specificity|tnr|true negative rate|selectivity|特異度|真陰性率",
    "npv": "npv|negative predictive value|陰性的中率",
    "false positive rate": "fpr|false positive rate|fall-?out|false alarm rate|偽陽性率",
    "false negative rate": "fnr|false negative rate|miss rate|偽陰性率",
    "prevalence": "prevalence|base rate|有病率",
    "F1": r"f_?\{?1\}?(?:[ -]?(?:score|measure|値|スコア))?|f[ -]?(?:score|measure|値)",
    "balanced accuracy": "balanced accuracy|均衡正解率",
    "MCC": "mcc|matthews(?:'s)?(?: correlation(?: coefficient)?)?|phi coefficient",
}
_PATTERNS = {name: re.compile(rf"(?:the )?(?:{words})", re.I) for name, words in _NAMES.items()}
_WEIGHTED = re.compile(r"(?:the )?f_?\{?(?P<b>\d(?:\.\d)?)\}?(?:[ -]?(?:score|measure))?", re.I)


def measure_named(words: str, counts: dict[str, Any]) -> Measure | None:
    """The measure of that name, with the counts of TP, FP, FN and TN that are known; None for another name.

    >>> measure_named("sensitivity", {"TP": 40, "FN": 5}).name
    'recall'
    """
    name = next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(words)), None)
    weighted = _WEIGHTED.fullmatch(words)
    if name is None and weighted:
        name = f"F{weighted['b']}"
    if name is None:
        return None
    _check(name, counts)
    cells = [Integer(counts[key]) if key in counts else Word(f"unknown {key}") for key in ("TP", "FP", "FN", "TN")]
    return Measure(name, *cells)


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a test was right and wrong: true and false positives, false and true negatives.

    >>> matrix = Confusion(tp=30, fp=10, fn=20, tn=40)
    >>> print(matrix.precision, matrix.recall, matrix.f1)
    3/4 3/5 2/3
    """

    tp: int
    fp: int
    fn: int
    tn: int

    def __post_init__(self) -> None:
        for name, value in self._counts().items():
            if value < 0 or int(value) != value:
                raise ValueError(f"{name} is {value}; a count is 0, 1, 2, ...")

    @classmethod
    def of(cls, truth: Any, predicted: Any, positive: Any) -> Confusion:
        """Counted from two lists of labels."""
        pairs = [(t == positive, p == positive) for t, p in zip(truth, predicted, strict=True)]
        return cls(*(pairs.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False))))

    def _counts(self) -> dict[str, int]:
        return {"TP": self.tp, "FP": self.fp, "FN": self.fn, "TN": self.tn}

    def measure(self, name: str) -> Derivation:
        """The measure of that name with its steps: accuracy, precision, recall, specificity, F1, MCC, ...

        Raises:
            ReadError: for another name, and where the measure would divide by 0.

        >>> print(Confusion(tp=30, fp=10, fn=20, tn=40).measure("precision"))
        precision
          = 30/(30 + 10)      precision, TP/(TP + FP)
          = 3/4               work out the numbers
        """
        goal = measure_named(name, self._counts())
        if goal is None:
            raise ReadError("no such measure is known", name, (0, len(name) or 1), ", ".join(_NAMES))
        return Judged(Engine(load_book()).answer(Tidy(goal)))

    def _value(self, name: str) -> Fraction | None:
        try:
            return exact(self.measure(name).answer)
        except ReadError:
            return None

    @property
    def accuracy(self) -> Fraction | None:
        """(TP + TN)/all; None where there is no case."""
        return self._value("accuracy")

    @property
    def precision(self) -> Fraction | None:
        """P(positive | said positive); None where nothing was said to be positive."""
        return self._value("precision")

    @property
    def recall(self) -> Fraction | None:
        """P(said positive | positive); None where nothing is positive."""
        return self._value("recall")

    @property
    def f1(self) -> Fraction | None:
        """The harmonic mean of precision and recall; None where these have none."""
        return self._value("F1")

    @property
    def specificity(self) -> Fraction | None:
        """P(said negative | negative); None where nothing is negative."""
        return self._value("specificity")

    def to_text(self) -> str:
        """Every measure with its formula and the numbers in it."""
        from workings.show import to_text

        rows = []
        for name in ("accuracy", "precision", "recall", "specificity", "F1"):
            try:
                derivation = self.measure(name)
            except ReadError:
                rows.append(f"{name:12}no value")
                continue
            step = derivation.root.uses[0]
            told = step.rule.remark(step.goal)
            line = derivation.lines()[1].expr
            parts = [*map(to_text, told[1] if told else ()), *map(to_text, (line, derivation.result))]
            value = exact(derivation.answer)
            rows.append(f"{name:12}{' = '.join(dict.fromkeys(parts))} = {float(value or 0):.4f}")
        return "\n".join(rows)

    def __str__(self) -> str:
        return self.to_text()


# The cells that make up what a measure divides by, and what it needs beside them.
_WHOLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "accuracy": (("TP", "TN", "FP", "FN"),),
    "precision": (("TP", "FP"),),
    "recall": (("TP", "FN"),),
    "specificity": (("TN", "FP"),),
    "npv": (("TN", "FN"),),
    "false positive rate": (("FP", "TN"),),
    "false negative rate": (("FN", "TP"),),
    "balanced accuracy": (("TP", "FN"), ("TN", "FP")),
    "MCC": (("TP", "FP"), ("TP", "FN"), ("TN", "FP"), ("TN", "FN")),
}
_WHOLES |= {"error rate": _WHOLES["accuracy"], "prevalence": _WHOLES["accuracy"]}


def _check(name: str, counts: dict[str, Any]) -> None:
    """Raises where a count that the measure needs is not known, or where it would divide by 0."""
    for whole in _WHOLES.get(name, (("TP", "FP"), ("TP", "FN"))):
        missing = [cell for cell in whole if cell not in counts]
        if missing:
            raise ReadError(f"{name} needs {' and '.join(missing)}", name, (0, len(name)), "the count")
        if not sum(counts[cell] for cell in whole):
            said = f"{name} has no value, since {' + '.join(whole)} is 0"
            raise ReadError(said, name, (0, len(name)), "counts of which one is not 0")
    if name.startswith("F") and not counts["TP"]:
        raise ReadError(f"{name} has no value, since precision and recall are 0", name, (0, len(name)), "a TP above 0")
