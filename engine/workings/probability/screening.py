"""What is said of a test or a classifier: sensitivity, precision, prevalence, who is correctly identified.

As in `saying.py`, each function is a row of the table in `sentences.py`: it takes the slots and gives lines, or None.
"""

from __future__ import annotations

import re

from workings.expression.errors import ReadError
from workings.probability.clauses import Clauses
from workings.probability.phrases import content, opposite
from workings.probability.saying import ACCURATE
from workings.probability.spelling import NUMBER
from workings.probability.templates import PREVALENCE, ROLE
from workings.probability.vocabulary import WELL
from workings.rule import Text

N = NUMBER
_STATE, _TEST = True, False
# the event, and under which condition: the state or what the test says, each as it is or denied
_ROLES = {
    "true positive": ((_TEST, ""), (_STATE, "")), "recall": ((_TEST, ""), (_STATE, "")),
    "sensitivity": ((_TEST, ""), (_STATE, "")), "hit": ((_TEST, ""), (_STATE, "")),
    "specificity": ((_TEST, "not "), (_STATE, "not ")), "true negative": ((_TEST, "not "), (_STATE, "not ")),
    "false positive": ((_TEST, ""), (_STATE, "not ")), "false alarm": ((_TEST, ""), (_STATE, "not ")),
    "false negative": ((_TEST, "not "), (_STATE, "")), "miss": ((_TEST, "not "), (_STATE, "")),
    "precision": ((_STATE, ""), (_TEST, "")), "positive predictive value": ((_STATE, ""), (_TEST, "")),
    "ppv": ((_STATE, ""), (_TEST, "")), "false discovery": ((_STATE, "not "), (_TEST, "")),
    "negative predictive value": ((_STATE, "not "), (_TEST, "not ")), "npv": ((_STATE, "not "), (_TEST, "not ")),
    "false omission": ((_STATE, ""), (_TEST, "not ")),
}  # fmt: skip
_VALUED = re.compile(
    rf"(?P<role>{ROLE}|{PREVALENCE})(?:\s+of\s+(?:the|a|this|its)\s+(?:[a-z]+\s+)?[a-z]+)?\W*(?:of|is|was|=|:)?\s*(?:about\s+)?(?P<n>{N})"
    rf"|(?P<n2>{N})\s+(?P<role2>{ROLE}|{PREVALENCE})",
    re.I,
)


def detects(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The test detects the disease in 95% of cases; is 99% effective in detecting a disease"""
    return s.given(s.event("positive"), s.event(m["d"]), m["n"])


def detects_in(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A test detects it in 99% of carriers"""
    who = s.subject(m["s2"])
    return None if who is None else s.given(s.event("positive"), who, m["n"])


def detects_all(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A test detects everyone who has it, and has a false positive rate of 5%"""
    return _surely(s, s.subject(f"people {m['s2']}"), m)


def never_misses(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """A test never misses a case"""
    return _surely(s, s.the_state(), m)


def _surely(s: Clauses, state: str | None, m: re.Match[str]) -> list[str] | None:
    if state is None:
        return None
    lines = s.given(s.event("positive"), state, "1")
    told = m.groupdict()
    if "those3" in told:
        others = s.subject(told["those3"])
        return None if others is None else lines + s.given(s.event("positive"), others, told["n"])
    if "before" in told:
        also = roles(s, m)
        return None if also is None else lines + also
    return lines


def roles(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """sensitivity 90%, specificity 95%; a prevalence of 2%, a recall of 0.8 and a precision of 0.6"""
    found: list[str] = []
    told = [(_role(one["role"] or one["role2"]), one["n"] or one["n2"]) for one in _VALUED.finditer(m[0])]
    told.sort(key=lambda one: one[0] in _ROLES)
    for role, n in told:
        state = s.the_state() or (_unnamed(s) if role not in _ROLES else None)
        if state is None or (role not in _ROLES and s.shares):
            return None
        found += s.given(*_chance(s, role, state), n) if role in _ROLES else s.given(state, None, n)
    return found or None


def _unnamed(s: Clauses) -> str | None:
    """What is tested for, where it has no name"""
    return None if s.names.events else s.event("condition")


def _role(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words.lower()).removesuffix(" rate")


def _chance(s: Clauses, role: str, state: str) -> tuple[str, str]:
    positive = s.event("positive")
    (event, how), (condition, under) = _ROLES[role]
    told = [(state if is_state else positive, denied) for is_state, denied in ((event, how), (condition, under))]
    one, other = (opposite(name) if denied else name for name, denied in told)
    return one, other


def role_asked(s: Clauses, m: re.Match[str]) -> list[str]:
    """What is the precision of the filter? What is the negative predictive value?"""
    state = s.the_state()
    if state is None or s.evidence:
        raise ReadError("of what is this the rate?", m[0], (0, len(m[0])), "one event that the test is for")
    event, condition = _chance(s, _role(m["role"]), state)
    return [f"P({event}|{condition})"]


def accurate_by_class(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """correctly identifies 97% of people who have it and 94% of those who do not; is right for 95% of the sick"""
    told = [(m["s1"], m["n1"])] + ([(m["s2"], m["n2"])] if m.groupdict().get("n2") else [])
    who = [s.class_of(re.sub(r"\s+(?:images|pictures|photos|examples|cases)$", "", phrase)) for phrase, _ in told]
    if None in who or len(set(who)) < len(who):
        return None
    known = [one for one in who if one is not None]
    well = [one.startswith("not ") or bool(content(one).stems & WELL) for one in known]
    if well.count(False) > 1:
        return _named_apart(s, known, [n for _, n in told])
    if well.count(True) > 1:
        return None
    positive = s.event("positive")
    return [
        line
        for one, is_well, (_, n) in zip(known, well, told, strict=True)
        for line in s.given(opposite(positive) if is_well else positive, one, n)
    ]


def _named_apart(s: Clauses, classes: list[str], values: list[str]) -> list[str] | None:
    """90% of the cats and 80% of the dogs are labelled correctly: as a cat, as a dog"""
    if len(classes) != 2:
        return None
    said, also = (s.event(f"labelled {content(one).words[0]}") for one in classes)
    lines = s.given(said, classes[0], values[0])
    s.given(also, classes[1], values[1])
    return [*lines, f"P(not {said}|{classes[1]}) = {values[1]}", f"{said}, {also} partition"]


def accurate(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The test is 98% accurate"""
    state = s.the_state()
    if state is None:
        return None
    s.notes.append(Text(*(ACCURATE[lang].format(m["n"], state) for lang in ("en", "ja"))))
    positive = s.event("positive")
    return s.given(positive, state, m["n"]) + s.given(opposite(positive), opposite(state), m["n"])


def accurate_if(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The test is 98% accurate if a person has the disease"""
    condition = s.condition(m["if"])
    positive = s.event("positive")
    return s.given(opposite(positive) if condition.startswith("not ") else positive, condition, m["n"])


def prevalence(s: Clauses, m: re.Match[str]) -> list[str] | None:
    """The prevalence of flu is 2%; the base rate of positives is 15%"""
    phrase = m["d"] or "disease"
    if re.fullmatch(r"(?:actual\s+|true\s+)?positives?(?:\s+\w+)?", phrase, re.I):
        phrase = "condition"
    return s.given(s.event(phrase), None, m["n"])
