"""Cases with a letter or a number, such as 工場A: by one name throughout a text."""

from __future__ import annotations

import re

from workings.probability.japanese.formulas import formulas_of
from workings.probability.japanese.script import Part

__all__ = ["labelled"]

_NOUNS = "工場|機械|箱|袋|壺|つぼ|ライン|会社|店|クラス|装置|支店|業者|グループ|モデル|組|容器"
_LABEL = re.compile(rf"(?P<noun>{_NOUNS})(?P<one>[A-Z]|[1-9](?!\d|[つ個本枚人台回%]))")
_SUFFIXED = re.compile(r"(?<![A-Za-z(|])(?P<one>[A-Z])(?P<noun>工場|社|店|組|支店|機械|ライン|の箱|の袋|型機)")


def labelled(parts: list[Part]) -> list[Part]:
    """Cases called 工場A, A工場 or only A are called 工場A everywhere."""
    whole = "。".join(p.text for p in parts)
    if formulas_of(whole):
        return parts
    nouns: dict[str, str] = {}
    for m in [*_LABEL.finditer(whole), *_SUFFIXED.finditer(whole)]:
        nouns.setdefault(m["one"], m["noun"].removeprefix("の"))
    listed = re.search(
        rf"(?P<noun>{'|'.join(sorted(set(nouns.values()), key=len, reverse=True)) or '-'})(?:は)?(?P<all>[A-Z1-9](?:(?:、|,\s*|と|・|,|および)[A-Z1-9](?![\d%])){{1,}})",
        whole,
    )
    counted = re.search(
        rf"(?P<all>[A-Z](?:(?:、|,\s*|・|と)[A-Z])+)の(?:[2-9](?:つ|台|社|人|個)の?)(?P<noun>{_NOUNS})", whole
    )
    if counted:
        for one in re.findall("[A-Z]", counted["all"]):
            nouns.setdefault(one, counted["noun"])
    if listed:
        for one in re.findall(r"[A-Z1-9]", listed["all"]):
            nouns.setdefault(one, listed["noun"])
    if not nouns:
        return parts
    found = []
    for p in parts:
        said = re.sub(rf"(?<=[A-Z])の[2-9](?:つ|台|社|個)の?(?:{_NOUNS})", "", p.text) if counted else p.text
        said = _SUFFIXED.sub(lambda m: f"{m['noun'].removeprefix('の')}{m['one']}", said)
        for one, noun in nouns.items():
            if one.isalpha():
                said = re.sub(rf"(?<![A-Za-z(|])(?<!{noun}){one}(?![A-Za-z_]|型)", f"{noun}{one}", said)
            else:
                said = re.sub(
                    rf"(?<={noun}\d)(?P<j>[、,と・])\s*{one}(?=[、,と・のはがで])", rf"\g<j>{noun}{one}", said
                )
        found.append(Part(said, p.start, p.end))
    return found
