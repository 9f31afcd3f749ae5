"""A problem of events in Japanese prose: what its sentences give, and what they ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from workings.expression.errors import ReadError
from workings.probability.japanese.formulas import formulas_of
from workings.probability.japanese.labels import labelled
from workings.probability.japanese.names import Names
from workings.probability.japanese.script import COUNTER, VALUE, Part, refusal, with_values
from workings.probability.japanese.telling import RATE_WORDS, Heard, Said, conditions_of, told
from workings.probability.japanese.words import content
from workings.probability.phrases import joined, opposite, written
from workings.probability.problem import Problem, Sentence
from workings.probability.reading import Given, read_question, read_statements
from workings.probability.unsaid import completed, noted
from workings.probability.wording import probability_words
from workings.rule import Text

__all__ = ["ASKS", "asked_of", "read_events"]

ASKS = re.compile(
    r"求め|いくら|何(?:%|パーセント|割|分の)|どれ(?:だけ|ほど|くらい|ぐらい)|どの(?:くらい|程度|ぐらい)|計算(?:せよ|しなさい|して)|答え(?:よ|なさい|て)|\?\s*$|(?:確率|割合|期待値|分散|標準偏差)は$|(?<![はがだとい])(?:です|でしょう|だろう)か$|[るいた]か$"
)
ENDS = re.compile(
    r"(?:の値)?(?:を|は|が|も)?(?:、)?(?:それぞれ|分数で|小数で|百分率で|有効数字\d桁で|既約分数で)*(?:の)?(?:求め(?:よ|なさい|て|たい|る).*|いくら.*|何(?:%|パーセント|割).*|どれ(?:だけ|ほど|くらい|ぐらい).*|どの(?:くらい|程度).*|計算(?:せよ|し).*|答え(?:よ|なさい|てください).*|(?:です|でしょう|だろう)か)?\s*\??$"
)
_OPENING = re.compile(
    r"^(?:では|それでは|このとき|この場合|以上から|また|さらに|次に|ここで|今|いま|次の(?:確率)?を?|このとき)、?"
)
_HARMLESS = re.compile(
    r"条件付き?|のとき|であるとき|とき|である|とする|とし|として|ならば|で、|を求めよ|余事象|事象|について|に対して|に対し|2つの|3つの|互いに|次の|確率|値|それぞれ|が成り立つ|また|さらに|および|と|を|が|は|で|の|、|,|;|:|\s|[A-Z](?![A-Za-z])|求め(?:よ|なさい|てください)|いくら(?:か|ですか)?|計算せよ|\?|に|つの|このとき|ただし|なら|与えられている|満たす|しなさい|\d?つ"
)
_NAMES = r"(?P<names>[^、,とがは]{1,12}?(?:(?:、|,\s*|と|・|および)[^、,とがは]{1,12}?)+)"
_INDEPENDENT = re.compile(
    rf"^(?:2つの|3つの|事象|また|ただし|なお|かつ|で|、)*{_NAMES}(?:の(?:発生|出現|結果|成否))?(?:の?(?:2|3)つの事象)?(?:は|が)?(?:互いに)?(?:は|が)?独立(?!で(?:は)?ない)"
)
_GIVEN = re.compile(
    r"^(?P<c>.+?)(?:が与えられたとき|の(?:もと|下)で|を条件として|のとき|が与えられたもとで)(?:は|に)?、?(?=.*独立)"
)
_APART = re.compile(
    rf"^(?:2つの|3つの|事象|また|ただし|、)*{_NAMES}(?:は|が)?(?:互いに)?(?:は|が)?(?:排反|背反|同時に(?:は)?起こらな)"
)
_STATED = re.compile(
    r"(?:事象)?[A-Z](?:(?:、|,\s*|と|・)(?:事象)?[A-Z])+(?:の?[23]つの?事象)?(?:は|が)(?:互いに)?(?:独立|排反|背反)|(?:これら|それら|[23]つの?事象)(?:は|が)(?:互いに)?(?:独立|排反)"
)
_EITHER = re.compile(r"(?P<a>[^、]+?)(?:か|または|と)(?P<b>[^、]+?)(?:の|、)(?:どちらか|いずれか|2種類|2通り)")
_NAMED = re.compile(
    r"(?:^|、)(?P<does>[^、]+?)(?:という|である|である(?:という)?|こと(?:を表す|の)?)?(?:事象|こと)を(?P<name>[A-Z])(?=、|とする|とし|で|と|$)"
)
_REST = re.compile(r"(?:残り|他)(?:の(?:[^、はがを]{1,8}))?(?:は|が|を|の)(?:すべて|全て|全部)?(?P<does>[^、]+)$")
_PAST = re.compile(r"(?:た|でした|ました)(?:とする|としよう|という|とき)?$")
_TELLING = re.compile(
    r"\d|独立|排反|少なくとも|同じ|等し|必ず|決して|のみ|だけ|残り|倍|ランダム|いかさま|もとに戻|元に戻"
)
_SCENIC = re.compile(
    r"(?:選[ぶび]|選んだ|取り?出[すし]た?|引[くい]た?|撃つ|抽出(?:する|した)|調べる|行う|受ける|受けた|投げる|解く|挑戦する)$"
)
_TOTAL = re.compile(
    rf"(?<!\d)(?P<n>[1-9]\d+)(?P<unit>{COUNTER})(?:の[^\d、。]{{1,10}}?)?(?:のうち|の中で|中|を対象|を調査|に調査|を調べ|について|に聞|にアンケート|がいる|のクラス|の会員|に尋ね|の学生|の生徒|の患者|に広告)"
)
_MEANT = Text("{} is read as: {}", "「{}」は {} と読みました")


@dataclass(slots=True)
class _Asked:
    event: str
    conditions: tuple[str, ...]
    part: Part


@dataclass(slots=True)
class _Heard:
    """What the sentences say, as phrases, before the events have names."""

    said: list[tuple[Said, Part]] = field(default_factory=list)
    lines: list[tuple[str, Part]] = field(default_factory=list)
    asked: list[_Asked | str] = field(default_factory=list)
    seen: list[tuple[str, Part]] = field(default_factory=list)
    declared: list[tuple[str, re.Match[str], Part]] = field(default_factory=list)
    rest: list[tuple[str, Part]] = field(default_factory=list)
    scenes: list[Part] = field(default_factory=list)


def read_events(text: str, parts: list[Part]) -> Problem:
    """The problem, where every sentence gives or asks something about events.

    Raises:
        ReadError: with the sentence that can't be read.
    """
    return _Reader(text, parts).read()


def asked_of(sentence: str) -> str:
    """What a question asks for, without the words that ask.

    >>> asked_of("このとき、Aが起こる確率を求めよ")
    'Aが起こる確率'
    """
    said = _OPENING.sub("", _OPENING.sub("", sentence.strip()))
    return ENDS.sub("", said).strip(" 、")


class _Reader:
    def __init__(self, text: str, parts: list[Part]) -> None:
        self.text = text
        self.parts = labelled(parts)
        self.names = Names()
        self.heard = _Heard()
        self.left = Heard()
        self.notes: list[Text] = []
        self.tested: str | None = None
        whole = _TOTAL.search("。".join(p.text for p in self.parts))
        self.total = (int(whole["n"]), whole["unit"]) if whole and int(whole["n"]) else None

    def read(self) -> Problem:
        for part in self.parts:
            self._hear(part)
        self._name()
        if not self.heard.asked:
            raise refusal("何を求めるのかが書かれていません", "nothing is asked", self.text, (0, len(self.text)),
                          "「〜である確率を求めよ」")  # fmt: skip
        lines = self._lines()
        queries = [self._query(asked) for asked in self.heard.asked]
        self._check_twice(lines)
        self._check_asked(lines, queries)
        naive = bool(re.search(r"ナイーブ|単純ベイズ", self.text))
        more, notes = completed(lines, ["naive"] if naive else [])
        meant = [noted(_MEANT, *pair) for pair in self.names.meant.items()]
        sentences = tuple(Sentence(p.text, ()) for p in self.parts)
        return Problem((*lines, *more), tuple(queries), sentences, (*self.notes, *meant, *notes))

    def _place(self, part: Part) -> tuple[str, tuple[int, int]]:
        return self.text, (part.start, part.end)

    # Hearing

    def _hear(self, part: Part) -> None:
        said = self._counted(with_values(self._detected(part.text)))
        asks = ASKS.search(said) is not None
        said = self._formulas(said, part)
        if not said:
            return
        if asks:
            said = self._before(said, part)
            if said:
                self._ask(said, part)
            return
        self._tell(said, part)

    def _detected(self, said: str) -> str:
        """検査が不良品を検出する says that it calls them what it calls the others by mistake."""
        called = "陽性" if "陽性" in self.text else None
        mistaken = re.search(r"誤って(?P<what>[^、。\d]{1,8}?)と(?:判定|予測|分類)", self.text)
        called = called or (mistaken["what"] if mistaken else None)
        return re.sub(r"(?<=を)(?:正しく)?検出(?=する|し|でき)", f"{called}と判定", said) if called else said

    def _counted(self, said: str) -> str:
        """Numbers of cases as shares of all of them: 100人のうち20人が買った。モバイルの人は50人で、そのうち15人が買った"""
        if self.total is None:
            return said
        total, unit = self.total
        said = re.sub(rf"^[^、。\d]*{total}{unit}(?:の[^\d、。]{{1,10}}?)?(?:のうち|の中で|中)、", "", said)
        said = re.sub(
            rf"(?P<who>[^、。\d]+?)(?:は|が)(?P<n>\d+){unit}(?:で|おり|いて|であり|いた|いる|あり)?、(?:そのうち|うち|その中で|このうち)の?(?P<k>\d+){unit}(?P<after>[がはに])",
            lambda m: f"{m['who']}は{m['n']}/{total}であり、{m['who']}の{m['k']}/{m['n']}{m['after']}", said,
        )  # fmt: skip
        return re.sub(
            rf"(?<![\d/.])(\d+){unit}(?!に|あたり|ずつ|目|を選|を無作為|のうち|とも)",
            lambda m: f"{m[1]}/{total}" if m[1] != "1" else m[0],
            said,
        )

    def _formulas(self, said: str, part: Part) -> str:
        """The sentence without its formulas, which are taken down; nothing is left where only they say something."""
        found = formulas_of(said)
        if not found:
            return said
        asks = ASKS.search(said) is not None
        rest, at = "", 0
        for formula in found:
            if formula.value or " = " in formula.text:
                self.heard.lines.append((formula.line, part))
            elif asks or len(self.parts) == 1:
                self.heard.asked.append(formula.text)
            else:
                raise refusal(
                    "値のない確率があります", "a probability without a value", *self._place(part), "P(A) = 0.3"
                )
            rest += said[at : formula.start] + "、"
            at = formula.end
        rest = re.sub(r"(?:、|,|\s)+", "、", rest + said[at:]).strip("、 ")
        for m in list(_STATED.finditer(rest)):
            if self._declare(m[0], part):
                rest = rest.replace(m[0], "")
        named = list(_NAMED.finditer(rest))
        for name in named:
            self.heard.declared.append(("named", name, part))
            rest = rest.replace(name[0], "")
        if re.search(r"独立|排反|背反", re.sub(r"独立な|互いに独立である$", "", rest)):
            raise refusal("どの事象が独立または排反なのかが読み取れません", "which events are independent or exclusive?",
                          *self._place(part), "「AとBは独立である」")  # fmt: skip
        if not _HARMLESS.sub("", rest):
            open_ = asks and all(f.value for f in found) and re.search(r"確率", rest)
            return re.sub(r"^.*(?:とき|とする|ならば)、?", "", rest) if open_ else ""
        if re.search(VALUE, rest) or (not found[-1].value and asks):
            raise refusal(
                f"「{rest}」が読み取れません", "this part can't be read", *self._place(part), "式か文のどちらか"
            )
        return rest

    def _before(self, said: str, part: Part) -> str:
        """What a question says before it asks: P(A) が 0.3 のとき、..."""
        said = _OPENING.sub("", said)
        values = list(re.finditer(VALUE, said))
        if not values:
            told_ = re.match(r"^(?P<before>.*(?:独立|排反|背反)[^、]*?)、(?P<rest>.+)$", said)
            if told_:
                self._tell(re.sub(r"(?:である)?(?:とき|とする|とし|ならば)$", "", told_["before"]), part)
                return told_["rest"]
            return said
        cut = said.find("、", values[-1].end())
        if cut < 0:
            raise refusal("問いの中の数値が読み取れません", "the number in this question can't be read", *self._place(part),
                          "「〜が0.3のとき、〜である確率を求めよ」")  # fmt: skip
        before, rest = said[:cut], said[cut + 1 :]
        independent = re.match(r"^(?P<more>[^、]*独立[^、]*)、(?P<rest>.+)$", rest)
        if independent:
            self._tell(re.sub(r"(?:である)?(?:とき|とする|とし)$", "", independent["more"]), part)
            rest = independent["rest"]
        self._tell(re.sub(r"(?:である)?(?:とき|とする|とし)$", "", before), part)
        return rest

    def _ask(self, said: str, part: Part) -> None:
        asked = re.sub(r"^(?:で(?:ある)?(?:とき)?、|のとき、|とき、|、)+", "", asked_of(said))
        m = re.match(rf"^(?P<body>.+?)(?:の|という)?(?P<what>{RATE_WORDS}|(?<!確)率)$", asked)
        if m is None and re.search(r"(?:率|度)$", asked):
            m = re.match(r"^(?P<body>.+?)(?P<what>率|度)$", asked)
        if m is None:
            raise refusal("この問いが読み取れません", "this question can't be read", *self._place(part),
                          "「〜のとき〜である確率を求めよ」")  # fmt: skip
        if re.search(r"陽性(?:的|反応)中", m["body"]):
            self.heard.asked.append(_Asked("病気", ("陽性",), part))
            return
        if re.search(r"陰性(?:的|反応)中", m["body"]):
            self.heard.asked.append(_Asked("病気でない", ("陰性",), part))
            return
        conditions, event = conditions_of(m["body"], shares=m["what"] in ("割合", "比率", "率"))
        self.heard.asked.append(_Asked(event, conditions, part))

    def _tell(self, said: str, part: Part) -> None:
        if self._declare(said, part):
            return
        also = re.match(
            r"^(?P<before>.*\d.*?)(?:であり|で|とし|である)?、(?P<how>[^、]*(?:独立|排反|背反)[^、]*)$", said
        )
        if also and not re.search(VALUE, also["how"]):
            self._tell(also["before"], part)
            if not self._declare(also["how"], part):
                raise refusal("どの事象が独立または排反なのかが読み取れません", "which events are independent or exclusive?",
                              *self._place(part), "「AとBは独立である」")  # fmt: skip
            return
        rest = _REST.search(said)
        if rest and re.search(VALUE, said[: rest.start()]) and not re.search(VALUE, rest[0]):
            self._tell(said[: rest.start()].rstrip("、 "), part)
            self.heard.rest.append((rest["does"], part))
            return
        if re.search(VALUE, said):
            self.heard.said += [(s, part) for s in told(said, self.left, self._place(part))]
            return
        named = list(_NAMED.finditer(said))
        if named:
            self.heard.declared += [("named", m, part) for m in named]
            return
        if rest:
            self.heard.rest.append((rest["does"], part))
            return
        either = _EITHER.search(said)
        if either:
            self.heard.declared.append(("either", either, part))
            return
        if _PAST.search(said):
            _, event = conditions_of(re.sub(r"(?:とする|としよう|とき)$", "", said))
            if content(event).words:
                self.heard.seen.append((event, part))
                return
        elif _TELLING.search(
            re.sub(
                r"^.*[12]回ずつ[^、]*$|1[人つ個台枚通]|[2-9](?:つ|台|個|社|種類)の?|(?:同じ|同一の)製品|無作為|ランダム",
                "",
                said,
            )
        ):
            raise refusal("この文が読み取れません", "this sentence can't be read", *self._place(part),
                          "「病気の人の90%が陽性となる」「AとBは独立である」のような文")  # fmt: skip
        self.heard.scenes.append(part)

    def _declare(self, said: str, part: Part) -> bool:
        if not re.search(r"独立|排反|背反|同時には?起こらな", said) or re.search(VALUE, said):
            return False
        said = re.sub(r"^(?:ただし|なお|また|ここで|さらに)、?", "", said)
        if re.search(r"独立で(?:は)?な|排反で(?:は)?な", said):
            raise refusal(
                "「独立でない」だけでは何も決まりません",
                "not being independent settles nothing",
                *self._place(part),
                "値",
            )
        given = _GIVEN.match(said)
        body = said[given.end() :] if given else said
        for kind, pattern in (("independent", _INDEPENDENT), ("apart", _APART)):
            m = pattern.match(body)
            if m:
                self.heard.declared.append((kind, m, part))
                if given:
                    self.heard.declared.append(("given", given, part))
                return True
        if re.fullmatch(
            r"(?:(?:ただし|なお|また)、)?(?:これら|それら|両者|2つの?事象|3つの?事象|2人|3人|各人|それぞれ|各[^、はが]{1,6}|[23]人の[^、はが]{1,6}|[^、]{0,12}の?(?:結果|成否|発生|故障|合否|勝敗|判定))?(?:は|が)?(?:互いに)?(?:は|が)?独立[^、]{0,6}",
            body,
        ):
            self.heard.declared.append(("all independent", re.match(".*", body), part))  # type: ignore[arg-type]
            return True
        return False

    # Naming

    def _name(self) -> None:
        for line, part in self.heard.lines:
            self._learn(line, part)
        for asked in self.heard.asked:
            if isinstance(asked, str):
                self._learn(asked, None)
        for kind, m, _ in self.heard.declared:
            if kind == "named":
                self.names.events[m["name"]] = self.names.content(m["does"]).key
        if re.search(r"起こ|事象", self.text):
            for part in self.parts:
                for letter in re.findall(r"(?<![A-Za-z(|])[A-Z](?![A-Za-z(])", part.text):
                    self.names.declare(letter)
        self._everybody()
        for said, _ in self.heard.said:
            for word in self.names.content(said.all_of).words:
                self.names.universe.add(word)
        roles = [said for said, _ in self.heard.said if said.frame == "role"]
        if roles and not any("病気" in content(s.event or "").words for s, _ in self.heard.said if s.frame != "role"):
            first = next(
                (s.event for s, _ in self.heard.said if s.frame not in ("role",) and not s.conditions and s.event), None
            )
            prior = any(s.event == "病気" and not s.conditions for s in roles)
            self.tested = None if prior or first is None or "陽性" in content(first).words else first
        for said, part in self.heard.said:
            if said.frame == "role" and self.tested:
                continue
            assert said.event is not None
            self.names.event(said.event, self._place(part), new=True)
        for does, part in self.heard.rest:
            self.names.event(does, self._place(part), new=True)

    def _learn(self, line: str, part: Part | None) -> None:
        from workings.expression.nodes import walk
        from workings.expression.probability_goals import Word

        for text in line.split(" = "):
            try:
                question = read_question(text)
            except ReadError:
                continue
            if question.kind == "P":
                for event in question.about:
                    for word in walk(event) if event is not None else ():
                        if isinstance(word, Word):
                            self.names.declare(word.name)

    def _everybody(self) -> None:
        """Those of whom all shares are given, where nothing else is said of them: 電球 of 電球の2%が不良品である."""
        happens = [content(s.event or "") for s, _ in self.heard.said]
        happens += [content(d) for d, _ in self.heard.rest]
        spoken = {w for c in happens for w in c.words} | set(self.names.events)
        said = [d for d, _ in self.heard.seen]
        for asked in self.heard.asked:
            if isinstance(asked, _Asked):
                said += [asked.event, *asked.conditions]
        spoken |= {w for phrase in said for w in content(phrase).words[-1:]}  # 選んだ電球が不良品である tells of 不良品
        under = [content(s.event or "").key for s, _ in self.heard.said if s.conditions]
        whom = {
            c.key for s, _ in self.heard.said if s.frame in ("share", "class", "among") for w in s.conditions
            if (c := content(w)).words and not c.negated and not any(x in spoken for x in c.words)
            and under.count(content(s.event or "").key) == 1
        }  # fmt: skip
        if len(whom) == 1:
            self.names.universe |= set(next(iter(whom)))

    def _lines(self) -> list[str]:
        lines: list[str] = []
        made: list[tuple[str, str]] = []
        position = {id(part): i for i, part in enumerate(self.parts)}
        told_ = [(position.get(id(p), 0), line) for line, p in self.heard.lines]
        for said, part in self.heard.said:
            place = self._place(part)
            event = self.names.event(self._meant(said.event or ""), place, new=True)
            given = joined(
                *(self._condition(self._meant(c), part) for c in said.conditions if self.names.content(c).words)
            )
            if given is None or given != event:
                told_.append((position[id(part)], f"P({event}{'|' + given if given else ''}) = {said.value}"))
            if given is None:
                made.append((event, said.value))
        lines += [line for _, line in sorted(told_, key=lambda pair: pair[0])]
        lines = list(dict.fromkeys(lines))
        for does, part in self.heard.rest:
            event = self.names.event(does, self._place(part), new=True)
            before = [e for e, _ in made if e != event]
            lines.append(f"{', '.join([*before, event])} partition")
        lines += self._declarations()
        return lines

    def _meant(self, phrase: str) -> str:
        """What 病気 stands for in 感度 and 特異度, where the text has another word for it."""
        if phrase not in ("病気", "病気でない") or self.tested is None:
            return phrase
        return phrase.replace("病気", self.tested)

    def _condition(self, phrase: str, part: Part) -> str:
        return self.names.event(phrase, self._place(part), new=True)

    def _declarations(self) -> list[str]:
        found: list[str] = []
        for i, (kind, m, part) in enumerate(self.heard.declared):
            place = self._place(part)
            if kind == "either":
                pair = [self.names.event(m[x], place, new=True) for x in "ab"]
                found.append(f"{', '.join(pair)} partition")
            elif kind in ("independent", "apart"):
                names = [n for n in re.split(r"、|,\s*|と|・|および", m["names"]) if n]
                events = [self.names.event(n, place, new=True) for n in names]
                after = self.heard.declared[i + 1] if i + 1 < len(self.heard.declared) else None
                given = ""
                if after and after[0] == "given":
                    event = self.names.event(re.sub(r"(?:か|かどうか|であるか)$", "", after[1]["c"]), place)
                    both = re.search(r"か(?:どうか|否か)?$", after[1]["c"])
                    given = f" given {event}, {opposite(event)}" if both else f" given {event}"
                word = "independent" if kind == "independent" else "exclusive"
                found.append(f"{', '.join(events)} {word}{given}")
            elif kind == "all independent":
                events = [written(n) for n in self.names.events]
                found.append(f"{', '.join(events)} independent")
        return found

    # Asking

    def _query(self, asked: _Asked | str) -> str:
        if isinstance(asked, str):
            return asked
        place = self._place(asked.part)
        event = self.names.event(asked.event, place)
        conditions = [self.names.event(c, place) for c in asked.conditions if self._says(c)]
        seen = [self.names.event(e, self._place(p)) for e, p in self.heard.seen if self.names.content(e).words]
        given = joined(*(c for c in [*seen, *conditions] if c != event))
        if given is not None and {event, opposite(event)} & set(re.split(r" and | or ", given)):
            raise refusal("起こるかどうかを問う事象が条件にも入っています", "the event that is asked for is in the condition as well", *place,
                          "「Bが起こったときAが起こる確率」")  # fmt: skip
        return f"P({event}{'|' + given if given else ''})"

    def _says(self, condition: str) -> bool:
        """Whether a condition is about an event, and not only the scene: 2人が1回ずつ撃つとき"""
        words = self.names.content(condition)
        return bool(words.words) and not (self.names.known(words.key) is None and _SCENIC.search(condition))

    def _check_asked(self, lines: list[str], queries: list[str]) -> None:
        """A question in words whose answer stands in the text as one of several figures was more likely misread."""
        given = [s for s in read_statements(lines)[0] if isinstance(s, Given)]
        for asked, query in zip(self.heard.asked, queries, strict=True):
            if isinstance(asked, str) or len(given) < 2:
                continue
            event, condition = read_question(query).about
            if any(s.event == event and s.condition == condition for s in given):
                raise refusal(
                    "この読み方では答えが問題文の数値そのものになります", "the answer would be a figure of the text as it stands",
                    *self._place(asked.part), "何が起こったときの確率か",
                )  # fmt: skip

    def _check_twice(self, lines: list[str]) -> None:
        values: dict[Any, Any] = {}
        for s in read_statements(lines)[0]:
            if isinstance(s, Given) and values.setdefault((s.event, s.condition), s.value) != s.value:
                said = probability_words(s.event, s.condition)
                raise refusal(f"{said} の値が 2 つあります", f"two values are read for {said}", self.text,
                              (0, len(self.text)), "1 つの値")  # fmt: skip
