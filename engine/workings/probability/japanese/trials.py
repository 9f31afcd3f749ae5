"""Dice, coins, cards, urns, lots and repeated trials as a Japanese text tells of them."""

from __future__ import annotations

import re
from fractions import Fraction

from workings.probability.japanese.outcomes import JapaneseSpace
from workings.probability.japanese.script import VALUE
from workings.probability.spaces import CARDS

__all__ = ["setup_of"]

_DICE = re.compile(r"(?:さいころ|サイコロ|賽|ダイス|骰子)")
_COIN = re.compile(r"(?:硬貨|コイン|銅貨|10円玉|100円玉|500円玉)")
_C = r"(?:回|個|枚|本|人|名|つ|問|度|球|匹|題|台|発)"
_BACK = re.compile(
    r"(?<!に)(?:もと|元|袋|箱|山|デッキ)(?:の(?:袋|箱|山|場所))?(?:に|へ)戻(?P<not>さ(?:ない|ず|なか)|さない)?|(?P<without>非復元)|(?P<with>復元)"
)
_DRAW = re.compile(
    rf"(?P<each>1{_C}ずつ)?(?:、)?(?:(?:もとに|元に)?戻(?:さ(?:ないで|ずに|ず)|しながら|して))?(?:、)?(?:続けて|順に|順番に|引き続き|同時に|一度に|無作為に|ランダムに|でたらめに|任意に|その中から|この中から|そこから|合わせて|2回に分けて|、)*"
    rf"(?P<m>\d+)\s*(?P<unit>{_C})(?P<each2>ずつ)?(?:(?:玉|球|くじ|カード|札)を)?(?:の(?:玉|球|カード|札|くじ|ボール|委員|代表|製品|部品|数|人|電球|ビー玉|もの|生徒|役員))?(?:を|だけ)?(?:同時に|続けて|順に|無作為に|ランダムに|でたらめに|任意に|一度に|くじで|抽選で|、)*(?:取(?!り?出され)|と(?=る|っ|り)|引(?!か)|ひ(?=く|い)|選(?!ば)|抜|抽出(?!され))"
)
_PEOPLE = re.compile(
    r"(?P<all>[A-Z](?:君|さん)?(?:(?:、|,\s*|と|・)[A-Z](?:君|さん)?)+)(?:の(?P<m>\d)人)?(?:が|は)?[^。]{0,8}?(?:この順(?:番)?に|の順(?:番)?(?:に|で)|順(?:番)?に)"
)
_NUMBERED = re.compile(
    r"(?P<a>\d+)\s*から\s*(?P<b>\d+)\s*までの|(?P<a2>\d+)\s*[~]\s*(?P<b2>\d+)\s*の|(?P<list>\d+(?:(?:、|,\s*)\d+){2,})(?:の数字|の番号|と書かれた|が書かれた|の)"
)
_OF_WHICH = re.compile(
    rf"(?P<n>\d+){_C}(?:の(?:中の)?)?(?P<noun>[^\d、。]{{0,8}}?)(?:のうち|の中に|の中で|中(?=[^か])|の中には|のなかに|、そのうち|があり、(?:そのうち|うち)|の、うち)(?:の)?、?(?P<kind>[^\d。]{{0,12}}?)(?:が|は|を)?(?P<k>\d+){_C}(?P<after>(?:が|は|の|だけ)?[^\d。、]{{0,12}})"
)
_SUCCESS = re.compile(
    rf"(?:(?P<event>[^、。]{{1,24}}?)(?:の|する|である|が出る|る|という)?(?:確率|率)|(?P<rate>[^、。]{{0,12}}?(?:成功|合格|正答|命中|勝|打|当選|不良|発芽)率|打率))(?:は|が|を)?(?:いずれも|それぞれ|常に)?\s*(?P<p>{VALUE}|\d+/\d+)"
)
_CHOICES = re.compile(
    r"(?P<k>\d+)(?:択|つの選択肢|肢)[^。]*?(?P<n>\d+)(?:問|題)|(?P<n2>\d+)(?:問|題)[^。]*?(?P<k2>\d+)(?:択|つの選択肢|肢)"
)
_VESSEL = re.compile(r"(?:箱|袋|壺|つぼ|容器)(?:[A-Z]|[1-9](?![個枚本つ]))")
_KIND = (
    r"(?:[赤白青黒黄緑茶銀金紫橙](?:い|色の?)?(?:玉|球|ボール|カード|石|くじ|ビー玉|碁石|札)?|当たり(?:くじ)?|あたり(?:くじ)?|"
    r"はずれ(?:くじ)?|外れ(?:くじ)?|大人|子ども|子供|男子?(?:生徒|性)?|女子?(?:生徒|性)?|良品|不良品|[ァ-ヴー]{2,8}|りんご|みかん|もも|なし|[A-Z](?=の?玉)|[一-龠]{2,4})"
)
_NOUN = r"(?:の(?:玉|球|カード|札|くじ|ボール|生徒|石|碁石))?"
_ITEMS = re.compile(rf"{_KIND}{_NOUN}(?:が|を)?\d+{_C}(?:(?:、|,|と|で、|および|,\s*){_KIND}{_NOUN}(?:が|を)?\d+{_C})+")
_HELD = r"、?(?:の?(?:合計|計|合わせて|全部で)\d+.)?(?:が|を|の)?(?:入|い|あ|含|混|用意|からな|から|の中|の計|で構成|の合|を入|、計|、合|の玉|のくじ|のカード|、同|$|。)"


