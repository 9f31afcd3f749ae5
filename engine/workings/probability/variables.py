"""Random variables as a problem states them: tables of values, families, moments, sums of others, densities."""

from __future__ import annotations

import re
from typing import Any

from sympy import Expr, Rational, Symbol

from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.nodes import integer, mul, negate, power, symbols_of
from workings.expression.probability_goals import Word
from workings.probability.draft import NUMBER, Draft, Reader, number, numbers, rest_of
from workings.probability.reading import Density, Independent, Moment, read_statement

__all__ = ["READERS", "UNNAMED", "in_variables", "moment_of"]

UNNAMED = "X"  # what a variable is called that the problem gives no name
_ITEM = rf"(?:1\s*-\s*[a-z](?!\w)|{NUMBER}|[a-z](?!\w))"
_LIST = rf"{_ITEM}(?:\s*(?:,\s*and|,\s*or|,|and|or)\s*{_ITEM})+"
_ONE = rf"(?<![\w.])(?:{NUMBER}|\d*[a-z](?!\w)(?:\s*[-+]\s*[\d.]+(?!\w))?|1\s*-\s*[a-z](?!\w))"
_NAMED = r"(?:[Tt]he\s+)?(?:random\s+variable\s+)?(?P<name>[A-Z]\w?)"
_CHANCE = r"(?:probabilit(?:y|ies)|prob\.?s?|chances?|weights?|P|p)"

