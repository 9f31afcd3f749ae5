"""Japanese writing brought to one form: widths of characters, numerals, percentages, fractions and shares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workings.expression.errors import ReadError

__all__ = ["COUNTER", "VALUE", "Part", "as_line", "as_written", "is_japanese", "parts_of", "refusal", "with_values"]

_WIDE = str.maketrans(
    "".join(chr(c) for c in range(0xFF01, 0xFF5F)) + "　∣−–―〜～×≦≧⩽⩾",
    "".join(chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)) + " |---~~*≤≥≤≥",
)
_KANJI = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
COUNTER = r"(?:回|個|枚|本|人|名|つ|問|組|通|件|台|日|球|匹|冊|点|発|度|番|択|箱|袋|年|票|セット|ヶ月)"
_NUMERAL = re.compile(
    rf"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九](?={COUNTER}|割|分の)|(?<=分の)[一二三四五六七八九]"
)
_NOT_NUMERAL = re.compile(r"一[方様部致般]|一人ひとり|統一|均一|唯一")
_FIGURE = r"\d+(?:\.\d+)?"
VALUE = rf"(?<![\d.A-Za-z_/*^])(?:{_FIGURE}\s*%|\d+\s*/\s*\d+|\d*\.\d+|(?<=[はがを=\s])[01](?=$|[、。,\s]|で|と|だ|に))(?![\d.]|\s*[/*^]|{COUNTER}|[A-Za-z])"
_VALUES = (
    (re.compile(r"\\[td]?frac\s*\{?(\d+)\}?\s*\{?(\d+)\}?"), r"\1/\2"),
    (re.compile(rf"(\d+)\s*分の\s*({_FIGURE})"), r"\2/\1"),
    (re.compile(r"(\d)割(\d)分(?:(\d)厘)?"), lambda m: f"{m[1]}{m[2]}{'.' + m[3] if m[3] else ''}%"),
    (re.compile(r"(?<!\d)(\d|10)割"), lambda m: f"{int(m[1]) * 10}%"),
    (re.compile(rf"({_FIGURE})\s*(?:パーセント|percent)"), r"\1%"),
    (re.compile(r"半分|半数|5分5分|五分五分"), "1/2"),
)  # fmt: skip
_SHARE = re.compile(
    rf"(?<![\d.])(?P<n>\d+)\s*(?P<unit>{COUNTER})(?P<noun>[^\d、。]{{0,12}}?)(?:のうち|の中|中|に|あたり|につき|当たり)(?:の|で|、)?\s*"
    rf"(?P<k>\d+)\s*(?P=unit)(?:の割合)?"
)
_NOT_ASCII = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff5e]")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_END = re.compile(r"。|\?|\n+|\.(?=\s|$)|(?<=[^\s(])(?=\(\d\)\s*\S)")
_LATEX = (
    (re.compile(r"\\(?:cap|land)(?![A-Za-z])"), "∩"), (re.compile(r"\\(?:cup|lor)(?![A-Za-z])"), "∪"),
    (re.compile(r"\\mid(?![A-Za-z])"), "|"), (re.compile(r"\\sim(?![A-Za-z])"), "~"), (re.compile(r"\\%"), "%"),
    (re.compile(r"\\(?:left|right|,|;|!)"), ""), (re.compile(r"\\leq?q?(?:slant)?(?![A-Za-z])"), "≤"),
    (re.compile(r"\\geq?q?(?:slant)?(?![A-Za-z])"), "≥"), (re.compile(r"\\(?:cdot|times)(?![A-Za-z])"), "*"),
    (re.compile(r"\\lambda"), "λ"), (re.compile(r"\\mu(?![A-Za-z])"), "μ"), (re.compile(r"\\sigma"), "σ"),
    (re.compile(r"\\(?:text|mathrm)\{([^{}]*)\}"), r"\1"), (re.compile(r"\\in(?![A-Za-z])"), "∈"),
    (re.compile(r"\\[{}]"), lambda m: m[0][1]), (re.compile(r"\$|\\[()\[\]]"), ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence in one form of writing, and where it stands in the text as typed."""

    text: str
    start: int
    end: int


def is_japanese(text: str) -> bool:
    """Whether the text is a sentence in Japanese, rather than formulas with names or one word in it.

    >>> is_japanese("さいころを2回投げる。"), is_japanese("P(病気) = 0.1; find P(not 病気)")
    (True, False)
    """
    outside = re.sub(r"\([^()]*\)", "", text)
    return re.search(r"[\u3040-\u309f]", outside) is not None and len(_SIGN.findall(outside)) >= 2