def setup_of(text: str) -> JapaneseSpace | None:
    """The experiment that the text sets up; None where it tells of none, or leaves open how it is made.

    >>> setup_of("袋に赤玉3個と白玉2個が入っている。同時に2個取り出す。").n
    2
    """
    if len(set(_VESSEL.findall(text))) > 1 or re.search(r"(?:[2-9]|もう1|別の|他の)(?:つの)?(?:箱|袋|壺|つぼ)", text):
        return None
    for read in (_guessing, _dice, _coins, _cards, _drawn, _repeated):
        space = read(text)
        if space is not None:
            return space
    return None


def _dice(text: str) -> JapaneseSpace | None:
    if not _DICE.search(text) or _COIN.search(text) or re.search(r"いかさま|偏った|歪んだ|袋|箱|玉|カード", text):
        return None
    n = _how_often(text)
    sides = re.search(r"(\d+)面", text)
    count = int(sides[1]) if sides else 6
    if n is None or not 1 <= n <= 200 or not 2 <= count <= 100:
        return None
    return JapaneseSpace(tuple(range(1, count + 1)), (1,) * count, n, True, (), _persons(text, n))


def _coins(text: str) -> JapaneseSpace | None:
    if not _COIN.search(text) or _DICE.search(text) or re.search(r"袋|箱|合計金額", text):
        return None
    n = _how_often(text)
    biased = re.search(rf"(?P<face>表|裏)が?(?:の)?出る確率(?:が|は|を)?\s*(?P<p>{VALUE}|\d+/\d+)", text)
    if n is None or not 1 <= n <= 200 or (biased is None and re.search(r"歪んだ|偏|いかさま|不公正", text)):
        return None
    share = _fraction(biased["p"]) if biased else Fraction(1, 2)
    if biased and biased["face"] == "裏":
        share = 1 - share
    weights = (1, 1) if share == Fraction(1, 2) else (share, 1 - share)
    return JapaneseSpace(("表", "裏"), weights, n, True, (), _persons(text, n))


