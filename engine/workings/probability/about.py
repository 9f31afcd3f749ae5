"""Whether a text is about probability, told by a few words: the readers are loaded only where one is needed."""

from __future__ import annotations

import re
from typing import Final

from workings.expression.events import is_event
from workings.probability.japanese import asks_for_probability, is_japanese
from workings.probability.question import is_probability_question
from workings.probability.spelling import plain_text

__all__ = ["MOST", "WHETHER", "is_about_probability", "mentions_probability"]

MOST: Final = 1_200  # characters
_MENTIONS: Final = re.compile(
    r"posterior|predictive|\bMAP\b|conjugate|prior\b|densit|distribut|p\.?d\.?f|c\.?d\.?f|quantile|quartile|percentile|median"
    r"|Markov|Che?b|mixture|multinom|approximat|generating|m\.?g\.?f"
    r"|P\s*\(|事後|予測|密度|分布|母関数|近似|混合|中央値|成功する|マルコフ|チェビ", re.I,
)  # fmt: skip
_ABOUT = re.compile(
    r"(?<![A-Za-z\\'])(?:E\s*(?:\[|\([A-Z(])|Var\s*[(\[]|Cov\s*\(|[sS][dD]\s*\()|~\s*(?:[A-Z][a-z]+|[NBU])\s*\(|"
    r"(?i:\bprobabilit|\bstandard\s+deviation|"
    r"\bvariance\b|\bhas\s+mean\b|\bexpected\b|\bexpectation\b)|\bTP\s*[=:]|\bconfusion\s+matrix|\bodds\b|"
    r"\bwithout\s+replacement|"
    r"\bpredictive\s+value|(?i:\bchances?\s+(?:that|of|are)\b|\bhow\s+(?:likely|probable)\s+is\b)|\breliability\b|(?i:\b(?:what|which)\s+(?:fraction|proportion|percentage|percent|share)\b)|"
    r"\b(?i:sensitivity|specificity|prevalence|base\s+rate|(?:false|true)\s+(?:positive|negative)\s+rate|likelihood\s+ratio)\b|"
    r"確率|期待値|分散"
)
_CHANCE = re.compile(r"(?<![A-Za-z\\'])(?:P|Pr|Prob)\s*[(\[]([^()\[\]]*)")
_CALCULUS = re.compile(r"\bderivative|differentiate|d/d[a-z]\b|gradient|∂|dy/dx|\\frac\{d|\b[PE]'(?!s\b)", re.I)
_THE_EVENT = r"(?:the\s+events?\s+|events?\s+)?"
WHETHER = re.compile(
    rf"(?:(?:\b[Aa]re|\b[Ii]s\s+it\s+true\s+that|(?:[Dd]etermine|[Dd]ecide|[Ss]tate|[Cc]heck|[Ff]ind\s+out)\s+(?:whether|if))\s+{_THE_EVENT}"
    rf"(?P<a>[A-Za-z]\w*)\s+and\s+{_THE_EVENT}(?P<b>[A-Za-z]\w*)\s+(?:are\s+)?(?:statistically\s+|stochastically\s+|mutually\s+)?"
    r"(?:independent|exclusive|disjoint)(?:\s+events|\s+of\s+each\s+other)?\s*[?.]?|"
    r"(?P<c>[A-Za-z]\w*)\s*と\s*(?P<d>[A-Za-z]\w*)\s*は(?:互いに)?(?:独立|排反)(?:である|です)?か(?:どうか(?:を)?(?:調べよ|答えよ|判定せよ))?[。.?]?)"
)


def mentions_probability(text: str) -> bool:
    """Whether a reader of probability should look at it: one of their words stands in it.

    >>> mentions_probability("d/dx (3x+2)^2"), mentions_probability("the median of f(x) = 2x on [0, 1]")
    (False, True)
    """
    return _MENTIONS.search(text) is not None or is_probability_question(text) or is_about_probability(text)


def is_about_probability(text: str) -> bool:
    """Whether the text is a problem of probability, read or not."""
    if len(text) > 20 * MOST:
        return False
    plain = plain_text(text)
    if _CALCULUS.search(text):
        return False
    if is_japanese(text) and asks_for_probability(text):
        return True
    return (
        _ABOUT.search(plain) is not None
        or (re.search(r"P\(|\bevent|事象", text) is not None and WHETHER.search(text) is not None)
        or any(is_event(m[1]) or re.search(r"[A-Za-z]{2,} \w", m[1]) for m in _CHANCE.finditer(plain))
    )
