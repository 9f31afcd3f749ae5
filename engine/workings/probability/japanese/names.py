"""The events of one problem, by name: phrases that mean the same event are called by one name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workings.probability.japanese.script import refusal
from workings.probability.japanese.words import Content, content, same_word
from workings.probability.phrases import joined, opposite, written

__all__ = ["Names"]

_AND = re.compile(
    r"(?:であり|で(?!は|も|な|き)|して|し|くて|って|いて|り)?(?:、)?(?:かつ|しかも|なおかつ)(?:、)?|∩|かつ"
)
_OR = re.compile(r"(?:である|する)?(?:、)?または|もしくは|あるいは|∪")
_BOTH = re.compile(
    r"^(?P<a>.+?)(?:も|と)(?P<b>.+?)(?:も|が|の)?(?:、)?(?:両方(?:とも)?|ともに|共に|同時に|どちらも|2つとも|いずれも)(?P<does>.*)$"
)
_ALSO = re.compile(r"^(?P<a>[^、]+?)も(?P<b>[^、]+?)も(?P<does>.+)$")
_COUNTING = re.compile(
    r"少なくとも|ちょうど|多くとも|連続|続けて|(?:[2-9]|\d\d)(?:回|問|個|人|本|枚|粒|台|打席|日)(?!目|に)|[るくすた](?:と|ら)(?=[^いも])[^、]{3}|以上|以下|未満"
)
_ONE_OF = re.compile(
    r"^(?P<a>.+?)[と、](?P<b>.+?)の(?:うち)?(?:(?P<least>少なくとも)(?:一方|1つ|どちらか(?:一方)?|片方|いずれか)|(?P<one>(?:ちょうど|どちらか)?(?:一方|片方)(?:だけ|のみ)|ちょうど(?:一方|1つ|片方)|1つだけ)"
    r"|(?P<none>どちら|いずれ)も)(?P<does>.*)$"
)
_MANY = re.compile(
    r"^(?:(?P<all>[^、]*?)(?:が|の)?)?(?:(?P<least>少なくとも)(?:一方|1つ|1人|1人以上|1台|1個|どちらか(?:一方)?|いずれか)|(?P<one>(?:一方|1つ|1人|1台|1個)(?:だけ|のみ)|ちょうど(?:一方|1つ|1人|1台|1個)(?:だけ|のみ)?)"
    r"|(?P<every>全員|すべて|全て|全部|2人とも|3人とも|2つとも|3つとも|両方(?:とも)?|ともに|共に)|(?P<none>誰も|だれも|どれも|どちらも|1人も|1つも)(?=.*(?:な|ず|ません)))(?P<does>.*)$"
)
_ONLY = re.compile(r"^(?P<a>.+?)(?:だけ|のみ)(?:が|を|に)?(?P<does>.*)$")
_BOTH_CASES = re.compile(r"^(?P<a>.+?)(?:であり|で|し|て|って|り|くて)(?:、)(?P<b>.+)$")


@dataclass(eq=False)
class Names:
    """The events that were spoken of, by name, with the words that mean them; `universe` are words for everybody."""

    events: dict[str, frozenset[str]] = field(default_factory=dict)
    universe: set[str] = field(default_factory=set)
    meant: dict[str, str] = field(default_factory=dict)

    def declare(self, name: str) -> None:
        self.events.setdefault(name, frozenset({name}))

    def content(self, phrase: str) -> Content:
        found = content(phrase)
        known = {w for words in self.events.values() for w in words}
        words, negated = [], found.negated
        for word in found.words:
            if word[0] in "不未無" and word not in known and word[1:] in known:  # 不合格 where 合格 is an event
                word, negated = word[1:], not negated
            if word not in self.universe:
                words.append(word)
        return Content(tuple(words), negated, phrase)

    def known(self, key: frozenset[str]) -> str | None:
        """The event of these words, or the only one that has more or fewer of them."""
        for name, words in self.events.items():
            if words == key:
                return name
        near = [n for n, words in self.events.items() if words and (_within(words, key) or _within(key, words))]
        return near[0] if len(near) == 1 else None

    def _several(self, key: frozenset[str]) -> list[str]:
        """The events of which these words name several: 男性の喫煙者 where both 男性 and 喫煙 are events."""
        inside = [n for n, words in self.events.items() if words and _within(words, key)]
        covered = {w for w in key for n in inside if any(same_word(w, x) for x in self.events[n])}
        return inside if len(inside) > 1 and covered == key else []

    def simple(self, phrase: str, place: tuple[str, tuple[int, int]], *, new: bool) -> str:
        """The event that a phrase without and or or names."""
        found = self.content(phrase)
        if _COUNTING.search(re.sub(r"「[^」]*」|\d+歳以[上下]|未満児", "", phrase)):
            raise refusal(
                f"「{phrase}」は 1 つの事象として読み取れません",
                "this is not read as one event",
                *place,
                "「病気である」「Aが合格する」",
            )
        if not found.words or re.search(r"独立|排反", phrase):
            raise refusal(f"「{phrase}」は事象を表していません", "these words name no event", *place, "事象")
        name = self.known(found.key)
        if name is None and (several := self._several(found.key)) and not found.negated:
            return " and ".join(written(n) for n in several)
        if name is not None and not _within(found.key, self.events[name]):
            self.meant.setdefault(phrase, name)
        if name is None:
            if not new:
                raise refusal(f"「{phrase}」については何も与えられていません", "nothing is given about this", *place,
                              "、".join(self.events) or "与えられた事象")  # fmt: skip
            if len(found.words) > 3:
                raise refusal(f"「{phrase}」は 1 つの事象としては長すぎます", "these are too many words for one event",
                              *place, "短い事象")  # fmt: skip
            name = found.words[0] if len(found.words) == 1 else _surface(phrase, found)
            self.events[name] = found.key
        return f"not {written(name)}" if found.negated else written(name)

    def event(self, phrase: str, place: tuple[str, tuple[int, int]], *, new: bool = False) -> str:
        """The event that a phrase names, in terms of and, or, not."""
        phrase = phrase.strip(" 、")
        for joint in (self._one_of, self._both, self._many, self._only):
            found = joint(phrase, place)
            if found is not None:
                return found
        for pattern, word in ((_OR, " or "), (_AND, " and ")):
            parts = [p for p in pattern.split(phrase) if p]
            if len(parts) > 1:
                return word.join(_bracketed(self.event(p, place, new=new)) for p in parts)
        cases = _BOTH_CASES.match(phrase)
        if cases and all(self.content(cases[part]).words for part in "ab"):
            if not all(self.known(self.content(cases[part]).key) for part in "ab"):
                raise refusal(
                    f"「{phrase}」が 1 つの事象なのか読み取れません", "one event or two?", *place, "1 つの事象"
                )
            return joined(self.event(cases["a"], place, new=new), self.event(cases["b"], place, new=new)) or ""
        return self.simple(phrase, place, new=new)

    def _pair(self, a: str, b: str, does: str, place: tuple[str, tuple[int, int]]) -> list[str] | None:
        """Two events; None where they are not both known."""
        told = re.sub(r"(?:起こ|おこ)(?:る|った|らない|り)|(?:しない|でない|ない)$", "", does)
        found: list[str] = []
        for part in (a, b):
            alone, with_verb = self.content(part), self.content(part + told)
            known = [k for k in (self.known(with_verb.key), self.known(alone.key)) if k]
            if not known or not alone.words:
                return None
            found.append(written(known[0]))
        return found if found[0] != found[1] else None

    def _one_of(self, phrase: str, place: tuple[str, tuple[int, int]]) -> str | None:
        m = _ONE_OF.match(phrase)
        pair = self._pair(m["a"], m["b"], m["does"], place) if m else None
        if m is None or pair is None:
            return None
        return _counted("least" if m["least"] else "one" if m["one"] else _all_or_none(m["does"]), pair)

    def _both(self, phrase: str, place: tuple[str, tuple[int, int]]) -> str | None:
        m = _ALSO.match(phrase) or _BOTH.match(phrase)
        pair = self._pair(m["a"], m["b"], m["does"], place) if m else None
        return None if m is None or pair is None else _counted(_all_or_none(m["does"]), pair)

    def _many(self, phrase: str, place: tuple[str, tuple[int, int]]) -> str | None:
        """少なくとも1人が合格する: of the events that say so, each of another one"""
        m = _MANY.match(phrase)
        if m is None:
            return None
        told = self.content(m["does"]).key
        if not any(_within(told, words) for words in self.events.values()):
            told = frozenset()
        group = [n for n, words in self.events.items() if told and _within(told, words) and len(words) > 1]
        if len(group) < 2:
            group = list(self.events) if not told else []
        if len(group) < 2:
            raise refusal("どの事象のうちかわかりません", "of which events?", *place, "事象の名前")
        how = "least" if m["least"] else "one" if m["one"] else "every" if m["every"] else "none"
        negated = content(m["does"]).negated
        events = [written(n) for n in group]
        if how == "every" and negated:
            how = "none"
        elif how in ("least", "one") and negated:
            events = [opposite(e) for e in events]
        return _counted(how, events)

    def _only(self, phrase: str, place: tuple[str, tuple[int, int]]) -> str | None:
        m = _ONLY.match(phrase)
        if m is None:
            return None
        name = self.known(self.content(m["a"] + m["does"]).key) or self.known(self.content(m["a"]).key)
        others = [written(n) for n in self.events if n != name]
        if name is None or not others:
            raise refusal("「だけ」がどの事象のことかわかりません", "which event is meant by 'only'?", *place, "事象")
        return " and ".join([written(name), *(opposite(o) for o in others)])


def _all_or_none(does: str) -> str:
    return "none" if content(does or "x").negated else "every"


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each word of `one` is one of the other, or the beginning of one."""
    return all(any(same_word(a, b) for b in other) for a in one)


def _bracketed(event: str) -> str:
    return f"({event})" if " and " in event or " or " in event else event


def _surface(phrase: str, found: Content) -> str:
    """A name for an event of several words, as the phrase says it."""
    first, last = found.words[0], found.words[-1]
    start, stop = phrase.find(first), phrase.rfind(last)
    said = phrase[start : stop + len(last)] if 0 <= start < stop else "の".join(found.words)
    said = re.sub(r"[「」、\s]", "", said)
    return said if re.fullmatch(r"[^\W\d]\w*", said) else "の".join(found.words)


def _counted(how: str, events: Sequence[str]) -> str:
    """none, every, at least one, exactly one of the events"""
    if how == "none":
        return " and ".join(opposite(e) for e in events)
    if how == "every":
        return " and ".join(events)
    if how == "least":
        return " or ".join(events)
    ways = (" and ".join(e if e == chosen else opposite(e) for e in events) for chosen in events)
    return " or ".join(f"({way})" for way in ways)
