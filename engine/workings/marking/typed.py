r"""What a person or a language model typed, without the dress around it: Markdown, bullets, labels, ticks, boxes.

    - **Step 2:** $u' = 2x$ ✓          ->   $u' = 2x$
    The final answer is: $\boxed{18x + 12}$. I hope it is correct.   ->   18x + 12

Only what can't be mathematics where it stands is taken away; a hyphen is a bullet where it begins several lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["answer_in", "both_signs", "lines_of"]

LONGEST = 2_000  # characters of a line that is looked at; a longer one is left as it is
_BOLD = re.compile(r"(?<![^\s(\[:>])(\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?=$|[\s.,:;!?)\]])")
_ITALIC = re.compile(r"(?<![^\s(\[])([*_])(?=[A-Za-z])([A-Za-z][A-Za-z ,'-]*)\1(?=$|[\s.,:;!?)\]])")
_ALL_ITALIC = re.compile(r"^\s*\*(?=[^\s*])([^*]+)(?<=\S)\*\s*$")
_HOSPITAL = re.compile(r"\b[Ll]['’]\s*H[oô]s?pital(?:['’]s)?(?:\s+[Rr]ule)?")  # its l is no letter
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_BULLET = re.compile(r"^\s*[*•‣◦▪●–]\s+")
_HYPHEN = re.compile(r"^\s*[-−]\s+(?=\S)")
_HYPHEN_BEFORE_PROSE = re.compile(r"^\s*-\s+(?=\$|\\\(|\*\*|[A-Z][a-z]+\s|[a-z]{2,}\s+(?:[a-z]{2,}|[$\\]))")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|\(\d{1,2}\)|[①-⑳])(?:\s+(?=[^\s\d(+*/^=.-])|(?<=[①-⑳])\s*)")
_LETTER = re.compile(
    r"^\s*(?:\((?P<in>[a-hA-E]|i{1,3}|iv|v)\)|(?P<out>[a-hA-E]|i{1,3}|iv|v)\)|(?P<dot>[A-E])\.)\s+(?=\S)"
)
_WHERE = re.compile(
    r"(?<=[\w)}\]$])\s*(?:,\s*)?[(\[]\s*([^()\[\]]*(?:[<>≤≥≠]|\\(?:[gl]eq?|neq?|[gl]t)\b)[^()\[\]]*)[)\]]\s*\.?\s*$"
)
_STEP = re.compile(
    r"^\s*(?:(?:step|part|line|stage|solution|proof|answer|hence|therefore|thus)\b\s*(?:\d{1,2})?|(?:手順|ステップ|段階|解答?|証明)\s*\d{0,2})"
    r"\s*[:：.)-]\s*(?=\S)",
    re.I,
)
_THEREFORE = re.compile(
    r"^\s*(?:∴|⇒|⟹|=>|⇔|⟺|<=>|\\(?:therefore|implies|Rightarrow|Longrightarrow|iff|Leftrightarrow)(?![A-Za-z]))\s*"
)
_SO = re.compile(
    r"\s*(?:⇒|⟹|(?<![<=])=>|⇔|⟺|<=>|\\(?:implies|Rightarrow|Longrightarrow|iff|Leftrightarrow)(?![A-Za-z]))\s*"
)
_TICK = re.compile(r"\s*[✓✔✅☑✗✘❌❎🎉👍]\ufe0f?")
_TAG = re.compile(
    r"\s*(?:\\tag\*?\{[^{}]*\}|(?:\.{3,}|…+|-{2,}|—+|·{3,}|\\q?quad|\\[lc]?dots|\s{2,}|\t)\s*(?:\(\d{1,2}\)|[①-⑳]))\s*(?=(?:\$\$?|\\\)|\\\])?\s*$)"
)
_PLUS_MINUS = re.compile(
    r"([A-Za-z](?:_\{?\w+\}?)?)\s*=\s*([^=±]*?)(?:±|\+/-|\\pm(?![A-Za-z]))([^=±,;]+?)\s*[.,;]?\s*$"
)
_ARROW = re.compile(r"\s*(→|->|\\(?:to|rightarrow)(?![A-Za-z]))\s*")
_OPERATOR = re.compile(r"^\s*(?:d/d[a-z]|\\frac\{d\}\{d[a-z]\})\s*(?==)")  # d/dx = 2x
_NOTHING = re.compile(r"^\s*(?:\$\$|\\\[|\\\]|```\w*|-{3,}|\*{3,}|_{3,}|={3,})?\s*$")
_FACE = re.compile(r"\\(?:mathbf|boldsymbol|bm|fbox|textbf|underline)\s*\{((?![A-Za-z]\w*\})(?:[^{}]|\{[^{}]*\})*)\}")
_PIECE = r"[^,;={}]+\s+(?:if|when|for)\s+[^,;=]*[<>≤≥][^,;=]*"
_PIECES = re.compile(rf"^{_PIECE}(?:[,;]\s*{_PIECE})+$")  # 1 if x > 0, -1 if x < 0
# A text with none of these signs and words, and no label in front, has nothing to take off.
_SIGNS_OF_DRESS = frozenset("*_#`$\\\n\t<>[≤≥≠∀±…•‣◦▪●:：→⇒⟹⇔⟺∴✓✔✅☑✗✘❌❎🎉👍答解手順証明ステップ段階①②③④⑤⑥⑦⑧⑨")
_WORDS_OF_DRESS = (
    "ans", "hope", "if", "when", "for", "step", "part", "line", "stage", "solution", "proof", "hence", "therefore",
    "thus", "->", "=>", "--", "...", "  ",
)  # fmt: skip
_IS = r"(?:\s+is|\s+are|\s*[:：=]|は|＝)"
_ANSWER = re.compile(rf"(?:\bfinal\s+answer|\banswer|\bans|答え|解答|答){_IS}(?:\s*[:：])?\s*(?=\S)", re.I)
_HOPE = re.compile(r"\bI\s+hope\s+(?:it|this|that)\s+is\s+(?:correct|right)\b\.?", re.I)


def answer_in(text: str, problem: str = "") -> str:
    r"""The final answer in a text: what is boxed last, or stands after `the answer is`; else the text, undressed.

    >>> answer_in(r"The final answer is: $\boxed{18x+12}$. I hope it is correct.")
    '18x+12'
    >>> answer_in("**Answer:** $6(3x+2)$")
    '$6(3x+2)$'
    """
    if not _is_dressed(text):
        return text
    boxed = _last_box(text)
    if boxed is not None:
        return _faces(boxed) if len(boxed) <= LONGEST else boxed
    if len(text) > 5 * LONGEST:
        return text
    lines = [line for line in lines_of(_HOPE.sub("", text).split("\n"), problem) if line]
    if lines and len(lines[-1]) <= LONGEST:
        lines[-1] = _WHERE.sub(r" for \1", lines[-1])
    said = "\n".join(lines).replace("∀", " for all ")
    said = _PIECES.sub(lambda m: "{" + m[0].replace(",", ";") + "}", said)
    after = [found.end() for found in _ANSWER.finditer(said)]
    return said[after[-1] :] if after else said or text


def _is_dressed(text: str) -> bool:
    """Whether something may have to be taken off; quickly, since most answers are plain."""
    if not _SIGNS_OF_DRESS.isdisjoint(text) or not {")", "."}.isdisjoint(text[:5]):
        return True
    lowered = text.lower()
    return any(word in lowered for word in _WORDS_OF_DRESS) or text[:2] in ("- ", "− ", "– ")


def lines_of(lines: Sequence[str], problem: str = "") -> list[str]:
    """The lines undressed, each in its place; one without anything to read is empty.

    >>> lines_of(["**Step 1:** Let $u = x^2$. Then:", "- $u' = 2x$", "", "2. v = sin x"])
    ['Let $u = x^2$. Then:', "$u' = 2x$", '', 'v = sin x']
    """
    hyphens = [bool(_HYPHEN.match(line)) for line in lines]
    found = []
    for i, line in enumerate(lines):
        listed = hyphens[i] and (
            (i > 0 and (hyphens[i - 1] or lines[i - 1].rstrip().rstrip("*").endswith((":", "："))))
            or (i + 1 < len(lines) and hyphens[i + 1])
        )
        found.append(_undressed(line, listed, problem))
    return found


def both_signs(line: str) -> str:
    """`x = ±1` says x = 1 or x = -1.

    >>> both_signs("so x = 2 ± √3")
    'so x = 2 + √3 or x = 2 - √3'
    """
    found = _PLUS_MINUS.search(line) if len(line) <= LONGEST else None
    if found is None:
        return line
    name, before, after = found.groups()
    return f"{line[: found.start()]}{name} = {before}+{after} or {name} = {before}-{after}"


def _undressed(line: str, listed: bool, problem: str) -> str:
    if len(line) > LONGEST:
        return line
    if _NOTHING.match(line):
        return ""
    said = _TAG.sub("", _TICK.sub("", line))
    said = _HEADING.sub("", _HOSPITAL.sub("Hopital", said))
    for _ in range(2):  # `1. **Step 1:** ...`
        said = (_HYPHEN if listed else _HYPHEN_BEFORE_PROSE).sub("", said) if said == said.lstrip("*") else said
        said = _BULLET.sub("", said)
        said = _ITALIC.sub(r"\2", _BOLD.sub(r"\2", _ALL_ITALIC.sub(r"\1", said)))
        said = _OPERATOR.sub("", _THEREFORE.sub("", _NUMBER.sub("", _STEP.sub("", said))))
        label = _LETTER.match(said)
        if label and not _stands_in(label["in"] or label["out"] or label["dot"], f"{problem} {said[label.end() :]}"):
            said = said[label.end() :]
    return _two_statements(_SO.sub("; ", _faces(said)).strip())


def _two_statements(line: str) -> str:
    """`u = x^2 → du/dx = 2x` says both; an arrow between anything but equations stays."""
    before, arrow, after = _ARROW.split(line, maxsplit=1) if _ARROW.search(line) else (line, "", "")
    return f"{before}; {after}" if arrow and "=" in before and "=" in after else line


def _stands_in(letter: str, text: str) -> bool:
    return re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", text) is not None


def _faces(text: str) -> str:
    """Bold mathematics is mathematics; a single bold letter is a name, and stays."""
    return _FACE.sub(r"{\1}", text)


def _last_box(text: str) -> str | None:
    r"""What stands in the last `\boxed{...}`, braces counted; None without one that is closed."""
    at = text.rfind("\\boxed")
    start = text.find("{", at)
    if at < 0 or start < 0 or text[at + 6 : start].strip():
        return None
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0:
            return text[start + 1 : i]
    return None
