"""The cases of a problem and how many or how often: machines and their rates, urns, coins, counts, systems of parts.

As in `saying.py`, each function is a row of the table in `sentences.py`: it takes the slots and gives lines, or None.
"""

from __future__ import annotations

import re
from fractions import Fraction

from workings.probability.clauses import Clauses
from workings.probability.phrases import content, opposite, written
from workings.probability.saying import numbers_in, says
from workings.probability.spelling import NUMBER, read_value
from workings.rule import Text

N = NUMBER
_KNOWS = Text("one who knows the answer is read as answering correctly", "答えを知っている人は必ず正解すると読みました")
ALL_THERE_ARE = Text("{} and {} are read as all that there are", "{} と {} だけがあると読みました")
_TIMES = {"twice": "2", "half": "1/2", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5}
_ORDER = ("first", "second", "third", "fourth")
_URN = re.compile(
    r"(?:(?:the|an?)\s+(?=\w+\s+(?:[A-Z]|\d+|I{1,3})\b))?(?:the\s+)?(?:(?:a|an|one|another|other|first|second|third)\s+)?(?P<noun>urn|box|bag|jar|bowl|drawer)?"
    r"(?:\s*(?P<label>[A-Z]|\d+|I{1,3}))?\s+(?:contains|has|holds|with)\s+"
    r"(?P<balls>\d+\s+\w+(?:(?:\s+(?:balls?|marbles?|chips?|coins?|tickets?))?(?:\s*,\s*(?:and\s+)?|\s+and\s+)\d+\s+\w+)*)",
    re.I,
)
_COIN = re.compile(
    rf"(?:one|a|an)\s+(?:is\s+(?:a|an)\s+)?(?P<kind>fair|unbiased|normal|two-headed|double-headed|two-tailed|biased)\s+coin"
    rf"(?:\s+(?:that|which)\s+(?:lands|comes\s+up|shows|turns\s+up)\s+heads\s+(?:with\s+probability\s+)?(?P<n>{N})"
    r"(?:\s+of\s+the\s+time)?)?",
    re.I,
)