_TABLE = re.compile(
    rf"(?:{_NAMED}|(?P<noun>[^=]*?))\s*(?:is|=|∈|in|equals|takes?(?:\s+on)?(?:\s+the)?(?:\s+values?)?|"
    rf"has(?:\s+the)?\s+values?|can\s+be)\s*\{{?(?P<values>{_LIST})\}}?\s*,"
    rf"?\s*(?:each\s+)?with\s+(?:the\s+)?(?:respective\s+)?"
    rf"{_CHANCE}\s*(?:=|:|of)?\s*\{{?(?P<chances>{_LIST})\}}?(?:\s*,?\s*respectively)?",
)
_EVEN = re.compile(
    rf"(?:{_NAMED}|(?P<noun>[^=]*?))\s*(?:is|=|∈|in|equals|takes?(?:\s+on)?(?:\s+the)?(?:\s+values?)?|"
    rf"can\s+be)\s*(?:either\s+)?"
    rf"\{{?(?P<values>{_LIST})\}}?\s*,?\s*(?:(?:and\s+)?(?:all\s+|both\s+|are\s+|each\s+)?(?:is\s+)?"
    rf"(?:equally\s+likely|equally\s+probable|with\s+(?:equal|the\s+same)\s+{_CHANCE})|"
    rf"each\s+with\s+{_CHANCE}\s*(?:=|of)?\s*(?P<each>{NUMBER})"
    rf"|with\s+{_CHANCE}\s*(?:=|of)?\s*(?P<both>{NUMBER})\s+each)",
)
_UNIFORM = re.compile(
    rf"{_NAMED}\s*(?:is|be|has)\s*(?:chosen\s+|drawn\s+|a\s+)?(?:uniform(?:ly)?|equally\s+likely)(?:\s+(?:distributed|"
    rf"distribution|at\s+random))?\s+(?:on|over|in|from|to\s+be)\s*"
    rf"(?:(?P<set>\{{[^}}]*\}})|(?:the\s+interval\s+)?(?P<interval>[\[(][^\])]*[\])]))",
)
_CASE = re.compile(
    rf"(?P<minus>loses?\s+|losing\s+|costs?\s+|pays?\s+out\s+)?\$?(?P<value>{_ONE})\s*(?:\w+\s+)?(?:with\s+"
    rf"{_CHANCE}(?:\s+of)?|w\.?p\.?)\s*(?P<chance>{_ONE})"
)
_TELLS_VALUE = re.compile(
    r"(?:\b(?:is|are|be|equals?|costs?|pays?|takes?|wins?|gains?|loses?|returns?|yields?|lasts?|earns?|values?|gives?|"
    r"receives?|gets?|brings?|makes?)|=)\s*(?:the\s+values?\s+)?(?:a\s+profit\s+of\s+)?\$?$"
)
_ELSE = re.compile(
    rf"(?:,|and|or|but)?\s*(?:(?P<verb>loses?|costs?|pays?|wins?|gains?|is|otherwise|"
    rf"else)\s+)?\$?(?P<value>{_ONE}|nothing)\s*(?:\w+\s+)?(?:otherwise|else)|(?:otherwise|"
    rf"else)\s+(?:it\s+is\s+)?(?P<after>{_ONE}|nothing)"
)
_MEAN = re.compile(
    rf"{_NAMED}\s+(?:has|have|having|is\s+given\s+with|with)\s+(?:a\s+|an\s+)?(?P<rest>(?:mean|expect|expected|average|"
    rf"variance|standard|sd|second)\b.*)",
    re.S,
)
_MOMENT = re.compile(
    rf"(?P<kind>mean|expected\s+value|expectation|variance|standard\s+deviation|sd|second\s+moment)\s*(?:of|=|"
    rf"is)?\s*(?P<value>{NUMBER}|[a-z](?!\w))",
    re.I,
)
_BECOMES = re.compile(r"(?:[A-Za-z]+\s+)?(?P<name>[A-Z]\w?)\s*(?:=|:=)\s*(?P<expr>[^=?]+)$")
_BOTH_INDEPENDENT = re.compile(
    r"(?:(?:let|for|given|the|two|three|suppose)\s+)*(?:\w+\s+)?independent\s+(?:[a-z]+\s+)*(?P<names>[A-Z]\w?(?"
    r":\s*(?:,\s*and|,|and)\s*[A-Z]\w?)+)\b"
    r"(?:\s*,)?\s*(?:have|with|has|,|:|where|satisfy)?\s*(?P<rest>.*)",
    re.S | re.I,
)
_ARE_INDEPENDENT = re.compile(
    r"(?P<names>[A-Z]\w?(?:\s*(?:,\s*and|,|and)\s*[A-Z]\w?)+)\s+are\s+(?:mutually\s+|"
    r"pairwise\s+)?independent(?:\s+(?:random\s+)?variables)?(?:\s*,)?\s*(?:and|with|where|:)?\s*(?P<rest>.*)",
    re.S,
)
_NAMES = r"(?P<names>[A-Z]\w?(?:\s*(?:,\s*and|,|and)\s*[A-Z]\w?)+)"
_FIRST_FAMILY = re.compile(
    r"(?P<one>[A-Z]\w?\s*~\s*[A-Za-z]+\s*\([^()]*\))\s*(?:(?:,\s*and|,|and)\s*(?=[A-Z]\w?\s*~)|"
    r"(?:(?:be|are|both|all|where|with|,)\s+)*(?=(?:mutually\s+)?independent\b))"
)
_ONE_FAMILY = re.compile(
    rf"{_NAMES}\s*(?:~|(?:are|be|is)\s+)?\s*(?:(?P<iid>iid|i\.i\.d\.)|(?P<independent>(?:mutually\s+)?independent))?\s*"
    r"(?:and\s+)?(?:identically\s+distributed\s+)?(?:as\s+|each\s+|~\s*)?(?P<family>[A-Z][A-Za-z]*|poisson|exponential)\s*"
    r"(?:(?P<given>\([^()]*\))(?:\s+(?:random\s+)?variables)?|(?:(?:random\s+)?variables\s+)?with\s+(?:respective\s+)?"
    rf"(?P<kind>means?|rates?|parameters?)\s*(?P<values>{NUMBER}(?:\s*(?:,|and)\s*{NUMBER})*))(?:\s*,?\s*respectively)?"
)
_ALIKE = re.compile(
    rf"{_NAMES}\s*(?:are|be)?\s*(?:iid|i\.i\.d\.|independent\s+and\s+identically\s+distributed|independent(?=.*\b(?:each|all)\b))"
    r"(?:\s+random\s+variables)?\s*,?\s*(?:each\s+|all\s+)?(?:with|having|have|has)\s+(?:the\s+)?(?:common\s+)?(?:an?\s+)?"
    r"(?P<rest>(?:mean|variance|standard|expected)\b.*)",
    re.S,
)
_INDEPENDENT_JAPANESE = re.compile(
    r"(?P<names>[A-Z]\d?(?:\s*(?:と|,|、)\s*[A-Z]\d?)+)\s*は(?:互いに)?独立(?:で(?:ある|あり)?|とする)?[,、]?\s*"
)
_ALL_INDEPENDENT = re.compile(
    r"(?:(?:both|all|which|they|these|the\s+(?:two|three)|X'?s?|variables)\s+)*(?:are\s+)?(?:mutually\s+|pairwise\s+)?"
    r"independent(?:\s+(?:random\s+)?variables)?(?:\s+of\s+each\s+other)?$|(?:互いに)?独立(?:である|とする|です)?$",
    re.I,
)
_JOINT = re.compile(
    r"(?:(?P<names>[A-Z]\w?\s*(?:,|and)\s*[A-Z]\w?)\s+(?:have|has|with)\s+)?(?:and\s+|with\s+|their\s+|the\s+|a\s+|an\s+)*"
    r"(?P<kind>correlation(?:\s+coefficient)?|covariance|相関係数|共分散)\s*(?:(?:of|between)\s+(?P<of>[A-Z]\w?\s*(?:,|and)\s*[A-Z]\w?))?"
    rf"\s*(?:of|=|is|ρ\s*=|が|は)?\s*(?P<value>{NUMBER}|[a-zρ](?!\w))",
    re.I,
)
_SPREADS = re.compile(
    rf"(?:^|\s)(?P<names>[A-Z]\w?(?:\s*(?:,\s*and|,|and)\s*[A-Z]\w?)+)\s+(?:are\s+)?(?:independent\s*,?\s*)?(?:and\s+)?"
    rf"(?:have|with|of)\s+(?:an?\s+)?(?P<kind>means?|variances?|standard\s+deviations?)\s*(?:of\s+)?"
    rf"(?P<values>{NUMBER}(?:\s*(?:,|and)\s*{NUMBER})*)(?P<each>\s+each)?(?:\s*,?\s*respectively)?",
)
_FAMILY = re.compile(
    r"(?:[Tt]he\s+(?:[a-z]+\s+)*)?(?P<name>[A-Z]\w?)\s*(?:(?:of|in|for)\s+[a-z ]+?\s+)?(?:is|be|has|follows|~)\s*"
    r"(?:a\s+|an\s+)?(?:distributed\s+(?:as\s+)?)?(?P<family>[A-Za-z]+?)(?:ly)?"
    r"(?:\s+(?:random\s+variable|distribut(?:ed|ion)))?\s*(?:with\s+)?(?:(?:a\s+)?parameters?\s+)?"
    r"(?P<given>\(.*\)|(?<![A-Za-z])(?:rate|mean|variance|standard|success|n|p|lambda|λ)\b.*)$",
    re.S,
)
_STANDARD = re.compile(
    r"(?P<name>\b[A-Z]\w?)\s+(?:is|be|has|follows)\s+(?:an?\s+|the\s+)?standard\s+normal(?:ly)?"
    r"(?:\s+(?:random\s+variable|distribution|distributed|variable))?"
)
_FAMILY_GIVEN = re.compile(
    r"(?P<key>n|p|rate|mean|lambda|λ|variance|standard\s+deviation|s\.?d\.?|success\s+probability)\s*(?:=|of|is)?\s*"
    rf"(?P<value>{NUMBER})"
)
_UNITS = re.compile(
    r"[\s,.;]|\band\b|\b(?:hours?|minutes?|days?|years?|seconds?|per|hour|day|minute|kg|cm|mm|points?)\b"
)
_DENSITY = re.compile(
    r"(?:(?P<var>[A-Z])\s+has\s+)?(?:[Tt]he\s+)?(?:probability\s+)?(?:density|"
    r"pdf)?\s*(?:function\s+)?(?:of\s+(?P<of>[A-Z])\s+is\s+)?(?:given\s+by\s+)?(?P<name>f(?:_\{?[A-Z]\}?)?)\s*\(\s*(?P<x>[a-z])\s*\)\s*=\s*(?P<body>.+?)\s*"
    r"(?:,|\bfor\b|\bon\b|\bif\b|\bwhen\b|\()+\s*(?P<domain>[^,]*[<>≤≥].*|[\[(].*)$",
    re.S,
)