def _how_often(text: str) -> int | None:
    """How many dice or coins, times how often they are thrown; None where that is told in more than one way."""
    thing = re.search(
        r"(?:(?P<a>\d+)(?:個|枚|つ)(?:の)?(?:[^\d、。]{0,8})?)?(?:さいころ|サイコロ|硬貨|コイン|ダイス)(?:を)?(?:同時に)?(?:(?P<b>\d+)(?:個|枚|つ))?",
        text,
    )
    big_small = re.search(r"大小(?:2個|2つ)?の", text)
    times = {
        int(m)
        for m in re.findall(
            r"(\d+)\s*(?:回|度)(?!目|以|だけ表|とも|出|続けて出)(?:続けて|くり返し|繰り返し|連続して|連続で|、|独立に)*(?:投げ|振|ふ|なげ|ほうる|くり返|繰り返)",
            text,
        )
    }
    every = re.finditer(
        r"(?:(?P<a>\d+)(?:個|枚|つ)(?:の)?(?:[^\d、。]{0,8})?)(?:さいころ|サイコロ|硬貨|コイン)|(?:さいころ|サイコロ|硬貨|コイン)(?:を)?(?:同時に)?(?P<b>\d+)(?:個|枚|つ)",
        text,
    )
    many = {int(m["a"] or m["b"]) for m in every}
    if thing is None or len(times) > 1 or len(many) > 1:
        return None
    m = 2 if big_small else (many.pop() if many else 1)
    return m * (times.pop() if times else 1)


def _cards(text: str) -> JapaneseSpace | None:
    if not re.search(r"トランプ", text):
        return None
    if re.search(r"ジョーカーを?(?:1|2)?枚?(?:含|加|入)|53枚|54枚", text):
        return None
    m = _DRAW.search(text)
    return None if m is None else _space([(card, 1) for card in CARDS], int(m["m"]), text, m)


def _drawn(text: str) -> JapaneseSpace | None:
    """Balls, numbered cards, lots, people of two kinds"""
    numbered = _NUMBERED.search(text)
    items: list[tuple[object, int]] | None = None
    end = 0
    if numbered and not re.search(r"赤|白|青|黒|さいころ|サイコロ", text):
        if numbered["list"]:
            items = [(int(x), 1) for x in re.findall(r"\d+", numbered["list"])]
        else:
            a, b = int(numbered["a"] or numbered["a2"]), int(numbered["b"] or numbered["b2"])
            if not 0 <= a < b <= a + 200:
                return None
            items = [(k, 1) for k in range(a, b + 1)]
        if len(set(items)) != len(items):
            return None
        end = numbered.end()
        thing = re.match(rf"[^。]*?(?P<n>\d+){_C}", text[end:])
        if thing and re.match(r"[^。]*?(?:1|\d+)枚ずつ", text[end:]) and not re.match(r"[^。]*?1枚ずつ", text[end:]):
            return None
    else:
        found = _some_of(text) or _kinds(text)
        if found is None:
            return None
        items, end = found
    draws = [m for m in _DRAW.finditer(text, end) if not re.match(r"目|ずつ$", text[m.end("unit") :])]
    people = _PEOPLE.search(text)
    if not draws:
        return None
    m = draws[0]
    n = int(m["m"])
    if (m["each2"] or "") and n == 1:
        several = [d for d in draws[1:] if not d["each2"]]
        if several:
            n = int(several[0]["m"])
        elif people:
            n = len(re.findall(r"[A-Z]", people["all"]))
        elif re.search(r"(\d+)人(?:が|で)", text):
            n = int(re.search(r"(\d+)人(?:が|で)", text)[1])  # type: ignore[index]
        else:
            return None
    elif n == 1 and (again := re.search(r"(?:操作|試行|こと|これ)を(?:合計|続けて)?(\d+)回", text)):
        n = int(again[1])
    elif n == 1 and (second := re.search(r"(?:次に|続けて|さらに|もう)(?:、)?(?:もう)?1[個枚本]", text[m.end() :])):
        n = 2 if second else n
    elif (
        len(draws) > 1
        and len({d["m"] for d in draws}) > 1
        and "目" not in text[draws[1].end("unit") : draws[1].end("unit") + 1]
    ):
        return None
    return _space(items, n, text, m)


