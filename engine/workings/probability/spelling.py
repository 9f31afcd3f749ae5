"""One spelling of what people write in many: LaTeX's commands around a probability, and numbers in words."""

from __future__ import annotations

import re
from fractions import Fraction

from sympy import Expr, Rational

from workings.expression.errors import ReadError

__all__ = ["NUMBER", "closing", "plain", "plain_text", "read_share", "read_value"]

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("、"): ", ", ord("。"): ". "}
_BELOW = re.compile(
    r"(?<![A-Za-z\\])(?:(?:P|Pr|ℙ|Prob|p)_\s*(?:\{(?P<below>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|(?P<one>[A-Z]\d?))|[pP](?=\s*\(\s*-?\d))"
    r"\s*[(\[]"
)
_NUMERAL = re.compile(r"[-−]?(?:\d+(?:\.\d+)?|\.\d+)(?:/\d+)?")
_FACES = r"\\(?:mathbb|mathrm|mathsf|mathbf|mathcal|operatorname\*?|text|textrm)\s*"
_PLAIN = [
    (re.compile(r"\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?|middle)(?![A-Za-z])\s*"), ""),
    (re.compile(rf"{_FACES}\{{\s*(P|Pr|E|Var|Cov|sd|SD)\s*\}}"), r"\1"),
    (re.compile(rf"{_FACES}([PE])(?=\s*[(\[])"), r"\1"),
    (re.compile(r"\\(?:text|textrm|textit|mathrm|mathit|operatorname)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\(Pr|Var|Cov)(?![A-Za-z])"), r"\1"),
    (re.compile(r"(?<=\b[A-Z])\s*\\\s+(?=[A-Z]\b)"), r" \\setminus "),  # A \ B, where `\ ` is no space
    (re.compile(r"\\[,;:!\ ]|\\quad|\\qquad|~(?=[A-Z]\b)(?<![A-Za-z(|]~)|\\\\"), " "),
    (re.compile(r"\\sim(?![A-Za-z])"), "~"),
    (re.compile(r"\\(?:perp\s*(?:\\!)*\s*\\perp|perp|indep|Perp)(?![A-Za-z])"), "⊥"),
    (re.compile(r"[⟂⫫╨∐]|⊥\s*⊥"), "⊥"),
    (re.compile(r"\\(?:subseteq|subset)(?![A-Za-z])"), "⊂"),
    (re.compile(r"\\(?:supseteq|supset)(?![A-Za-z])"), "⊃"),
    (
        re.compile(r"(?<=[A-Za-z0-9])は(?:[^\s~(=]*分布)?\s*(?P<f>[A-Za-z]+\s*\([^=]*\))に従う(?:とする|ものとする)?"),
        r" ~ \g<f>",
    ),
    (re.compile(r"\\(?:emptyset|varnothing)(?![A-Za-z])"), "∅"),
    (re.compile(r"\\in(?![A-Za-z])"), "∈"),
    (re.compile("[≦⩽]"), "≤"),
    (re.compile("[≧⩾]"), "≥"),
    (re.compile(r"\\([%$&#_{}])"), r"\1"),
    (re.compile(r"\$|\\[()\[\]]"), ""),
    (re.compile(r"(?<=[^\sぁ-ん])\s*かつ\s*(?=[^\sぁ-ん])"), " and "),
    (re.compile(r"(?<=[^\sぁ-ん])\s*(?:または|又は|もしくは)\s*(?=[^\s])"), " or "),
    (re.compile(r"(?<=\S)(?:の余事象|でない|ではない)(?=\s*(?:[)\]|∣∩∪,、]|and\b|or\b|$))"), "^c"),
]
_LATEX = (
    (r"\\(?:text|mathrm|operatorname\*?|mathbb|mathbf|mathsf|mathcal|textrm|mbox)\s*\{([^{}]*)\}", r" \1 "),
    (r"\\(?:Pr|P)(?![A-Za-z])", "P"),
    (r"\\(?:left|right|big|Big|displaystyle)(?![A-Za-z])", ""),
    (r"\\(?:mid|vert)(?![A-Za-z])", "|"),
    (r"\\sim(?![A-Za-z])", "~"),
    (r"\\(?:cap|land|wedge)(?![A-Za-z])", " and "),
    (r"\\(?:cup|lor|vee)(?![A-Za-z])", " or "),
    (r"\\(?:geq?|geqslant)(?![A-Za-z])", "≥"),
    (r"\\(?:leq?|leqslant)(?![A-Za-z])", "≤"),
    (r"\\(?:neg|lnot)(?![A-Za-z])", " not "),
    (r"\\(?:overline|bar)\s*\{?\s*(\w+)\s*\}?", r" not \1"),
    (r"\\(?:cdot|times|ast)(?![A-Za-z])", "*"),
    (r"\\approx(?![A-Za-z])", "≈"),
    (r"\\lambda(?![A-Za-z])", "λ"),
    (r"\\mu(?![A-Za-z])", "μ"),
    (r"\\sigma(?![A-Za-z])", "σ"),
    (r"\\theta(?![A-Za-z])", "θ"),
    (r"\\in(?![A-Za-z])", " in "),
    (r"\\(?:qquad|quad|[,;:!\s])", " "),
    (r"\\%", "%"),
    (r"\\([{}])", r"\1"),
    (r"\\\\|&|\$", " "),
    (r"\\(?:begin|end)\s*\{[^{}]*\}", " "),
)
_SIGNS = {
    "∣": "|", "−": "-", "–": "-", "×": "*", "“": '"', "”": '"', "’": "'", "𝔼": "E", "ℙ": "P", "＝": "=", "？": "?",
    "。": ". ", "、": ", ", "∼": "~", "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥",
    "；": ";", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
_MOST_NAMES = 30
_DOTS = re.compile(
    r"(?P<letter>[A-Z])_?\{?1\}?\s*(?P<sign>[,+])\s*(?:(?P=letter)_?\{?2\}?\s*[,+]\s*)?(?:(?P=letter)_?\{?3\}?\s*[,+]\s*)?"
    r"(?:\.\.\.|…|⋯|\\(?:l|c)?dots)\s*[,+]?\s*(?:and\s+)?(?P=letter)_?\{?(?P<last>\d+)\}?(?!\w)"
)
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SMALL = {word: n for n, word in enumerate(_UNITS, 1)}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:a|one)\s+(?:{'|'.join(_LARGE)})|{'|'.join(_UNITS)}|a|an)"
_FRACTION = rf"(?:a|an|{'|'.join(_UNITS)})[\s-]+(?:{'|'.join(_PARTS)})s?|half"
NUMBER = (
    rf"(?<![\w.])(?:\d+(?:\.\d+)?\s*(?:%|％|percent\b|per\s+cent\b|パーセント)"
    rf"|(?:\d+|{'|'.join(_UNITS)})\s+(?:out\s+of|in|of)\s+(?:every\s+|the\s+(?=\d))?{_COUNT}(?!\w|%|\.\d)"
    rf"|\d+\s+per\s+{_COUNT}(?!\w|%|\.\d)"
    rf"|\d+\s*/\s*\d+|(?:{_FRACTION})(?!\w)|0?\.\d+|[01]\.\d+|(?:(?<=\bis )|(?<=ity )|(?<== ))[01](?!\w|%|\.\d))"
)
_TENS_IN_ORDER = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * n for n, word in enumerate(_TENS_IN_ORDER, 1)}
_TENS |= {word: n for word, n in _SMALL.items() if n != 10} | {"fifteen": 15}
_PERCENT_IN_WORDS = re.compile(
    rf"\b({'|'.join(sorted(_TENS, key=len, reverse=True))})(?:[\s-]+({'|'.join(_UNITS[:9])}))?\s+per\s?cent\b", re.I
)
_SHARE = re.compile(rf"(?P<k>{_COUNT})\s+(?:out\s+of|in|of|per)\s+(?:every\s+|the\s+)?(?P<n>{_COUNT})$", re.I)
_PERCENT = re.compile(r"(?P<k>\d+(?:\.\d+)?|\.\d+)\s*(?:%|％|percent|per\s+cent|パーセント)$", re.I)
_PART = re.compile(rf"(?:(?P<k>a|an|{'|'.join(_UNITS)})[\s-]+)?(?P<part>{'|'.join(_PARTS)})s?$", re.I)


