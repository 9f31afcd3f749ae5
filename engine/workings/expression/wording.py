"""The words people put around a problem: what they ask for, and how it is to be found."""

import re

__all__ = [
    "ASKED",
    "DERIVATIVE",
    "DIRECTION",
    "INTERVAL",
    "LABEL",
    "NOUN",
    "OF",
    "PLACE_OR_DIRECTION",
    "RESPECT",
    "TASKS",
    "UNKNOWNS",
    "method_in",
]

_METHODS = [
    (re.compile(pattern, re.I), method)
    for pattern, method in (
        (r"first.principles?|(?:from|by|using|use) (?:the )?(?:limit )?definition|as a limit", "first-principles"),
        (r"logarithmic|\blogs first|\btake logs|\blogarithms\b", "logarithmic"),
        (r"implicit", "implicit"),
        (r"expand(?:ing)? (?:it )?first|by expanding|multiply(?:ing)? (?:it )?out first", "expand"),
        (r"least[\s-]*squares|最小二乗|normal equations?", "least-squares"),
        (r"by substitution|using substitution|代入法", "substitution"),
        (r"gauss[\s-]*(?:and\s+)?jordan", "gauss-jordan"),
        (r"eliminat|gauss|row reduc|掃き出し|消去法|ガウス", "elimination"),
        (r"(?:by|using|with) (?:the |an? )?(?:matrix )?inverse|逆行列を(?:用|使|利用)", "inverse"),
        (r"cramer|クラ(?:メル|ーメル|メール)", "cramer"),
        (r"augmented matrix", "augmented-matrix"),
        (r"chain rule", "chain"),
        (r"product rule", "product"),
        (r"quotient rule", "quotient"),
    )
]
# L and U, Q and R are letters of an expression as well: they are looked for in the whole text, not in its words.
_BY_LETTERS = re.compile(r"\b(?:by|using|with) (?:an? |the )?(LU|QR)\b")
_FLAT = (
    r"\b(?:where|which|what)\b.*\b(?:tangent|slope|gradient|derivative|curve|graph)\b"
    r".*\b(?:horizontal|flat|level|zero|vanish\w*)\b"
)
TASKS = [
    (re.compile(pattern, re.I), task)
    for pattern, task in (
        (r"inflection", "inflection"),
        (r"critical|stationary|classify|extrem(?:a|um)|turning points?", "critical-point"),
        (_FLAT, "critical-point"),
        (r"minim", "minimum"),
        (r"maxim", "maximum"),
        (r"\bslope of\b", "slope"),
        (r"tangent", "tangent"),
        (r"error estimate", "error"),
        (r"\bshow\b|\bprove\b", "show"),
        (r"\bslope\b|\bgradient\b.*\bcurve\b", "slope"),
        (r"\bsolve\b|all solutions|solution", "solve"),
        (r"simplif", "simplify"),
    )
]
UNKNOWNS = frozenset("xyzuvwpqr")  # among other letters, these are what is sought
# "the sigmoid s(x) = ...": a function's name before a definition is a noun, blanked out so that places stay.
# "two-class softmax p = ...", "the gelu approximation g(x) = ..." name it too.
NOUN = re.compile(
    r"\b(?:sigmoid|softmax|softplus|relu|gelu|silu|swish|erf|tanh|logsumexp)\s+"
    r"(?=(?:[a-z]{3,}\s+){0,2}[A-Za-z](?:_?\d)?\s*(?:\(\s*[A-Za-z](?:\s*,\s*[A-Za-z])*\s*\)\s*)?=)",
    re.I,
)
# "logit loss with soft label: ..." names the problem; "d/dx of ..." says of what.
LABEL = re.compile(
    r"^\s*(?:[A-Za-z][A-Za-z'-]*\s+)*"
    r"(?:sigmoid|softmax|softplus|relu|gelu|silu|tanh|log|exp|R?MSE|MAE|BCE|KL|cross\s*entropy)\b[A-Za-z' -]*:(?=\s)",
    re.I,
)
OF = re.compile(r"(?<=d/d[a-zα-ω])\s+of\b(?=\s)", re.I)
DIRECTION = re.compile(r"\b(?:along|direction|towards?|directional)\b", re.I)
PLACE_OR_DIRECTION = re.compile(r"\b(?:along|direction|towards?|at|point|when|where)\b", re.I)
INTERVAL = re.compile(r"\b(?:on|over|in|interval)\s*$", re.I)  # [0, 1] after these is no place
RESPECT = re.compile(r"\b(?:with )?respect to(?: the variable)?$|\bwrt$", re.I)
ASKED = re.compile(r"\b(?:which|through|terms of|by|let|h|express)\s*$", re.I)
DERIVATIVE = re.compile(r"derivative|differentiate|slope|rate of change|how fast|\bdiff\b|微分", re.I)


def method_in(words: str, text: str = "") -> str:
    """The method that the words of a text ask for; '' where they ask for none.

    >>> method_in("solve by substitution"), method_in("find", "find x using LU: ..."), method_in("find x")
    ('substitution', 'lu', '')
    """
    by_letters = _BY_LETTERS.search(text)
    return next((m for pattern, m in _METHODS if pattern.search(words)), by_letters[1].lower() if by_letters else "")
