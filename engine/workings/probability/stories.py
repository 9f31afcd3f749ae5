"""Stories about events: what share of all cases a class has, and how often something happens in each class.

The words of the question say what the events are called; a class of which nothing else is known is the opposite of the
one that it is set against. What fits none of these patterns is left unread.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from sympy import Basic, Expr, Not, Rational

from workings.expression.probability_goals import Word
from workings.probability.draft import NUMBER, PERCENT, Draft, Reader, alike, number, numbers, pieces, whole
from workings.probability.reading import Apart, Definition

__all__ = ["READERS", "opposite_of"]

_new = Basic.__new__
_LIST = rf"{NUMBER}(?:\s*(?:,\s*and|,|and)\s*{NUMBER})+"
_EITHER = re.compile(
    r"(?:every|each|all|an?y?)\s+(?:of\s+the\s+)?\w+\s+(?:is|are|uses?|has|have|comes?|belongs?|takes?|goes|"
    r"travels?)\s+(?:either\s+)?(?:on|by|from|to|an?|in|the)?\s*(?:either\s+)?(?P<names>\w+(?:,\s*\w+)*,"
    r"?\s+or\s+(?:an?\s+|by\s+|on\s+)?\w+)$",
    re.I,
)
_REST = re.compile(
    r"(?:and\s+)?(?:all\s+)?the\s+(?:rest|others|other\s+\w+|remaining\s+\w+|"
    r"remainder)\s+(?:of\s+them\s+)?(?:is|are|uses?|use|has|have|comes?|come|takes?|go|goes|by|"
    r"travel)?\s*(?:on|by|from|an?|the)?\s*(?P<name>\w+)$",
    re.I,
)
_LISTS = re.compile(
    rf"(?P<noun>[A-Za-z]+)\s+(?P<names>\w+(?:\s*(?:,\s*and|,|"
    rf"and)\s*\w+)+)\s+(?P<verb>[a-z]+(?:\s+[a-z]+)?)\s+(?P<shares>{_LIST})(?P<rest>.*)$",
    re.S,
)
_RATES = re.compile(rf"(?P<before>[^\d]*?)(?P<rates>{_LIST})(?P<after>.*)$", re.S)
_PART = re.compile(
    rf"(?P<p>{PERCENT})\s+(?:of\s+)?(?:all\s+)?(?:the\s+|its\s+|his\s+|her\s+|their\s+)?(?P<rest>[^%;]*?)(?=(?:,"
    rf"|\band\b|\bbut\b|\bwhile\b|\bwhereas\b|$|;)[^%]*?{PERCENT}|$)",
    re.S,
)
_ROLE = re.compile(
    rf"(?P<role>prevalence|sensitivity|specificity|recall|(?:true|false)\s+(?:positive|"
    rf"negative)\s+rate)\s*(?:is|of|=|:)?\s*(?P<p>{NUMBER})",
    re.I,
)
_COPULA = r"(?:is|are|was|were|be|has|have|had|contains?|uses?|shows?|gets?)"
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "on",
        "for",
        "in",
        "at",
        "to",
        "is",
        "are",
        "only",
        "by",
        "all",
        "those",
        "with",
        "who",
        "that",
        "it",
        "its",
        "them",
        "which",
        "time",
        "cases",
        "times",
        "be",
        "has",
        "have",
        "but",
        "when",
        "from",
        "also",
    ]
)
_OPPOSITES = (
    ({"sick", "ill", "disease", "diseased", "infected", "patients"}, {"healthy", "well", "uninfected"}),
    ({"spam"}, {"ham", "legitimate", "genuine"}),
    ({"good", "intact", "sound", "working", "fine"}, {"bad", "broken", "damaged", "defective", "faulty"}),
    ({"rainy", "rain", "wet"}, {"dry", "sunny"}),
    ({"pass", "passed"}, {"fail", "failed"}),
    ({"positive"}, {"negative"}),
    ({"fraud", "fraudulent"}, {"genuine", "honest", "legitimate"}),
)  # fmt: skip
_OTHERS = {"other", "others", "rest", "remaining", "non"}


def opposite_of(word: str) -> set[str]:
    """The words that commonly name the opposite class."""
    found: set[str] = set()
    for one, other in _OPPOSITES:
        if word.lower() in one:
            found |= other
        if word.lower() in other:
            found |= one
    return found


def either(sentence: str, draft: Draft) -> str | None:
    """Every user is on mobile or laptop"""
    found = _EITHER.match(sentence)
    if not found:
        return None
    names = [
        re.sub(r"^(?:an?|by|on|the)\s+", "", n) for n in re.split(r"\s*,\s*(?:or\s+)?|\s+or\s+", found["names"]) if n
    ]
    draft.statements.append(Apart(tuple(Word(draft.find(n) or n) for n in names), True))
    return ""


def rest_is(sentence: str, draft: Draft) -> str | None:
    """the rest use a laptop"""
    found = _REST.match(sentence)
    last = draft.pair or _last_share(draft)
    if not found or last is None:
        return None
    draft.statements.append(Definition(draft.find(found["name"]) or found["name"], _new(Not, last)))
    return ""


def _last_share(draft: Draft) -> Basic | None:
    """The event of the last probability given without a condition."""
    from workings.probability.reading import Given

    plain = [s.event for s in draft.statements if isinstance(s, Given) and s.condition is None]
    return plain[-1] if plain else None


def parallel(sentence: str, draft: Draft) -> str | None:
    """Clerks A, B, C type 20%, 50%, 30% of the forms, with error rates 10%, 2%, 4%"""
    found = _LISTS.match(sentence)
    if not found:
        return None
    names = [n for n in re.split(r"\s*(?:,\s*and|,|\band\b)\s*", found["names"]) if n]
    shares = numbers(found["shares"])
    rates = _RATES.match(found["rest"])
    if len(names) != len(shares) or _total(shares) != 1:
        return None
    classes = [Word(draft.find(n) or n) for n in names]
    draft.statements.append(Apart(tuple(classes), True))
    for name, share in zip(classes, shares, strict=True):
        draft.give(name, share)
    if not rates:
        return found["rest"] if _is_filler(found["rest"]) else None
    values = numbers(rates["rates"])
    event = _event_in(rates["before"] + " " + rates["after"], draft, names)
    if len(values) != len(names) or event is None:
        return None
    for name, value in zip(classes, values, strict=True):
        draft.give(event, value, name)
    return ""


def counted_classes(sentence: str, draft: Draft) -> str | None:
    """Three machines make 50%, 30% and 20% of the items: machine 1, machine 2, machine 3"""
    found = re.match(
        rf"(?P<n>\w+)\s+(?P<noun>[a-z]+?)s\s+[a-z]+\s+(?P<shares>{_LIST})\s*(?:of\s+"
        rf"[\w\s]+)?$",
        sentence.strip(" ."),
        re.I,
    )
    n = whole(found["n"]) if found else None
    if found is None or n is None:
        return None
    shares = numbers(found["shares"])
    if len(shares) != n or _total(shares) != 1:
        return None
    classes = [Word(f"{found['noun'].lower()} {i}") for i in range(1, n + 1)]
    draft.statements.append(Apart(tuple(classes), True))
    for name, share in zip(classes, shares, strict=True):
        draft.give(name, share)
    return ""


def roles(sentence: str, draft: Draft) -> str | None:
    """Disease prevalence 1%, sensitivity 99%, false positive rate 5%"""
    told = {m["role"].lower(): number(m["p"]) for m in _ROLE.finditer(sentence)}
    if "prevalence" not in told or len(told) < 3 or len(draft.asked) < 2:
        return None
    if re.search(r"\d", _ROLE.sub("", sentence)):
        return None
    tested = next((a for a in draft.asked if a.lower() in ("+", "positive", "pos", "-", "negative", "neg")), None)
    state = next((a for a in draft.asked if a != tested), None)
    if tested is None or state is None:
        return None
    positive: Basic = Word(tested)
    if tested.lower() in ("-", "negative", "neg"):
        positive = _new(Not, positive)
    draft.give(Word(state), told["prevalence"])
    for role, p in told.items():
        if role in ("sensitivity", "true positive rate", "recall"):
            draft.give(positive, p, Word(state))
        elif role.startswith(("specificity", "true negative")):
            draft.give(positive, Rational(1) - p, _new(Not, Word(state)))
        elif role.startswith("false positive"):
            draft.give(positive, p, _new(Not, Word(state)))
        elif role.startswith("false negative"):
            draft.give(positive, Rational(1) - p, Word(state))
    return ""


def listed_rates(sentence: str, draft: Draft) -> str | None:
    """Their error rates are 10%, 2%, 4%: in the order of the classes"""
    classes = next((s.members for s in draft.statements if isinstance(s, Apart) and s.whole), ())
    found = _RATES.match(sentence)
    if not found or not classes:
        return None
    values = numbers(found["rates"])
    event = _event_in(found["before"] + " " + found["after"], draft, [str(c) for c in classes])
    if len(values) != len(classes) or event is None:
        return None
    for name, value in zip(classes, values, strict=True):
        draft.give(event, value, name)
    return ""


def _total(shares: list[Expr]) -> Fraction | None:
    if not all(isinstance(s, Rational) for s in shares):
        return None
    return sum((Fraction(int(s.p), int(s.q)) for s in shares), Fraction(0))


def _is_filler(text: str) -> bool:
    return not re.search(r"\d", text)


def _event_in(text: str, draft: Draft, classes: list[str]) -> Basic | None:
    """The event asked about that one of the words in the text is a form of; negated where `not` stands before it."""
    for name in draft.asked:
        if not any(alike(name, c) for c in classes):
            found = _form_of(name, text)
            if found is not None:
                return found
    return None


def _form_of(name: str, text: str) -> Basic | None:
    """The event of that name where a word of the text is a form of it; negated where `not` stands before."""
    words = re.findall(r"[A-Za-z][\w-]*", text)
    for part in name.split():
        for i, word in enumerate(words):
            if part.lower() not in _STOP and alike(part, word):
                event: Basic = Word(name)
                return _new(Not, event) if i and words[i - 1] in ("not", "no", "never") else event
    return None


def per_class(sentence: str, draft: Draft) -> str | None:
    """Route 1 is used on 80% of days and is late 5% of the time; route 2 on 20% of days, late 30%"""
    rows: list[tuple[str, Expr, Expr, Basic]] = []
    parts = pieces(
        sentence,
        r";\s*(?:and\s+|while\s+)?|,?\s+(?:while|whereas|but)\s+|,?\s*(?:and\s+)?(?=the\s+(?:rest|others|"
        r"remaining)\b)|\.\s+|"
        r"(?:,\s+(?:and\s+)?|\s+and\s+)(?=(?:[A-Za-z]+\s+)?[A-Z]\d?\s+[a-z]+)",
    )
    if len(parts) < 2:
        return None
    for part in parts:
        figures = list(re.finditer(PERCENT, part))
        if len(figures) == 1 and re.match(r"(?:the\s+)?(?:rest|others|other|remaining)", part, re.I) and rows:
            event = _event_in(part, draft, [])
            if event is None:
                return None
            rows.append(("", Rational(1) - sum(r[1] for r in rows), number(figures[0][0]), event))
            continue
        if len(figures) != 2:
            return None
        middle = part[figures[0].end() : figures[1].start()] + part[figures[1].end() :]
        event = _event_in(middle, draft, [])
        name = None if event is None else _class_in(part[: figures[0].start()], middle, draft, event)
        if event is None or name is None:
            return None
        rows.append((name, number(figures[0][0]), number(figures[1][0]), event))
    if len(rows) < 2 or _total([r[1] for r in rows]) != 1 or len({r[3] for r in rows}) != 1:
        return None
    first = Word(rows[0][0])
    classes = [Word(r[0]) if r[0] else _new(Not, first) for r in rows]
    if any(isinstance(c, Not) for c in classes) and len(rows) != 2:
        return None
    if len(rows) > 2 or not isinstance(classes[-1], Not):
        draft.statements.append(Apart(tuple(classes), True))
    for name, (_, share, rate, event) in zip(classes, rows, strict=True):
        if isinstance(name, Word):
            draft.give(name, share)
        draft.give(event, rate, name)
    return ""


def _class_in(before: str, after: str, draft: Draft, event: Basic) -> str | None:
    about = str(event.args[0] if isinstance(event, Not) else event)
    for text in (before, after):
        name = _labelled(text, draft)
        if name is not None:
            return name
        for word in re.findall(r"[A-Za-z][\w-]*", text):
            known = draft.find(word)
            if known is not None and known != about and word.lower() not in _STOP:
                return known
    words = [w for w in re.findall(r"[A-Za-z][\w-]*", after.split(" and ")[0]) if w.lower() not in _STOP]
    return words[-1] if words and not alike(words[-1], about) else None


def _is_label(name: str) -> bool:
    return re.fullmatch(r"(?:[A-Za-z]+ )?(?:[A-Z]\d?|\d+)", name) is not None


def _labelled(text: str, draft: Draft) -> str | None:
    """route 1, machine A, M2: a class called by a letter or a number, by the name that the question uses."""
    found = re.search(r"\b([A-Za-z]+)\s+(\d+|[A-Z])\b(?!\s*%)", text) or re.search(r"\b()([A-Z]\d?)\b", text)
    if not found:
        return None
    full = f"{found[1]} {found[2]}".strip()
    return next((a for a in draft.asked if a.lower() in (full.lower(), found[2].lower())), full)


def rates(sentence: str, draft: Draft) -> str | None:
    """The scanner alarms on 75% of damaged and 10% of sound parcels; 4% of parcels are damaged"""
    found = list(_PART.finditer(sentence))
    if not found:
        return None
    before = sentence[: found[0].start()]
    rows = [(number(m["p"]), m["rest"].strip(" ,")) for m in found]
    if len(rows) >= 2:
        told = _two_rates(before, rows, draft)
        if told is not None:
            return told
    if all(_one_rate(before if i == 0 else "", p, rest, draft, dry=True) for i, (p, rest) in enumerate(rows)):
        for i, (p, rest) in enumerate(rows):
            _one_rate(before if i == 0 else "", p, rest, draft)
        return ""
    return None


def shares(sentence: str, draft: Draft) -> str | None:
    """A makes 60% of the items and B 40%; a box has 40% red and 60% blue pens"""
    figures = list(re.finditer(PERCENT, sentence))
    values = [number(f[0]) for f in figures]
    if len(figures) < 2 or _total(values) != 1:
        return None
    before = [sentence[a:b] for a, b in pairwise([0, *[f.start() for f in figures]])]
    names = [_labelled(re.sub(r"^.*%", "", text), draft) for text in before]
    if None in names or len(set(names)) != len(names):
        after = [sentence[f.end() :] for f in figures]
        named = [re.match(r"\s+(?:of\s+(?:the\s+\w+\s+)?(?:are\s+)?)?(?P<name>[a-z]+)", text) for text in after]
        names = [None if m is None or m["name"] in _STOP else m["name"] for m in named]
        if _event_in(before[0], draft, [n for n in names if n]):
            return None
    if None in names or len(set(names)) != len(names):
        return None
    if not all(_is_label(n) for n in names if n) and not any(draft.find(n) in draft.asked for n in names if n):
        return None
    classes = [Word(draft.find(n) or n) for n in names if n]
    draft.statements.append(Apart(tuple(classes), True))
    for name, value in zip(classes, values, strict=True):
        draft.give(name, value)
    return ""


def _two_rates(before: str, rows: list[tuple[Expr, str]], draft: Draft) -> str | None:
    """How often something happens in each of two or more classes."""
    last = rows[-1][1]
    who: list[str] = []
    predicate = before
    tail = (
        re.search(rf"\s+(?:{_COPULA})\s+(?P<event>.+)$|\s+(?P<verb>\w+)$", last)
        if not before.strip(" ,") or re.match(r"(?:and|of|that|it|in|on)\b", before)
        else None
    )
    for _, rest in rows:
        who.append(
            re.sub(r"\s*(?:,|\band\b|\bbut\b|\bonly\b|\bgives?\b.*|\bon\b|\bfor\b|\bin\b)\s*$", "", rest).strip()
        )
    if tail:
        predicate = tail[0]
        who[-1] = last[: tail.start()]
    for name in draft.asked:
        event = _form_of(name, predicate) or _form_of(name, before)
        if event is not None and _rates_of(event, who, rows, draft):
            return ""
    return None


def _rates_of(event: Basic, who: list[str], rows: list[tuple[Expr, str]], draft: Draft) -> bool:
    """Gives how often the event happens in each of the classes; False where these are not understood."""
    classes = [_class_of(text, draft, event) for text in who]
    plain = [c for c in classes if c is not None]
    unknown = [i for i, c in enumerate(classes) if c is None]
    if len(classes) == 2 and len(unknown) == 1 and len(plain) == 1:  # set against the one that is known
        other = plain[0]
        classes[unknown[0]] = other.args[0] if isinstance(other, Not) else _new(Not, other)
        unknown = []
    about = {event, _new(Not, event), *event.args}
    if unknown or len(set(classes)) != len(classes) or about & set(classes):
        return False
    for (p, _), name in zip(rows, classes, strict=True):
        draft.give(event, p, name)
    return True


def _class_of(text: str, draft: Draft, event: Basic) -> Basic | None:
    """The class that the words name: a known event, or its opposite."""
    words = re.findall(r"[A-Za-z][\w-]*", text.replace("'s", ""))
    about = event.args[0] if isinstance(event, Not) else event
    for i, word in enumerate(words):
        known = draft.find(word)
        if known is None and i + 1 < len(words):
            known = draft.find(f"{word} {words[i + 1]}")
        if known is not None and Word(known) != about and word.lower() not in _STOP:
            negated = bool(i) and words[i - 1].lower() in ("not", "no", "non", "without")
            return _new(Not, Word(known)) if negated or _OTHERS & {w.lower() for w in words[:i]} else Word(known)
    for word in words:
        for name in (*draft.asked, *draft.known()):
            if word.lower() in opposite_of(name) and Word(name) != about:
                return _new(Not, Word(name))
            if (
                any(word.lower() in one and name.lower() in one for pair in _OPPOSITES for one in pair)
                and Word(name) != about
            ):
                return Word(name)
    if _OTHERS & {w.lower() for w in words}:
        last = draft.pair or _last_share(draft)
        return None if last is None else _new(Not, last)
    return None


def _one_rate(before: str, p: Expr, rest: str, draft: Draft, *, dry: bool = False) -> bool:
    """4% of parcels are damaged; 90% of sick people test positive; a disease affects 1% of people"""
    found = re.match(rf"(?P<who>.*?)\s+(?:{_COPULA})\s+(?P<event>.+)$", rest) or re.match(
        r"(?P<who>\S+(?:\s+\S+)??)\s+(?P<event>\w+(?:\s+\w+)*)$", rest
    )
    event = None
    who = rest
    if found:
        who = found["who"]
        event = _named(found["event"], draft) or _spoken_again(found["event"], draft)
    if event is None:
        event = _event_in(before, draft, []) or _named(before, draft)
        who = rest
    if event is None:
        return False
    condition = _class_of(who, draft, event)
    if condition is not None and event in (condition, *condition.args):
        condition = None
    if not dry:
        draft.give(event, p, condition)
        if condition is None:
            draft.pair = event
    return True


def _spoken_again(text: str, draft: Draft) -> Basic | None:
    """A class that the problem comes back to: 40% of the class are boys, 25% of the boys ..."""
    words = re.findall(r"[A-Za-z][\w-]*", text)
    told = re.findall(r"[A-Za-z][\w-]*", draft.text)
    if len(words) == 1 and sum(alike(words[0], other) for other in told) > 1:
        return Word(words[0])
    return None


def _named(text: str, draft: Draft) -> Basic | None:
    """The event that the words name: one asked about or known."""
    words = re.findall(r"[A-Za-z][\w-]*", text)
    for i, word in enumerate(words):
        known = draft.find(word) if word.lower() not in _STOP else None
        if known is not None:
            negated = bool(i) and words[i - 1].lower() in ("not", "no")
            return _new(Not, Word(known)) if negated else Word(known)
    for word in words:
        for name in (*draft.known(), *draft.asked):
            if any(word.lower() in one and name.lower() in one for pair in _OPPOSITES for one in pair):
                return Word(name)
            if word.lower() in opposite_of(name):
                return _new(Not, Word(name))
    return None


READERS: tuple[Reader, ...] = (
    either,
    rest_is,
    roles,
    parallel,
    counted_classes,
    listed_rates,
    per_class,
    shares,
    rates,
)