def plain(line: str) -> str:
    r"""LaTeX's ways to write P, brackets and spaces as plain text.

    >>> plain(r"\mathbb{P}\left(A \mid B\right) = 0.3")
    'P(A \\mid B) = 0.3'
    """
    line = line.translate(_WIDE)
    for pattern, instead in _PLAIN:
        line = pattern.sub(instead, line)
    line = dots_written_out(_written_in_line(line))
    line = _PERCENT_IN_WORDS.sub(lambda m: f"{_TENS[m[1].lower()] + _SMALL.get((m[2] or '').lower(), 0)} percent", line)
    return re.sub(r"\s+", " ", line).strip()


def _written_in_line(line: str) -> str:
    """P_A(B) as P(B | A), p_X(2) as P(X = 2), p(1, 3) as P(X = 1, Y = 3).

    >>> _written_in_line("P_{A}(B or C) = 0.2"), _written_in_line("p_{X,Y}(1, 3) = 0.2")
    ('P(B or C | A) = 0.2', 'P(X = 1, Y = 3) = 0.2')
    """
    found = _BELOW.search(line)
    while found:
        close = closing(line, found.end() - 1)
        if close is None:
            return line
        below, inside = (found["below"] or found["one"] or "").strip(), line[found.end() : close]
        values = [part.strip() for part in inside.split(",")]
        if all(_NUMERAL.fullmatch(v) for v in values) and (below or len(values) < 3):
            names = [name.strip() for name in below.split(",")] if below else ["X", "Y"][: len(values)]
            said = ", ".join(f"{name} = {v}" for name, v in zip(names, values, strict=False))
        elif below and not (len(values) == 1 and re.fullmatch("[a-z]", values[0])):
            said = f"{inside} | {below}"
        else:
            return line  # a formula for all values
        line = f"{line[: found.start()]}P({said}{line[close:]}"
        found = _BELOW.search(line)
    return line


