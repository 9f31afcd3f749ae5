"""Japanese problems: sentences as statements and questions, about the same events and clauses as the English ones.

A phrase is added as a row of `STATEMENTS` or `QUESTIONS`: `<e>` is what happens, `<c>` where it does, `<n>` its value,
`<k>` of `<m>` a count. Dice, coins and urns are in `japanese_trials.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

from workings.expression.errors import ReadError
from workings.probability.clauses import Clauses
from workings.probability.phrases import content, joined, opposite, written
from workings.probability.saying import all_independent

__all__ = ["QUESTIONS", "STATEMENTS", "JapaneseSentences", "is_japanese", "plain_japanese"]

N = r"(?:\d+(?:\.\d+)?(?:%|割)|\d+/\d+|0?\.\d+|[01]\.\d+|(?<![\d.])[01](?![\d./]))"
_SPELLING = str.maketrans("０１２３４５６７８９％．，、（）＝｜・", "0123456789%.,,()=|,")
_PROSE = re.compile(r"[ぁ-んァ-ヶ一-龥々]{2,}")
_ASKS = re.compile(
    r"(?:を|は)?(?:それぞれ)?(?:求めよ|求めなさい|求めてください|いくらか|いくらですか|いくつか|何か|計算せよ|答えよ)"
)
_WHO = r"(?:人|者|日|生徒|学生|もの|製品|メール|場合|患者|女性|男性|客)"
_IS = r"(?:である|です|だ|であり|で|いる|ある)?"
_LIST = rf"(?:[^,]+?(?:は|が|で|の)(?:製品|全体|生産量)?の?{N}(?:を|が)?(?:, )?){{2,}}"
_ITEM = re.compile(rf"(?P<c>[^,]+?)(?:は|が|で|の)(?:(?:製品|全体|生産量)の)?(?P<n>{N})(?:を|が)?(?:, )?")
_ROLES = {"感度": ("", ""), "特異度": ("not ", "not "), "偽陽性率": ("", "not "), "偽陰性率": ("not ", "")}
_JUDGED = re.compile(r"([一-龥ァ-ヶーA-Za-z]+?)(?:品|メール)?と(?:判定|予測|診断|分類)(?:され|さ|し|する|した|た|る)*")
_SLOTS = {
    "e": r"(?P<e>.+?)", "c": r"(?P<c>.+?)", "n": rf"(?P<n>{N})", "k": r"(?P<k>\d+)", "m": r"(?P<m>\d+)",
    "j": r"(?P<e>[^,]+?と(?:判定|予測|診断|分類))", "r": rf"(?P<r>{'|'.join(_ROLES)})", "l": rf"(?P<l>{_LIST})",
}  # fmt: skip
_MANY = (
    (re.compile(r"両方とも.*ない|どちらも.*ない|いずれも.*ない|どちらも.*なかった"), "neither"),
    (re.compile(r"両方|どちらも|いずれも|ともに|2人とも"), "both"),
    (re.compile(r"少なくとも(?:一方|1つ|1人|どちらか)"), "at least one"),
    (re.compile(r"(?:どちらか)?(?:一方|1人|1つ)だけ|ちょうど(?:一方|1人|1つ)"), "exactly one"),
)


def is_japanese(text: str) -> bool:
    """Whether the text is prose in Japanese."""
    return _PROSE.search(text) is not None


def plain_japanese(text: str) -> str:
    """The signs of a keyboard, formulas divided from the words around them, and declarations as the readers know them.

    >>> plain_japanese("P(A)＝0.3、P(B|A)=0.5 のとき、P(A∩B) を求めよ。")
    'P(A)=0.3, P(B|A)=0.5. Find P(A∩B)?'
    """
    text = re.sub(r"\s*,\s*", ", ", text.translate(_SPELLING)).replace("。", ". ")
    text = re.sub(r"(?<![A-Za-z])(?:2つの|3つの)?事象\s*(?=[A-Z])", "", text)
    text = re.sub(r"^[A-Z](?:\s*[,と]\s*[A-Z])*\s*(?:について|に対して|があり|がある),?\s*", "", text)
    for said, kind in (("独立", "independent"), ("排反", "exclusive")):
        text = re.sub(
            rf"(?P<a>[A-Z])\s*[,と]\s*(?P<b>[A-Z](?:\s*[,と]\s*[A-Z])*)\s*[はが]\s*(?:互いに)?{said}(?:な事象)?"
            r"(?:である|であり|で|とする)?[,.]?\s*",
            lambda m, kind=kind: f"{', '.join([m['a'], *re.split(r'[ ,と]+', m['b'])])} {kind}. ",  # type: ignore[misc]
            text,
        )
    text = re.sub(
        r"(?<=[\d)}])\s*(?:である)?(?:とき|のとき|とする)[,.]?\s*(?:条件付き)?(?:確率)?\s*(?=[PE]\()", ". Find ", text
    )
    text = re.sub(r"(?<=[\d)}])\s*(?:である|とする|です)(?=\s*(?:\.|$))", "", text)
    text = re.sub(r"(?<=\))\s*(?:と|および|及び)\s*(?=[PE]\()", " and ", text)
    text = re.sub(rf"(?<=\))\s*(?:の値)?{_ASKS.pattern}\s*\.?", "?", text)
    return re.sub(r"\s+", " ", text).strip()


class JapaneseSentences(Clauses):
    """Reads the sentences of one Japanese problem in order."""

    def read(self, sentence: str) -> list[str]:
        """What the sentence states.

        Raises:
            ReadError: where it can't be read.
        """
        said = re.sub(r"^ある\w+では, ", "", _trimmed(sentence))
        for pattern, handler in STATEMENTS:
            m = pattern.fullmatch(said)
            if m is None:
                continue
            before = self.state()
            try:
                lines = handler(self, m)
            except ReadError:
                lines = None
            if lines is not None and len(lines) >= len(re.findall(N, said)):
                return lines
            self.restore(before)
        for cut in re.finditer(", ", said):
            if re.search(r"\d", said[: cut.start()]) and re.search(r"\d", said[cut.end() :]):
                before = self.state()
                with suppress(ReadError):
                    return self.read(said[: cut.start()]) + self.read(said[cut.end() :])
                self.restore(before)
        raise ReadError(
            "この文は読めません (this sentence can't be read)",
            sentence,
            (0, len(sentence)),
            "「病気の人の90%が陽性になる」",
        )

    def named(self, phrase: str, *, new: bool = True) -> str:
        """The event of the phrase; 両方, 少なくとも一方 are of the events with a probability of their own."""
        many = next((kind for pattern, kind in _MANY if pattern.search(phrase)), None)
        if many is None:
            phrase = _JUDGED.sub(r"「\1と判定」", phrase)
            if "「" in phrase and content(re.sub(r"「.*?」", "", phrase) + "の").words:
                raise ReadError(
                    "一つの事象として読めません (more than one event)", phrase, (0, len(phrase)), "一つの事象"
                )
            return self.names.event(phrase, (phrase, 0), new=new)
        group = [written(name) for name in self.names.singles]
        if len(group) != 2:
            raise ReadError("どの2つですか (of which two?)", phrase, (0, len(phrase)), "2つの事象")
        one, other = group
        return {
            "neither": f"{opposite(one)} and {opposite(other)}", "both": f"{one} and {other}",
            "at least one": f"{one} or {other}",
            "exactly one": f"({one} and {opposite(other)}) or ({opposite(one)} and {other})",
        }[many]  # fmt: skip

    def observe(self, text: str) -> None:
        """検査で陽性になった: what is the case."""
        self.evidence.append(self.named(_trimmed(text), new=False))

    def ask(self, sentence: str) -> list[str]:
        """What the sentence asks, as `P(A|B)`.

        Raises:
            ReadError: where it can't be read, or speaks of something of which nothing is given.
        """
        asked = re.sub(rf"{_ASKS.pattern}$", "", _trimmed(sentence))
        assumed = re.match(r"[^,]*独立[^,]*(?:とき|とする|として|とすると), ", asked)
        if assumed:
            self.added += all_independent(self) or []
            asked = asked[assumed.end() :]
        for pattern in QUESTIONS:
            m = pattern.fullmatch(asked)
            if m is None:
                continue
            try:
                condition = self.named(m["c"], new=False) if m.groupdict().get("c") else None
                event = self.named(m["e"], new=False)
            except ReadError:
                continue
            if event in (condition, *self.evidence):
                continue
            given = joined(*self.evidence, condition)
            return [f"P({event}|{given})" if given else f"P({event})"]
        raise ReadError(
            "この問いは読めません (this question can't be read)",
            sentence,
            (0, len(sentence)),
            "「陽性のとき, 病気である確率」",
        )


def _trimmed(sentence: str) -> str:
    return re.sub(r"\s+", "", sentence.strip(" .?")).replace(",", ", ").strip(" ,")


def _value(n: str) -> str:
    return f"{n[:-1]}0%" if n.endswith("割") else n


# What a row states


def says(s: JapaneseSentences, m: re.Match[str]) -> list[str] | None:
    """雨のとき電車が遅れる確率は0.4; 病気の人の90%が陽性になる"""
    slots = m.groupdict()
    if any(re.search(N, slots.get(key) or "") for key in ("e", "c")):
        return None
    condition = s.named(slots["c"]) if slots.get("c") else None
    return s.given(s.named(slots["e"]), condition, _value(m["n"]))


def counts(s: JapaneseSentences, m: re.Match[str]) -> list[str] | None:
    """1000人のうち10人が病気である; 病気の10人のうち9人が陽性になる"""
    if int(m["k"]) > int(m["m"]) or re.search(r"\d", m["e"] + (m.groupdict().get("c") or "")):
        return None
    condition = s.named(m["c"]) if m.groupdict().get("c") else None
    s.sizes.setdefault(condition or "", int(m["m"]))
    return s.given(s.named(m["e"]), condition, f"{m['k']} of {m['m']}")


def counts_on(s: JapaneseSentences, m: re.Match[str]) -> list[str] | None:
    """40人のクラスで, 犬を飼っている生徒は15人: of as many as was said"""
    if m.groupdict().get("m"):
        s.sizes[""] = int(m["m"])
    whole = s.sizes.get("")
    return None if whole is None or int(m["k"]) > whole else s.given(s.named(m["e"]), None, f"{m['k']} of {whole}")


def roles(s: JapaneseSentences, m: re.Match[str]) -> list[str] | None:
    """検査の感度は90%, 特異度は95%である"""
    states = [name for name in s.names.events if name not in ("陽性", "陰性")]
    if len(states) != 1:
        return None
    event, condition = _ROLES[m["r"]]
    state = written(states[0])
    return s.given(f"{event}{s.named('陽性')}", opposite(state) if condition else state, _value(m["n"]))


def made_by_each(s: JapaneseSentences, m: re.Match[str]) -> list[str] | None:
    """工場Aは製品の60%を, 工場Bは40%を製造している"""
    if "確率" in m["l"]:
        return None
    return [line for one in _ITEM.finditer(m["l"]) for line in s.given(s.named(one["c"]), None, _value(one["n"]))]


def rates_of_each(s: JapaneseSentences, m: re.Match[str]) -> list[str] | None:
    """不良品の割合は機械Aで3%, 機械Bで5%である; 工場Aの2%, 工場Bの5%が不良品である"""
    if "確率" in m["l"] or re.search(N, m["e"]):
        return None
    event = s.named(m["e"])
    return [line for one in _ITEM.finditer(m["l"]) for line in s.given(event, s.named(one["c"]), _value(one["n"]))]


def independent(s: JapaneseSentences, m: re.Match[str]) -> list[str] | None:
    """これらは互いに独立である"""
    return all_independent(s)


def _compiled(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<(\w)>", lambda m: _SLOTS[m[1]], template.replace("IS", _IS).replace("WHO", _WHO)))


Handler = Callable[[JapaneseSentences, "re.Match[str]"], "list[str] | None"]
_ROWS: tuple[tuple[str, Handler], ...] = (
    ("(?:.*の)?<e>の有病率は<n>IS", says),
    ("(?:.*の)?<r>は<n>IS", roles),
    ("(?:.*は, )?<l>(?:製造|生産|作|担当|供給|納入)[^\\d]*", made_by_each),
    ("<e>の?(?:割合|率|確率)は, ?<l>IS", rates_of_each),
    ("<e>の?(?:割合|率|確率)は<l>IS", rates_of_each),
    ("<l><e>", rates_of_each),
    ("<m>(?:人|個|枚|名)の(?:うち|中で|中の),? ?<k>(?:人|個|枚|名)[がは]<e>", counts),
    ("<c>の?<m>(?:人|個|枚|名)のうち,? ?<k>(?:人|個|枚|名)[がは]<e>", counts),
    ("<m>人の(?:クラス|学級|学校|グループ)(?:で|では|のうち|に), <e>は<k>人IS", counts_on),
    ("<e>は<k>人IS", counts_on),
    ("<c>(?:とき|場合|ときに|場合に|日に)は?,? ?<e>確率は<n>IS", says),
    ("<e>の(?:割合|確率)は(?:全体の)?<n>IS", says),
    ("<e>確率は<n>IS", says),
    ("(?:ある[^の]+の)?(?:全体|人口|全?校?生徒|全?学生|製品|住民|全?社員)の<n>[がは]<e>", says),
    ("(?:.*は)?<c>WHO?の<n>を<j>(?:し|する|した)?", says),
    ("<c>WHO?の<n>[がはに]<e>", says),
    ("<e>WHO?は(?:全体の)?<n>IS", says),
    (".*(?:互いに)?独立.*", independent),
)  # fmt: skip
STATEMENTS = tuple((_compiled(template), handler) for template, handler in _ROWS)
QUESTIONS = tuple(_compiled(template) for template in (
    "<c>(?:とき|場合|とすると|ことがわかったとき), ?(?:それが|その\\w+[がは])?<e>の?条件付き確率",
    "<c>(?:とき|場合|とすると|ことがわかったとき), ?(?:それが|その\\w+[がは])?<e>確率",
    "<c>WHO[がは]<e>確率",
    "<c>[がは]<e>確率",
    "<e>確率",
))  # fmt: skip
