"""Spellings brought to those that the reader knows: D_x f, <a, b>, w.r.t., 'where psi is the digamma function'."""

from __future__ import annotations

import re

from workings.worded.japanese import in_english
from workings.worded.parts import components

__all__ = ["as_usual"]

_RESPECT = re.compile(r"\bw\.r\.t\.?|\bwrt\b", re.I)
# D_x f, D_x^2 f; not of D_x = ..., which is a determinant, nor of D_u f, which goes along u.
_OPERATOR = re.compile(r"(?<![A-Za-z_\\])D_\{?([xytzrsθ])\}?\s*(?:\^\s*\{?(\d)\}?|([²³]))?\s*(?=[(\[\\√]|[a-z])")
_OPERATOR_OF = re.compile(
    r"((?:^|\b(?:find|compute|evaluate|calculate|determine|give|what\s+is)\b)\s*(?:[d∂](?:\^?\d|²|³)?\s*/\s*[d∂](?:[^\W\d_]{2,7}|\w)(?:\^?\d|²|³)?(?:\s*[d∂]\w(?:\^?\d|²|³)?)*|\\frac\{[^{}]*\}\{[^{}]*\}))\s+of\s+",
    re.I,
)
_RAISED = {"²": "2", "³": "3"}
# Differentiate under the integral sign: d/da ...
_LABEL = re.compile(
    r"^\s*(?:[A-Z][a-z]+(?:\s+[a-zA-Z']+){0,5}|[A-Z][a-z]+)\s*:\s*(?=\$?\s*(?:\\[dt]?frac\s*\{\s*(?:d|\\partial)|[d∂](?:\^\d|²|³)?/[d∂]))"
)
# z = f(x, y) = x^2 - xy: one name is enough
_NAMED_TWICE = re.compile(r"\b([a-zA-Z])\s*=\s*([a-zA-Z])\s*\([a-z](?:\s*,\s*[a-z])*\)\s*=(?!.*\b\2\s*[\('])")
# in powers of (x - 2), x + 1
_POWERS_OF = re.compile(r"\bin\s+(?:ascending\s+)?powers\s+of\s+\(?\s*([a-z])\s*(?:-|−|(\+))\s*([^\s()]+)\s*\)?")
# KL divergence p ln(p/q) + ...: the name of what stands there; of or between two things it asks for it.
_NAMED_LOSS = re.compile(
    r"\b(?:the\s+)?(?:KL|Kullback[-–\s]+Leibler)\s+divergence\s*:?(?!\s*(?:of|between|from|for|D|is|with)\b)(?=\s+[-\w\\(])",
    re.I,
)
# the GELU x Φ(x): the name of what stands there, and no function of it
_NAMED_ACTIVATION = re.compile(
    r"\bthe\s+(?:GELU|SiLU|swish)(?:\s+(?:activation|function))*\s*:?\s+(?=[a-z]\s*\*?\s*\\?(?:Φ|σ|Phi|sigma|sigmoid)\s*\()",
    re.I,
)
# Where these are spoken of, σ(z) is the logistic function.
_LOGISTIC = re.compile(
    r"cross[\s-]*entropy|\blogistic\b|\bsigmoid\b|\bneurons?\b|\bactivation\b|\bneural\b|\blogits?\b", re.I
)
_SIGMA = re.compile(r"(?:σ|\\sigma)\s*(?:\\left\s*)?\((?!\s*[a-z]\s*\)\s*=)")
_ANGLES = re.compile(
    r"(?:(?<==)|(?<=\bof)|(?<=direction)|(?<=towards)|(?<=vector)|(?<=along)|(?<=d/d[a-z])|(?<=\}\{d[a-z]\})|(?<=\bdiv)|(?<=\bcurl))(\s*)(?:<|\\langle\b)([^<>=]*,[^<>=]*?)(?:>|\\rangle\b)"
)