def _noun(found: re.Match[str]) -> str:
    name = found.groupdict().get("name")
    if name:
        return name
    before = (found.groupdict().get("noun") or "").strip()
    capital = re.fullmatch(r"(?:.*\b)?([A-Z])", before)
    return capital[1] if capital and capital[1] not in ("A", "I") else UNNAMED


def table(sentence: str, draft: Draft) -> str | None:
    """X is 2, 3, 7 with probabilities 1/5, 1/2, 3/10"""
    found = _TABLE.match(sentence)
    if not found:
        return None
    values, chances = numbers(found["values"]), numbers(found["chances"])
    if len(values) != len(chances):
        raise ReadError(
            f"{len(values)} values have {len(chances)} probabilities",
            sentence,
            found.span("chances"),
            "as many as values",
        )
    draft.table(_noun(found), values, chances)
    return sentence[found.end() :]


def equally_likely(sentence: str, draft: Draft) -> str | None:
    """X is 0 or 6, equally likely"""
    found = _EVEN.match(sentence)
    if not found:
        return None
    values = numbers(found["values"])
    draft.table(_noun(found), values, [Rational(1, len(values))] * len(values))
    return sentence[found.end() :]


def uniform(sentence: str, draft: Draft) -> str | None:
    """X is uniform on {1, 2, 3}, on {1, ..., 6}, on [0, 2]"""
    found = _UNIFORM.match(sentence)
    if not found:
        return None
    if found["interval"]:
        draft.variable(found["name"])
        draft.statements += read_statement(f"{found['name']} ~ Uniform({found['interval'][1:-1]})")[0]
        return sentence[found.end() :]
    inside = found["set"][1:-1]
    ends = re.fullmatch(r"\s*(-?\d+)\s*,(?:\s*-?\d+\s*,)*\s*(?:\.\.\.|…|\\l?dots)\s*,\s*(-?\d+)\s*", inside)
    values = [integer(k) for k in range(int(ends[1]), int(ends[2]) + 1)] if ends else numbers(inside)
    if not 1 <= len(values) <= 200:
        raise ReadError("too many values", sentence, found.span("set"), "at most 200")
    draft.table(found["name"], values, [Rational(1, len(values))] * len(values))
    return sentence[found.end() :]


