"""Tables told in counts: of 200 patients 120 took the drug; 90 of these recovered, and 40 of the others.

Each function is a row of the table in `sentences.py`: it takes the slots and gives lines, or None. How many there are
of a class is kept in `Clauses.sizes`, so that what is said of it later is a share of that many.
"""

from __future__ import annotations

import re

from workings.probability.cases import ALL_THERE_ARE, listed
from workings.probability.clauses import Clauses
from workings.probability.phrases import content, joined, opposite
from workings.probability.unsaid import noted
from workings.probability.vocabulary import OPPOSED

_FIGURE = re.compile(r"(?<!under )(?<!over )(?<!aged )(?<!above )(?<!below )(?<!than )(?<!\w)\d")  # of something else
_RELATIVE = re.compile(r"(?:who|that|which|whose|with|without|in|on|at|from|given|taking|using)\b", re.I)  # those who


def counts(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Of 100 users, 20 clicked; of the 10 women with cancer, 9 test positive"""
    if int(m["whole"]) < int(m["k"]) or _FIGURE.search(m["does"]):
        return None
    first = not s.sizes and s.names.find(m["who"]) is None  # among 500 light bulbs: all there are
    who = None if first else s.subject(m["who"])
    if size_of(s, who or "") not in (None, int(m["whole"])):
        return None
    s.sizes.setdefault(who or "", int(m["whole"]))
    return _count(s, who, m["does"], int(m["k"]))


def counts_of_class(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Of the girls, 60 play chess: where it was said how many girls there are"""
    if _FIGURE.search(m["does"]) or (len(s.counted) > 1 and re.match(r"(?:the\s+)?(?:others?|rest|remain)", m["who"])):
        return None
    who = s.subject(m["who"])
    return None if who is None and "" not in s.sizes else _count(s, who, m["does"], int(m["k"]))


def counts_of_these(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """90 of these recovered; of those 40, 36 tested positive: of the ones who were counted last"""
    if _FIGURE.search(m["does"]) or "" not in s.sizes or s.these is None or _RELATIVE.match(m["does"]):
        return None
    many = m.groupdict().get("k0")
    if many and int(many) != size_of(s, s.these):
        return None
    return _count(s, s.these, m["does"], int(m["k"]))


def counts_of_them(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """70 of them study French: of all, or of the ones who were counted last; of the same where it is said again"""
    if _FIGURE.search(m["does"]) or "" not in s.sizes:
        return None
    who = s.these if s.them is None else s.them
    if who is None or (s.again_of_them and s.them is None and who):
        return None  # of all of them, or of those before?
    lines = _count(s, who, m["does"], int(m["k"]))
    s.them, s.again_of_them = who, True
    return lines


def counts_of_others(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Of the others 40 recovered; of the remaining 460, 23 tested positive: of those who are not of the class before"""
    if _FIGURE.search(m["does"]) or "" not in s.sizes or len(s.counted) != 1:
        return None
    others, many = opposite(s.counted[0]), m.groupdict().get("k0")
    last, event = s.said or s.said_before, s.event(m["does"])
    if last not in ((s.counted[0], None), (event, s.counted[0])) or (many and int(many) != size_of(s, others)):
        return None  # others than the class, or than those of it of whom something was said?
    return _count(s, others, m["does"], int(m["k"]))


def none_or_all(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """None of the others was hired; all of these recovered"""
    slots = m.groupdict()
    who = opposite(s.counted[0]) if slots.get("others") and len(s.counted) == 1 else s.these
    if not who or _RELATIVE.match(m["does"]) or (slots.get("others") is None) != (slots.get("those4") is not None):
        return None
    event = s.event(m["does"])
    if slots.get("others") and (s.said or s.said_before) not in ((s.counted[0], None), (event, s.counted[0])):
        return None
    return s.given(event, who, "0" if m["none"].lower() == "none" else "1")


def counts_of_each(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """15 boys and 20 girls wear glasses: classes that were counted before"""
    one, other = s.class_of(m["s1"]), s.class_of(m["s3"])
    if one is None or other is None or one == other or one not in s.sizes or other not in s.sizes:
        return None
    lines = [_count(s, who, m["does"], int(k)) for who, k in ((one, m["k"]), (other, m["k2"]))]
    return None if None in lines else [line for some in lines for line in some or ()]


def two_groups(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """300 patients were given a new drug and 200 were given a placebo: two groups that are all there are"""
    if s.sizes or s.several or m["verb"].split()[-1].lower() != m["verb2"].split()[-1].lower():
        return None
    one, other = s.event(m["d"]), s.event(m["e"])
    if one == other or "not " in one + other:
        return None
    s.notes.append(noted(ALL_THERE_ARE, one, other))
    return _of_the_whole(s, {one: int(m["k"]), other: int(m["k2"])}, 2)


def counts_on(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """... 12 play basketball and 8 play both: of as many as was said before; 90 of those who took the drug recovered"""
    if (
        "" not in s.sizes
        or _FIGURE.search(m["clause"])
        or re.match(r"(?:of\s+)?(?:them|(?:the\s+)?rest)\b", m["clause"])
    ):
        return None
    within, event = s.clause(m["clause"])
    if within is None:
        return None if re.match(r"(?:these|those|which|whom)\b", m["clause"]) else _counted(s, None, event, int(m["k"]))
    return _counted(s, within, event, int(m["k"]))


def counts_of_kinds(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A class has 12 girls and 18 boys: two kinds that are all there are, of whom one is chosen"""
    if s.sizes or s.several:
        return None
    return _of_the_whole(s, {s.event(m["kind"]): int(m["k"]), s.event(m["kind2"]): int(m["k2"])}, 2)


def counts_of_many(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """An insurer has 2000 scooter drivers, 4000 car drivers and 6000 truck drivers, of whom one is meant"""
    told = re.findall(r"(\d+)\s+([a-z][a-z ]*?)(?=\s*,|\s+and\s+\d|$)", m["kinds"], re.I)
    if s.sizes or s.several or len(told) < 3:
        return None
    if len({len(kind.split()) > 1 for _, kind in told}) > 1:
        return None  # 5 black, 7 red and 3 white balls: white is no kind of balls beside the others
    return _of_the_whole(s, {s.event(kind): int(n) for n, kind in told}, len(told))


def made_in_numbers(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A, B and C produce 2000, 3000 and 5000 items a week"""
    names, amounts = listed(m["names"]), [int(n) for n in re.findall(r"\d+", m["amounts"])]
    if len(names) != len(amounts) or s.sizes:
        return None
    return _of_the_whole(s, dict(zip(map(s.event, names), amounts, strict=True)), len(names))


def _of_the_whole(s: Clauses, counted: dict[str, int], kinds: int) -> list[str] | None:
    whole = sum(counted.values())
    if len(counted) < kinds or not whole:
        return None
    s.sizes.update({"": whole, **counted})
    s.cases = list(counted)
    lines = [line for kind, n in counted.items() for line in s.given(kind, None, f"{n} of {whole}")]
    return [*lines, f"{', '.join(counted)} partition"]


def counts_of_two(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """4 of the girls and 3 of the boys wear glasses; 12 of the smokers and 8 of the others cough"""
    one = s.class_of(m["s1"])
    other = None if one is None else s.others(m["s3"], [one]) or s.class_of(m["s3"])
    if one is None or other is None or one == other or _FIGURE.search(m["does"]):
        return None
    more = _opposed(s, one, other)
    if size_of(s, one) is None or size_of(s, other) is None:
        return None
    lines = [_count(s, who, m["does"], int(k)) for who, k in ((one, m["k"]), (other, m["k2"]))]
    return None if None in lines else [*more, *(line for some in lines for line in some or ())]


def _opposed(s: Clauses, one: str, other: str) -> list[str]:
    """Boys beside girls who were counted: the boys are all the others, which is said in a line"""
    known = [who for who in (one, other) if size_of(s, who) is not None]
    if len(known) != 1 or "" not in s.sizes:
        return []
    rest = other if known[0] == one else one
    a, b = (content(who).stems for who in (one, other))
    if not any({x} == a - b and {y} == b - a for x, y in OPPOSED):
        return []
    s.sizes[rest] = s.sizes[""] - (size_of(s, known[0]) or 0)
    return [f"{known[0]}, {rest} partition"]


def total(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """There are 1000 students; a hospital treated 90 patients; a machine made 500 bolts, 20 of which were defective"""
    slots = m.groupdict()
    if s.sizes or _FIGURE.search(slots.get("does") or ""):
        return None
    s.sizes[""] = int(m["whole"])
    k = slots.get("k") or slots.get("k2")
    return _count(s, None, m["does"], int(k)) if k else []


def counts_of_all(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A survey of 200 people found that 120 like tea"""
    if s.sizes or _FIGURE.search(m["does"]) or not s.names.is_everyone(m["who"]):
        return None
    s.sizes[""] = int(m["whole"])
    return _count(s, None, m["does"], int(m["k"]))


def size_of(s: Clauses, who: str) -> int | None:
    """How many there are of a class: as counted, or those that are left of all."""
    if who in s.sizes or "" not in s.sizes:
        return s.sizes.get(who)
    left = s.sizes.get(opposite(who))
    return None if left is None else s.sizes[""] - left


def _count(s: Clauses, who: str | None, does: str, k: int) -> list[str] | None:
    """So many of a class, or of all, do so: a share of them."""
    return _counted(s, who, s.event(does), k)


def _counted(s: Clauses, who: str | None, event: str, k: int) -> list[str] | None:
    whole = size_of(s, who or "")
    if whole is None or k > whole or (not who and event.startswith("not ") and " and " not in event):
        return None
    s.sizes[joined(who or None, event) or event] = k
    if not who:
        s.counted.append(event)
    return s.given(event, who or None, f"{k} of {whole}")
