"""Several boxes, one of which is chosen before a ball is drawn: told again as shares, which the reader of events knows."""

from __future__ import annotations

import re
from fractions import Fraction

from workings.probability.japanese.outcomes import number_test
from workings.probability.japanese.script import Part

__all__ = ["as_shares"]

_BOX = r"(?:箱|袋|壺|つぼ|容器|引き出し)(?:[A-Z]|\d)"
_BALLS = r"(?:[赤白青黒黄緑]|当たり|はずれ|金|銀)(?:い|の)?(?:玉|球|ボール|くじ|硬貨|カード)?(?:が|を)?\d+(?:個|本|枚)"
_HOLDS = re.compile(
    rf"(?P<box>{_BOX})(?:の中)?(?:に)?(?:は|には)?、?(?P<balls>{_BALLS}(?:(?:、|と|,\s*){_BALLS})*)(?:が)?(?:入っ(?:ている|てい|て)|あ(?:る|り))?(?:、|で)?"
)
_BALL = re.compile(
    r"(?P<kind>[赤白青黒黄緑金銀]|当たり|はずれ)(?:い|の)?(?:玉|球|ボール|くじ|硬貨|カード)?(?:が|を)?(?P<n>\d+)"
)
_AT_RANDOM = re.compile(
    r"(?:無作為|ランダム|でたらめ|任意|等しい確率|同じ確率|等確率)[^。]*?(?:1つ|1個|一方|どちらか|箱|袋)[^。]*?選|"
    r"(?:無作為|ランダム)に選(?:んだ|ばれた)(?:1つの)?(?:箱|袋)"
)
_ONE_DRAWN = re.compile(
    r"(?:玉|球|くじ|硬貨|カード|ボール)?(?:を)?(?:無作為に|ランダムに)?1(?:個|本|枚|つ)(?:の(?:玉|球))?(?:を)?(?:無作為に)?(?:取|引)|(?:取り?出した|引いた)(?:玉|球|くじ)"
)
_BY_DIE = re.compile(
    rf"(?P<faces>[^、。]*?)(?:の目)?が出(?:たら|れば|たときは?、?|た場合は?、?|るとき|ると)[^、。]*?(?P<box>{_BOX})[^。]*?(?:それ以外|その他|そうでな|他)[^、。]*?(?P<other>{_BOX})"
)
_BY_COIN = re.compile(
    rf"表が出(?:たら|れば|たとき|た場合|ると)[^、。]*?(?P<box>{_BOX})[^。]*?裏[^、。]*?(?P<other>{_BOX})"
)


def as_shares(parts: list[Part]) -> list[Part] | None:
    """The sentences with the boxes as shares; None where the text tells of fewer than two boxes.

    >>> told = as_shares([Part("箱1には赤玉1個、白玉2個、箱2には赤玉3個、白玉1個が入っている", 0, 9),
    ...                   Part("無作為に1つの箱を選び、玉を1個取り出す", 9, 18)])
    >>> [part.text for part in told]
    ['箱1の1/3が赤玉、箱1の2/3が白玉、箱2の3/4が赤玉、箱2の1/4が白玉である', '箱1の確率は1/2、箱2の確率は1/2である']
    """
    whole = "。".join(part.text for part in parts)
    held: dict[str, dict[str, int]] = {}
    for m in _HOLDS.finditer(whole):
        held.setdefault(m["box"], {b["kind"]: int(b["n"]) for b in _BALL.finditer(m["balls"])})
    if (
        len(held) < 2
        or not _ONE_DRAWN.search(whole)
        or re.search(r"[2-9]個(?:の玉)?を?(?:同時|取り|続け)|もう1個|次に|移", whole)
    ):
        return None
    chances = _chances(whole, list(held))
    if chances is None:
        return None
    kinds = list(dict.fromkeys(kind for balls in held.values() for kind in balls))
    shares: list[str] = []
    for box, balls in held.items():
        total = sum(balls.values())
        if not total:
            return None
        shares += [f"{box}の{_written(Fraction(balls.get(kind, 0), total))}が{_called(kind)}" for kind in kinds]
    first = next(part for part in parts if _HOLDS.search(part.text))
    told = [Part("、".join(shares) + "である", first.start, first.end)]
    chosen = "、".join(f"{box}の確率は{_written(p)}" for box, p in chances.items())
    for part in parts:
        if _HOLDS.search(part.text):
            continue
        if re.search(r"選|さいころ|サイコロ|硬貨|コイン", part.text) and chosen:
            told.append(Part(f"{chosen}である", part.start, part.end))
            chosen = ""
            after = re.search(r"(?:とき|ところ)、?(?P<rest>[^。]+(?:た|確率[^。]*))$", part.text)
            if after:
                told.append(Part(after["rest"], part.start, part.end))
            continue
        told.append(part)
    return told if not chosen else None


def _chances(whole: str, boxes: list[str]) -> dict[str, Fraction] | None:
    """How likely each box is chosen; None where it isn't said."""
    die = _BY_DIE.search(whole)
    if die and re.search(r"さいころ|サイコロ", whole):
        test = number_test(re.sub(r"^.*(?:投げ|振っ)(?:て|、)?、?", "", die["faces"]).replace("、", ","))
        if test is None or {die["box"], die["other"]} != set(boxes):
            return None
        share = Fraction(sum(test(n) for n in range(1, 7)), 6)
        return {die["box"]: share, die["other"]: 1 - share}
    coin = _BY_COIN.search(whole)
    if coin and {coin["box"], coin["other"]} == set(boxes):
        return {coin["box"]: Fraction(1, 2), coin["other"]: Fraction(1, 2)}
    if _AT_RANDOM.search(whole):
        return {box: Fraction(1, len(boxes)) for box in boxes}
    return None


def _written(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}" if share.denominator > 1 else str(share.numerator)


def _called(kind: str) -> str:
    return kind if len(kind) > 1 else f"{kind}玉"