# 2F1(a, b; c; x) with its numbers as indices of any kind.
_HYPERGEOMETRIC = re.compile(
    r"(?:\{\}\s*)?(?:_\{?(?P<p>\d)\}?|(?P<p1>[₀-₉])|(?<![\w.])(?P<p2>\d))\s*\\?F_?\{?(?P<q>[\d₀-₉])\}?\s*(?:\\left)?\((?P<of>(?:[^();]|\([^()]*\))*;(?:[^()]|\([^()]*\))*?)(?:\\right)?\)"
)
# in the direction of 3i - 4j
_DIRECTION = re.compile(
    r"(?<=direction)(\s+(?:of\s+)?(?:the\s+)?(?:unit\s+)?(?:vector\s+)?)([^,;()=]*(?<![A-Za-z])[ijk](?![A-Za-z])[^,;()=]*?)(?=\s*(?:[,;.?]|\bat\b|$))",
    re.I,
)
# What a letter may be said to be, and the name by which it is called.
_FUNCTIONS = (
    (r"digamma|psi", "digamma"),
    (r"trigamma", "trigamma"),
    (r"lambert(?:'s)?(?:\s*-?\s*w)?|product\s+log(?:arithm)?", "LambertW"),
    (r"(?:euler(?:'s)?\s+)?gamma", "Gamma"),
    (r"riemann(?:'s)?(?:\s+zeta)?|zeta", "riemannzeta"),
    (r"heaviside(?:\s+(?:unit\s+)?step)?|unit\s+step", "Heaviside"),
    (r"(?:gauss(?:ian)?\s+)?error", "erf"),
    (r"(?:logistic\s+)?sigmoid|logistic", "sigmoid"),
    (
        r"standard\s+normal\s+(?:cdf|distribution(?:\s+function)?|cumulative\s+distribution(?:\s+function)?)",
        "normalCDF",
    ),
    (r"standard\s+normal\s+(?:pdf|density(?:\s+function)?)", "normalPDF"),
    (r"fresnel\s+s(?:ine)?(?:\s+integral)?", "fresnels"),
    (r"fresnel\s+c(?:osine)?(?:\s+integral)?", "fresnelc"),
    (r"complete\s+elliptic\s+integral\s+of\s+the\s+first\s+kind", "ellipticK"),
    (r"complete\s+elliptic\s+integral\s+of\s+the\s+second\s+kind", "ellipticE"),
    (r"beta", "Beta"),
)
# The same of a letter with an index: its index is the first argument.
_FAMILIES = (
    (r"(?:physicists?'?s?\s+)?hermite(?:\s+polynomials?)?", "hermiteH"),
    (r"probabilists?'?s?\s+hermite(?:\s+polynomials?)?", "hermiteHe"),
    (r"legendre(?:\s+polynomials?)?", "legendreP"),
    (r"chebyshev(?:\s+polynomials?)?\s+of\s+the\s+second\s+kind", "chebyshevU"),
    (r"chebyshev(?:\s+polynomials?)?(?:\s+of\s+the\s+first\s+kind)?", "chebyshevT"),
    (r"laguerre(?:\s+polynomials?)?", "laguerreL"),
    (r"spherical\s+bessel(?:\s+functions?)?(?:\s+of\s+the\s+first\s+kind)?", "jn"),
    (r"(?:generali[sz]ed\s+)?exponential\s+integral", "expint"),
    (r"polygamma", "polygamma"),
)
_SAID = re.compile(
    r"[,;.]?\s*\b(?:where|with|for|if|and)\s+\\?(?P<name>[A-Za-z]+|[^\W\d_])(?:_\{?(?P<index>\w)\}?)?(?:\s*\(\s*\w\s*\))?\s+"
    r"(?:(?:is|are|denotes?|means|stands\s+for)\s+(?:the\s+|an?\s+)?|(?:being\s+)?the\s+)(?P<what>[A-Za-z' -]+?)(?:\s+functions?)?\s*(?=[,;.?]|$)",
    re.I,
)


def _any_of(table: tuple[tuple[str, str], ...]) -> str:
    return "(?P<what>" + "|".join(f"(?:{words})" for words, _ in table) + ")"


