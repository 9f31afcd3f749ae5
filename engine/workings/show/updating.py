"""How priors, data, posteriors and the figures of a confusion matrix are written."""

from __future__ import annotations

from typing import Any

from workings.expression.updating_goals import (
    Data,
    Family,
    Figure,
    Likelihood,
    LikePowers,
    Measure,
    Posterior,
    Predictive,
    PriorDensity,
    Recognised,
)
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Piece, Rope, Strength

__all__: list[str] = []


@notates(Family)
def _family(node: Family, notation: Notation) -> Piece:
    """Beta(9, 6)"""
    return notation.applied(
        notation.style.words(node.name) if node.name else "", notation.listed(node.parts), False, True
    )


@notates(Data)
def _data(node: Data, notation: Notation) -> Piece:
    """7 of 10; 3, 5, 2"""
    style, lang = notation.style, notation.lang
    said = _SAID[node.name][lang]
    shown = [notation.rope(part) for part in node.parts]
    if node.name in ("counts", "waits", "tallies"):
        shown = [notation.listed(node.parts)]
    elif node.name == "values":
        shown = [notation.listed(node.parts[1:]), notation.rope(node.parts[0])]
    rope: list[Rope] = []
    for i, words in enumerate(said.split("{}")):
        rope.append(style.words(words) if words else "")
        if i < len(shown):
            rope.append(shown[i])
    return Piece(tuple(rope), Strength.RELATION, spaced=True)


_SAID = {
    "successes": Text("{} of {}", "成功 {} 回、試行 {} 回"),
    "counts": Text("{}", "{}"),
    "total": Text("{} in {}", "合計 {}、期間 {}"),
    "waits": Text("{}", "{}"),
    "values": Text("{} with variance {}", "{}、分散 {}"),
    "average": Text("average {} of {} with variance {}", "平均 {}、個数 {}、分散 {}"),
    "tallies": Text("{}", "{}"),
}


def _density(inside: Rope, given: Rope, notation: Notation) -> Piece:
    bar: Rope = (notation.style.relation("|"), given) if given else ""
    return notation.applied(notation.style.symbol("p").rope, (inside, bar), False, True)


def _parameter(node: Any, notation: Notation) -> Rope:
    parameter = node.parameter
    return notation.listed(parameter.args) if parameter.args else notation.rope(parameter)


@notates(Posterior)
def _posterior(node: Posterior, notation: Notation) -> Piece:
    """p(θ | 7 of 10)"""
    return _density(_parameter(node, notation), notation.rope(node.args[1]), notation)


@notates(PriorDensity)
def _prior(node: PriorDensity, notation: Notation) -> Piece:
    return _density(_parameter(node, notation), "", notation)


@notates(Likelihood)
def _likelihood(node: Likelihood, notation: Notation) -> Piece:
    return _density(notation.rope(node.args[0]), _parameter(node, notation), notation)


@notates(LikePowers)
def _like_powers(node: LikePowers, notation: Notation) -> Piece:
    return notation.piece(node.args[0])


@notates(Recognised)
def _recognised(node: Recognised, notation: Notation) -> Piece:
    """density ∝ θ⁸ (1 − θ)⁵"""
    style = notation.style
    said = (style.words(_DENSITY[notation.lang]), style.sign("∝"), " ", notation.rope(node.args[0]))
    return Piece(said, Strength.RELATION, spaced=True, tall=True)


_DENSITY = Text("density ", "密度 ")


@notates(Figure)
def _figure(node: Figure, notation: Notation) -> Piece:
    """mean of Beta(9, 6)"""
    return _around(_FIGURES[node.name], node.of, notation)


def _around(words: Text, node: Any, notation: Notation) -> Piece:
    before, after = words[notation.lang].split("{}")
    piece = notation.within(notation.piece(node), Strength.RELATION)
    said = [notation.style.words(part) if part else "" for part in (before, after)]
    return Piece((said[0], notation.signed(piece), said[1]), Strength.SUM, spaced=True, tall=piece.tall)


_FIGURES = {
    "mean": Text("mean of {}", "{} の平均"),
    "mode": Text("mode of {}", "{} の最頻値"),
    "variance": Text("variance of {}", "{} の分散"),
    "sd": Text("standard deviation of {}", "{} の標準偏差"),
}


@notates(Predictive)
def _predictive(node: Predictive, notation: Notation) -> Piece:
    """next observation under Beta(9, 6)"""
    return _around(_NEXT, node.args[0], notation)


_NEXT = Text("next observation under {}", "{} のもとでの次の観測")


@notates(Measure)
def _measure(node: Measure, notation: Notation) -> Piece:
    return Piece(notation.style.words(_MEASURES.get(node.name, Text(node.name, node.name))[notation.lang]))


_MEASURES = {
    "accuracy": Text("accuracy", "正解率"),
    "error rate": Text("error rate", "誤り率"),
    "precision": Text("precision", "適合率"),
    "recall": Text("recall", "再現率"),
    "specificity": Text("specificity", "特異度"),
    "npv": Text("negative predictive value", "陰性的中率"),
    "false positive rate": Text("false positive rate", "偽陽性率"),
    "false negative rate": Text("false negative rate", "偽陰性率"),
    "prevalence": Text("prevalence", "有病率"),
    "F1": Text("F1", "F1 値"),
    "balanced accuracy": Text("balanced accuracy", "均衡正解率"),
    "MCC": Text("Matthews correlation coefficient", "マシューズ相関係数"),
}