def mixture(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """40% red and 60% blue pens: kinds that make up the whole"""
    parts = re.split(rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?={N}\s)", m["several"], flags=re.I)
    read = [re.match(rf"(?P<n>{N})\s+(?P<kind>[\w-]+)(?:\s+\w+)?$", part, re.I) for part in parts]
    kinds = [(found["n"], found["kind"]) for found in read if found]
    values = [read_value(n) for n, _ in kinds]
    if len(kinds) < max(2, len(parts)) or sum(v[0] for v in values if v is not None) != 1:
        return None
    s.cases = [s.event(kind) for _, kind in kinds]
    return [line for case, (n, _) in zip(s.cases, kinds, strict=True) for line in s.given(case, None, n)]


def made_by_each(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Machines A, B, C make 40%, 25%, 35% of the items, with defect rates 5%, 4%, 2%"""
    names, shares = listed(m["names"]), numbers_in(m["shares"])
    rates = numbers_in(m["rates"]) if m.groupdict().get("rates") else []
    if len(names) != len(shares) or (rates and len(rates) != len(names)):
        return None
    s.cases = [s.event(name) for name in names]
    lines = [line for case, value in zip(s.cases, shares, strict=True) for line in s.given(case, None, value)]
    if rates:
        lines += [line for case, n in zip(s.cases, rates, strict=True) for line in s.given(_rated(s, m["e"]), case, n)]
    return lines


def listed(names: str) -> list[str]:
    """A, B and C; train, bus or car; young, middle-aged and old"""
    return [part.strip() for part in re.split(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", names) if part.strip()]


def _rated(s: Clauses, phrase: str) -> str:
    return s.event(re.sub(r"\s*(?:rates?|probabilit(?:y|ies)|percentages?)\s*(?:of|are)?\s*$", "", phrase, flags=re.I))


def rates_of_each(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Their defect rates are 2%, 3% and 5%"""
    rates = numbers_in(m["rates"])
    cases = s.cases if len(s.cases) == len(rates) else s.left
    if len(rates) != len(cases):
        return None
    event = s.event(m["e"])
    return [line for case, value in zip(cases, rates, strict=True) for line in s.given(event, case, value)]


def classes(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A company buys from two suppliers, 1 and 2; a factory has machines A, B and C: what the cases are called"""
    return []


def labelled_later(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A factory has two machines, of which each is spoken of by name: machine 1, machine 2"""
    one = re.escape(re.sub(r"s$", "", m["kind"].lower()))
    return [] if len(set(re.findall(rf"\b{one}\s+([A-Z]|\d|I{{1,3}})\b", s.text, re.I))) > 1 else None


def made_by_one(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Machine A makes 60% of the items, machine B 40%; M1 makes 80% of the parts with 1% defects"""
    if re.search(r"\b(?:of|in|on|for|with|and|who|that|is|are)\b", m["name"], re.I):
        return None
    if m.re.groups == 2 and s.said is not None and s.said[1] is not None:
        return s.given(s.said[0], s.class_of(m["name"]), m["n"])  # ... fail 6% of the time, the others 2%
    if m.re.groups == 2 and not s.cases:
        return None
    case = s.event(m["name"])
    if case not in s.cases:
        s.cases.append(case)
    lines = s.given(case, None, m["n"])
    if m.groupdict().get("n2"):
        lines += s.given(s.event(m["e"]), case, m["n2"])
    return lines


def route(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Route 1 is used on 80% of days and is late 5% of the time"""
    case = s.event(m["name"])
    if case not in s.cases:
        s.cases.append(case)
    event = s.event(m["e"]) if m["e"] else s.names.effect
    return s.given(case, None, m["n1"]) + s.given(event, case, m["n2"]) if event else None


def share_and_rate(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """60% of students take the bus and are late 10% of the time"""
    within, case = s.clause(m["clause"])
    return None if within else s.given(case, None, m["n1"]) + s.given(s.event(m["does"]), case, m["n2"])


def from_case(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """60% come from A, the other 40% from B; the remaining 40% are ham"""
    event = s.event(m["does"])
    s.cases.append(event)
    return s.given(event, None, m["n"])


def rest(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The rest use a laptop; the rest cycle and are late 5% of the time"""
    under = [event for event in s.left if event in s.conditions]
    cases = [case for case in s.cases if case in s.left]
    before = list(dict.fromkeys([*cases, *s.here])) or under or s.here_before or s.left[-1:]
    if not before:
        return None
    event = s.event(m["does"])
    if event.startswith("not "):
        return None
    s.left.append(event)
    if "" in s.sizes and all(case in s.sizes for case in before):
        s.sizes[event] = s.sizes[""] - sum(s.sizes[case] for case in before)
    whole = f"{', '.join([*before, event])} partition"
    if len(before) == 1:
        whole = f"{event} = {opposite(before[0])}" if event.isidentifier() else f"{before[0]}, {event} partition"
    if m.groupdict().get("n"):
        return [whole, *s.given(s.event(m["e"]), event, m["n"])]
    return [whole]


def either(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Every user is on mobile or laptop; a student either knows the answer or guesses"""
    one, other = s.event(m["a"]), s.event(m["b"])
    return [f"{one}, {other} partition"]


def independent_each(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Two independent events A and B have probabilities 0.2 and 0.5"""
    names, shares = listed(m["names"]), numbers_in(m["shares"])
    if len(names) != len(shares):
        return None
    lines = [line for name, n in zip(names, shares, strict=True) for line in s.given(s.event(name), None, n)]
    return [*lines, f"{', '.join(names)} independent"]


def each_of_them(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Three archers hit the target with probabilities 1/2, 1/3 and 1/4 independently"""
    shares = numbers_in(m["shares"])
    count = next(_NUMBER_WORDS[w] for w in m[0].lower().split() if w in _NUMBER_WORDS)
    if len(shares) != count or re.search(r"\d", m["who"]):
        return None
    one = re.sub(r"s$", "", m["who"].split()[-1].lower())
    events = [s.event(f"{one} {i} {m['does']}") for i in range(1, count + 1)]
    lines = [line for event, n in zip(events, shares, strict=True) for line in s.given(event, None, n)]
    return [*lines, f"{', '.join(events)} independent"] if "independent" in m[0].lower() else lines


def each_named(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The probabilities that the first and the second group will win are 0.6 and 0.4"""
    names, shares = listed(re.sub(r"\bthe\s+", "", m["names"])), numbers_in(m["shares"])
    if len(names) != len(shares) or re.search(r"\d", m["does"]):
        return None
    does = re.sub(r"^(?:group|team|candidate|player|machine)s?\s+", "", m["does"])
    s.cases = [s.event(f"{name} {does}") for name in names]
    return [line for case, n in zip(s.cases, shares, strict=True) for line in s.given(case, None, n)]


def as_many(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """There are twice as many cats as dogs: two thirds of them are cats"""
    word = m["times"].lower().split()[0]
    ratio = Fraction(_TIMES.get(word, word))
    if s.left or s.sizes or ratio <= 0:
        return None
    one, other = s.event(m["a"]), s.event(m["b"])
    if one == other or "not " in one + other:
        return None
    s.cases = [one, other]
    s.notes.append(Text(*(ALL_THERE_ARE[lang].format(one, other) for lang in ("en", "ja"))))
    lines = [*s.given(one, None, f"{ratio / (ratio + 1)}"), *s.given(other, None, f"{1 / (ratio + 1)}")]
    return [*lines, f"{one}, {other} partition"]


def options(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A student answers a multiple choice question with 4 options: one of them is right"""
    if re.search(r"\d|\b(?:two|three|none|several|all)\b", m["any"]) or int(m["k"]) < 2:
        return None
    s.options = int(m["k"])
    return []


def knows_or_guesses(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """She knows the answer with probability 0.6 and guesses otherwise, among as many options as were told"""
    if s.left or not s.options:
        return None
    lines = says(s, m)
    return None if lines is None else [*lines, *(_guesses(s, s.options) or [])]


def guesses(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """... otherwise he guesses among 4 options: the one who knows is right, the other one time in four"""
    return _guesses(s, int(m["k"]))


def _guesses(s: Clauses, options: int) -> list[str] | None:
    if len(s.left) != 1 or not options:
        return None
    knows, correct = s.left[0], s.event("correct")
    s.names.events.setdefault("guesses", frozenset({"gues"}))
    s.notes.append(_KNOWS)
    lines = [f"guesses = {opposite(knows)}", *s.given(correct, knows, "1")]
    return [*lines, *s.given(correct, opposite(knows), f"1 of {options}")]


def urns(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Bag I contains 3 red and 4 black balls and bag II contains 5 red and 6 black balls"""
    lines: list[str] = []
    for found in _URN.finditer(m["urns"]):
        counts = [(int(n), kind) for n, kind in re.findall(r"(\d+)\s+(\w+)", found["balls"])]
        whole = sum(n for n, _ in counts)
        noun = (found["noun"] or "bag").lower()
        label = found["label"] or _ORDER[len(s.urns)] if len(s.urns) < len(_ORDER) else ""
        if not whole or not label or len({kind for _, kind in counts}) < len(counts):
            return None
        urn = s.event(f"{noun} {label}" if found["label"] else f"{label} {noun}")
        if urn in s.urns or urn in s.drawn_from:
            return None
        if s.from_each:
            drawn = _drawn_from(s, urn, counts, whole)
            if drawn is None:
                return None
            lines += drawn
            continue
        s.urns.append(urn)
        kinds = [s.event(kind) for _, kind in counts]
        lines += [
            line for kind, (n, _) in zip(kinds, counts, strict=True) for line in s.given(kind, urn, f"{n} of {whole}")
        ]
        if len(kinds) > 1:
            lines.append(f"{', '.join(kinds)} exclusive")
    return lines or None


def _drawn_from(s: Clauses, urn: str, counts: list[tuple[int, str]], whole: int) -> list[str] | None:
    """What is drawn from this urn, where one is drawn from each: `bag A red`."""
    if len(counts) != 2:
        return None
    names = [f"{urn} {kind}" for _, kind in counts]
    for name in names:
        s.names.events[name] = content(name).stems
    s.names.events.pop(urn.strip('"'), None)
    s.drawn_from[urn] = names[0]
    one, other = names
    lines = s.given(written(one), None, f"{counts[0][0]} of {whole}") + s.given(
        written(other), None, f"{counts[1][0]} of {whole}"
    )
    return [*lines, f"{written(one)}, {written(other)} partition"]


def one_from_each(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """One ball is drawn from each bag: what comes from one says nothing of the other"""
    if len(s.drawn_from) < 2:
        return None
    return [f"{', '.join(map(written, s.drawn_from.values()))} independent"]


def one_of_them(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """One of the bags is chosen at random and a ball is drawn from it"""
    if len(s.urns) < 2 or s.left:
        return None
    names = list(s.urns)
    lines = [line for urn in names for line in s.given(urn, None, f"1 of {len(names)}")]
    if m.groupdict().get("does"):
        seen = s.names.find(m["does"])
        if seen is None:
            return None
        s.evidence.append(seen)
    return [*lines, f"{', '.join(names)} partition"]


def coins(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A box contains three coins: one fair coin, one two-headed coin and one that lands heads 75% of the time"""
    lines: list[str] = []
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", m["coins"].split(":", 1)[1].strip())
    for part in parts:
        found = _COIN.fullmatch(part.strip())
        if found is None:
            return None
        kind = found["kind"].lower()
        chance = {
            "fair": "1/2",
            "unbiased": "1/2",
            "normal": "1/2",
            "two-headed": "1",
            "double-headed": "1",
            "two-tailed": "0",
        }
        value = found["n"] or chance.get(kind)
        if value is None:
            return None
        coin = s.event(f"{kind} coin")
        s.urns.append(coin)
        lines += s.given(s.event("heads"), coin, value)
    return lines if len(set(s.urns)) == len(s.urns) else None


def system(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A system has two components in series, each working with probability 0.9, independently"""
    count = next((_NUMBER_WORDS[w] for w in m[0].lower().split() if w in _NUMBER_WORDS), 0)
    return _wired(s, m, [m["n"]] * count, m["does"]) if "independent" in m[0].lower() else None


def system_of_each(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Three independent components with reliabilities 0.9, 0.8 and 0.7 are connected in series"""
    return _wired(s, m, numbers_in(m["shares"]), m["does"]) if "independent" in m[0].lower() else None


def _wired(s: Clauses, m: re.Match[str], values: list[str], does: str) -> list[str] | None:
    one = re.sub(r"s$", "", m["who"].split()[-1].lower())
    fails = re.search(r"\bfail", does) is not None
    if len(values) < 2 or not (fails or re.search(r"\b(?:work|function|operat|reliab)", does)):
        return None
    names = [f"{one}{i}" for i in range(1, len(values) + 1)]
    for i, name in enumerate(names, 1):
        s.names.events[name] = content(f"{one} {i} works").stems
        s.names.singles.append(name)
    lines = [f"P({'not ' if fails else ''}{name}) = {value}" for name, value in zip(names, values, strict=True)]
    joint = " and " if m["wiring"].lower() == "series" else " or "
    return [*lines, f"{', '.join(names)} independent", *_the_system(s, joint.join(names), "system")]


def _the_system(s: Clauses, works: str, system: str) -> list[str]:
    s.names.events[system] = content(f"{system} works").stems
    s.names.events["failure"] = content(f"{system} fails").stems
    return [f"{system} = {works}", f"failure = not {system}"]


def system_works(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The system works if at least one component works"""
    if len(s.names.singles) < 2 or "system" in s.names.events:
        return None
    joint = " or " if m["many"].lower() in ("at least one", "any") else " and "
    return _the_system(s, joint.join(written(name) for name in s.names.singles), "system")
