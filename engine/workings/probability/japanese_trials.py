"""Dice, coins, cards, urns and random variables told in Japanese, as the English sentences that `homework` reads.

A way of saying things is added as a row of `TOLD` (what is done) or `ASKED` (what is asked); a text of which a part
fits no row is left as it is, and then not read.
"""

from __future__ import annotations

import re

from workings.probability.japanese import plain_japanese

__all__ = ["in_english"]

_THING = r"(?:玉|球|個|枚|本|人|名|枚のカード)"
_DIE = r"(?:さいころ|サイコロ|さいコロ)"
_COIN = r"(?:硬貨|コイン)"
_AND = r"(?:\s*[,と]\s*|および)"
_BALLS = rf"\w*?[^\W\d]玉\d+個(?:{_AND}\w*?[^\W\d]玉\d+個)+"
_PEOPLE = rf"[^\W\d]+?\d+人(?:{_AND}[^\W\d]+?\d+人)+"
_ITEM = re.compile(r"(?:と|,\s*)?(?P<kind>(?!と)[^\W\d]+?)玉?(?P<n>\d+)[個人]")
_NUMBER = r"\d+(?:\.\d+)?%?|\d+/\d+"

TOLD = tuple((re.compile(pattern), usual) for pattern, usual in (
    (rf"(?:(?:袋|箱|つぼ)の中に(?:は)?)?(?P<items>{_BALLS})(?:が|の)?(?:入った|入っている|入りの|ある)"
     rf"(?:袋|箱|つぼ)?(?:がある|から|において)?",
     "a bag contains {items} balls"),
    (rf"(?P<items>{_PEOPLE})の(?:中|うち)から(?P<m>\d+)人の?(?:委員|代表|係)?を?(?:くじ引きで|無作為に)?選ぶ",
     "a committee of {m} is chosen from {items}"),
    (r"(?P<n>\d+)本のくじの(?:中|うち)に(?:は)?(?:当たり(?:くじ)?が(?P<k>\d+)本|(?P<k2>\d+)本の当たり"
     r"(?:くじ)?が)(?:ある|入っている|含まれている)",
     "a lot of {n} tickets contains {k} 当たり"),
    (rf"(?:同時に)?(?P<m>\d+){_THING}(?:の玉|のくじ)?を(?:同時に|一度に)(?:取り出す|引く|選ぶ)",
     "{m} balls are drawn without replacement"),
    (rf"同時に(?P<m>\d+){_THING}(?:の玉|のくじ)?を(?:取り出す|引く|選ぶ)", "{m} balls are drawn without replacement"),
    (rf"(?:玉|くじ|カード)?を?1{_THING}?(?:取り出し|引き|取り出して|引いて),? ?(?:それを)?(?:元に)?(?:"
     rf"戻さずに|戻さないで),? ?(?:続けて)?もう1{_THING}?"
     r"(?:取り出す|引く)", "2 balls are drawn without replacement"),
    (rf"(?:玉|くじ|カード)?を?1{_THING}?(?:取り出して|取り出し|引いて)(?:色を見てから|色を調べて|, 色を"
     rf"見て|, 色を調べて)?,? ?(?:元に|もとに)?戻し(?:て)?,? ?もう1"
     r"[回個枚本]?(?:取り出す|引く)", "2 balls are drawn with replacement"),
    (r"[A-Z], ?[A-Z](?:の2人)?(?:が|の順に)(?:この順に)?1本ずつ(?:くじを)?引く", "2 balls are drawn"),
    (r"引いたくじは(?:元に)?戻さない", "they are drawn without replacement"),
    (rf"(?:1個の)?{_DIE}を?(?:1個)?(?P<n>\d+)回(?:続けて)?(?:投げる|振る|投げて|振って)",
     "a die is rolled {n} times"),
    (rf"(?:大小)?(?P<n>\d+)個の{_DIE}を(?:同時に)?(?:1回)?(?:投げる|振る|投げて|振って)", "{n} dice are rolled"),
    (rf"{_DIE}を(?P<n>\d+)個(?:同時に)?(?:投げる|振る)", "{n} dice are rolled"),
    (rf"表が出る確率が(?P<p>{_NUMBER})の{_COIN}を(?P<n>\d+)回投げる",
     "a biased coin lands heads with probability {p}. It is tossed {n} times"),
    (rf"(?:1枚の)?{_COIN}を(?P<n>\d+)回(?:続けて)?(?:投げる|投げて)", "a fair coin is tossed {n} times"),
    (rf"(?P<n>\d+)枚の{_COIN}を(?:同時に)?(?:投げる|投げて)", "{n} fair coins are tossed"),
    (r"(?P<a>\d+)から(?P<b>\d+)までの(?:数字|整数|番号)が(?:1つずつ)?書かれた(?:\d+枚の)?カードから"
     r"(?P<m>\d+)枚を?引く",
     "cards numbered {a} to {b}. {m} card is drawn"),
    (r"(?:ジョーカーを除く)?(?:52枚の|1組の)*トランプ(?:52枚)?(?:の中)?から1枚を?引く", "a card is drawn from a deck"),
    (r"確率変数(?P<x>[A-Z])は?(?:が)?二項分布B\((?P<n>\d+), ?(?P<p>[\d./]+)\)に従う", "{x} ~ Binomial({n}, {p})"),
    (r"確率変数(?P<x>[A-Z])の(?:平均|期待値)は(?P<mean>[\d./-]+), ?分散は(?P<var>[\d./]+)(?:である)?",
     "E[{x}] = {mean}. Var({x}) = {var}"),
))  # fmt: skip
_KINDS = tuple((re.compile(pattern), usual) for pattern, usual in (
    (r"(?P<k>\d)の目", "{k}"),
    (r"(?P<k>\d+)以上(?:の目|のカード)?", "at least {k}"),
    (r"(?P<k>\d+)以下(?:の目|のカード)?", "at most {k}"),
    (r"(?P<k>\d+)の倍数(?:の目)?", "a multiple of {k}"),
    (r"偶数(?:の目)?", "even"), (r"奇数(?:の目)?", "odd"), (r"素数(?:の目)?", "prime"),
    (r"表", "head"), (r"裏", "tail"),
    (r"ハート", "heart"), (r"スペード", "spade"), (r"ダイヤ", "diamond"), (r"クラブ", "club"),
    (r"絵札", "face"), (r"エース", "ace"), (r"キング", "king"),
    (r"当たり?(?:くじ)?|当た(?:る|った)", "当たり"), (r"はずれ(?:くじ)?|外れる", "not 当たり"),
    (r"(?P<c>[^\W\d]+?)玉", "{c}"), (r"(?P<c>[男女]子)", "{c}"),
))  # fmt: skip
_OUT = r"(?:が?出る|である|になる|が?選ばれる|を引く|を取り出す|が出た|であった|含まれる|となる)?"
ASKED = tuple((re.compile(pattern), usual) for pattern, usual in (
    (rf"少なくとも1{_THING}?回?(?:が|は|も)?(?P<k>.+?){_OUT}", "at least one {k}"),
    (rf"(?P<k>.+?)が(?:ちょうど)?(?P<n>\d+)(?:回|個|枚|人|本)(?:だけ)?{_OUT}", "exactly {n} {k}"),
    (rf"(?:ちょうど)(?P<n>\d+)(?:回|個|枚|人|本)(?:だけ)?(?P<k>.+?)(?:が)?{_OUT}", "exactly {n} {k}"),
    (rf"(?:2個|2枚|2回|2本|2人|3個|3枚|3回|3本|3人|すべて|全て|全部)(?:とも|が)?(?P<k>.+?)(?:が)?{_OUT}", "all {k}"),
    (r"(?:出る)?目の和が(?P<n>\d+)以上(?:になる|である)", "the sum is at least {n}"),
    (r"(?:出る)?目の和が(?P<n>\d+)以下(?:になる|である)", "the sum is at most {n}"),
    (r"(?:出る)?目の和が(?P<n>\d+)(?:になる|である)?", "the sum is {n}"),
    (r"(?:出る)?目の和が(?P<n>\d+)の倍数(?:になる|である)", "the sum is a multiple of {n}"),
    (r"(?:2|3|4)[個枚](?:とも|が)?(?:すべて)?同じ色(?:である|になる)", "the same colour"),
    (r"1回目に(?P<a>.+?)(?:の目)?(?:が出て)?, 2回目に(?P<k>.+?)(?:の目)?が出る", "first is {a} and second is {k}"),
    (rf"(?P<n>\d+)(?:回|個|枚|人|本)だけ(?P<k>.+?)(?:が)?{_OUT}", "exactly {n} {k}"),
    (r"(?:出る)?目の積が(?P<k>偶数|奇数)(?:になる|である)", "the product is {k}"),
    (r"(?:2つの)?(?:出る)?目が(?:等しい|同じ)(?:である)?", "the same"),
    (rf"(?P<a>[^\W\d]?\d*\w*?)または(?P<k>.+?){_OUT}", "{a} or {k}"),
    (rf"(?P<k>.+?)(?:が)?{_OUT}", "{k}"),
))  # fmt: skip