def _space(items: list[tuple[object, int]], n: int, text: str, drawn: re.Match[str]) -> JapaneseSpace | None:
    """The draws; None where more than one is drawn and it is open whether they are put back."""
    put = {not (m["without"] or m["not"]) for m in _BACK.finditer(text)}
    put |= {True for _ in re.finditer(r"戻し(?:て|ながら|、)|戻す(?!こと(?:なく|無く))", text)}
    put |= {False for _ in re.finditer(r"戻さ(?:ず|な)|戻すことなく", text)}
    put -= {True} if False in put and not re.search(r"戻し(?:て|ながら|、)|戻す(?!こと(?:なく|無く))", text) else set()
    together = bool(re.search(r"同時に|一度に|一緒に|まとめて", text))
    chosen = bool(re.search(r"委員|代表|選ぶ|選び|選出|選んだ|選ば", text)) or drawn["unit"] in ("人", "名")
    if n > 1 and (
        len(put) > 1 or (not put and not together and not chosen and not drawn["each"] and not _plain_draw(text))
    ):
        return None
    replaced = True in put and n > 1
    size = sum(k for _, k in items)
    if (not replaced and n > size) or n > 60:
        return None
    labels = tuple(label for label, _ in items)
    return JapaneseSpace(labels, tuple(k for _, k in items), n, replaced, (), _persons(text, n))


def _plain_draw(text: str) -> bool:
    """Several drawn at once without a word on it: 2個取り出す, 3枚引く"""
    return re.search(
        r"[2-9]\d*(?:個|枚|本)(?:の[^、。]{1,4})?(?:を)?(?:無作為に|ランダムに)?(?:取り?出|引|選|抜)", text
    ) is not None and not re.search(
        r"続けて|順に|1[個枚本]ずつ(?!出|である|含|にな|取り出される|選ばれる)|もう1|次に", text
    )


def _persons(text: str, n: int) -> tuple[str, ...]:
    people = _PEOPLE.search(text)
    names = tuple(re.findall(r"[A-Z](?:君|さん)?", people["all"])) if people else ()
    return names if len(names) == n else ()


def _some_of(text: str) -> tuple[list[tuple[object, int]], int] | None:
    """10本のくじの中に当たりくじが3本; 20個の製品のうち4個が不良品"""
    m = _OF_WHICH.search(text)
    lots = (
        re.search(
            r"当たりくじ(?:が)?(\d+)本(?:を含む|の入った|が入った|入り|を含んだ)(?:、)?(?:合計|全部で)?(\d+)本", text
        )
        or None
    )
    if lots:
        k, n = int(lots[1]), int(lots[2])
        return ([("当たり", k), ("はずれ", n - k)], lots.end()) if 0 < k < n else None
    if m is None:
        return None
    n, k = int(m["n"]), int(m["k"])
    kind = m["kind"] or re.sub(
        r"(?:で|の)?(?:ある|あり|入って|含まれて|混ざって|混じって).*$|^(?:が|は|の|だけ)|とする$", "", m["after"]
    )
    kind = re.sub(r"^(?:の|に|には)?|(?:が|は)$", "", kind)
    if not kind or not 0 < k < n or re.search(r"確率|とき", m[0]):
        return None
    if re.search(r"当た|あた", kind):
        return [("当たり", k), ("はずれ", n - k)], m.end()
    kind = re.sub(r"(?:玉|球|い玉)$", "", kind)
    return [(kind, k), (f"{kind}以外", n - k)], m.end()


def _kinds(text: str) -> tuple[list[tuple[object, int]], int] | None:
    """赤玉3個、白玉2個; 男子5人と女子4人; 当たり3本、はずれ7本"""
    told = re.sub(r"[^、。]*確率[^。]*", "", text)
    found = [m for m in _ITEMS.finditer(text) if re.match(_HELD, text[m.end() :])]
    if len(found) != 1 or len(_ITEMS.findall(told)) > 1:
        return None
    m = found[0]
    pairs = re.findall(rf"({_KIND}){_NOUN}(?:が|を)?(\d+){_C}", m[0])
    items: list[tuple[object, int]] = []
    for name, n in pairs:
        label = re.sub(r"(?:い|色の?)?(?:玉|球|ボール|カード|石|ビー玉|碁石|札)$|くじ$", "", name) or name
        label = {"あたり": "当たり", "外れ": "はずれ"}.get(label, label)
        items.append((label, int(n)))
    if len({label for label, _ in items}) != len(items) or any(k == 0 for _, k in items):
        return None
    return items, m.end()