def closing(line: str, opened: int) -> int | None:
    """Where the bracket opened at `opened` is closed; None where it is not."""
    depth = 0
    for i in range(opened, len(line)):
        depth += (line[i] in "([{") - (line[i] in ")]}")
        if not depth:
            return i
    return None


def plain_text(text: str) -> str:
    """The text without the commands of LaTeX that only say how it looks, in the signs of a keyboard."""
    for sign, usual in _SIGNS.items():
        text = text.replace(sign, usual)
    if "\\" in text or "$" in text:
        text = text.replace("\\\\", " ")
        for pattern, usual in _LATEX:
            text = re.sub(pattern, usual, text)
        text = re.sub(r"(?<=[\d.])\s+(?=[.,;]\s)", "", text)
    return dots_written_out(re.sub(r"[ \t]+", " ", text).strip())


def dots_written_out(text: str) -> str:
    """X1, ..., X4 and X1 + ... + X4 with all their names, up to thirty.

    >>> dots_written_out("X1 + ... + X4 for X_1, X_2, ..., X_3")
    'X1 + X2 + X3 + X4 for X1, X2, X3'
    """

    def all_of(found: re.Match[str]) -> str:
        letter, last = found["letter"], int(found["last"])
        if not 2 < last <= _MOST_NAMES:
            return found[0]
        return (" + " if found["sign"] == "+" else ", ").join(f"{letter}{i}" for i in range(1, last + 1))

    return _DOTS.sub(all_of, text)


def read_value(text: str) -> tuple[Expr, bool] | None:
    """20 of 100, 1 in 4, 30%, two thirds: the number, and whether it is shown as a decimal; None for other forms."""
    from workings.expression.nodes import divide, integer
    from workings.expression.reader import read

    text = text.strip()
    found = _SHARE.match(text)
    if found:
        above, below = _count(found["k"]), _count(found["n"])
        if below == 0:
            raise ReadError("so many of none", text, found.span("n"), "a number of cases")
        return divide(integer(above), integer(below)), False
    found = _PERCENT.match(text)
    if found:
        return read(found["k"]).node / 100, True
    found = _PART.match(text)
    if found:
        above = _SMALL.get((found["k"] or "one").lower(), 1)
        return divide(integer(above), integer(_PARTS[found["part"].lower()])), False
    return None


def read_share(text: str) -> Fraction | None:
    """A probability that is a number: 75%, 0.75, 3/4, two thirds; None where it is none.

    >>> read_share("75 percent")
    Fraction(3, 4)
    """
    from workings.expression.canonical import canonical
    from workings.expression.reader import read

    try:
        known = read_value(text)
        number = canonical(read(text.strip()).node if known is None else known[0])
    except ReadError:
        return None
    return Fraction(int(number.p), int(number.q)) if isinstance(number, Rational) else None


def _count(text: str) -> int:
    words = text.lower().replace(",", "").split()
    if words[-1] in _LARGE:
        return _LARGE[words[-1]]
    if words[0] in _SMALL:
        return _SMALL[words[0]]
    if words[0] in ("a", "an"):
        return 1
    if "." in words[0]:
        raise ReadError("a count is a whole number", text, (0, len(text)), "such as 20 of 100")
    return int(words[0])
