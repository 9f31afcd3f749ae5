"""What a sentence with shares and probabilities says: 病気の人の90%が陽性となる is P(陽性|病気) = 90%.

A sentence is cut into clauses of one value each. Each clause fits one of a few frames; what happens (`event`), to whom
(`conditions`) and how often (`value`) are kept as phrases, and named once the whole text has been heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from workings.probability.japanese.script import VALUE, refusal
from workings.probability.japanese.words import content, is_class

__all__ = ["ENDING", "RATE_WORDS", "Said", "conditions_of", "told"]

N = VALUE
ENDING = (
    r"(?:である|であり|であって|であった|だった|です|であるが|だが|であるとする|である(?:もの)?とする|とする|とし|として|になっている|となっている|とわかっている|"
    r"(?:である)?(?:こと)?(?:が|と)(?:わか|分か|知ら)[^、]*|とのこと(?:である)?|で|だ|であるという|という|程度|いる|いた|あり|ある|を占め(?:る|て|ている)|存在する|といわれている|と言われている|と推定され(?:る|ている)|であるとき|のとき|とき)?"
)
_MAKE = r"(?:作|生産|製造|供給|担当|出荷|納入|納品|占め|処理|組み立て|組立|印刷|配達|配送|送信|仕入|調達|購入|受け持)"
RATE_WORDS = r"(?:条件付き?確率|確率|割合|比率|可能性|頻度)"
_CHANCE = rf"(?:{RATE_WORDS}|(?<=[\u4e00-\u9fffァ-ヴー])率)"
_ROLES = {
    "有病率": ("病気", ()), "罹患率": ("病気", ()), "感染率": ("感染", ()), "発症率": ("発症", ()),
    "感度": ("陽性", ("病気",)), "敏感度": ("陽性", ("病気",)), "真陽性率": ("陽性", ("病気",)), "検出率": ("陽性", ("病気",)),
    "特異度": ("陰性", ("病気でない",)), "真陰性率": ("陰性", ("病気でない",)),
    "偽陽性率": ("陽性", ("病気でない",)), "偽陰性率": ("陰性", ("病気",)), "誤検出率": ("陽性", ("病気でない",)),
}  # fmt: skip
_ROLE = re.compile(rf"(?P<role>{'|'.join(_ROLES)})(?:\([^()]*\))?(?:は|が|を)?、?(?P<n>{N}){ENDING}$")
_OPENING = re.compile(
    r"^(?:また|さらに|一方で?|ただし|なお|そして|しかし|次に|まず|同様に|これに対し(?:て)?|ここで|今|いま|いまここで|経験的に|過去のデータ(?:によると|から|では)|調査の結果|統計によると|"
    r"次の.{1,12}?とする|ある(?:[町村市国県]|地域|大学|学校|会社|クラス|店|集団|工場|企業|サイト|病院)(?:で|に|において|における)?(?:は)?(?!\d))、?"
)
_LIST = rf"{N}(?:(?:、|,\s*|と|および){N})+"
_LABELS = r"[^、,・\d%の]{1,10}?(?:\d|[A-Z])?(?:(?:、|,\s*|・|と|および)[^、,・\d%の]{1,10}?(?:\d|[A-Z])?)+"
_EACH = re.compile(
    rf"^(?P<names>{_LABELS})(?P<joint>は|が|で|では|の|における|での|で作られた製品の|の製品の)、?(?P<mid>[^%\d]*?)(?:それぞれ|順に|各々)?、?(?:全体の|製品の|(?P<who>[^、%\d]{{1,10}})の)?(?P<values>{_LIST})(?P<tail>[^%\d]*)$"
)
_OF_EACH = re.compile(
    rf"^(?P<head>[^%\d]*?)(?P<chance>{_CHANCE})(?:は|が|を)、?(?P<mid>[^%\d]*?)(?:それぞれ|順に|各々)?、?(?P<values>{_LIST})(?P<tail>[^%\d]*)$"
)
_AFTER = r"(?:の(?:人々?|者|方|もの|製品|商品|部品|メール|日|ユーザー?|利用者|顧客|学生|生徒|社員|家庭|世帯|場合|患者|受信メール)?)?(?:は|が|に|には|を|も|で|では|から|について(?:は)?)(?!ある$|あり$)"
_SUBJECT = r"(?:に対しては?|については?|において(?:は)?|の場合(?:に)?(?:は)?|のとき(?:に)?(?:は)?|(?<=[たるい])とき(?:に)?(?:は)?|(?<=[たるい])場合(?:に)?(?:は)?|なら(?:ば)?|にも|には|では|からは|でも|は|が|も|を|に|で)"
_PERSON = re.compile(r"[A-Z](?:君|さん|選手)?|.*(?:君|さん|選手|射手|投手|(?<!業)者|人)[A-Z]?")
_FRAMES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("role", rf"^(?P<who>.*?){_ROLE.pattern}"),
        ("head", rf"^(?P<event>.+?)の?{_CHANCE}(?:は|が|を)、?(?P<who>[^、]*?[^、はがを])(?:の製品|製)?(?:が|は|で|では|の場合(?:は|に)?|なら|の)(?P<n>{N})(?:{ENDING}|の?(?P<again>確率|割合){ENDING})$"),
        ("chance", rf"^(?P<body>.+?)の?(?P<chance>{_CHANCE})(?:は|が|を|も|:|=)?、?(?:ともに|共に|全体の|全部の)?(?P<n>{N}){ENDING}$"),
        ("with", rf"^(?:(?P<who>.+?){_SUBJECT}、?)?(?P<n>{N})の?(?:確率|割合|頻度)(?:で|でしか)、?(?P<event>[^%\d].*)$"),
        ("make", rf"^(?:(?P<event>.+?)(?:は|が|で|では)、?)(?:(?P<all>[^、%\d]*?)(?:の(?:うち)?(?:の)?))?(?P<n>{N})(?:の(?:製品|部品|商品|割合)?)?(?:(?:を|で)(?P<tail>{_MAKE}.*)?|{_MAKE}.*)$"),
        ("by", rf"^(?:(?P<all>[^、%\d]*?)(?:の(?:うち)?|のうちの?))?(?P<n>{N})(?:は|が|を)、?(?P<event>.+?)(?:で|が|から|によって|により|に)(?P<tail>{_MAKE}.*)?$"),
        ("share", rf"^(?:(?P<who>.+?)(?:のうちの?|の中で?の?|中|の|における|は、?|では、?|で、?)、?)?(?P<n>{N}){_AFTER}、?(?P<event>[^、].*)$"),
        ("half", rf"^(?P<who>.+?)の(?:うち)?(?P<n>{N})(?:が|は|を|と)?$"),
        ("among", rf"^(?P<who>.+?[人者品ルー生])(?P<n>{N})(?:は|が|に|には|を|も|で)、?(?P<event>[^、].*)$"),
        ("class", rf"^(?:(?P<who>.+?)(?:のうち|の中で)、?)?(?P<event>.+?)(?:は|が)、?(?:全体の|全部の|[^、はが]{{0,6}}の)?(?P<n>{N}){ENDING}$"),
        ("scene", rf"^(?P<event>.+?)(?:率|の割合|の確率)(?:が|は)?(?P<n>{N})の[^、\d%]+(?:がある|を考える|がいる)$"),
        ("bare", rf"^(?P<who>.+?)(?:{_SUBJECT}、?)(?P<n>{N})(?:{ENDING}|の(?:確率|割合)で|の(?:確率|割合){ENDING})$"),
    )
)  # fmt: skip


@dataclass(slots=True, frozen=True)
class Said:
    """P(event | conditions) = value, in phrases; `all_of` names those of whom all of it is said."""

    event: str | None
    conditions: tuple[str, ...]
    value: str
    clause: str
    frame: str = ""
    all_of: str = ""


@dataclass(slots=True)
class Heard:
    """What a sentence leaves to the next ones: the cases that were listed, in order."""

    cases: list[str] = field(default_factory=list)


def told(sentence: str, heard: Heard, place: tuple[str, tuple[int, int]]) -> list[Said]:
    """The shares and probabilities that the sentence gives.

    >>> [said] = told("病気の人の90%が陽性となる", Heard(), ("", (0, 0)))
    >>> said.event, said.conditions, said.value
    ('陽性となる', ('病気の人',), '90%')
    """
    sentence = re.sub(r"(?:に|を)検査(?:を)?(?:すると|した場合|したとき|したところ)、?", "の", sentence)
    sentence = re.sub(r"^\d+(?:台|つ|個|人|社)の(?=[^\d、。]{1,4}[A-Z])", "", sentence.strip("、 "))
    sentence = re.sub(r"^(?:ある|この|その)[^、。\d%]{1,14}?(?:で|では|において|について)(?:は)?、", "", sentence)
    for _ in range(3):
        sentence = _OPENING.sub("", sentence.strip("、 "))
    sentence = re.sub(rf"(?:およそ|約|ほぼ|ちょうど|わずか|たった|全体で)(?={N})", "", sentence)
    found: list[Said] = []
    for part in _listed(sentence):
        if isinstance(part, str) and re.search(N, part):
            more = _of_each(part, heard)
            found += more if more is not None else _clauses(part, place, heard)
        elif not isinstance(part, str):
            found.append(part)
    return found


def _listed(sentence: str) -> Iterator[str | Said]:
    yield from re.split(r"(?<=[しりでえきいっ])、(?=[^%\d]*(?:それぞれ|順に)[^%]*%)", sentence)


def _of_each(part: str, heard: Heard) -> list[Said] | None:
    """機械A、B、Cがそれぞれ50%、30%、20%を生産; 不良率はそれぞれ1%、2%、3%"""
    each = _EACH.match(part)
    if each:
        names = [
            n
            for n in re.split(r"、|,\s*|・|と|および", re.sub(r"^.*(?:では|には|、(?=[^、]+と))", "", each["names"]))
            if n
        ]
        values = re.findall(N, each["values"])
        if len(names) == len(values) and len(set(names)) == len(names):
            heard.cases = names
            tail, mid = each["tail"], each["mid"]
            event = re.match(rf"(?P<event>.+?)の?{_CHANCE}(?:は|が|を)", mid + (each["who"] or ""))
            if event:
                return _in_each(names, event["event"], values, part)
            if re.search(_MAKE, tail) or re.fullmatch(rf"(?:の割合)?{ENDING}", tail):
                return [Said(n, (), v, part, "make", each["who"] or "") for n, v in zip(names, values, strict=True)]
            does = re.match(r"(?:の(?:確率|割合)で|が|は|に)(?P<event>.+)$", tail)
            if does:
                return [Said(does["event"], (n,), v, part, "with") for n, v in zip(names, values, strict=True)]
            return None
    listed = _OF_EACH.match(part)
    if listed and re.fullmatch(ENDING, listed["tail"]) and not listed["mid"]:
        values = re.findall(N, listed["values"])
        head = re.sub(
            r"^(?:それぞれ|各|その)(?:の)?[^の]{0,4}?の(?=.)|^(?:その|それぞれの|各々の|これらの)", "", listed["head"]
        ).removesuffix("の")
        named = _names_before(head)
        cases, happens = named if named else (heard.cases, head)
        if len(cases) == len(values) and happens:
            heard.cases = cases
            if not content(happens).words or re.fullmatch(rf".*{_MAKE}.*", happens):
                return [Said(n, (), v, part, "make") for n, v in zip(cases, values, strict=True)]
            return _in_each(cases, happens, values, part)
    return None


def _in_each(cases: list[str], happens: str, values: list[str], part: str) -> list[Said]:
    """What happens in each of the cases; of persons, that each of them does it."""
    if all(_PERSON.fullmatch(case) for case in cases):
        return [Said(f"{case}が{happens}", (), v, part, "chance") for case, v in zip(cases, values, strict=True)]
    return [Said(happens, (case,), v, part, "chance") for case, v in zip(cases, values, strict=True)]


def _names_before(head: str) -> tuple[list[str], str] | None:
    """工場A、Bの不良品: the cases, and what happens in them"""
    m = re.match(rf"^(?P<names>{_LABELS})(?:の製品|で作られた製品)?(?:の|における|が|での)(?P<event>.+)$", head)
    return (re.split(r"、|,\s*|・|と|および", m["names"]), m["event"]) if m else None


def _cut(part: str) -> list[str]:
    """The clauses, of one value each."""
    found: list[str] = []
    start = 0
    values = list(re.finditer(N, part))
    for here, after in pairwise(values):
        at = part.find("、", here.end(), after.start())
        if at < 0:
            at = next(
                (
                    m.start()
                    for m in re.finditer(r"(?<=[るただす])が(?=[^、]{2})|(?<=%)と", part[: after.start()])
                    if m.start() >= here.end()
                ),
                -1,
            )
        if at < 0:
            return [part]
        found.append(part[start:at])
        start = at + 1
    return [*found, part[start:]]


def _clauses(part: str, place: tuple[str, tuple[int, int]], heard: Heard) -> list[Said]:
    found: list[Said] = []
    head = ""  # what the clauses before speak of: 不良品の割合は
    topic = re.match(r"(?:単語|言葉|語)?(?P<word>「[^」]+」)(?:という(?:単語|言葉|語))?(?:は|が)、?", part)
    if topic:
        head, part = topic["word"], part[topic.end() :]
    for clause in _cut(part):
        said = _clause(clause.strip("、 "), head)
        if said is None:
            raise refusal(f"「{clause}」が読み取れません", "this clause can't be read", *place,
                          "「病気の人の90%が陽性となる」「不良品の割合は2%である」のような文")  # fmt: skip
        if any(re.search(r"(?:それ|これ)以外|その他の|そうでない", c) for c in said.conditions):
            before = found[-1].conditions if found else ()
            if len(before) != 1:
                raise refusal(
                    "「それ以外」が何以外のことかわかりません", "other than what?", *place, "「病気でない人」"
                )
            said = replace(said, conditions=(f"{before[0]}以外",))
        head = head if topic else said.event if said.frame in ("head", "bare") and said.event else ""
        found.append(said)
    for i in range(len(found) - 2, -1, -1):  # 雨の日は50%、晴れの日は10%の確率で遅刻する
        if found[i].event is None:
            after = found[i + 1]
            if after.frame in ("class", "make", "by"):
                found[i] = replace(found[i], event=found[i].conditions[0], conditions=(), frame=after.frame)
            else:
                found[i] = replace(found[i], event=after.event)
    if any(said.event is None for said in found):
        raise refusal("何の確率かわかりません", "a probability of what?", *place, "「〜する確率は30%」")
    heard.cases = [s.event for s in found if s.frame in ("make", "by") and s.event] or heard.cases
    return found


def _clause(clause: str, head: str) -> Said | None:
    clause = re.sub(r"(?<=[るただい])が$", "", clause)
    clause = re.sub(r"^(?:そのうち|このうち|うち)(?:の)?", "", clause)
    if len(re.findall(N, clause)) != 1:
        return None
    for kind, frame in _FRAMES:
        m = frame.match(clause)
        if m is None:
            continue
        groups = m.groupdict()
        n, who, event = m["n"], groups.get("who") or "", groups.get("event") or ""
        made: Said | None = None
        if kind == "role":
            name, conditions = _ROLES[m["role"]]
            made = Said(name, conditions, n, clause, kind)
        elif kind == "scene":
            made = Said(event, (), n, clause, kind) if content(event).words else None
        elif kind == "head":
            made = Said(event, (who,), n, clause, kind) if content(who).words and content(event).words else None
        elif kind == "chance":
            body = m["body"]
            conditions, event = conditions_of(body, shares=not m["chance"].endswith("確率"))
            made = Said(event, conditions, n, clause, kind) if content(event).words else None
            if made is None and content(body).words:
                made = Said(body, (), n, clause, kind)
        elif kind == "make":
            ok = (m["tail"] or clause.endswith("を") or re.search(_MAKE, clause[m.end("n") :])) and content(event).words
            made = Said(event, (), n, clause, kind, groups.get("all") or "") if ok else None
        elif kind == "by":
            made = (
                Said(event, (), n, clause, kind, groups.get("all") or "")
                if m["tail"] or re.search(r"[A-Z\d\u4e00-\u9fffー](?:が|で)$", clause)
                else None
            )
        elif kind in ("with", "share", "among"):
            happens = _without_topic(event)
            if head and not content(happens).words:
                happens = head
            made = (
                Said(happens, (who,) if content(who).words else (), n, clause, kind) if content(happens).words else None
            )
        elif (
            kind == "class"
            and not head
            and (clause[m.end("n") :] or not re.search(r"(?:に|で|の場合|とき)は?$|は$", clause[: m.start("n")]))
        ):
            made = Said(event, (who,) if who else (), n, clause, kind) if content(event).words else None
        elif kind in ("bare", "half"):
            made = Said(head or None, (who,), n, clause, kind) if content(who).words else None
        if made is not None:
            return made
    return None


def _without_topic(event: str) -> str:
    return re.sub(
        r"(?:が|は)?(?:ある|いる|含まれる|見られる|発生する)(?:こと.*|とする|とわか.*)?$|(?:が|と)(?:わか|知ら|推定|言わ|いわ)[^、]*$|ことが.*$|ものとする$|とする$",
        "",
        event,
    )


_WHEN = re.compile(
    r"^(?P<c>.+?)(?:(?:という|との|いう)?(?:条件|仮定|前提|情報)(?:のもと|の下|下)?(?:で|に)(?:の|おける|おいて)?|(?:という|の)?(?:もと|下)で(?:の)?|(?<=[うくすつぬむぶるたいのん])(?:とき|時|場合)(?:に|には|は|の)?|(?<=[るくすむぶ])と(?![いも言判診みさ])|(?<=なく)ても|(?<=[られけせねべめえげ])ば|(?:と|が)わかっ(?:ている|た)(?:とき|場合)|ならば|(?<=[っいしれだじえきり]た)ら|と(?:わか|分か)っ(?:た|て)[^、]*|として|たところ)、?(?P<rest>.+)$"
)  # fmt: skip
_BY = re.compile(
    r"(?P<by>のうち(?:の|で)?、?|の中(?:で|に|の)?、?|における|において|について|に対して?|での|からの|への|では|には|が|は|に|で|を|から|の)、?(?P<rest>.+)$"
)


def conditions_of(body: str, *, shares: bool = False) -> tuple[tuple[str, ...], str]:
    """The conditions under which something happens, and what; `shares` reads 工場Aの不良品 as those of 工場A.

    >>> conditions_of("陽性と判定された人が実際に病気である")
    (('陽性と判定された人',), '実際に病気である')
    """
    conditions: list[str] = []
    rest = re.sub(r"広告(?:の|を|が)?(?=クリック)", "", body.strip(" 、"))
    when = _WHEN.match(rest)
    while when:
        if content(when["c"]).words:
            conditions.append(when["c"])
        rest = when["rest"]
        when = _WHEN.match(rest)
    for c, by, after in _splits(rest):
        whom, said = content(c).words, content(after).words
        if not whom or not said or whom == said or said[0] in whom:
            continue
        if (by in _OF_CLASS and not is_class(c)) or re.match(r"(?:かつ|しかも|なおかつ|同時に)", after):
            continue
        if by == "の" and not shares:
            continue
        return (*conditions, c), after
    return tuple(conditions), rest


_OF_CLASS = frozenset(["が", "は", "に", "で", "を", "から", "に対して", "に対し"])


def _splits(rest: str) -> Iterator[tuple[str, str, str]]:
    """Every place where the phrase may be cut: of whom, the particle, and what."""
    for at in range(1, len(rest)):
        m = _BY.match(rest, at)
        if m:
            yield rest[:at], m["by"].rstrip("、"), m["rest"]