def _guessing(text: str) -> JapaneseSpace | None:
    """5択の問題10問にでたらめに答える"""
    if not re.search(r"でたらめ|当てずっぽう|あてずっぽう|無作為|ランダム|適当|勘で", text):
        return None
    text = re.sub(r"(?:各|1)問(?:題)?(?:に(?:つき|は|対して)?)?", "", text)
    text = re.sub(r"○\s*\*(?:式)?(?:の)?|正誤(?:式)?の?", "2択", text)
    m = _CHOICES.search(text)
    if m is None:
        return None
    k, n = int(m["k"] or m["k2"]), int(m["n"] or m["n2"])
    if not 2 <= k <= 20 or not 1 < n <= 60 or re.search(r"知ってい|わから|分から", text):
        return None
    return JapaneseSpace(("正解", "不正解"), (Fraction(1, k), 1 - Fraction(1, k)), n, True)


def _repeated(text: str) -> JapaneseSpace | None:
    """1回の試行で成功する確率が0.2である試行を5回行う; 成功率70%の選手が5回シュートする"""
    whole = text
    text = re.sub(
        r"(?:ちょうど|少なくとも|多くとも|すべて|全て|\d+[^\d、。]{1,2}(?:以上|以下|とも|だけ|成功|正解|も|続け|連続))[^、。]*(?:確率|期待値)[^。]*|[^、。\d]*(?:確率|期待値|分散|標準偏差)(?:を|は)?(?:求め|いくら|何|\?|$)[^。]*",
        "",
        text,
    )
    told = list(_SUCCESS.finditer(text))
    if len(told) != 1 or re.search(r"とき、?[^。]*確率(?:は|が)\s*\d", text):
        return None
    n = {
        int(k)
        for k in re.findall(
            r"(\d+)\s*(?:回|人|個|台|問|発|本|試合|打席|粒|株|匹)(?!目|以上|以下|とも|だけ|中|の試行で|のうち)(?:の)?(?:続けて|独立に|くり返し|繰り返し|無作為に|、)*(?:[^\d、。]{0,8})?(?:行|投げ|くり返|繰り返|シュート|射|撃|打|試|引|受け|治療|投与|使|取り?出|選|抽出|ま(?:く|い)|で(?=$|、|。)|打席|買|する|した|対戦|調べ|検査)",
            text,
        )
    } - {1}
    if len(n) != 1 or not 1 < (times := n.pop()) <= 60:
        return None
    event = told[0]["event"] or told[0]["rate"] or ""
    word = re.sub(
        r"^.*(?:で|に|の|が|を|は)(?=[^でにのがをは]+$)|率$|(?:する|である|った|る|が出る)$|^1(?:回|個|人)の?",
        "",
        event,
    )
    word = re.sub(r"する$|率$", "", word)
    word = {"勝": "勝つ", "当": "当たり", "打": "安打", "当た": "当たり"}.get(word, word)
    if word in ("安打", "打者の打", "打"):
        word = "ヒット" if "ヒット" in text or "ヒット" in whole else "安打"
    p = _fraction(told[0]["p"])
    if not word or not 0 < p < 1:
        return None
    if not re.search(r"独立|繰り返|くり返|反復|回|抽出|無作為|打席|粒|試合|人", text):
        return None
    return JapaneseSpace((word, f"{word}以外"), (p, 1 - p), times, True)


def _fraction(text: str) -> Fraction:
    text = text.replace(" ", "")
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