def cases(sentence: str, draft: Draft) -> str | None:
    """Y is 5 with probability 0.6 and 15 with probability 0.4; X is 3 with probability q and 0 otherwise"""
    found = list(_CASE.finditer(sentence))
    if not found:
        return None
    before = sentence[: found[0].start()]
    if not (found[0]["minus"] or _TELLS_VALUE.search(before.strip() + " ")) or re.search(r"\d", before):
        return None
    verbs = {m["minus"].split()[0].rstrip("s") for m in found if m["minus"]}
    gains = bool(re.search(r"\b(?:wins?|gains?|pays?|earns?|gets?|receives?|profit|makes?|returns?)\b", before))
    values = [number(m["value"]) for m in found]
    values = [
        negate(v) if m["minus"] and (gains or verbs & {"lose", "losing"}) else v
        for v, m in zip(values, found, strict=True)
    ]
    chances = [number(m["chance"]) for m in found]
    end = found[-1].end()
    other = _ELSE.match(sentence[end:].lstrip())
    if other:
        end += len(sentence[end:]) - len(sentence[end:].lstrip()) + other.end()
        said = other["value"] or other["after"]
        value = integer(0) if said == "nothing" else number(said)
        losing = (other["verb"] or "").startswith(("lose", "cost")) and gains
        values.append(negate(value) if losing else value)
        chances.append(rest_of(chances))
    name = re.search(r"\b([B-HJ-Z]\w?)\s*(?:is|=|equals|takes|are)\s*(?:the\s+values?\s+)?$", before.strip() + " ")
    draft.table(name[1] if name else UNNAMED, values, chances)
    return sentence[end:]


