"""Random variables in Japanese: distributions, tables, moments, confusion matrices, and what is asked of them."""

from __future__ import annotations

import re

from sympy import Basic
from sympy.core.relational import Relational

from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.draft import Draft
from workings.probability.experiments import confusion
from workings.probability.japanese.events import ASKS, asked_of
from workings.probability.japanese.formulas import formulas_of
from workings.probability.japanese.script import Part, refusal, with_values
from workings.probability.reading import Distributed, Given, Moment, Support, read_statements

__all__ = ["VARIABLES", "named_variables", "read_confusion", "read_variables"]

VARIABLES = re.compile(
    r"確率変数|分布|期待値|平均|分散|標準偏差|相関係数|(?<![A-Za-z])(?:E|V|Var|σ|Cov)\s*\(|従う|[A-Z]\s*~\s*[A-Za-z]|P\s*\(\s*[A-Z]\s*[=<>≤≥]"
)
_F = r"[-−]?(?:\d+(?:\.\d+)?(?:\s*/\s*\d+|\s*\^\s*\d+)?%?|[a-zλμθ])"
_FAMILY = (
    ("二項分布", "Binomial"), ("ポアソン分布", "Poisson"), ("標準正規分布", "Normal"), ("正規分布", "Normal"), ("ガウス分布", "Normal"),
    ("一様分布", "Uniform"), ("指数分布", "Exponential"), ("幾何分布", "Geometric"), ("ベルヌーイ分布", "Bernoulli"), ("超幾何分布", "Hypergeometric"),
)  # fmt: skip
_FOLLOWS = re.compile(
    rf"(?:確率変数|変数)?(?P<names>[A-Z](?:(?:、|と|,\s*)[A-Z])*)(?:は|が)(?P<lead>[^。]*?)(?P<family>{'|'.join(f for f, _ in _FAMILY)})(?:、)?(?:[A-Z][A-Za-z]*)?(?P<given>\([^()]*\))?(?:に従(?:う|い|って)|である|をもつ|に従っている|に従うとする|とする)?"
)
_SIGN = re.compile(r"(?P<name>[A-Z])\s*~\s*(?P<family>[A-Za-z]+)\s*(?P<given>\([^()]*(?:\([^()]*\)[^()]*)*\))")
_PARAMETERS = {
    "平均": "mean", "期待値": "mean", "分散": "variance", "標準偏差": "sd", "率": "rate", "強度": "rate", "パラメータ": "rate", "パラメーター": "rate",
    "母数": "rate", "λ": "rate", "成功確率": "p", "確率": "p", "p": "p", "n": "n", "試行回数": "n", "μ": "mean", "σ^2": "variance", "σ": "sd",
}  # fmt: skip
_PARAMETER = re.compile(
    rf"(?P<key>{'|'.join(sorted(map(re.escape, _PARAMETERS), key=len, reverse=True))})(?:が|は|を)?\s*(?:[λμσpn](?:\^2)?\s*)?(?:=|が|は)?\s*(?P<value>{_F})"
)
_INTERVAL = re.compile(
    rf"[\[(]\s*(?P<a>{_F})\s*,\s*(?P<b>{_F})\s*[\])]|(?P<c>{_F})\s*(?:以上|から)\s*(?P<d>{_F})\s*(?:以下|まで)"
)
_LIST = rf"{_F}(?:\s*(?:、|,|と|または)\s*{_F})+"
_TABLE = re.compile(
    rf"(?:確率変数)?(?P<name>[A-Z])(?:が|は|の)?(?:とりうる値|とる値|取りうる値|取る値|値)?(?:が|は|を|=)?\s*(?P<values>{_LIST})\s*(?:の値|のいずれか|の\d値|のどれか)?(?:で|である|となる|になる|を|をとり|をとる|を取り|を取る|という値をとる)?(?:、)?(?:その|それぞれの|各値をとる|それらの値をとる|そうなる|をとる)?(?:確率)(?:は|が)?(?:それぞれ|順に)?\s*(?P<chances>{_LIST})"
)
_ROWS = re.compile(
    r"(?P<name>[A-Z])[\s|:、,]+(?P<values>-?\d[-\d\s|、,./]*?)(?:[\s|]*計)?[\s|。;\n]+P[\s|:、,]+(?P<chances>[\d\s|、,./]+)"
)
_EVEN = re.compile(
    rf"(?:確率変数)?(?P<name>[A-Z])(?:が|は)\s*(?P<values>{_LIST})(?:の値|のいずれか|の\d値)?(?:を|で)?(?:それぞれ)?(?:、)?(?:等しい確率で|等確率で|同じ確率で|等しい確率(?:でとる)?)"
)
_MOMENT = re.compile(
    rf"(?:確率変数)?(?P<name>[A-Z])の(?P<kind>期待値|平均|分散|標準偏差)(?:は|が|を)\s*(?P<value>{_F})|(?<=、)(?P<kind2>分散|標準偏差)(?:は|が|を)\s*(?P<value2>{_F})"
)
_JOINT = re.compile(rf"(?P<x>[A-Z])と(?P<y>[A-Z])の(?P<kind>共分散|相関係数)(?:は|が|を)\s*(?P<value>{_F})")
_INDEPENDENT = re.compile(r"(?:確率変数)?(?P<names>[A-Z](?:(?:、|と|,\s*)[A-Z])+)(?:は|が)(?:互いに)?独立")
_BECOMES = re.compile(
    r"(?:確率変数)?(?P<name>[A-Z])\s*(?:を|=)\s*(?P<expr>[-+*/\d\s().A-Z]*[A-Z][-+*/\d\s().A-Z^]*?)\s*(?:によって定める|で定める|と定める|とおく|とする|$)|(?P<name2>[A-Z])\s*=\s*(?P<expr2>[-+*/\d\s().A-Z]*[A-Z][-+*/\d\s().A-Z^]*)"
)
_NAMED = re.compile(
    r"(?P<what>[^、。]+?)(?:の値)?を(?:確率変数)?(?P<name>[A-Z])(?:とする|とし|とおく|で表す)(?:と、?|$|、)?"
)
_KINDS = {"期待値": "E", "平均": "E", "平均値": "E", "分散": "Var", "標準偏差": "sd"}
_MEASURES = r"(?:期待値|平均値?|分散|標準偏差)"
_EXPR = r"[-+*/\d\s().A-Z^]*[A-Z][-+*/\d\s().A-Z^]*"
_RELATIONS = (
    (rf"(?P<a>{_F})[^\d、]{{0,3}}以上(?:かつ|で)?(?P<b>{_F})[^\d、]{{0,3}}以下", "{a} <= {x} <= {b}"),
    (rf"(?P<a>{_F})[^\d、]{{0,3}}以上(?:かつ|で)?(?P<b>{_F})[^\d、]{{0,3}}未満", "{a} <= {x} < {b}"),
    (rf"(?P<a>{_F})[^\d、]{{0,3}}から(?P<b>{_F})[^\d、]{{0,3}}(?:まで)?の(?:間|範囲)", "{a} <= {x} <= {b}"),
    (rf"(?P<a>{_F})[^\d、]{{0,3}}(?:以上)", "{x} >= {a}"), (rf"(?P<a>{_F})[^\d、]{{0,3}}以下", "{x} <= {a}"),
    (rf"(?P<a>{_F})[^\d、]{{0,3}}(?:より大き|を超え|より多)", "{x} > {a}"), (rf"(?P<a>{_F})[^\d、]{{0,3}}(?:未満|より小さ|より少な)", "{x} < {a}"),
    (rf"(?:ちょうど)?(?P<a>{_F})[^\d、以未よを]{{0,6}}", "{x} = {a}"),
)  # fmt: skip
_HARMLESS = re.compile(
    r"確率変数|確率分布|確率密度関数|変数|は|が|を|に|の|と|で|とき|である|であり|とする|とし|従う|従い|従って|互い|それぞれ|また|次|ような|分布|表|以下|与えられ|ている|いる|ただし|ここ|もつ|持つ|なる|定め|よって|、|,|\s|[A-Z](?![A-Za-z])|\d+つ|値|とる|とり|取|おく|ある|つ|このとき|さらに|;|:|さ|れ|る|た|し|、"
)
_CELLS = (("真陽性", "TP"), ("偽陽性", "FP"), ("偽陰性", "FN"), ("真陰性", "TN"))
_MEASURED = (
    ("適合率|精度\\(precision\\)|プレシジョン|陽性的中率", "precision"), ("再現率|感度|リコール", "recall"), ("F1?値|F1?スコア|F1|F尺度", "F1"),
    ("正解率|正答率|正確度|accuracy", "accuracy"), ("特異度", "specificity"), ("偽陽性率", "false positive rate"), ("偽陰性率", "false negative rate"),
)  # fmt: skip