def in_english(text: str) -> str | None:
    """The problem in English; None where a part of it is not understood.

    >>> in_english("1個のサイコロを3回投げるとき、少なくとも1回6の目が出る確率を求めよ。")
    'a die is rolled 3 times. Find the probability of at least one 6?'
    """
    sentences: list[str] = []
    for part in re.split(r"\.(?!\d)\s*|\?", plain_japanese(text)):
        said = re.sub(r"\s+", "", part).replace(",", ", ").strip(" ,")
        if not said:
            continue
        asked = re.fullmatch(
            r"(?P<told>.*?)(?P<q>[^,]*(?:, (?:それが)?[^,]*)?)(?:の?条件付き)?確率(?:を求めよ|はいくらか|を求"
            r"めなさい)",
            said,
        )
        mean = re.fullmatch(r"(?:(?P<told>.*?)とき, )?(?:出る目|.*)の期待値(?:を求めよ|はいくらか)", said)
        formula = re.fullmatch(
            r"(?:Find)?(?P<f>[PE]\(.*\))|(?P<g>[\dA-Z+\-*/]+)の(?P<m>期待値|平均|分散)を求めよ", said
        )
        if formula:
            measure = "Var" if formula["m"] == "分散" else "E"
            sentences.append("Find " + (formula["f"] or f"{measure}({formula['g']})") + "?")
        elif mean:
            sentences += [*([found] if (found := _told(mean["told"] or "")) else []), "What is the expected value?"]
        elif asked:
            found = _question(said)
            if found is None:
                return None
            sentences.append(found)
        else:
            found = _told(said)
            if found is None:
                return None
            sentences.append(found)
    return ". ".join(sentences).replace("?.", "?")


