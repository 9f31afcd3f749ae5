"""Mixtures and multinomial counts as sentences tell them, put as lines: `X | C=1 ~ Normal(0, 1)`, `P(C=1) = 0.3`.

`With probability 0.4 X ~ Exponential(1), otherwise X ~ Exponential(3)`; `X is a mixture of N(0, 1) with weight 0.3 and
N(3, 4) with weight 0.7`; `確率 0.3 で N(0, 1)、確率 0.7 で N(3, 4) に従う`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sympy import Rational

from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import add
from workings.probability.draft import NUMBER, number, rest_of
from workings.rule import Text

__all__ = ["Told", "in_lines"]

_FAMILY = r"(?:[A-Za-zχ][\w²^]*\s*\((?:[^()]|\([^()]*\))*\))"
_CHANCE = r"(?:probabilit(?:y|ies)|prob\.?|weights?|chance)"
_IS = r"(?:~|∼|is|follows|has|comes\s+from|is\s+drawn\s+from|is\s+distributed\s+as)"
_NAME = r"(?P<x>[A-Z]\w?)"
_X_IS = rf"(?:{_NAME}\s*{_IS}\s*)?"
_PARTS = (
    re.compile(
        rf"(?:with\s+)?{_CHANCE}\s*(?:of\s*)?(?P<w>{NUMBER})\s*,?\s*{_X_IS}(?:from\s+|an?\s+)?(?P<f>{_FAMILY})", re.I
    ),
    re.compile(
        rf"{_X_IS}(?:from\s+)?(?P<f>{_FAMILY})\s*\(?\s*,?\s*(?:with\s+|w\.?p\.?\s*)(?:{_CHANCE}\s*)?(?:of\s*)?"
        rf"(?P<w>{NUMBER})\)?",
        re.I,
    ),
    re.compile(rf"確率\s*(?P<w>{NUMBER})\s*で\s*(?P<f>{_FAMILY})"),
    re.compile(rf"(?P<w>{NUMBER})\s*[*·]?\s*(?P<f>{_FAMILY})"),
)
_REST = (
    re.compile(rf"\b(?:otherwise|else)\s*,?\s*(?:{_NAME}\s*{_IS}\s*)?(?P<f>{_FAMILY})", re.I),
    re.compile(rf"(?:{_NAME}\s*{_IS}\s*)?(?P<f>{_FAMILY})\s*,?\s*(?:otherwise|else)\b", re.I),
    re.compile(rf"(?:それ以外|そうでない場合|残り)(?:は|では|で)?\s*(?P<f>{_FAMILY})"),
)
_EVEN = re.compile(
    rf"(?:an?\s+)?(?:equal(?:ly\s+weighted)?|50[-/]50|even)\s+mixture\s+of\s+(?P<parts>{_FAMILY}(?:\s*(?:,\s*and|,|and)\s*{_FAMILY})+)",
    re.I,
)
_TOGETHER = re.compile(
    rf"mixture\s+of\s+(?P<parts>{_FAMILY}(?:\s*(?:,\s*and|,|and)\s*{_FAMILY})+)\s*,?\s*with\s+(?:mixing\s+|respective\s+)?"
    rf"{_CHANCE}\s*(?:of\s*)?(?P<ws>{NUMBER}(?:\s*(?:,\s*and|,|and)\s*{NUMBER})+)(?:\s*,?\s*respectively)?",
    re.I,
)
_SAYS = re.compile(rf"\bmixture\b|混合|確率\s*{NUMBER}\s*で|\bwith\s+{_CHANCE}\b|\bwith\s+weights?\b", re.I)
_WORDS = re.compile(
    r"\b(?:let|suppose|assume|that|a|an|the|random|variable|is|be|has|follows|of|mixture|distribution|two|normals?|"
    r"component|components|with|and|from|drawn|weights?|probability|density|whose|it|either|or|given|by|distributed|as)\b"
    r"|混合分布|混合|確率変数|に従う|である|とする|[はがをのと、。,;:~∼+()\s]",
    re.I,
)
_COUNTS = re.compile(
    r"(?P<names>\(\s*[A-Z]\w*(?:_\{?\w+\}?)?(?:\s*,\s*[A-Z]\w*(?:_\{?\w+\}?)?)+\s*\)|[A-Z]\w*(?:\s*,\s*(?:and\s+)?[A-Z]\w*)+)\s*"
    r"(?:has|have|follows?|is|are|be|が|は)?\s*(?:a\s+|the\s+)?(?:jointly\s+)?(?:multinomial(?:ly)?(?:\s+distribut(?:ion|ed))?|多項分布)\s*,?\s*"
    r"(?:with\s+)?(?:parameters?\s+)?n\s*=\s*(?P<n>\w+)\s*(?:trials\s*)?(?:,|and|、)*\s*(?:with\s+)?"
    rf"(?:probabilit(?:y|ies)|p|cell\s+probabilities|確率)\s*(?:=|of|は)?\s*\(?(?P<ps>{NUMBER}(?:\s*(?:,\s*and|,|and|、)\s*{NUMBER})+)\)?",
)


@dataclass(frozen=True, slots=True)
class Told:
    """The lines of a sentence, and how it was read."""

    lines: tuple[str, ...]
    notes: tuple[Text, ...] = ()


def in_lines(sentence: str, text: str) -> Told | None:
    """The lines that a sentence about a mixture or about multinomial counts stands for; None of other sentences.

    Raises:
        ReadError: where the weights do not sum to 1, or a word of it is not understood.
    """
    counted = _COUNTS.search(sentence)
    if counted:
        names, chances = counted["names"].strip("() "), re.sub(r"\s*(?:,\s*and|\band\b|、)\s*", ", ", counted["ps"])
        line = f"({names}) ~ Multinomial({counted['n']}; {chances})"
        before, after = sentence[: counted.start()], sentence[counted.end() :]
        _refuse_words(before + " " + after, text)
        return Told((line,))
    if not _SAYS.search(sentence) or not re.search(_FAMILY, sentence):
        return None
    parts, rest, names = _parts(sentence)
    if len(parts) < 2:
        return None
    letters = set(re.findall(r"(?<![A-Za-z])[A-Z]\d?(?![A-Za-z(])", rest)) | names
    if len(letters) != 1:
        raise ReadError("which variable is the mixture?", text, (0, len(text)), "such as X is a mixture of ...")
    (x,) = letters
    _refuse_words(re.sub(rf"(?<![A-Za-z]){x}(?![A-Za-z])", " ", rest), text)
    total = canonical(add(*[number(w) for w, _ in parts]))
    if isinstance(total, Rational) and total != 1:
        raise ReadError(f"the weights sum to {total}, not to 1", text, (0, len(text)), "weights that sum to 1")
    case = next(c for c in ("C", "K", "Z", "D") if c != x and not re.search(rf"(?<![A-Za-z]){c}(?![A-Za-z])", text))
    lines = [f"{x} | {case}={i} ~ {family}" for i, (_, family) in enumerate(parts, 1)]
    lines += [f"P({case}={i}) = {w}" for i, (w, _) in enumerate(parts, 1)]
    said = Text(f"{case} is which of the distributions it is", f"{case} はどの分布であるかを表します")
    return Told(tuple(lines), (said,))


def _parts(sentence: str) -> tuple[list[tuple[str, str]], str, set[str]]:
    """Weights and distributions in their order, the sentence without them, and the variables named beside them."""
    even = _EVEN.search(sentence)
    if even:
        families = re.findall(_FAMILY, even["parts"])
        share = f"1/{len(families)}"
        return [(share, f) for f in families], _without(sentence, even), set()
    together = _TOGETHER.search(sentence)
    if together:
        families, shares = re.findall(_FAMILY, together["parts"]), re.findall(NUMBER, together["ws"])
        if len(families) == len(shares):
            return list(zip(shares, families, strict=True)), _without(sentence, together), set()
    mixed = re.search(r"mixture|混合", sentence, re.I) is not None
    patterns = _PARTS if mixed else _PARTS[:3]
    for pattern in patterns:
        found = list(pattern.finditer(sentence))
        others = [m for other in _REST for m in other.finditer(sentence)][:1]
        if not found or len(found) + len(others) < 2:
            continue
        rest, names = sentence, set()
        for m in sorted({*found, *others}, key=lambda m: -m.start()):
            rest = rest[: m.start()] + " " + rest[m.end() :]
            names |= {m.groupdict()["x"]} if m.groupdict().get("x") else set()
        parts = [(m["w"], m["f"]) for m in found]
        if others:
            left = canonical(rest_of([number(w) for w, _ in parts]))
            parts.append((str(left), others[0]["f"]))
        return parts, rest, names
    return [], sentence, set()


def _without(sentence: str, found: re.Match[str]) -> str:
    return f"{sentence[: found.start()]} {sentence[found.end() :]}"


def _refuse_words(said: str, text: str) -> None:
    left = _WORDS.sub(" ", said).split()
    if left:
        at = max(text.find(left[0]), 0)
        raise ReadError(
            f"not understood: {' '.join(left)[:60]}",
            text,
            (at, at + len(left[0])),
            "the distributions and their weights",
        )