def moments(sentence: str, draft: Draft) -> str | None:
    """X has mean 5 and variance 4"""
    found = _MEAN.match(sentence)
    if not found:
        return None
    word = draft.variable(found["name"])
    rest, end = found["rest"], 0
    for part in _MOMENT.finditer(rest):
        if re.search(r"[A-Z]|\b(?:for|of|has|have)\b", rest[end : part.start()]):
            break  # of another variable
        kind = part["kind"].lower()
        value = number(part["value"])
        draft.statements.extend(moment_of(kind, word, value))
        end = part.end()
    return rest[end:] if end else None


def moment_of(kind: str, word: Word, value: Expr) -> list[Any]:
    """What a mean, a variance or a standard deviation that is given says."""
    if kind.startswith(("mean", "expect")):
        return [Moment("E", (word,), value)]
    if kind.startswith("second"):
        return [Moment("E", (power(word, integer(2)),), value)]
    if kind.startswith("var"):
        return [Moment("Var", (word,), value)]
    return [Moment("sd", (word,), value), Moment("Var", (word,), power(value, integer(2)))]


def becomes(sentence: str, draft: Draft) -> str | None:
    """K = T + 273"""
    found = _BECOMES.match(sentence)
    if not found or found["name"] in draft.variables or re.search(r"\bP\b|[|~]", found["expr"]):
        return None
    expr = in_variables(found["expr"], draft)
    if expr is None:
        return None
    draft.meanings[found["name"]] = expr
    return ""


def in_variables(text: str, draft: Draft) -> Any:
    """An expression in the random variables that are known; None where it is in none."""
    from workings.expression.reader import read

    try:
        node = read(text).node
    except ReadError:
        return None
    if not isinstance(node, Expr):
        return None
    words: dict[Any, Any] = {}
    known = (*draft.meanings, *draft.variables)
    for s in symbols_of([node]):
        if s.name[0].isupper() and s.name not in known and not all(letter in known for letter in s.name):
            return None  # a variable of which nothing is given is no constant
        if s.name in draft.meanings:
            words[s] = draft.meanings[s.name]
        elif s.name in draft.variables:
            words[s] = Word(s.name)
        elif all(letter in (*draft.variables, *draft.meanings) for letter in s.name):  # XY read as a name
            words[s] = mul(*[draft.meanings.get(letter, Word(letter)) for letter in s.name])
    return replace(node, words) if words else None


def spreads(sentence: str, draft: Draft) -> str | None:
    """X and Y independent with variances 4 and 9; X and Y have variance 2 each"""
    found = _SPREADS.search(sentence)
    if not found:
        return None
    names = re.findall(r"[A-Z]\w?", found["names"])
    values = [number(v) for v in re.findall(NUMBER, found["values"])]
    if found["each"]:
        values = values * len(names)
    if len(values) != len(names):
        return None
    kind = found["kind"].lower().rstrip("s")
    for name, value in zip(names, values, strict=True):
        draft.statements += moment_of("variance" if kind.startswith("var") else kind, draft.variable(name), value)
    if re.search(r"\bindependent\b", sentence[: found.end()], re.I):
        draft.statements.append(Independent(tuple(Word(name) for name in names), ()))
    return sentence[found.end() :]