def read_confusion(text: str, parts: list[Part]) -> tuple[Draft, list[str]] | None:
    """真陽性が40件、偽陽性が10件 ...: 適合率、再現率、F値; None where no such counts are told.

    Raises:
        ReadError: where what is asked of them is not known.
    """
    whole = "。".join(p.text for p in parts)
    cells: dict[str, str] = {}
    for name, key in _CELLS:
        found = re.search(rf"(?:{name}(?:\s*\(\s*{key}\s*\))?|{key})(?:の(?:件数|数))?(?:が|は|=|:)?\s*(\d+)", whole)
        if found:
            cells[key] = found[1]
    if len(cells) < 2:
        return None
    draft = Draft(decimal=False)
    confusion(", ".join(f"{key} = {n}" for key, n in cells.items()), draft)
    asked: list[str] = []
    for part in parts:
        if not ASKS.search(part.text):
            continue
        said = part.text
        for name, key in _CELLS:
            said = re.sub(rf"(?:{name}(?:\s*\(\s*{key}\s*\))?|{key})(?:の(?:件数|数))?(?:が|は|=|:)?\s*\d+", "", said)
        places = sorted(
            (m.start(), measure)
            for pattern, measure in _MEASURED
            for m in re.finditer(rf"(?<!偽陽性)(?:{pattern})", said)
        )
        asked += [measure for _, measure in places]
    if not asked:
        raise refusal(
            "混同行列の何を求めるのかが読み取れません",
            "which measure is asked for?",
            text,
            (0, len(text)),
            "適合率、再現率、F値、正解率",
        )
    return draft, list(dict.fromkeys(asked))


