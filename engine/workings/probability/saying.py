"""What a clause states, by the row of the table that it fits: each function takes the slots and gives lines, or None.

The rows themselves, which say the words, are in `sentences.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workings.probability.clauses import IT, Clauses
from workings.probability.phrases import content, joined, opposite, predicate_at, written
from workings.probability.spelling import NUMBER
from workings.probability.templates import IF
from workings.rule import Text

N = NUMBER
ACCURATE = Text(
    "{} accurate is read as right with that probability both where {} holds and where it does not",
    "正解率 {} は、{} の場合もそうでない場合も、その確率で正しいと読みました",
)
_EMPTY = re.compile(
    r"\b(?:affects?|strikes?|occurs?|appears?|is\s+present|is\s+found|infects?|hits?|afflicts?|happens?"
    r"|takes?\s+place)\b",
    re.I,
)
_INDEPENDENT = Text("{} are read as independent, as is said", "{} は、述べられているとおり独立と読みました")


def numbers_in(text: str) -> list[str]:
    """The probabilities that stand in a text: 5%, 0.2, 1 in 4."""
    return re.findall(N, text, re.I)


def says(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The value of what happens to those of whom it is said: 5% of bolts are cracked."""
    slots = m.groupdict()
    condition = s.condition(slots["if"]) if slots.get("if") else None
    if slots.get("who"):
        who = s.subject(slots["who"])
        if who is None and not s.names.is_everyone(slots["who"]):
            return None
        condition = joined(condition, who)
    if slots.get("clause"):
        within, event = s.clause(slots["clause"])
    elif slots.get("what"):
        if re.match(rf"{IF}\b", slots["what"], re.I) or (
            re.search(r"\s(?:it|this)$", slots["what"], re.I) and predicate_at(slots["what"]) is None
        ):
            return None  # for a non-smoker it is 0.08
        s.phrase = slots["what"]
        within, event = s.what(slots["what"])
    else:
        within, event = None, s.event(slots["does"]) if slots.get("does") else s.names.effect
    if not event:
        return None
    return s.given(event, joined(condition, None if within in (event, condition) else within), m["n"])


