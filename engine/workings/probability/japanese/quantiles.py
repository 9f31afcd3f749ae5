"""Quantiles as Japanese tables call them: 自由度5のカイ二乗分布の上側5%点 is the 0.95 quantile of ChiSquare(5)."""

from __future__ import annotations

import re

from workings.expression.errors import ReadError

__all__ = ["in_notation"]

_NUMBER = r"\d+(?:\.\d+)?"
_CHI_SQUARE = r"(?:カイ\s*(?:二|2|２)\s*乗|χ\s*(?:2|²|\^2|二乗|2乗)|chi-?squared?)"
_FAMILIES = (
    (
        re.compile(
            rf"自由度\s*[（(]?\s*({_NUMBER})\s*(?:[,、]|と)\s*(?:自由度\s*)?({_NUMBER})\s*[)）]?\s*の\s*F\s*分布"
        ),
        r"F(\1, \2)",
    ),
    (re.compile(rf"自由度\s*[（(]?\s*({_NUMBER})\s*[)）]?\s*の\s*{_CHI_SQUARE}\s*分布"), r"ChiSquare(\1)"),
    (
        re.compile(
            rf"自由度\s*[（(]?\s*({_NUMBER})\s*[)）]?\s*の\s*(?:スチューデントの\s*|Student\s*の\s*)?[tTｔ]\s*分布"
        ),
        r"Student(\1)",
    ),
    (re.compile(r"標準正規分布(?:\s*N\s*\(\s*0\s*,\s*1\s*\))?"), "Normal(0, 1)"),
)
_UPPER = re.compile(rf"(?P<side>上側|下側)\s*(?:確率\s*)?(?P<share>{_NUMBER})\s*(?P<percent>[%％])?\s*点")
_BOTH = re.compile(r"両側\s*(?:確率\s*)?[\d.]+\s*[%％]?\s*点")
_POINT = re.compile(r"(?<!側)(?<![\d.])[\d.]+\s*[%％]\s*点")
_SOUGHT = re.compile(
    r"(?P<said>P\s*\([^()]*\)\s*=\s*[\d./%]+)\s*(?:となる|を満たす)(?:ような)?\s*(?:定数|値)?\s*(?P<c>[a-z])(?![a-z])"
)
_FOLLOWS = re.compile(r"(?P<x>[A-Z]\w?)\s*[はが]\s*(?P<family>(?:ChiSquare|Student|F|Normal)\([^()]*\))\s*に従う")


def in_notation(text: str) -> str:
    """The text with such distributions and points of theirs in the usual notation.

    Raises:
        ReadError: where it is not said on which side of the point the share lies.

    >>> in_notation("自由度5のカイ二乗分布の上側5%点を求めよ。")
    'X ~ ChiSquare(5) の 0.95 quantile を求めよ。'
    """
    told = text
    for pattern, family in _FAMILIES:
        told = pattern.sub(family, told)
    if told == text:
        return text
    for unclear in (_BOTH, _POINT):
        if found := unclear.search(told):
            raise ReadError(f"on which side of {found.group()}?", text, (0, len(text)), "上側5%点 or 下側5%点")
    named = _FOLLOWS.search(told)
    if named:
        told = f"{told[: named.start()]}{named['x']} ~ {named['family']}。 {told[named.end() :]}"
    else:
        told = re.sub(r"(?=(?:ChiSquare|Student|F|Normal)\()", "X ~ ", told, count=1)
    told = _UPPER.sub(_quantile, _SOUGHT.sub(r"\g<c> such that \g<said>", told))
    return re.sub(r"\)の", ") の ", told)


def _quantile(found: re.Match[str]) -> str:
    """上側5%点 as `0.95 quantile`, exactly"""
    from fractions import Fraction

    share = Fraction(found["share"]) / (100 if found["percent"] else 1)
    share = 1 - share if found["side"] == "上側" else share
    digits = str(float(share)) if Fraction(str(float(share))) == share else str(share)
    return f"{digits} quantile "