def independent(sentence: str, draft: Draft) -> str | None:
    """Two independent errors A and B have Var(A) = 0.4 and Var(B) = 0.3"""
    found = _BOTH_INDEPENDENT.match(sentence) or _ARE_INDEPENDENT.match(sentence)
    if not found:
        return None
    names = [name for name in re.split(r"\s*(?:,\s*and|,|\band\b)\s*", found["names"]) if name]
    draft.statements.append(Independent(tuple(Word(name) for name in names), ()))
    return str(found["rest"])


def several_families(sentence: str, draft: Draft) -> str | None:
    """X ~ N(1, 4) and Y ~ N(2, 9) are independent; X ~ Poisson(2), Y ~ Poisson(3): the first, and what is left"""
    found = _FIRST_FAMILY.match(sentence)
    if not found or family(found["one"], draft) is None:
        return None
    return sentence[found.end() :]


def one_family(sentence: str, draft: Draft) -> str | None:
    """X1, X2, X3 are independent N(5, 4); X and Y are independent Poisson variables with means 2 and 3"""
    found = _ONE_FAMILY.match(sentence)
    if not found:
        return None
    names = re.findall(r"[A-Z]\w?", found["names"])
    if found["given"]:
        given = [found["given"]] * len(names)
    else:
        given = [f"({value})" for value in re.findall(NUMBER, found["values"])]
        given = given * len(names) if len(given) == 1 else given
        if found["kind"].lower().startswith("mean") and found["family"].lower().startswith("exp"):
            given = [f"(1/{value})" for value in given]
    if len(given) != len(names):
        return None
    for name, parameters in zip(names, given, strict=True):
        stated, _ = read_statement(f"{name} ~ {found['family']}{parameters}")
        draft.variable(name)
        draft.statements += stated
    if found["independent"] or found["iid"]:
        draft.statements.append(Independent(tuple(Word(name) for name in names), ()))
    return sentence[found.end() :]


def alike_moments(sentence: str, draft: Draft) -> str | None:
    """X and Y are iid with mean 3 and variance 5; X, Y, Z are independent, each with variance 2"""
    found = _ALIKE.match(sentence)
    if not found:
        return None
    told = list(_MOMENT.finditer(found["rest"]))
    if not told or re.sub(r"[\s,.]|\band\b", "", _MOMENT.sub("", found["rest"])):
        return None
    names = re.findall(r"[A-Z]\w?", found["names"])
    for name in names:
        word = draft.variable(name)
        for part in told:
            draft.statements.extend(moment_of(part["kind"].lower(), word, number(part["value"])))
    draft.statements.append(Independent(tuple(Word(name) for name in names), ()))
    return ""


def are_independent_in_japanese(sentence: str, draft: Draft) -> str | None:
    """XとYは独立で"""
    found = _INDEPENDENT_JAPANESE.match(sentence)
    if not found:
        return None
    names = re.findall(r"[A-Z]\d?", found["names"])
    draft.statements.append(Independent(tuple(Word(name) for name in names), ()))
    return sentence[found.end() :]


def all_independent(sentence: str, draft: Draft) -> str | None:
    """independent (said of all the variables before)"""
    found = _ALL_INDEPENDENT.match(sentence)
    names = [name for name in draft.variables if name not in draft.meanings]
    if not found or len(names) < 2:
        return None
    draft.statements.append(Independent(tuple(Word(name) for name in names), ()))
    return sentence[found.end() :]


def joint_moment(sentence: str, draft: Draft) -> str | None:
    """X and Y have correlation 0.5; with covariance 3; the correlation of X and Y is 0.5"""
    found = _JOINT.match(sentence)
    if not found:
        return None
    names = re.findall(r"[A-Z]\w?", found["names"] or found["of"] or "") or list(draft.variables)
    if len(names) != 2:
        return None
    kind = "Cov" if found["kind"].lower().startswith("cov") else "Corr"
    x, y = (draft.variable(name) for name in names)
    draft.statements.append(Moment(kind, (x, y), number(found["value"])))
    return sentence[found.end() :]


