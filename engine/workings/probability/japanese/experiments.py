"""Questions about dice, coins, cards, urns and trials in Japanese: the space, and what of it is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from sympy import Integer, Rational

from workings.probability.draft import Draft
from workings.probability.japanese.events import ASKS, asked_of
from workings.probability.japanese.formulas import formulas_of
from workings.probability.japanese.outcomes import JapaneseSpace
from workings.probability.japanese.script import Part, refusal
from workings.probability.japanese.trials import setup_of
from workings.probability.reading import Distributed

__all__ = ["Experimental", "read_experiment"]

_WHEN = re.compile(
    r"^(?P<c>.+?)(?:(?:という|との)?条件(?:のもと|の下)?で(?:の)?|とき(?:に|には|は|の)?|場合(?:に|は|の)?|(?<=[っいしれだじえきり]た)ら)、?(?P<rest>.+)$"
)
_VARIABLE = re.compile(
    r"(?P<what>[^、。]+?)を(?:確率変数)?(?P<x>[A-Z])(?:とする|とし|とおく|で表す|とする?とき|$)|確率変数(?P<x2>[A-Z])(?:を|は)(?P<what2>[^、。]+?)(?:とする|である|で定める|を表す)"
)
_MEASURES = (("期待値|平均値?", "E"), ("分散", "Var"), ("標準偏差", "sd"))
_MEASURED = r"(?:期待値|平均値?|分散|標準偏差)"
_DOES = r"(?:投げ|振|ふ|取り?出|引|ひ|選|行|くり返|繰り返|並べ|調べ|抜|作|受け|シュート|射|撃|打|試|対戦|答え|解|ま[くいき]|植え|蒔|抽出|買|撒|繰り返し)"
_VOCABULARY = re.compile(
    r"非?復元|偏りの|偏った|\d+円|選択肢|○\*|問につき|選手|打席|打者|打率|粒|種子|発芽|率|計|[一-龠]{2}率|[勝打]率|で?たらめ|さいころ|サイコロ|ダイス|硬貨|コイン|[15]?0+円玉|\d+円硬貨|トランプ|ジョーカーを(?:除く|含まない|除いた)|カード|札|くじ引き|くじ|玉|球|ボール|石|袋|箱|壺|つぼ|山札|番号|数字|整数|自然数|数|目|面|"
    r"大小|公正|正し|区別|普通|同様|確|異な|同じ大きさ|大きさ|形|色|中|入|取|出|引|選|同時|一度|順番|順|続|戻|無作為|任意|書|付|投|振|回|個|枚|本|人|名|問|題|台|球|匹|つ|組|全部|合計|合|用意|試行|行|繰|返|独立|互|"
    r"次|最初|確率|調|記|録|認|考|操作|元|以下|以上|場合|事象|求|者|残|ここ|各|他|毎|各回|委員|代表|係|生徒|クラス|男女|抽出|抽選|製品|部品|商品|電球|の?うち|検査|必|問題|解答|答|選択肢|択|当|外|含|混|当選|"
    r"選手|成功|失敗|シュート|ゲーム|試合|対戦|射|撃|打|種|種子|発芽|治療|患者|薬|効|起|表|裏|人|A|B|C|D|P|X|Y|[0-9.%/~(),\s]|作|連続|[一-龠]さん|それぞれ|互い|関係|影響|全|正解|不正解|勝|負|引き分け|無|的|命中|回数|個数|枚数|本数|人数|和|積|差|最大|最小|値|期待|分散|標準|偏差|変|得|変数|何|同|可能|再び|再|一|二|箱|上|買|母集団|分|割|組|班|受|合格|ロット|大量|多数|[ァ-ヴー]+"
)


@dataclass(frozen=True, slots=True)
class Experimental:
    """An experiment as a draft, and what is asked of it."""

    draft: Draft
    asked: tuple[str, ...]


def read_experiment(text: str, parts: list[Part]) -> Experimental | None:
    """The experiment that the text tells of; None where it tells of none.

    Raises:
        ReadError: where it tells of one, and a question about it is not understood.
    """
    whole = with_decimals("。".join(p.text for p in parts))
    space = setup_of(whole)
    if space is None:
        _refuse_open(text, whole)
        return None
    return _Experiment(text, parts, space).read()


def _refuse_open(text: str, whole: str) -> None:
    """Several drawn one after the other from one urn, and not a word on whether they are put back."""
    in_turn = re.search(r"(?:続けて|順に|1[個枚本]ずつ(?!出|である|含|に))[^。]*(?:取|引)", whole)
    if in_turn and not re.search(r"戻|同時|復元", whole) and re.search(r"袋|箱|くじ|カード|トランプ", whole):
        raise refusal("取り出したものをもとに戻すかどうかが書かれていません", "it is not said whether what is drawn is put back",
                      text, (0, len(text)), "「もとに戻さずに」「もとに戻して」「同時に」")  # fmt: skip


def with_decimals(text: str) -> str:
    """Percentages and fractions in one form; shares of items stay, since they set up the experiment."""
    text = re.sub(r"(\d+)\s*分の\s*(\d+)", r"\2/\1", text)
    return re.sub(r"(?<!\d)(\d)割(?!る)", lambda m: f"{m[1]}0%", text)


class _Experiment:
    def __init__(self, text: str, parts: list[Part], space: JapaneseSpace) -> None:
        self.text = text
        self.parts = parts
        self.space = space
        self.draft = Draft(trials=space, decimal=bool(re.search(r"\d\.\d|%|割", text)))
        self.asked: list[str] = []
        self.seen: list[str] = []
        self.variables: dict[str, str] = {}

    def read(self) -> Experimental:
        for part in self.parts:
            said = with_decimals(part.text)
            if ASKS.search(said):
                self._ask(said, part)
            else:
                self._tell(said, part)
        if not self.asked:
            raise refusal(
                "何を求めるのかが書かれていません",
                "nothing is asked",
                self.text,
                (0, len(self.text)),
                "「〜である確率を求めよ」",
            )
        return Experimental(self.draft, tuple(self.asked))

    def _place(self, part: Part) -> tuple[str, tuple[int, int]]:
        return self.text, (part.start, part.end)

    def _tell(self, said: str, part: Part) -> None:
        for m in _VARIABLE.finditer(said):
            self._define(m["x"] or m["x2"], m["what"] or m["what2"], part)
        left = _VARIABLE.sub("", said)
        if re.search(r"(?:た|でした)$", said):
            tail = re.split(r"ところ、?|とき、?", said)[-1]
            if self.space.phrase(tail) is not None:
                self.seen.append(tail)
                return
            if not re.search(rf"{_DOES}[^、]{{0,5}}$", said):
                raise refusal(f"「{tail}」がどの結果のことか読み取れません", "which outcomes are meant?", *self._place(part),
                              "「1回目が偶数であった」")  # fmt: skip
        self._setting(left, part)

    def _setting(self, said: str, part: Part) -> None:
        """Whether all that is said sets up the experiment; what else there is might change it."""
        left = said
        for label in (*self.space.labels, *self.space.people):
            left = left.replace(str(label).removesuffix("以外"), "")
        left = re.sub(r"[ぁ-ん、。「」・?]", "", _VOCABULARY.sub("", left))
        if left:
            raise refusal(f"「{left}」が何のことか読み取れません", "this word is not understood", *self._place(part),
                          "「袋に赤玉3個と白玉2個が入っている。同時に2個取り出す」のような文")  # fmt: skip
        if re.search(
            r"もし|ならば|ただし(?!、?(?:取り?出し|引い|玉|くじ|カード|どの|いずれ|さいころ|硬貨|ジョーカー|裏|表|毎回|各回|試行|独立|引き分け))|終了|やめ|ごとに|入れ替え|移|加え(?!ず)|追加",
            said,
        ):
            raise refusal(f"「{part.text}」が読み取れません", "this sentence can't be read", *self._place(part),
                          "「袋に赤玉3個と白玉2個が入っている。同時に2個取り出す」のような文")  # fmt: skip

    def _define(self, name: str, what: str, part: Part) -> None:
        """表の出る回数をXとする: X, by its distribution"""
        what = re.sub(
            rf"^.*(?:{_DOES}[^、]*?とき(?:に|の)?、?|このとき、?|(?:投げ|振っ|引い|取り?出し|選ん)[てで]、?)",
            "",
            what.strip("、 "),
        )
        space = self.space
        count = re.fullmatch(
            r"(?P<kind>.+?)(?:が|の)?(?:出る|出た|を引く|当たる|含まれる|に含まれる)?(?:もの)?(?:の)?(?:回数|個数|枚数|本数|人数|数)",
            what,
        )
        kind = space.kind(count["kind"]) if count else None
        if count and kind is None and re.fullmatch(r"(?:正解|成功|当たり)(?:する|した)?", count["kind"]):
            kind = frozenset(space.labels[:1])
        if kind is not None and space.n > 1 and not re.fullmatch(r"(?:出る|出た)?目の?", what):
            self._distributed(name, kind)
            return
        value = _value_of(what, space)
        if value is None:
            raise refusal(f"「{what}」が確率変数として読み取れません", "no random variable", *self._place(part),
                          "「表の出る回数」「出る目の和」「取り出した赤玉の個数」")  # fmt: skip
        if space.n == 1 and name == "X" and all(isinstance(x, int) for x in space.labels):
            return
        weights: Counter[int] = Counter()
        for outcome, weight in space.outcomes():
            weights[value(outcome)] += weight  # type: ignore[assignment]
        total = Fraction(space.total)
        values = sorted(weights)
        shares = [Fraction(weights[v]) / total for v in values]
        self.draft.table(name, [Integer(v) for v in values], [Rational(s.numerator, s.denominator) for s in shares])

    def _distributed(self, name: str, kind: frozenset[Any]) -> None:
        space = self.space
        inside = sum(
            (Fraction(w) for label, w in zip(space.labels, space.weights, strict=True) if label in kind), Fraction(0)
        )
        self.draft.variable(name)
        if space.replaced:
            share = inside / Fraction(space.size)
            made = Distributed(name, "binomial", (Integer(space.n), Rational(share.numerator, share.denominator)))
        else:
            made = Distributed(
                name, "hypergeometric", (Integer(int(space.size)), Integer(int(inside)), Integer(space.n))
            )
        self.draft.statements.append(made)

    # Questions

    def _ask(self, said: str, part: Part) -> None:
        for told in _VARIABLE.finditer(said):
            self._define(told["x"] or told["x2"], told["what"] or told["what2"], part)
            said = said.replace(told[0], "", 1).lstrip("、")
        asked = re.sub(r"^(?:このとき|とき)、?", "", asked_of(said))
        before = re.match(rf"(?P<scene>[^、]*{_DOES}[^、]*とき)、?(?=(?:P|E|V|Var|σ)\s*\()", asked)
        if before:
            self._setting(before["scene"], part)
            asked = asked[before.end() :]
        formulas = formulas_of(asked)
        between = formulas and re.sub(
            r"の値|および|と|[、,\s]", "", asked[: formulas[0].start] + asked[formulas[-1].end :]
        )
        if formulas and not between and self.draft.variables:
            self.asked += [re.sub(r"^V(?=\s*\()", "Var", formula.text) for formula in formulas]
            return
        measured = re.fullmatch(rf"(?P<what>.+?)の(?P<all>{_MEASURED}(?:(?:、|と|および|、および){_MEASURED})*)", asked)
        if measured:
            self._measure(measured["what"], measured["all"], part)
            return
        m = re.fullmatch(r"(?P<body>.+?)(?:の|という)?(?:条件付き?)?確率", asked)
        if m is None:
            raise refusal(
                "この問いが読み取れません",
                "this question can't be read",
                *self._place(part),
                "「〜である確率を求めよ」",
            )
        self.asked.append(self._chance(m["body"], part))

    def _chance(self, body: str, part: Part) -> str:
        conditions = list(self.seen)
        rest = re.sub(r"^(?:それが|これが|その(?:玉|カード|目|数)が)", "", body)
        while m := _WHEN.match(rest):
            c = re.sub(r"(?:と|が|ことが)(?:わか|分か)った$|(?:である|という|いう|の)$", "", m["c"])
            phrase = re.split(r"(?:ところ|て)、|(?:投げ|振っ|引い|取り?出し|選ん)[てで](?!い)", c)[-1]
            if self._event(phrase) is not None and (
                re.search(r"た$|である$|いる$", m["c"]) or not re.search(rf"{_DOES}[^、]{{0,3}}$", c)
            ):
                conditions.append(phrase)
                self._setting(c[: len(c) - len(phrase)], part)
            elif re.search(rf"{_DOES}[^、]{{0,5}}$", c):
                self._setting(m["c"], part)
            else:
                raise refusal(f"「{c}」がどの結果のことか読み取れません", "which outcomes are meant?", *self._place(part),
                              "「1回目が偶数であったとき」")  # fmt: skip
            rest = m["rest"]
        lead = re.match(rf"^(?P<lead>.+?{_DOES}[^、]{{0,4}}(?:て|り|し|い)?)、(?P<rest>.+)$", rest)
        if lead and self._event(rest) is None:
            self._setting(lead["lead"], part)
            rest = lead["rest"]
        event = self._event(rest)
        for done in re.finditer(rf"{_DOES}[^、]{{0,2}}[てで](?!い)", rest):
            if event is None and (event := self._event(rest[done.end() :])) is not None:
                self._setting(rest[: done.end()], part)
        if event is None:
            raise refusal(f"「{rest}」がどの結果のことか読み取れません", "which outcomes are meant?", *self._place(part),
                          "「目の和が7である」「2個とも赤玉である」「少なくとも1回は表が出る」")  # fmt: skip
        given = [self._event(c) for c in dict.fromkeys(conditions)]
        behind = " and ".join(f"{g}" for g in given if g)
        return f"P({event}{'|' + behind if behind else ''})"

    def _event(self, text: str) -> str | None:
        """The phrases of an event, joined by and and or; None where one is not understood."""
        text = re.sub(rf"^{self.space.n}(?:回|打席|試合|問|日|人|個|枚)(?:中|のうち|で)、?(?=.)", "", text.strip("、 "))
        if self.space.phrase(text) is not None:
            return (
                re.sub(r"[、,]", "・", text)
                if self.space.phrase(re.sub(r"[、,]", "・", text))
                else text.replace(",", "、")
            )
        for joint, word in (
            (r"(?:、)?(?:または|もしくは|あるいは)(?:、)?", " or "),
            (r"(?:、)?かつ(?:、)?|(?<=であり)、|(?<=で)、|(?<=出て)、", " and "),
        ):
            sides = [s for s in re.split(joint, text) if s.strip("、")]
            if len(sides) > 1:
                found = [
                    self._event(re.sub(r"であり$|で$|出て$|が出$", "", s) if word == " and " else s) for s in sides
                ]
                if None not in found:
                    return word.join(f for f in found if f)
        return None

    def _measure(self, what: str, measures: str, part: Part) -> None:
        what = re.sub(r"^(?:確率変数|この|その)", "", what.strip("、 "))
        linear = re.fullmatch(r"[-+*\d\s/().]*[A-Z][-+*\d\s/().A-Z^]*", what)
        if (linear and self.draft.variables) or re.fullmatch(r"[A-Z]", what):
            name = what
        else:
            name = "X" if "X" not in self.draft.variables else "Y"
            self._define(name, what, part)
        for found in re.findall(_MEASURED, measures):
            kind = next(k for pattern, k in _MEASURES if re.fullmatch(pattern, found))
            self.asked.append(f"{kind}({name})")


def _value_of(what: str, space: JapaneseSpace) -> Callable[[tuple[Any, ...]], int] | None:
    """出る目の和: a number for each outcome; None where it is not understood."""
    if not all(isinstance(label, int) for label in space.labels):
        return None
    what = re.sub(
        r"^(?:出る|出た|取り?出した|引いた|選んだ)?(?:\d[つ個枚]の)?(?:さいころの|カードの|玉の|札の)?(?:出る|出た)?(?:カードに書かれた|書かれた)?",
        "",
        what,
    )
    if space.n == 1 and re.fullmatch(r"(?:目|数字?|番号|数)(?:の数)?", what):
        return lambda outcome: outcome[0]
    m = re.fullmatch(
        r"(?:目の数の|目の|数字?の|番号の|数の|2数の|2つの数の)?(?P<f>和|合計|積|最大値|最大の目|最小値|最小の目|差の絶対値|差)",
        what,
    )
    if m is None or (m["f"].startswith("差") and space.n != 2):
        return None
    table: dict[str, Callable[[tuple[int, ...]], int]] = {
        "和": sum, "合計": sum, "積": prod, "最大値": max, "最大の目": max, "最小値": min, "最小の目": min,
        "差の絶対値": lambda o: abs(o[0] - o[1]),
    }  # fmt: skip
    return table.get(m["f"])
