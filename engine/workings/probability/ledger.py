"""The ledger of a classified message: prior, what each word says, and the posterior, exactly and as decimals."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import exp, inf, log
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workings.derivation import Derivation

__all__ = ["Ledger", "WordLine"]

_WORDS = {
    "en": {
        "prior": "prior", "score": "score", "posterior": "posterior", "times": "times", "without": "without",
        "unseen": "not in the vocabulary, left out: {}",
        "zero": "P({word}|{name}) = 0: one such word rules {name} out whatever the others say; smoothing avoids that",
        "impossible": "every class has probability 0 with these words, so there is no posterior",
    },
    "ja": {
        "prior": "事前", "score": "スコア", "posterior": "事後", "times": "回", "without": "なし：",
        "unseen": "語彙にないため除いた語：{}",
        "zero": "P({word}|{name}) = 0：この語が一つあるだけで {name} の確率は 0 になります。平滑化で避けられます",
        "impossible": "どのクラスでも確率が 0 になるため、事後確率は決まりません",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordLine:
    """What one word says: how often it occurs (or that it does not), and how likely that is in each class."""

    word: str
    times: int
    likelihoods: dict[Any, Fraction]
    present: bool = True

    def log_odds(self, one: Any, other: Any) -> float:
        """What it adds to the log-odds of `one` over `other`: positive speaks for `one`."""
        return self.times * (_log(self.likelihoods[one]) - _log(self.likelihoods[other]))


@dataclass(frozen=True)
class Ledger:
    """How a message was classified.

    Attributes:
        classes, priors, words: the classes, P(class), and a line a word.
        unseen: words that are not in the vocabulary, which were left out.
    """

    text: str
    classes: tuple[Any, ...]
    priors: dict[Any, Fraction]
    words: tuple[WordLine, ...]
    unseen: tuple[str, ...] = ()
    _cache: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def scores(self) -> dict[Any, float]:
        """ln P(class) + sum of ln P(word | class)."""
        return {
            c: _log(self.priors[c]) + sum(line.times * _log(line.likelihoods[c]) for line in self.words)
            for c in self.classes
        }

    @property
    def joint(self) -> dict[Any, Fraction]:
        """P(class) times P(word | class) for every word, exactly."""
        if "joint" not in self._cache:
            joint = dict(self.priors)
            for line in self.words:
                for c in joint:
                    joint[c] *= line.likelihoods[c] ** line.times
            self._cache["joint"] = joint
        return self._cache["joint"]

    @property
    def posterior(self) -> dict[Any, Fraction]:
        """P(class | message), exactly; empty where every class has probability 0."""
        total = sum(self.joint.values())
        return {c: Fraction(p / total) for c, p in self.joint.items()} if total else {}

    @property
    def probabilities(self) -> dict[Any, float]:
        """The posterior in floating point, from the scores: the largest is taken out before e is raised to it."""
        scores = self.scores
        top = max(scores.values())
        if top == -inf:
            return {}
        weights = {c: exp(s - top) for c, s in scores.items()}
        total = sum(weights.values())
        return {c: w / total for c, w in weights.items()}

    @property
    def label(self) -> Any:
        """The most probable class, None where none is possible."""
        return max(self.posterior, key=self.posterior.__getitem__) if self.posterior else None

    @property
    def zeros(self) -> tuple[tuple[str, Any], ...]:
        """The words and classes with probability 0."""
        return tuple((line.word, c) for line in self.words for c in self.classes if not line.likelihoods[c])

    @property
    def givens(self) -> list[str]:
        """What is given, as `workings.probability` reads it."""
        names = [str(c) for c in self.classes]
        lines = [f"{', '.join(names)} partition"] + [f"P({c}) = {p}" for c, p in self.priors.items()]
        for line in self.words:
            lines += [f"P({line.word}|{c}) = {p if line.present else 1 - p}" for c, p in line.likelihoods.items()]
        words = [line.word for line in self.words]
        if len(words) > 1:
            lines.append(f"{', '.join(words)} independent given {', '.join(names)}")
        return lines

    def derive(self, name: Any = None) -> Derivation:
        """The posterior of a class (the most probable one, unless named) derived by named laws, every word once.

        Raises:
            ValueError: where a word occurs more than once, which are not different events.
        """
        from workings.probability import probability

        if any(line.times > 1 for line in self.words):
            raise ValueError("a word that occurs twice is no event of its own; the ledger still holds")
        seen = [line.word if line.present else f"not {line.word}" for line in self.words]
        return probability(self.givens, f"P({self.label if name is None else name}|{' and '.join(seen)})")

    def to_text(self, lang: str = "en") -> str:
        """A line for the prior and for every word, the scores, and the posterior."""
        say = _WORDS[lang]
        names = [str(c) for c in self.classes]
        two = len(self.classes) == 2
        rows = [["", *names, *([f"ln {names[0]}/{names[1]}"] if two else [])]]
        rows.append([say["prior"], *(str(self.priors[c]) for c in self.classes)])
        if two:
            rows[-1].append(_signed(_log(self.priors[self.classes[0]]) - _log(self.priors[self.classes[1]])))
        for line in self.words:
            name = line.word if line.present else f"{say['without']} {line.word}"
            name += f" ({line.times} {say['times']})" if line.times > 1 else ""
            rows.append([name, *(str(line.likelihoods[c]) for c in self.classes)])
            if two:
                rows[-1].append(_signed(line.log_odds(*self.classes)))
        scores = self.scores
        rows.append([say["score"], *(_signed(scores[c]) for c in self.classes)])
        if two and not self._impossible:
            rows[-1].append(_signed(scores[self.classes[0]] - scores[self.classes[1]]))
        if self.posterior:
            rows.append([say["posterior"], *(str(self.posterior[c]) for c in self.classes)])
            rows.append(["", *(f"{float(self.posterior[c]):.6g}" for c in self.classes)])
        widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
        out = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=False)).rstrip() for row in rows]
        out += [say["zero"].format(word=word, name=name) for word, name in self.zeros]
        if self._impossible:
            out.append(say["impossible"])
        if self.unseen:
            out.append(say["unseen"].format(", ".join(self.unseen)))
        return "\n".join(out)

    @property
    def _impossible(self) -> bool:
        return not any(self.joint.values())

    def __str__(self) -> str:
        return self.to_text()


def _log(p: Fraction) -> float:
    """ln p, also of fractions too small or too long for a float."""
    return log(p.numerator) - log(p.denominator) if p else -inf


def _signed(number: float) -> str:
    return f"{number:+.4f}"