def _told(said: str) -> str | None:
    """What is done, sentence by sentence."""
    rest, found = said.strip(" ,"), []
    while rest:
        for pattern, usual in TOLD:
            m = pattern.match(rest)
            if m and m.end():
                slots = {k: v for k, v in m.groupdict().items() if v}
                if "items" in slots:
                    slots["items"] = " and ".join(f"{i['n']} {i['kind']}" for i in _ITEM.finditer(slots["items"]))
                slots.setdefault("k", slots.get("k2", ""))
                found.append(usual.format(**slots))
                rest = re.sub(r"^(?:とき|ので|から|際)?[, ]*", "", rest[m.end() :])
                break
        else:
            return None
    return ". ".join(found)


def _question(said: str) -> str | None:
    """`(what is done)とき, (what happens)確率を求めよ`, what is known before between them."""
    said = re.sub(r"(?:の?条件付き)?確率(?:を求めよ|はいくらか|を求めなさい)$", "", said)
    parts = [part for part in re.split(r"(?:とき|て), ?", said) if part]
    told = []
    while len(parts) > 1:
        done = _told(parts[0]) or _told(parts[0] + "る") or _told(parts[0] + "て")
        if done is None:
            break
        told.append(done)
        parts = parts[1:]
    if len(parts) == 1 and (cut := re.match(r"(?P<done>.*?(?:から|て))(?P<rest>.+)$", parts[0])) and _told(cut["done"]):
        told.append(_told(cut["done"]) or "")
        parts = [cut["rest"]]
    events = [_event(re.sub(r"^(?:それが|その\w+?が)", "", part)) for part in parts]
    if None in events or not 1 <= len(events) <= 2:
        return None
    asked = f"{events[-1]} given that {events[0]}" if len(events) == 2 else f"{events[0]}"
    return ". ".join([*told, f"Find the probability of {asked}?"])


def _event(said: str) -> str | None:
    drawn = re.fullmatch(r"(?P<who>[A-Z])[がも](?P<k>当た(?:る|った|り)|はずれる|外れる)", said)
    if drawn:  # A draws first
        place = "ABCD".find(drawn["who"])
        return None if place < 0 else f"{('first', 'second', 'third', 'last')[place]} is {_kind(drawn['k'])}"
    for pattern, usual in ASKED:
        m = pattern.fullmatch(said)
        if m is None:
            continue
        slots = dict(m.groupdict())
        for key in ("k", "a"):
            if slots.get(key):
                slots[key] = _kind(slots[key] or "")
        if all(v is not None for v in slots.values()):
            return usual.format(**slots)
    return None


def _kind(said: str) -> str | None:
    for pattern, usual in _KINDS:
        m = pattern.fullmatch(said)
        if m:
            return usual.format(**m.groupdict())
    return None