def family(sentence: str, draft: Draft) -> str | None:
    """X ~ Binomial(4, 1/2); X is Poisson with mean 3; N is geometric with p = 1/3"""
    sentence = _STANDARD.sub(r"\g<name> ~ Normal(0, 1)", sentence)
    found = _FAMILY.match(sentence)
    if not found:
        return None
    name = found["family"].lower()
    inside = found["given"].strip()
    if not inside.startswith("("):
        told = {re.sub(r"\s+", " ", m["key"]): m["value"] for m in _FAMILY_GIVEN.finditer(inside)}
        if _UNITS.sub("", _FAMILY_GIVEN.sub("", inside)):
            return None  # something is said beside the parameters
        deviation = next((told[k] for k in ("standard deviation", "sd", "s.d.", "s.d") if k in told), None)
        if deviation is not None:
            told["variance"] = f"({deviation})^2"
        wanted = {"binomial": (("n",), ("p", "success probability")), "geometric": (("p", "success probability"),),
                  "poisson": (("rate", "mean", "lambda", "λ"),), "exponential": (("rate", "lambda", "λ"), ),
                  "normal": (("mean",), ("variance",)), "bernoulli": (("p", "success probability"),)}  # fmt: skip
        if name not in wanted:
            return None
        given = [next((told[k] for k in keys if k in told), None) for keys in wanted[name]]
        if name == "exponential" and given == [None] and "mean" in told:
            given = [f"1/({told['mean']})"]
        if None in given:
            return None
        inside = "(" + ", ".join(str(g) for g in given) + ")"
    if name.startswith("unif") and re.match(r"\(?\s*\{", inside):
        return uniform(f"{found['name']} is uniform on {inside.strip('() ')}", draft)
    if re.fullmatch(r"\(\s*\w+\s*;\s*[^;]+\)", inside):
        inside = inside.replace(";", ",")
    stated, _ = read_statement(f"{found['name']} ~ {found['family']}{inside}")
    draft.variable(found["name"])
    draft.statements += stated
    return ""


def density(sentence: str, draft: Draft) -> str | None:
    """f(x) = 2e^{-2x}, x ≥ 0"""
    found = _DENSITY.match(sentence)
    if not found:
        return None
    from workings.expression.reader import read

    x = Symbol(found["x"], real=True)
    body = read(found["body"].rstrip(" ,(")).node
    ends = _interval(found["domain"].strip().rstrip(".,"), found["x"])
    if ends is None or not isinstance(body, Expr):
        return None
    name = found["var"] or found["of"] or UNNAMED
    draft.variable(name)
    draft.density = Density(name, body, x, *ends)
    draft.statements.append(draft.density)
    return ""


def _interval(text: str, x: str) -> tuple[Any, Any] | None:
    """0 ≤ x ≤ 1, x ≥ 0, x > 0, [0, 1], 0 < x"""
    text = re.sub(
        r",?\s*(?:(?:and\s+)?(?:0|zero)\s+(?:otherwise|else|elsewhere).*)$",
        "",
        text.strip("( )") if re.search(r"[<>≤≥]", text) else text,
    )
    text = text.replace("<=", "≤").replace(">=", "≥")
    number_ = rf"(-?{NUMBER}|\w+)"
    found = re.fullmatch(rf"{number_}\s*[<≤]\s*{x}\s*[<≤]\s*{number_}", text)
    if found:
        return number(found[1]), number(found[2])
    found = re.fullmatch(rf"[\[(]\s*{number_}\s*,\s*{number_}\s*[\])]", text)
    if found:
        return number(found[1]), number(found[2])
    found = re.fullmatch(rf"{x}\s*[>≥]\s*{number_}", text) or re.fullmatch(rf"{number_}\s*[<≤]\s*{x}", text)
    return (number(found[1]), None) if found else None


READERS: tuple[Reader, ...] = (
    density,
    several_families,
    one_family,
    alike_moments,
    are_independent_in_japanese,
    family,
    uniform,
    table,
    equally_likely,
    cases,
    spreads,
    independent,
    all_independent,
    joint_moment,
    moments,
    becomes,
)