def again(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """... and with probability 0.4 if she does not study: what was said last, in another case."""
    if not s.names.effect:
        return None
    slots = m.groupdict()
    condition = s.condition(slots["if"]) if "if" in slots else s.subject(slots["those"])
    return s.given(s.names.effect, condition, m["n"]) if condition else None


def otherwise(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """...; otherwise with probability 0.3: what was said last, where that was not the case"""
    if not s.names.effect or not s.conditions or " and " in s.conditions[-1]:
        return None
    return s.given(s.names.effect, opposite(s.conditions[-1]), m["n"])


def certain(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Identical twins always have the same sex"""
    who = s.subject(m["who"])
    return None if who is None else s.given(s.event(m["does"]), who, "1" if m["how"].lower() == "always" else "0")


def shares_of_several(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """30% of mobile users and 10% of laptop users click; 2% of those who walk, 5% of those who cycle ... are late"""
    parts = re.split(
        rf"(?:\s*,\s*(?:(?:and|but)\s+)?|\s+(?:and|but)\s+)(?=(?:only\s+)?{N}\s)", m["several"], flags=re.I
    )
    read = [re.match(rf"(?:only\s+)?(?P<n>{N})\s+(?:of\s+)?(?P<who>.+)$", part, re.I) for part in parts]
    shares = [(found["n"], found["who"]) for found in read if found]
    if len(shares) < 2 or len(shares) < len(parts) or any(numbers_in(who) for _, who in shares):
        return None
    last = shares[-1][1]
    if re.match(r"(?:(?:made|produced|supplied|manufactured)\s+by|from|by|on|with|without)\s", last, re.I):
        last = "those " + last  # 2% of the items from A and 5% from B are defective
    at = predicate_at(last, s.names.universe)
    said = [predicate_at(who, s.names.universe) for _, who in shares[:-1]]
    if not at and said[0] and not any(said[1:]):  # 4% of the items from A are defective, 3% from B and 2% from C
        return _all_like_the_first(s, shares, said[0])
    if not at or any(place is not None for place in said):
        return None
    who: list[str | None] = []
    for phrase in [*(phrase for _, phrase in shares[:-1]), last[:at]]:
        named = [one for one in who if one is not None]
        who.append((s.others(phrase, named) if named else None) or s.class_of(phrase))
    event = s.event(last[at:])
    if None in who or len(set(who)) < len(who):
        return None
    return [line for (n, _), one in zip(shares, who, strict=True) for line in s.given(event, one, n)]


def _all_like_the_first(s: Clauses, shares: Sequence[tuple[str, str]], at: int) -> list[str] | None:
    first, does = shares[0][1][:at], shares[0][1][at:]
    groups = [first, *(who for _, who in shares[1:])]
    how = re.search(r"\b(from|by|with|on|in)\s", first)
    if how is None or not all(re.match(rf"(?:of\s+)?(?:those\s+)?(?:made\s+)?{how[1]}\s", who) for who in groups[1:]):
        return None
    who = [s.class_of(first), *(s.class_of(f"those {group}") for group in groups[1:])]
    event = s.event(does)
    if None in who or len(set(who)) < len(who):
        return None
    return [line for (n, _), one in zip(shares, who, strict=True) for line in s.given(event, one, n)]


def on_two(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """flags 80% of cracked and 10% of sound bolts"""
    if re.search(r"\bas\b", m["s1"] + " " + m["s2"]):
        return None
    event = s.event(_said_of_it(m["does"], s))
    first = m["s1"].strip()
    bare = predicate_at(first) is None and len(first.split()) == 1 and len(m["s2"].split()) > 1
    one = s.event(first) if bare else s.class_of(first)
    second = s.class_of(m["s2"])
    if one is None or second is None:
        return None
    return s.given(event, one, m["n1"]) + s.given(event, second, m["n2"])


def _said_of_it(phrase: str, s: Clauses) -> str:
    """What `the scanner alarms`, `a rule flags` say of the thing that is meant."""
    at = predicate_at(phrase, s.names.universe)
    if at is None:
        known = re.match(r"(?:the|a|an|this|our|its)\s+\w+\s+(?=\w)", phrase, re.I)
        at = known.end() if known else 0
    agent = content(phrase[:at]).stems
    if _EMPTY.fullmatch(phrase[at:].strip()):
        return phrase[:at]
    return phrase[:at] if agent and s.names.known(agent) else phrase[at:]


def marks(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The filter marks 92% of the spam emails and 3% of the legitimate emails as spam"""
    event = s.event(f"marked as {m['does']}")
    one, other = s.class_of(m["s1"]), s.class_of(m["s2"])
    return None if one is None or other is None else s.given(event, one, m["n1"]) + s.given(event, other, m["n2"])


def on_one(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The test is positive for 95% of people with the disease; a disease affects 1% of people"""
    if re.search(r"\bas\b", m["s2"]) or re.match(r"(?:in|on|at|of|among|for|from)\b", m["does"], re.I):
        return None
    if predicate_at(m["s2"]) is not None and not re.search(r"\b(?:who|that|which|where)\b", m["s2"]):
        return None
    at = predicate_at(m["does"], s.names.universe)
    head = m["does"] if at is None else m["does"][at:]
    words = _EMPTY.sub("", head)
    subject = s.subject(m["s2"])
    if subject is None and at is None:
        return s.given(s.event(words or m["does"]), None, m["n"])
    if not words.strip() or re.fullmatch(r"(?:is|are|was|were|has|have)?", words.strip()):
        return s.given(s.event(m["does"][: at if at else None]), subject, m["n"])
    return s.given(s.event(head), subject, m["n"])


def one_in(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A pays 1 in 10: where a name or a pronoun does so"""
    at = predicate_at(m["what"], s.names.universe)
    if not at or not re.fullmatch(r"[A-Z]\w*\s+", m["what"][:at]):
        return None
    return s.given(s.event(m["what"]), None, m["odds"])


def on_two_occasions(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The probability that it rains on Saturday is 0.4 and on Sunday 0.3, independently"""
    preposition = m["when"].split()[0]
    first = re.fullmatch(rf"(?P<said>.+?)\s+(?P<when>{preposition}\s+(?:the\s+)?\w+)", m["what"], re.I)
    if first is None or re.search(rf"\b{IF}\b", m["what"], re.I):
        return None
    one, other = (s.event(IT.sub("", f"{first['said']} {when}")) for when in (first["when"], m["when"]))
    if one == other:
        return None
    lines = s.given(one, None, m["n"]) + s.given(other, None, m["n2"])
    if not m["how2"]:
        return lines
    more = all_independent(s)
    return None if more is None else lines + more


def witness(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The witness identifies the colour correctly 80% of the time: says blue of 80% of blue and 20% of green cabs"""
    if len(s.left) != 2:
        return None
    one, other = s.left
    s.notes.append(Text(*(ACCURATE[lang].format(m["n"], one) for lang in ("en", "ja"))))
    said = s.event(f"says {content(one).words[0]}")
    more = s.given(said, one, m["n"])
    more += [f"P(not {said}|{other}) = {m['n']}"]
    also = s.event(f"says {content(other).words[0]}")
    return [*more, f"{said}, {also} partition"]


def there_is(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """There are sporting events on 20% of evenings; phishing makes up 3% of all email"""
    return None if IT.match(m["d"] + " ") else s.given(s.event(m["d"]), None, m["n"])


def says_in(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """On the bus the probability I am late is 0.1: in a case that was spoken of"""
    case = s.names.find(m["if3"])
    return None if case is None else s.given(s.what(m["what"])[1], case, m["n"])


def those_too(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """... fail 6% of the time, those of the day shift 2%: what was said last, of others"""
    if s.said is None or s.said[1] is None or predicate_at(m["those3"], s.names.universe) is not None:
        return None
    return s.given(s.said[0], s.class_of(m["those3"]), m["n"])


def so_does(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The first breaks down with probability 0.05 and the second with probability 0.1"""
    at = predicate_at(s.phrase, s.names.universe)
    if s.said is None or predicate_at(m["those3"], s.names.universe) is not None:
        return None
    if s.said[1] is not None:  # a young driver has an accident with probability 0.3 and an old driver with ...
        who = s.class_of(m["those3"])
        return None if who in (None, s.said[1]) else s.given(s.said[0], who, m["n"])
    if not at:
        return None
    return s.given(s.event(f"{m['those3']} {s.phrase[at:]}"), None, m["n"])


def in_cases(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """In 99 percent of the cases in which cancer is present, the test is positive"""
    slots = m.groupdict()
    _, event = s.what(slots.get("does") or slots["what"])
    return s.given(event, s.condition(m["if"]), m["n"])


def else_so(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """...; otherwise it occurs with probability 0.1: the same event where that was not the case"""
    if not s.names.effect or not s.conditions or " and " in s.conditions[-1]:
        return None
    event = s.names.find(m["what"])
    return s.given(event, opposite(s.conditions[-1]), m["n"]) if event == s.names.effect else None


def has_rate(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Machine 1 has a defect rate of 3%"""
    who = s.class_of(m["name"])
    return None if who is None else s.given(s.event(m["e"]), who, m["n"])


def changes_to(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """..., whereas this probability decreases to 0.2 for a person who is not accident prone"""
    if not s.names.effect:
        return None
    if m["those2"] is None:
        return None
    condition = s.condition(m["those2"])
    return s.given(s.names.effect, condition, m["n"]) if condition else None


def surely(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """If not, nobody answers; if it rains, the match is never played"""
    condition = s.condition(m["if"])
    slots = m.groupdict()
    event = s.event(f"{slots.get('what') or ''} {m['does']}")
    sure = re.search(r"\b(?:always|certainly)\b", m[0], re.I) is not None
    return s.given(event, condition, "1" if sure else "0")


def independent(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Alice passes with probability 0.8, independently; they work independently"""
    lines = (says(s, m) or []) if m.groupdict().get("n") else []
    if len(s.names.singles) < 2:
        s.apart = True  # said before what is so
        return lines
    more = all_independent(s)
    return None if more is None else [*lines, *more]


def all_independent(s: Clauses) -> list[str] | None:
    """That the events with a probability of their own are independent"""
    if len(s.names.singles) < 2:
        return None
    names = ", ".join(written(name) for name in s.names.singles)
    s.notes.append(Text(*(_INDEPENDENT[lang].format(names) for lang in ("en", "ja"))))
    return [f"{names} independent"]


def odds(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The odds in favour of B solving it are 7 to 5"""
    k, other = int(m["k"]), int(m["k2"])
    if not k + other:
        return None
    if m.groupdict().get("side"):
        k, other = other, k
    within, event = s.what(re.sub(r"^an?\s+event\s+", "", m["what"]))
    return s.given(event, within, f"{k} of {k + other}")


def named(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """Let A be the event that it rains: what is said of it is then called A"""
    said = IT.sub("", m["does"])
    at = predicate_at(said, s.names.universe)
    if re.search(r"\bthe\s+event\b", said):
        return None
    read = content(said if at is None else said[at:], s.names.universe)
    if not read.words or read.negated or re.search(r"\d", said):
        return None
    s.names.events[m["letter"]] = read.stems
    return []