def named_variables(lines: list[str] | tuple[str, ...]) -> list[str]:
    """The random variables that the statements speak of."""
    found: dict[str, None] = {}
    for s in read_statements(lines)[0]:
        if isinstance(s, Distributed | Support):
            found[s.name] = None
        about: tuple[Basic, ...] = s.about if isinstance(s, Moment) else ()
        if isinstance(s, Given):
            about = tuple(node.args[0] for node in walk(s.event) if isinstance(node, Relational))
        found.update((w.name, None) for expr in about for w in walk(expr) if isinstance(w, Word))
    return list(found)


def read_variables(text: str, parts: list[Part]) -> tuple[list[str], list[str]] | None:
    """What is given of random variables and what is asked, as lines; None where the text names none.

    Raises:
        ReadError: where a sentence can't be read.
    """
    reader = _Variables(text, parts)
    return reader.read()


class _Variables:
    def __init__(self, text: str, parts: list[Part]) -> None:
        self.text = text
        self.parts = parts
        self.lines: list[str] = []
        self.asked: list[str] = []
        self.names: list[str] = []
        self.meanings: dict[str, str] = {}
        self.called: dict[str, str] = {}  # 得点 is X

    def read(self) -> tuple[list[str], list[str]] | None:
        rows = _ROWS.search("\n".join(p.text for p in self.parts))
        waiting = list(self.parts)
        if rows:
            self._table(
                rows["name"],
                re.findall(_F, rows["values"]),
                _without_total(re.findall(_F, rows["values"]), re.findall(_F, rows["chances"])),
            )
            waiting = [p for p in waiting if not re.match(r"^(?:[A-Z]|P)[\s|:、,]+[\d|]", p.text)]
        for part in waiting:
            said = with_values(part.text)
            left, question = self._given(said)
            if question:
                self._ask(question, part)
            if re.search(r"\d|排反|同じ|異な|平均|分散|少なくとも", _HARMLESS.sub("", left)):
                raise refusal(f"「{left}」が読み取れません", "this part can't be read", self.text, (part.start, part.end),
                              "「Xは二項分布B(10, 0.3)に従う」「Xの期待値は3である」")  # fmt: skip
        if not self.names or not self.asked:
            return None
        return self.lines, self.asked

    def _variable(self, *names: str) -> None:
        self.names += [n for n in names if n not in self.names]

    def _given(self, said: str) -> tuple[str, str]:
        """The sentence without what it gives, and its question."""
        asks = ASKS.search(said) is not None
        ends = [m.end() for m in re.finditer(r"(?:とき|として|ならば|とすると)(?:の)?、?", said)] if asks else []
        head, tail = (said[: ends[-1]], said[ends[-1] :]) if ends else (("", said) if asks else (said, ""))
        for m in _NAMED.finditer(head):
            if not re.search(r"\d", m["what"]):
                self.called[re.sub(r"^.*の(?=[^の]+$)|^.*(?:で|は)、?", "", m["what"])] = m["name"]
                self._variable(m["name"])
                head = (
                    head.replace(m[0], f"{m['name']}は", 1)
                    if head[m.end() :].startswith(("は", "が")) is False
                    and re.match(r"[^。]*(?:分布|従)", head[m.end() :].lstrip("、"))
                    else head.replace(m[0], "", 1)
                )
        for read in (
            self._families,
            self._tables,
            self._moments,
            self._joints,
            self._independents,
            self._expressions,
            self._formulas,
        ):
            head = read(head)
        return head, self._expressions(tail)

    def _families(self, said: str) -> str:
        for m in re.finditer(
            r"(?P<name>[A-Z])(?:は|が)(?P<family>B|N|Po|U|Ge|Geo|Exp|Bin|Ber)\s*(?P<given>\([^()]*\))(?:に従(?:う|い|って)(?:いる)?(?:とする)?)",
            said,
        ):
            self._variable(m["name"])
            self.lines.append(
                f"{m['name']} ~ {m['family'].replace('Ge', 'Geo') if m['family'] == 'Ge' else m['family']}{m['given']}"
            )
            said = said.replace(m[0], "", 1)
        for m in _SIGN.finditer(said):
            self._variable(m["name"])
            self.lines.append(f"{m['name']} ~ {m['family']}{m['given']}")
            said = said.replace(m[0], "", 1)
        for m in re.finditer(r"(?P<what>[\u4e00-\u9fff]{1,6})(?P<name>[A-Z])(?=は|が)", said):
            if m["what"] not in ("確率変数", "変数"):
                self.called[m["what"]] = m["name"]
        for m in _FOLLOWS.finditer(said):
            family = dict(_FAMILY)[m["family"]]
            given = m["given"] or self._parameters(family, m["lead"])
            if m["family"] == "標準正規分布" and not m["given"]:
                given = "(0, 1)"
            if given is None:
                continue
            for name in re.findall("[A-Z]", m["names"]):
                self._variable(name)
                self.lines.append(f"{name} ~ {family}{given}")
            said = said.replace(m[0], "", 1)
        return said

    def _parameters(self, family: str, lead: str) -> str | None:
        told = {_PARAMETERS[m["key"]]: m["value"] for m in _PARAMETER.finditer(lead)}
        if family == "Uniform":
            m = _INTERVAL.search(lead)
            return f"({m['a'] or m['c']}, {m['b'] or m['d']})" if m else None
        if family == "Normal" and "mean" in told:
            variance = told.get("variance") or (f"({told['sd']})^2" if "sd" in told else None)
            return f"({told['mean']}, {variance})" if variance else None
        if family == "Binomial" and {"n", "p"} <= told.keys():
            return f"({told['n']}, {told['p']})"
        if family == "Poisson" and told.keys() & {"mean", "rate"}:
            return f"({told.get('mean') or told['rate']})"
        if family == "Exponential" and told.keys() & {"mean", "rate"}:
            return f"({told['rate']})" if "rate" in told else f"(1/({told['mean']}))"
        if family in ("Geometric", "Bernoulli") and "p" in told:
            return f"({told['p']})"
        return None

    def _tables(self, said: str) -> str:
        for m in _TABLE.finditer(said):
            values, chances = (re.findall(_F, m[g]) for g in ("values", "chances"))
            self._table(m["name"], values, chances)
            said = said.replace(m[0], "", 1)
        for m in _EVEN.finditer(said):
            values = re.findall(_F, m["values"])
            self._table(m["name"], values, [f"1/{len(values)}"] * len(values))
            said = said.replace(m[0], "", 1)
        return said

    def _table(self, name: str, values: list[str], chances: list[str]) -> None:
        if len(values) != len(chances):
            raise refusal(f"値が {len(values)} 個、確率が {len(chances)} 個です", "as many values as probabilities are needed", self.text,
                          (0, len(self.text)), "同じ個数の値と確率")  # fmt: skip
        self._variable(name)
        self.lines.append(f"{name} in {{{', '.join(values)}}}")
        self.lines += [f"P({name} = {v}) = {p}" for v, p in zip(values, chances, strict=True)]

    def _moments(self, said: str) -> str:
        last = ""
        for m in _MOMENT.finditer(said):
            name = m["name"] or last
            if not name:
                continue
            last = name
            self._variable(name)
            kind, value = _KINDS[m["kind"] or m["kind2"]], m["value"] or m["value2"]
            self.lines.append(f"{kind}({name}) = {value}")
            if kind == "sd":
                self.lines.append(f"Var({name}) = ({value})^2")
            said = said.replace(m[0], "", 1)
        return said

    def _joints(self, said: str) -> str:
        for m in _JOINT.finditer(said):
            self._variable(m["x"], m["y"])
            self.lines.append(f"{'Cov' if m['kind'] == '共分散' else 'Corr'}({m['x']}, {m['y']}) = {m['value']}")
            said = said.replace(m[0], "", 1)
        return said

    def _independents(self, said: str) -> str:
        for m in _INDEPENDENT.finditer(said):
            names = re.findall("[A-Z]", m["names"])
            self._variable(*names)
            self.lines.append(f"{', '.join(names)} independent")
            said = said.replace(m[0], "", 1)
        if self.names and re.fullmatch(
            r"(?:ただし|また)?、?(?:これら|それら|両者|2つ)?(?:は|が)?(?:互いに)?独立[^、]*", said
        ):
            self.lines.append(f"{', '.join(self.names)} independent")
            return ""
        return said

    def _expressions(self, said: str) -> str:
        asks = ASKS.search(said) is not None
        for m in _BECOMES.finditer(said):
            name, expr = m["name"] or m["name2"], (m["expr"] or m["expr2"]).strip()
            if name in self.names or not any(x in expr for x in self.names) or re.search(r"[PEV]\s*\(", expr):
                continue
            self.meanings[name] = expr
            said = said.replace(m[0], name if asks else "", 1)
        return said

    def _formulas(self, said: str) -> str:
        for f in reversed(formulas_of(said)):
            if f.value:
                self.lines.append(re.sub(r"(?<![A-Za-z])V(?=\()", "Var", f.line))
                self._variable(*re.findall(r"(?<![A-Za-z])[A-Z](?![A-Za-z(])", f.text.split("(", 1)[1]))
                said = said[: f.start] + said[f.end :]
        return said

    # Questions

    def _ask(self, said: str, part: Part) -> None:
        place = self.text, (part.start, part.end)
        said = re.sub(
            r"^(?:確率変数)?(?:の)?(?:である)?(?:の)?(?:とき|とする|として|ならば)(?:の)?、?", "", said.strip("、, ")
        )
        formulas = [f for f in formulas_of(said) if not f.value]
        if formulas:
            self.asked += [self._meant(re.sub(r"^V(?=\()", "Var", f.text)) for f in formulas]
            return
        asked = re.sub(r"^(?:このとき|とき|確率変数|また)、?", "", asked_of(said))
        asked = re.sub(r"^(?:確率変数)", "", asked)
        measured = re.fullmatch(
            rf"(?P<what>.+?)の(?P<all>{_MEASURES}(?:\([^()]*\))?(?:(?:、|と|および|、および){_MEASURES}(?:\([^()]*\))?)*)",
            asked,
        )
        joint = re.fullmatch(r"(?P<x>[A-Z])と(?P<y>[A-Z])の(?P<kind>共分散|相関係数)", asked)
        if joint:
            self.asked.append(
                self._meant(f"{'Cov' if joint['kind'] == '共分散' else 'Corr'}({joint['x']}, {joint['y']})")
            )
            return
        if (
            measured is None
            and re.fullmatch(rf"(?:その)?{_MEASURES}(?:(?:、|と|および){_MEASURES})*", asked)
            and self.names
        ):
            measured = re.fullmatch(r"(?P<what>.+?)の(?P<all>.+)", f"{self.names[0]}の{asked.removeprefix('その')}")
        if measured:
            what = measured["what"].strip()
            about = [self.called.get(w, w) for w in re.split(r"、|と|および", what)]
            if not all(re.fullmatch(_EXPR, w) for w in about):
                raise refusal(
                    f"「{what}」は確率変数として読み取れません",
                    "no random variable",
                    *place,
                    "「Xの期待値」「2X+1の分散」",
                )
            for w in about:
                self.asked += [
                    self._meant(f"{_KINDS[re.sub(r'値$', '', m) if m != '期待値' else m]}({w})")
                    for m in re.findall(_MEASURES, measured["all"])
                ]
            return
        chance = re.fullmatch(r"(?P<body>.+?)(?:の|という)?(?:確率|割合)", asked)
        if chance:
            self.asked.append(self._chance(chance["body"], place))
            return
        raise refusal(
            "この問いが読み取れません",
            "this question can't be read",
            *place,
            "「Xの期待値を求めよ」「X≥3となる確率を求めよ」",
        )

    def _chance(self, body: str, place: tuple[str, tuple[int, int]]) -> str:
        bare = re.sub(r"(?:となる|になる|である|が成り立つ)$", "", body)
        relation = re.fullmatch(
            r"[-+*\d\s./A-Z|]*(?:<=|>=|≤|≥|=|<|>)[-+*\d\s./A-Z|]*(?:(?:<=|>=|≤|≥|<|>)[-+*\d\s./A-Z|]*)?", bare
        )
        if relation and any(n in bare for n in (*self.names, *self.meanings)):
            return self._meant(f"P({bare})")
        who = re.match(r"^(?P<x>[A-Z]|[^\d、]+?)(?:の値)?(?:が|は)、?(?P<rest>.+)$", body)
        name = None
        if who:
            name = (
                who["x"]
                if who["x"] in (*self.names, *self.meanings)
                else next((n for w, n in self.called.items() if w in who["x"]), None)
            )
            if name is None and len(self.names) == 1 and self.called == {} and len(who["x"]) > 1:
                name = None
        rest = who["rest"] if who and name else body
        if name is None and len(self.names) == 1 and re.match(r"\d", body):
            name = self.names[0]
        if name is not None:
            rest = re.sub(r"(?:の値をとる|をとる|となる|になる|である|起こる|い|く|る)+$", "", rest)
            for pattern, relation_text in _RELATIONS:
                m = re.fullmatch(pattern, rest)
                if m:
                    return self._meant("P(" + relation_text.format(x=name, **m.groupdict()) + ")")
        raise refusal(f"「{body}」が読み取れません", "this event can't be read", *place, "「Xが3以上となる」「P(X≥3)」")

    def _meant(self, quantity: str) -> str:
        for name, expr in self.meanings.items():
            quantity = re.sub(
                rf"(?<![A-Za-z]){name}(?![A-Za-z(])",
                f"({expr})" if not quantity.startswith(f"E({name})") else expr,
                quantity,
            )
        return quantity


def _without_total(values: list[str], chances: list[str]) -> list[str]:
    return chances[:-1] if len(chances) == len(values) + 1 and chances[-1] == "1" else chances