def parts_of(text: str) -> list[Part]:
    """The sentences; a question mark stays, since it asks."""
    found: list[Part] = []
    wide = text.translate(_WIDE)
    start = depth = 0
    for end in [*_END.finditer(wide), None]:
        stop = len(text) if end is None else end.end()
        depth = wide.count("「", start, stop) - wide.count("」", start, stop)
        if depth > 0 and end is not None:
            continue
        said = as_written(wide[start:stop])
        if re.sub(r"[。.\s]", "", said):
            found.append(Part(said, start, stop))
        start = stop
    return found


def as_written(text: str) -> str:
    """One spelling: half-width signs, arabic numerals, commas between Japanese words as 、."""
    said = text.translate(_WIDE)
    for pattern, usual in _LATEX:
        said = pattern.sub(usual, said)
    said = re.sub(r"(?<=[\u3040-\u9fff%\d])\s*,\s*(?=[\u3040-\u9fff])", "、", said)
    said = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", said)
    kept = {m.start() for m in _NOT_NUMERAL.finditer(said)}
    said = _NUMERAL.sub(lambda m: m[0] if m.start() in kept else str(_numeral(m[0])), said)
    said = re.sub(r"(?<=\d)万", "0000", said)
    said = re.sub(r"(?<=[\u3040-\u9fff、。])\s+|\s+(?=[\u3040-\u9fff、。])", "", said)
    said = re.sub(r"^\s*(?:\(\d\)|[①-⑨]|問\d+[.:]?|\d\.\s)\s*", "", said)
    return re.sub(r"[ \t]+", " ", said).strip().rstrip("。.").strip()


def as_line(text: str) -> str:
    """An answer or a worked line in the signs of the other readers; one without Japanese in it stays as it is.

    >>> as_line("よって、Ｐ（病気でない｜陽性）＝１３分の１１")
    'P(not 病気|陽性)=11/13'
    """
    text = re.sub(r"^\s*P\s*=\s*(?=[\d.(\\])", "", text)
    if not _NOT_ASCII.search(text):
        return text
    said = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E and c not in "～：" else c for c in text)
    said = _NUMERAL.sub(lambda m: str(_numeral(m[0])), said)
    said = re.sub(
        r"^\s*(?:よって|ゆえに|したがって|従って|だから|以上より|これより|すなわち|つまり|また|ここで|故に)(?:、|,)?\s*",
        "",
        said,
    )
    said = re.sub(r"(\d+)\s*分の\s*(\d+(?:\.\d+)?)", r"\2/\1", said)
    said = re.sub(r"(?<![\d.])(\d)割(\d)分", r"\1\2%", said)
    said = re.sub(r"半分|2分の1", "1/2", said)
    said = re.sub(r"(?<=[\d%)])と(?=[\d.(])", ", ", said)
    said = re.sub(r"(?<=[(|∩∪])\s*([^()|∩∪\s]+?)(?:では?ない|以外|の余事象)(?=\s*[)|∩∪])", r"not \1", said)
    return re.sub(r"(?<=[^\s(|])(かつ|または)(?=[^\s)|])", lambda m: " and " if m[1] == "かつ" else " or ", said)


def _numeral(text: str) -> int:
    if "十" not in text:
        return _KANJI[text]
    tens, ones = text.split("十")
    return 10 * (_KANJI[tens] if tens else 1) + (_KANJI[ones] if ones else 0)


def with_values(text: str) -> str:
    """Shares as fractions: 3割 is 30%, 3分の1 is 1/3, 1000人中10人 is 10/1000.

    >>> with_values("1000人中10人が、3割、3分の1")
    '10/1000が、30%、1/3'
    """
    for pattern, usual in _VALUES:
        text = pattern.sub(usual, text)
    text = re.sub(r"\d+(?:\s*:\s*\d+)+(?=の(?:割合|比))", _in_parts, text)
    return _SHARE.sub(lambda m: f"{m['noun'].removeprefix('の')}{m['k']}/{m['n']}" if int(m["n"]) else m[0], text)


def _in_parts(found: re.Match[str]) -> str:
    """5:3:2 as shares of the whole."""
    parts = [int(n) for n in found[0].split(":")]
    return "、".join(f"{n}/{sum(parts)}" for n in parts) if sum(parts) else found[0]


def refusal(japanese: str, english: str, text: str, span: tuple[int, int], expected: str = "") -> ReadError:
    """A refusal that both read: in Japanese, then in English."""
    return ReadError(f"{japanese}（{english}）", text, span, expected)