_DESCRIBED = re.compile(
    rf"\b(?:the\s+)?{_any_of(_FUNCTIONS)}(?:\s+functions?)\s+\\?(?:[A-Za-z]+|[^\W\d_])\s*(?:\\left)?\((?![^()]*\)\s*=)",
    re.I,
)
# the sigmoid function σ(x) = ...: its definition says more than its name
_NAMED_AND_DEFINED = re.compile(
    rf"\b(?:the\s+)?{_any_of(_FUNCTIONS)}(?:\s+functions?)\s+(?=\\?(?:[A-Za-z]+|[^\W\d_])\s*\([^()]*\)\s*=)", re.I
)
_DESCRIBED_WITH_INDEX = re.compile(
    rf"\b(?:the\s+)?{_any_of(_FAMILIES)}(?:\s+functions?)?\s+[A-Za-z]+_\{{?(?P<index>\w+)\}}?\s*(?:\\left)?\(", re.I
)
_BESSEL = re.compile(
    r"\b(?:the\s+)?(?:modified\s+)?(?:bessel|hankel)(?:['’]s)?\s+functions?(?:\s+of\s+the\s+(?:first|second)\s+kind)?"
    r"\s+(?=[JYIKH]_)",
    re.I,
)


def as_usual(text: str) -> str:
    """The text in spellings that the reader knows.

    >>> as_usual("D_x^2 (x^3)")
    'd^2/dx^2 (x^3)'
    >>> as_usual("d/dx psi(x) where psi is the digamma function")
    'd/dx digamma(x)'
    """
    text = in_english(text) or text
    text = _RESPECT.sub("with respect to", text)
    text = _LABEL.sub("", text)
    text = _NAMED_TWICE.sub(r"\1 =", text)
    text = (
        _POWERS_OF.sub(lambda m: f"about {m[1]} = {'-' if m[2] else ''}{m[3]}", text)
        if re.search(r"\bexpan", text, re.I)
        else text
    )
    text = _NAMED_ACTIVATION.sub("", _NAMED_LOSS.sub(" ", text))
    if _LOGISTIC.search(text):
        text = _SIGMA.sub("sigmoid(", text)
    text = _OPERATOR_OF.sub(r"\1 ", text)
    text = _OPERATOR.sub(_quotient, text)
    text = _ANGLES.sub(r"\1(\2)", text)
    text = _DIRECTION.sub(_in_components, text)
    text = _HYPERGEOMETRIC.sub(_with_lists, text).replace(",)", ")")
    text = _described(text)
    said = _SAID.search(text)
    return text if said is None else _called_by_name(text, said)


def _quotient(found: re.Match[str]) -> str:
    order = found[2] or _RAISED.get(found[3] or "", "")
    power = f"^{order}" if order else ""
    return f"d{power}/d{found[1]}{power} "


def _in_components(found: re.Match[str]) -> str:
    parts = components(found[2].strip())
    return found[0] if parts is None else f"{found[1]}({', '.join(str(part) for part in parts)})"


def _with_lists(found: re.Match[str]) -> str:
    parts = [part.strip() for part in found["of"].split(";")]
    return "hyper(({}), ({}), {})".format(*parts) if len(parts) == 3 else found[0]


def _described(text: str) -> str:
    """The digamma function ψ(x), the Legendre polynomial P_3(x), the Bessel function J_2(3x) by the names to call them."""
    text = _NAMED_AND_DEFINED.sub("", _BESSEL.sub("", text))
    for table, pattern in ((_FUNCTIONS, _DESCRIBED), (_FAMILIES, _DESCRIBED_WITH_INDEX)):
        for found in reversed(list(pattern.finditer(text))):
            name = next(name for words, name in table if re.fullmatch(words, found["what"], re.I))
            index = f"{found['index']}, " if table is _FAMILIES else ""
            text = f"{text[: found.start()]}{name}({index}{text[found.end() :]}"
    return text


def _called_by_name(text: str, said: re.Match[str]) -> str:
    """The letter replaced by the name of the function that it is said to be."""
    letter = rf"(?<![A-Za-z\\])\\?{re.escape(said['name'])}"
    for pattern, name in _FAMILIES if said["index"] else _FUNCTIONS:
        if re.fullmatch(pattern, said["what"].strip(), re.I):
            rest = text[: said.start()] + text[said.end() :]
            if said["index"]:
                return re.sub(letter + r"_\{?(\w+)\}?\s*\(", rf"{name}(\1, ", rest)
            return re.sub(letter + r"(?=\s*\()", name, rest)
    return text
