"""What Japanese phrases say about the outcomes of dice, coins, cards, urns and repeated trials."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any

from workings.probability.spaces import Counted, Holds, Label, Phrase, Space

__all__ = ["JapaneseSpace", "number_test"]

NumberTest = Callable[[int], bool]
_C = r"(?:回|個|枚|本|人|名|つ|問|度|球|匹|点|発|台|年|日|題|粒|打席|株|羽|通|件|杯|試合|セット|ゲーム)"
_THING = r"(?:の?(?:玉|球|ボール|カード|札|くじ|硬貨|コイン|目|数字?|数|番号|面|製品|部品|もの|人|生徒|委員|あめ|キャンディー?|ビー玉|碁石|石|電球|問題))"
_SHOWS = r"(?:が|は|を|に|で|も|の)?(?:出|で|起こ|当た|当て|引|取り?出さ|取り?出|選ば|選|含まれ|なる|なっ|なり|成功|正解|打|ある|あっ|い|み|現れ)?(?:る|た|れる|れた|である|であった|だ|です|く|き|け|すこと|こと|する|した|す|つ|いる|う|い)*"
_DENIED = r"(?:ら|か|れ|さ|し|で|では|ば|に)?(?:ない|なかった|ません|ず)"
_SUITS = {
    "ハート": "hearts",
    "ダイヤ": "diamonds",
    "ダイヤモンド": "diamonds",
    "クラブ": "clubs",
    "クローバー": "clubs",
    "スペード": "spades",
}
_RANKS: dict[str, Any] = {
    "エース": "ace",
    "A": "ace",
    "ジャック": "jack",
    "J": "jack",
    "クイーン": "queen",
    "Q": "queen",
    "キング": "king",
    "K": "king",
}
_COUNTS = (
    ("least", rf"少なくとも(?P<k>\d+){_C}(?:以上)?(?:の(?:目|玉|カード|数))?(?:は|が)?(?P<kind>.+)"),
    ("least", rf"(?P<k>\d+){_C}以上(?:は|が|で)?(?P<kind>.+)"),
    ("most", rf"(?P<k>\d+){_C}以下(?:は|が|で)?(?P<kind>.+)"),
    ("least", rf"(?P<kind>.+?)(?:が|は|に|を|の)少なくとも(?P<k>\d+){_C}(?:以上)?(?P<rest>.*)"),
    ("least", rf"(?P<kind>.+?)(?:が|は|に|を|の)?(?P<k>\d+){_C}以上(?P<rest>.*)"),
    ("most", rf"(?P<kind>.+?)(?:が|は|に|を|の)?(?:多くとも|高々|たかだか)?(?P<k>\d+){_C}以下(?P<rest>.*)"),
    ("most", rf"(?P<kind>.+?)(?:が|は|に|を|の)?(?:多くとも|高々|たかだか)(?P<k>\d+){_C}(?P<rest>.*)"),
    ("fewer", rf"(?P<kind>.+?)(?:が|は|に|を|の)?(?P<k>\d+){_C}(?:未満|より少な)(?P<rest>.*)"),
    ("never", rf"(?P<kind>.+?)(?:が|は|に|を|の)(?:1{_C}も|全く|まったく|1度も|ひとつも)(?P<rest>.*(?:な|ず|ません).*)"),
    ("never", rf"1{_C}も(?P<kind>.+?)(?:が|を|に)(?P<rest>.*(?:な|ず|ません).*)"),
    ("all", rf"(?P<k>\d+){_C}(?:とも|ともに|すべて|全部)(?:が|の)?(?P<kind>.+)"),
    ("all", r"(?:すべて|全て|全部|両方(?:とも)?|どちらも|いずれも|ともに|毎回|全員)(?:が|の)?(?P<kind>.+)"),
    ("all", rf"(?P<kind>.+?)(?:が|を)(?:\d+{_C}とも|すべて|全て|全部|毎回|両方(?:とも)?)(?P<rest>.*)"),
    ("all", rf"(?P<kind>.+?)(?:が|を)(?P<k>\d+){_C}(?:連続|続け)(?:で|て)(?P<rest>.*)"),
    ("exact", rf"(?P<kind>.+?)(?:が|は|に|を|の)?(?:ちょうど)?(?P<k>\d+){_C}(?:だけ|のみ)?(?P<rest>(?!目).*)"),
    ("exact", rf"(?:ちょうど)?(?P<k>\d+){_C}(?:だけ|のみ)?(?:が|は)?(?P<kind>(?!目|とも|以|ずつ).+)"),
)  # fmt: skip
_AGGREGATES: tuple[tuple[str, Callable[[tuple[int, ...]], int]], ...] = (
    (r"(?:和|合計|総和)", sum), (r"積", prod), (r"最大(?:値|の目|の数|数|公約数)?", max), (r"最小(?:値|の目|の数|数)?", min),
    (r"差(?:の絶対値)?", lambda o: max(o) - min(o) if len(o) == 2 else -1),
)  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:出(?:る|た)|取り?出し?た|引いた|選(?:んだ|ばれた))(?:目|数字?|玉|カード|球|くじ|札|\d+[個枚本人](?:の(?:玉|球|カード|札|数|もの|くじ))?|もの|人)?(?:の(?=[^うち]))?(?:数字?|目|番号|色)?(?:の(?=[^うち])|が|は)?"
    r"|(?:\d+[個枚回](?:の)?)?(?:さいころ|サイコロ|カード|札|玉|球|数字?)の(?:出る)?(?:目|番号|数字?)?(?:の|が)?|(?:(?:出る|出た)?目|数字?|番号|数)の(?=[和積差合最])|(?:それ|これ|その\d+[個枚本人]|\d+[個枚](?:の玉|のカード)?)(?:が|は|の|も)(?=.)|目が(?=すべて|全て|同|異|ともに)|(?:2つの|3つの)?目(?:が|は)(?=すべて|同|異|ともに|とも))"
)


def number_test(words: str) -> NumberTest | None:
    """偶数, 3の倍数, 5以上, 4または6: which whole numbers are meant; None where none are.

    >>> [n for n in range(1, 7) if number_test("3以上5以下")(n)]
    [3, 4, 5]
    """
    words = re.sub(
        r"(?:の目|の数字?|のカード|の札|の番号|の玉|の面|である|になる|となる|が出る|が出た|が書かれた(?:カード|玉)?|と書かれた(?:カード|玉)?|であること|であった|だ)+$",
        "",
        words.strip(),
    )
    words = re.sub(r"^(?:目が|数が|番号が|数字が|出る目が)", "", words)
    fixed: dict[str, Callable[[int], bool]] = {
        "偶数": lambda n: n % 2 == 0, "奇数": lambda n: n % 2 == 1, "偶数の目": lambda n: n % 2 == 0,
        "素数": lambda n: n > 1 and all(n % d for d in range(2, int(n**0.5) + 1)),
        "平方数": lambda n: int(n**0.5 + 0.5) ** 2 == n,
    }  # fmt: skip
    if words in fixed:
        return fixed[words]
    if re.fullmatch(r"\d{1,6}", words):
        k = int(words)
        return lambda n: n == k
    if re.fullmatch(r"\d+(?:(?:、|,|と)\d+)+", words):
        chosen = {int(x) for x in re.findall(r"\d+", words)}
        return lambda n: n in chosen
    m = re.fullmatch(
        r"(\d{1,6})(以上|以下|未満|より大きい|より小さい|を超える|の倍数|の約数|で割り切れる|で割り切れない)(?:数)?",
        words,
    )
    if m:
        k = int(m[1])
        tests: dict[str, Callable[[int], bool]] = {
            "以上": lambda n: n >= k, "以下": lambda n: n <= k, "未満": lambda n: n < k, "より大きい": lambda n: n > k,
            "より小さい": lambda n: n < k, "を超える": lambda n: n > k, "の倍数": lambda n: k > 0 and n % k == 0,
            "の約数": lambda n: n > 0 and k % n == 0, "で割り切れる": lambda n: k > 0 and n % k == 0,
            "で割り切れない": lambda n: k > 0 and n % k != 0,
        }  # fmt: skip
        return tests[m[2]]
    for joint, both in ((r"または|もしくは|か(?=\d)", False), (r"かつ|で(?=\d)|、", True), (r"(?<=以上)(?=\d)", True)):
        sides = [s for s in re.split(joint, words) if s]
        if len(sides) == 2:
            one, other = (number_test(s) for s in sides)
            if one is None or other is None:
                continue
            return _both(one, other) if both else _either(one, other)
    m = re.fullmatch(r"(?P<a>.+?)(?:で(?:も)?ない|でない数|以外)", words)
    if m and (test := number_test(m["a"])) is not None:
        return lambda n: not test(n)
    return None


@dataclass(frozen=True, slots=True)
class JapaneseSpace(Space):
    """Draws whose outcomes are spoken of in Japanese; `people` draw in this order.

    >>> space = JapaneseSpace(("赤", "白"), (5, 3), 2, False)
    >>> space.chance(space.phrase("2個とも赤玉である"))
    Fraction(5, 14)
    """

    people: tuple[str, ...] = ()

    def phrase(self, text: str) -> Phrase | None:
        """What the words say about an outcome; None where they are not understood."""
        said = re.sub(r"(?:という|こと|事象|である(?=こと))+$", "", text.strip(' 、"“”'))
        if self.n == 2:
            said = re.sub(r"(?:どちらか)?(?:一方|片方)(?=の|が|は|だけ|のみ)", "1個", said)
        for read in (self._likeness, self._aggregate, self._places, self._mixture):
            holds = read(said)
            if holds is not None:
                return Phrase(text, holds)
        counted = self._counts(said)
        if counted is None:
            return None
        return Phrase(text, _holding(counted), counted)

    def kind(self, words: str) -> frozenset[Label] | None:
        """The labels that the words name: 赤玉, 偶数の目, ハートの絵札, 当たりくじ."""
        words = (
            re.sub(
                r"^(?:取り?出し?た|引いた|選んだ|出た|その)(?:玉|カード|くじ|目|数)?(?:が|の|は)?",
                "",
                words.strip("、 "),
            )
            or words
        )
        words = re.sub(r"(?:の|が)(?:出る|出た|当たる|含まれる)?(?:回数|枚数|個数|本数|人数)$", "", words)
        plain = self._named(re.sub(r"(?:する|した|すること|できる|できた|である)$", "", words))
        if plain:
            return plain
        for _ in range(2):
            words = re.sub(rf"{_SHOWS}$", "", words) if not re.search(r"以外$|[でく]ない$|割り切れ", words) else words
        denied = re.match(r"(?P<a>.+?)(?:以外|で(?:は)?ない|で(?:は)?なかった)", words)
        if denied:
            inner = self.kind(denied["a"])
            return frozenset(self.labels) - inner or None if inner else None
        found = self._named(words)
        if found is None:
            sides = re.split(r"または|か(?=[^\d])|もしくは", words)
            kinds = [self._named(s) for s in sides]
            found = frozenset(x for k in kinds if k for x in k) if len(sides) == 2 and None not in kinds else None
        return found or None

    def _named(self, words: str) -> frozenset[Label] | None:
        words = words.strip("、 ")
        bare = re.sub(rf"^{_THING}の(?=.)|(?:い|の|色の?)?{_THING}?$", "", words)
        chosen: set[Label] = set()
        if all(isinstance(label, int) for label in self.labels):
            test = number_test(words) or number_test(bare)
            chosen = {label for label in self.labels if test is not None and test(label)}
        elif all(isinstance(label, tuple) for label in self.labels):
            chosen = {label for label in self.labels if _is_card(bare, label)}
        else:
            for label in self.labels:
                name = str(label)
                if words in (name, f"{name}品") or name.removesuffix("色") == bare or _is_called(words, name):
                    chosen.add(label)
                if name == "当たり" and re.fullmatch(
                    r"当た(?:り|りくじ|る|った)|当(?:り|てる)(?:くじ)?|あたり(?:くじ)?|当選(?:する)?|当", words
                ):
                    chosen.add(label)
                if name == "はずれ" and re.fullmatch(r"(?:はずれ|外れ|ハズレ)(?:くじ|る)?", words):
                    chosen.add(label)
        return frozenset(chosen) or None

    # Phrases

    def _likeness(self, said: str) -> Holds | None:
        if self.n < 2:
            return None
        said = _LEAD.sub("", said)
        if re.search(r"(?:同じ|等し|一致|ぞろ目|ゾロ目|同色)", said) and not re.search(
            r"(?:な|ず)(?:い|$)|回(?!とも)|個(?!とも|の)|枚(?!とも|の)|異", said
        ):
            if re.search(r"同じマーク|同じスート", said):
                return lambda outcome: len({label[1] for label in outcome}) == 1
            if re.search(r"色", said) and any(isinstance(x, tuple | int) for x in self.labels):
                return None
            if any(isinstance(x, tuple) for x in self.labels):
                return (lambda outcome: len({label[0] for label in outcome}) == 1) if re.search(r"数", said) else None
            return lambda outcome: len(set(outcome)) == 1
        if re.search(r"(?:異な|違う|相異な|互いに異|ことな)", said) and not re.search(
            r"回|個(?!とも)|枚(?!とも)", said
        ):
            if any(isinstance(x, tuple) for x in self.labels):
                return None
            if self.n > 2 and not re.search(r"すべて|全て|どの|互いに|全部|とも", said):
                return None
            return lambda outcome: len(set(outcome)) == len(outcome)
        return None

    def _aggregate(self, said: str) -> Holds | None:
        if not all(isinstance(label, int) for label in self.labels) or self.n < 2:
            return None
        said = _LEAD.sub("", _LEAD.sub("", said))
        for pattern, make in _AGGREGATES:
            m = re.fullmatch(
                rf"(?:(?:出る|出た)?目の|数の|2数の|2つの(?:数|目)の|\d+(?:回|個|枚)の(?:出る|出た)?(?:目|数)の|それらの)?{pattern}が(?P<rest>.+)",
                said,
            )
            if m:
                rest = re.sub(r"(?:である|になる|となる|であった|だ)$", "", m["rest"])
                test = number_test(rest)
                return None if test is None else _made(make, test)
        return None

    def _places(self, said: str) -> Holds | None:
        """1回目が偶数で2回目が6; 2人目が当たる; Bが当たる; 3回目に初めて6が出る"""
        first = re.fullmatch(
            rf"(?P<i>\d+){_C}目(?:で|に)(?:初めて|はじめて)(?P<kind>.+)|(?P<kind2>.+?)(?:が|を)(?P<i2>\d+){_C}目(?:で|に)(?:初めて|はじめて)(?:出る|引く|当たる|取り?出される)",
            said,
        )
        if first:
            kind, i = self.kind(first["kind"] or first["kind2"]), int(first["i"] or first["i2"])
            if kind is None or not 1 <= i <= self.n:
                return None
            return _first_at(i, kind)
        at = "|".join([rf"\d+{_C}目", "最初", "最後", "初め", *map(re.escape, self.people)])
        who = rf"(?:{at})(?:の(?:人|玉|カード|くじ|目|さいころ))?"
        both = re.fullmatch(
            rf"(?P<a>{at})(?:と|も)(?P<b>{at})(?:が|も|の)?(?:ともに|とも|両方とも|両方|2人とも|どちらも)?(?P<kind>.+)",
            said,
        )
        if both:
            kind = self._decided(both["kind"])
            where = [self._where(both["a"]), self._where(both["b"])]
            if kind is None or None in where:
                return None
            return _at([(i, kind) for i in where if i is not None])
        only = re.fullmatch(rf"(?P<at>{at})(?:の人)?(?:だけ|のみ)(?:が|に)?(?P<kind>.+)", said)
        if only and (kind := self._decided(only["kind"])) and (place := self._where(only["at"])) is not None:
            rest = frozenset(self.labels) - kind
            return _at([(i, kind if i == place else rest) for i in range(self.n)])
        parts = [
            p
            for p in re.split(rf"(?:、)?(?:かつ|しかも)?(?:、)?(?={who}(?:が|は|に|で|も|の))", said)
            if p.strip("、 ")
        ]
        tests: list[tuple[int, frozenset[Label]]] = []
        for part in parts:
            m = re.fullmatch(
                rf"(?P<at>{at})(?:の(?:人|玉|カード|くじ|目|さいころ|出る目|番号|数))?(?:が|は|に|で|も|の)(?P<kind>.+?)(?:、|で|し|り|て)?",
                part,
            )
            place = self._where(m["at"]) if m else None
            kind = self._decided(m["kind"]) if m else None
            if place is None or kind is None:
                return None
            tests.append((place, kind))
        return _at(tests) if tests else None

    def _decided(self, words: str) -> frozenset[Label] | None:
        """What one draw shows: 赤玉が出る, はずれる, 当たらない"""
        words = re.sub(r"^(?:の?目が|が(?!い)|は(?!ず))", "", words)
        words = re.sub(r"であり$|で$|し$|て$|り$(?<!当たり)|が出$|を引き$", "", words)
        if "当たり" in self.labels:
            if re.search(r"当た(?:ら|りで)な|(?:はず|外)れ|当たらず", words):
                return frozenset(self.labels) - {"当たり"}
            if re.match(r"当た|あた|当選", words):
                return frozenset({"当たり"})
        kind = self.kind(words)
        if kind is None and (m := re.fullmatch(r"(?P<a>.+?)(?:が出|を引か|が)な(?:い|かった)", words)):
            inner = self.kind(m["a"])
            kind = frozenset(self.labels) - inner if inner else None
        return kind

    def _where(self, at: str) -> int | None:
        if at in self.people:
            return self.people.index(at)
        i = {"最初": 1, "初め": 1, "最後": self.n}.get(at) or int(re.sub(r"\D", "", at) or 0)
        return i - 1 if 1 <= i <= self.n else None

    def _mixture(self, said: str) -> Holds | None:
        """赤玉が2個、白玉が1個; 赤玉と白玉が1個ずつ; 1つだけ3の倍数"""
        said = _LEAD.sub("", said)
        each = re.fullmatch(
            rf"(?P<kinds>.+?)が?(?P<k>\d+){_C}ずつ(?:出る|である|取り?出される|含まれる|選ばれる)?", said
        )
        if each:
            kinds = [self.kind(k) for k in re.split(r"と|、", each["kinds"])]
            if None in kinds or len(kinds) < 2 or int(each["k"]) * len(kinds) != self.n:
                return None
            return _mixed([(k, int(each["k"])) for k in kinds if k is not None])
        parts = re.split(r"(?:、|,\s*|(?<=[個枚本人回])(?:と|で(?!あ)))(?=[^\d以]+)", said)
        told = [
            re.fullmatch(
                rf"(?P<kind>.+?)(?:が|を)?(?P<k>\d+){_C}(?:である|で|と(?:なる)?|になる|(?:が|を)?(?:出る|取り?出される|取り?出す|引く|含まれる|選ばれる|選ぶ))?",
                p,
            )
            for p in parts
        ]
        if len(told) < 2 or not all(told):
            return None
        pairs = [(self.kind(m["kind"]), int(m["k"])) for m in told if m is not None]
        if any(k is None for k, _ in pairs):
            return None
        return _mixed([(k, n) for k, n in pairs if k is not None])

    def _counts(self, said: str) -> Counted | None:
        said = _LEAD.sub("", said)
        for how, pattern in _COUNTS:
            m = re.fullmatch(pattern, said)
            if m is None:
                continue
            groups = m.groupdict()
            rest = groups.get("rest") or ""
            if not re.fullmatch(rf"{_SHOWS}(?:{_DENIED})?|(?:が|を)?(?:含|混)ま?(?:れ|む|って)?.*", rest):
                continue
            words = groups["kind"]
            if how not in ("never", "all") and re.search(r"な(?:い|かった)|ません|ず", rest):
                return None  # 表が2回以上出ない: not, or so many others?
            kind = self._decided(words)
            negated = how == "all" and re.search(r"な(?:い|かった)|ません|ず", rest) is not None
            if kind is None and re.search(r"な(?:い|かった)$|ません$", words):
                shown = re.sub(r"(?:が|を|は)?(?:出|当た|引|で)?(?:ら|か|れ|さ)?(?:ない|なかった|ません)$", "", words)
                kind, negated = self.kind(shown), not negated
            if kind is None:
                continue
            k = int(groups.get("k") or self.n)
            if (how == "all" and k != self.n) or k > self.n:
                continue
            if negated and how != "never":
                kind = frozenset(self.labels) - kind
            relation, k = {
                "least": (">=", k),
                "most": ("<=", k),
                "fewer": ("<=", k - 1),
                "never": ("=", 0),
                "all": ("=", self.n),
                "exact": ("=", k),
            }[how]
            return Counted(kind, relation, k)
        if self.n == 1:
            kind = self._decided(said)
            return None if kind is None else Counted(kind, "=", 1)
        return None


def _is_called(words: str, name: str) -> bool:
    """赤い玉, 赤の玉, 赤玉が of 赤; not 赤玉でない"""
    return re.fullmatch(rf"{re.escape(name)}(?:い|の|色の?)?(?:{_THING})?(?:が|を|は|に)?", words) is not None


def _both(one: NumberTest, other: NumberTest) -> NumberTest:
    return lambda n: one(n) and other(n)


def _either(one: NumberTest, other: NumberTest) -> NumberTest:
    return lambda n: one(n) or other(n)


def _made(make: Callable[[tuple[int, ...]], int], test: NumberTest) -> Holds:
    return lambda outcome: test(make(outcome))


def _at(tests: list[tuple[int, frozenset[Label]]]) -> Holds:
    return lambda outcome: all(outcome[i] in kind for i, kind in tests)


def _first_at(i: int, kind: frozenset[Label]) -> Holds:
    return lambda outcome: outcome[i - 1] in kind and not any(x in kind for x in outcome[: i - 1])


def _mixed(pairs: list[tuple[frozenset[Label], int]]) -> Holds:
    return lambda outcome: all(sum(label in kind for label in outcome) == k for kind, k in pairs)


def _holding(counted: Counted) -> Holds:
    def holds(outcome: tuple[Label, ...]) -> bool:
        found = sum(label in counted.kind for label in outcome)
        return {"=": found == counted.k, ">=": found >= counted.k, "<=": found <= counted.k}[counted.relation]

    return holds


def _is_card(words: str, card: tuple[Any, str]) -> bool:
    rank, suit = card
    parts = [p for p in re.split(r"の|(?<=[赤黒])い", words) if p and p not in ("カード", "札", "マーク")]
    return bool(parts) and all(_is_part(part, rank, suit) for part in parts)


def _is_part(word: str, rank: Any, suit: str) -> bool:
    word = re.sub(r"(?:カード|札|マーク)$", "", word) if word not in ("絵札",) else word
    if word in ("赤", "黒"):
        return (suit in ("hearts", "diamonds")) == (word == "赤")
    if word in ("絵", "絵札"):
        return rank in ("jack", "queen", "king")
    if word in _SUITS:
        return suit == _SUITS[word]
    if word in _RANKS:
        return bool(rank == _RANKS[word])
    test = number_test(word)
    number = {"ace": 1, "jack": 11, "queen": 12, "king": 13}.get(rank, rank)
    return test is not None and test(number)
