"""Sentences of a word problem as statements: `4% of parcels are damaged` says `P(damaged) = 4%`.

A small grammar of how courses put it. What fits none of it is an error with the place, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workings.expression.errors import ReadError
from workings.expression.probability_goals import Word
from workings.probability.phrases import Names, predicate_at, written
from workings.probability.reading import Given, read_statements
from workings.probability.spelling import NUMBER
from workings.rule import Text

__all__ = ["Sentences"]

N = NUMBER
_CHANCE = r"(?:probability|chances?|likelihood|risk|odds)"
_OPENING = re.compile(
    r"^(?:(?:suppose|assume|assuming|say|imagine)(?:\s+that)?|it\s+is\s+(?:known|estimated)\s+that|we\s+know\s+that|also|"
    r"however|moreover|furthermore|in\s+addition|on\s+average|historically|overall|experience\s+shows\s+that|but|and|"
    r"in\s+(?:a|an|some|one|the)\s+(?:certain\s+)?[\w ]{2,30}?(?=,))\s*,?\s+",
    re.I,
)
_ABOUT = re.compile(rf"\b(?:about|approximately|roughly|around|some|nearly|almost)\s+(?={N})", re.I)
_ONLY = re.compile(rf"\b(?:only|just|as\s+many\s+as|a\s+total\s+of)\s+(?={N}|\d)", re.I)
_IF = r"(?:given(?:\s+that)?|if|when(?:ever)?|provided(?:\s+that)?|conditional\s+on)"
_ROLE = (
    r"(?:true\s+(?:positive|negative)\s+rate|recall|sensitivity|specificity|"
    r"false[\s-]+(?:positive|negative)(?:\s+rate)?|false\s+alarm\s+rate)"
)
_ROLES = {
    "true positive rate": ("", ""), "recall": ("", ""), "sensitivity": ("", ""), "specificity": ("not ", "not "),
    "true negative rate": ("not ", "not "), "false positive": ("", "not "), "false alarm": ("", "not "),
    "false negative": ("not ", ""),
}  # fmt: skip
_MAKES = (
    r"(?:makes?|produces?|suppl(?:y|ies)|manufactures?|provides?|handles?|sends?|accounts?\s+for|types?|builds?|carr(?:y|ies)|"
    r"deliver?s?|delivers?|turns?\s+out|contributes?|generates?|receives?|gets?|takes?|serves?|covers?|writes?|assembles?|packs?)"
)
_LIST = rf"{N}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){N})+"
_NAMES = r"\w+(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)\w+)+"
_ACCURATE = Text(
    "{} accurate is read as right with that probability both where {} holds and where it does not",
    "正解率 {} は、{} の場合もそうでない場合も、その確率で正しいと読みました",
)
_EXACT = Text("the figures said to be approximate are read as exact", "およその数値は正確な値として読みました")
MOST_CLAUSES = 200  # parts of one sentence that are tried


@dataclass(eq=False)
class Sentences:
    """Reads the sentences of one problem in order, since each may lean on those before it."""

    names: Names = field(default_factory=Names)
    notes: list[Text] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)  # the last events that were given as the cases, in order
    effect: str = ""  # the last event that was given under a condition
    left: list[str] = field(default_factory=list)  # events with a probability of their own, in order
    conditions: list[str] = field(default_factory=list)  # events under which something is given
    tried: int = 0  # parts of the sentence that were tried to be read as clauses

    def learn(self, lines: Sequence[str]) -> None:
        """What was given in formulas."""
        for statement in read_statements(lines)[0]:
            if isinstance(statement, Given) and isinstance(statement.event, Word) and statement.condition is None:
                self.left.append(written(statement.event.name))
            elif isinstance(statement, Given) and isinstance(statement.condition, Word):
                self.conditions.append(written(statement.condition.name))

    def read(self, sentence: str) -> list[str]:
        """The sentence as lines that `read_statement` reads.

        Raises:
            ReadError: where it can't be read.
        """
        said = _OPENING.sub("", sentence.strip().rstrip(".;:,"))
        said = _OPENING.sub("", said)
        exact = _ABOUT.sub("", said)
        if exact != said and _EXACT not in self.notes:
            self.notes.append(_EXACT)
        self.tried = 0
        found = self._clauses(_ONLY.sub("", exact))
        if found is None:
            raise ReadError(
                "this sentence can't be read", sentence, (0, len(sentence)),
                "such as '4% of parcels are damaged', '75% of damaged parcels alarm', 'P(A|B) = 0.3'",
            )  # fmt: skip
        return found

    def _clauses(self, said: str) -> list[str] | None:
        """The whole sentence by one pattern, else by its parts; None too where it could be cut in too many ways."""
        self.tried += 1
        if self.tried > MOST_CLAUSES:
            return None
        said = re.sub(r"^(?:but|and|while|whereas)\s+", "", said.strip(" ,"), flags=re.I)
        said = re.sub(r"^(?:and\s+)?(?:that\s+)", "", said, flags=re.I)
        before = self._state()
        for pattern, handler in PATTERNS:
            match = pattern.match(said)
            if match and not _overrun(match):
                try:
                    lines = handler(self, match)
                except ReadError:
                    lines = None
                if lines is not None and sum(1 for line in lines if "=" in line or "|" in line) >= len(_numbers(said)):
                    return lines
                self._restore(before)
        for divider in (r"\s*;\s*", r",?\s+(?:while|whereas|but)\s+", r",\s+and\s+", r"\s*,\s+", r"\s+and\s+"):
            for cut in re.finditer(divider, said, re.I):
                left, right = said[: cut.start()], said[cut.end() :]
                if not re.search(N, left, re.I) or not re.search(rf"{N}|\brest\b|\bothers\b|\bremain", right, re.I):
                    continue
                if re.match(r"(?:is|are|was|were|has|have|had|do|does)\b", right, re.I):
                    continue  # said of those on the left, not of all
                first = self._clauses(left)
                second = self._clauses(right) if first is not None else None
                if first is not None and second is not None:
                    return first + second
                self._restore(before)
        return None

    def _state(self) -> tuple[object, ...]:
        n = self.names
        return (
            dict(n.events),
            n.universe,
            n.last,
            list(n.singles),
            list(self.cases),
            self.effect,
            list(self.left),
            list(self.evidence),
        )

    def _restore(self, state: tuple[object, ...]) -> None:
        n = self.names
        n.events, n.universe, n.last, n.singles, self.cases, self.effect, self.left, self.evidence = (  # type: ignore[assignment]
            part.copy() if isinstance(part, list | dict) else part for part in state
        )

    # What a clause says

    def event(self, phrase: str) -> str:
        phrase = re.sub(r"^(?:that|so|too|also)\s+", "", phrase.strip(" ,"), flags=re.I)
        if re.fullmatch(r"(?:(?:do|does|are|is|have|has|will|so|too|also|as well)\s*)+", phrase, re.I) and self.effect:
            return self.effect
        if re.fullmatch(r"(?:(?:do|does|are|is|have|has|will)\s*)(?:not|n['’]t)", phrase, re.I) and self.effect:
            return _opposite(self.effect)
        return self.names.event(phrase, (phrase, 0))

    def subject(self, phrase: str) -> str | None:
        return self.names.subject(phrase, (phrase, 0))

    def clause(self, phrase: str) -> tuple[str | None, str]:
        """`damaged parcels alarm`: what narrows the subject, and what is said of it."""
        phrase = phrase.strip(" ,")
        at = predicate_at(phrase)
        if at is None:
            words = phrase.split()
            if self.effect and (len(words) == 1 or self.names.universe):
                return self.subject(phrase), self.effect
            if len(words) < 2:
                raise ReadError("who does what?", phrase, (0, len(phrase)), "a subject and a verb")
            at = phrase.index(words[1], len(words[0]))
        condition = self.subject(phrase[:at])
        return condition, self.event(phrase[at:])

    def given(self, event: str, condition: str | None, value: str) -> list[str]:
        """P(event | condition) = value; what is given of `everything` is a case of its own."""
        if condition in (event, _opposite(event)):
            raise ReadError("an event given itself", event, (0, len(event)), "two events")
        about = condition or event
        if " and " not in about:
            self.names.last = about.removeprefix("not ").strip('"')
        if condition is None:
            if event not in self.left:
                self.left.append(event)
            if not event.startswith("not ") and " and " not in event and event.strip('"') not in self.names.singles:
                self.names.singles.append(event.strip('"'))
            return [f"P({event}) = {value}"]
        self.effect = event
        self.conditions.append(condition)
        return [f"P({event}|{condition}) = {value}"]


def _opposite(event: str) -> str:
    return event[4:] if event.startswith("not ") else f"not {event}"


def _numbers(text: str) -> list[str]:
    return re.findall(N, text, re.I)


_FIGURES = ("n", "n1", "n2", "k", "whole", "shares", "rates", "any", "any2")


def _overrun(match: re.Match[str]) -> bool:
    """Whether a phrase of the match has a number in it, which then belongs to another statement."""
    return any(text and name not in _FIGURES and _numbers(text) for name, text in match.groupdict().items())


# Patterns: each takes a match and gives the lines it states, or None where it is something else


def share(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """4% of parcels are damaged; 30% of spam messages contain free"""
    condition, event = s.clause(m["rest"])
    return s.given(event, condition, m["n"])


def two_shares(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """30% of mobile users and 10% of laptop users click"""
    if predicate_at(m["s1"]) is not None:
        return None
    first = s.subject(m["s1"])
    second, event = s.clause(m["rest"])
    if first is None or second is None:
        return None
    return s.given(event, first, m["n1"]) + s.given(event, second, m["n2"])


def of_those(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """Of the spam messages, 80% contain free"""
    if re.match(r"\d", m["s"]):
        return None
    group = None if s.names.is_everyone(m["s"]) else s.subject(m["s"])
    if group is None and not s.names.is_everyone(m["s"]):
        return None
    return s.given(s.event(m["p"]), group, m["n"])


def on_two(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """alarms on 75% of damaged and 10% of sound parcels"""
    if re.search(r"\bas\b", m["s1"] + " " + m["s2"]):
        return None
    event = s.event(_said_of_it(m["p"]))
    first = m["s1"].strip()
    bare = predicate_at(first) is None and len(first.split()) == 1 and len(m["s2"].split()) > 1
    one = s.event(first) if bare else s.subject(first)
    second = s.subject(m["s2"])
    if one is None or second is None:
        return None
    return s.given(event, one, m["n1"]) + s.given(event, second, m["n2"])


def _said_of_it(phrase: str) -> str:
    """What `the scanner alarms`, `a rule flags` say of the thing that is meant."""
    at = predicate_at(phrase)
    if at is None:
        known = re.match(r"(?:the|a|an|this|our|its)\s+\w+\s+(?=\w)", phrase, re.I)
        at = known.end() if known else 0
    return phrase[at:]


def on_one(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """The test is positive for 95% of people with the disease; a disease affects 1% of people"""
    if re.search(r"\bas\b", m["s2"]) or re.match(r"(?:in|on|at|of|among|for)\b", m["p"], re.I):
        return None
    if predicate_at(m["s2"]) is not None:
        return None
    at = predicate_at(m["p"])
    head = m["p"] if at is None else m["p"][at:]
    words = re.sub(r"\b(?:affects?|strikes?|occurs?|is\s+present|is\s+found|infects?|hits?)\b", "", head, flags=re.I)
    subject = s.subject(m["s2"])
    if subject is None and at is None:
        return s.given(s.event(words or m["p"]), None, m["n"])
    if not words.strip() or re.fullmatch(r"(?:is|are|was|were|has|have)?", words.strip()):
        return s.given(s.event(m["p"][: at if at else None]), subject, m["n"])
    return s.given(s.event(head), subject, m["n"])


def detects(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """The test detects the disease in 95% of cases"""
    return s.given(s.event("positive"), s.event(m["d"]), m["n"])


def chance(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """The probability that it rains is 0.3; given clouds, the probability of rain is 0.5"""
    condition = m.groupdict().get("c")
    event, within = m["p"], None
    if condition is None:
        cut = re.search(rf"\s*,?\s+(?:{_IF}|for|among)\s+", event, re.I)
        if cut:
            event, condition = event[: cut.start()], event[cut.end() :]
    at = predicate_at(event)
    if at is not None:
        within = s.subject(event[:at])
        event = event[at:]
    given = None if condition is None else _condition(s, condition)
    if within is not None and given is not None:
        given = f"{given} and {within}"
    return s.given(s.event(event), given or within, m["n"])


def _condition(s: Sentences, phrase: str) -> str:
    at = predicate_at(phrase)
    if at is None:
        return s.subject(phrase) or s.event(phrase)
    within = s.subject(phrase[:at])
    event = s.event(phrase[at:])
    return event if within is None or within == event else f"{within} and {event}"


def roles(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """sensitivity 90%, specificity 95%"""
    state = _the_state(s)
    if state is None:
        return None
    found = []
    for one in re.finditer(
        rf"(?P<role>{_ROLE})\W*(?:of|is|was|=|:)?\s*(?:about\s+)?(?P<n>{N})|(?P<n2>{N})\s+(?P<role2>{_ROLE})",
        m[0],
        re.I,
    ):
        role = re.sub(r"[\s-]+", " ", (one["role"] or one["role2"]).lower()).removesuffix(" rate")
        role = (
            "true positive rate"
            if role == "true positive"
            else "true negative rate"
            if role == "true negative"
            else role
        )
        event, condition = _ROLES[role]
        positive = s.event("positive")
        found += s.given(f"{event}{positive}", _opposite(state) if condition else state, one["n"] or one["n2"])
    return found or None


def accurate(s: Sentences, m: re.Match[str]) -> list[str] | None:
    state = _the_state(s)
    if state is None:
        return None
    s.notes.append(Text(*(_ACCURATE[lang].format(m["n"], state) for lang in ("en", "ja"))))
    positive = s.event("positive")
    return s.given(positive, state, m["n"]) + s.given(_opposite(positive), _opposite(state), m["n"])


def _the_state(s: Sentences) -> str | None:
    """The one event that a test could be for."""
    events = [name for name in s.names.events if name.lower() not in ("positive", "+", "negative", "-")]
    return written(events[0]) if len(events) == 1 else None


def prevalence(s: Sentences, m: re.Match[str]) -> list[str] | None:
    name = m["d"] or "disease"
    return s.given(s.event(name), None, m["n"])


def made_by_each(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """Machines A, B, C make 20%, 50%, 30% of the items, with defect rates 10%, 2%, 4%"""
    names, shares = re.findall(r"\w+", re.sub(r"\band\b", ",", m["names"])), _numbers(m["shares"])
    rates = _numbers(m["rates"]) if m["rates"] else []
    if len(names) != len(shares) or (rates and len(rates) != len(names)):
        return None
    s.cases = [s.event(name) for name in names]
    lines = [line for case, value in zip(s.cases, shares, strict=True) for line in s.given(case, None, value)]
    if rates:
        event = s.event(
            re.sub(r"\s*(?:rates?|probabilit(?:y|ies)|percentages?)\s*(?:of|are)?\s*$", "", m["e"], flags=re.I)
        )
        lines += [line for case, value in zip(s.cases, rates, strict=True) for line in s.given(event, case, value)]
    return lines


def rates_of_each(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """Their defect rates are 2%, 3% and 5%"""
    rates = _numbers(m["rates"])
    cases = s.cases if len(s.cases) == len(rates) else s.left
    if len(rates) != len(cases):
        return None
    event = s.event(m["e"])
    return [line for case, value in zip(cases, rates, strict=True) for line in s.given(event, case, value)]


def route(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """Route 1 is used on 80% of days and is late 5% of the time"""
    case = s.event(m["name"])
    if case not in s.cases:
        s.cases.append(case)
    event = s.event(m["e"]) if m["e"] else s.effect
    return s.given(case, None, m["n1"]) + s.given(event, case, m["n2"]) if event else None


def makes(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """Machine A makes 60% of the items"""
    case = s.event(m["name"])
    if case not in s.cases:
        s.cases.append(case)
    return s.given(case, None, m["n"])


def from_case(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """60% come from A, the other 40% from B; the remaining 40% are ham"""
    event = s.event(m["p"])
    s.cases.append(event)
    return s.given(event, None, m["n"])


def rest(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """The rest use a laptop"""
    before = [event for event in s.left if event in s.conditions] or s.left[-1:]
    if not before:
        return None
    event = s.event(m["p"])
    if event.startswith("not "):
        return None
    s.left.append(event)
    if len(before) == 1:
        return [f"{event} = {_opposite(before[0])}"] if event.isidentifier() else [f"{before[0]}, {event} partition"]
    return [f"{', '.join([*before, event])} partition"]


def either(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """Every user is on mobile or laptop"""
    one, other = s.event(m["a"]), s.event(m["b"])
    return [f"{one}, {other} partition"]


def sometimes(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """If it rains, the bus is late 30% of the time; it rains with probability 0.2"""
    condition = m.groupdict().get("c")
    event = m["p"]
    if re.match(_IF + r"\b", event, re.I):
        return None
    if predicate_at(event) is None and re.match(r"(?:those|these|the\s+others?)\b", event, re.I):
        group = s.subject(event)
        return s.given(s.effect, group, m["n"]) if s.effect and group else None
    cut = None if condition else re.search(rf"\s*,?\s+{_IF}\s+", event, re.I)
    if cut:
        event, condition = event[: cut.start()], event[cut.end() :]
    at = predicate_at(event)
    tail = m.groupdict().get("c2")
    condition = condition or tail
    given = _condition(s, condition) if condition else None
    within = None
    if at is not None:
        within = s.subject(event[:at])
        event = event[at:]
    if within in (event, given):
        within = None
    return s.given(s.event(event), given or within, m["n"])


def counts(s: Sentences, m: re.Match[str]) -> list[str] | None:
    """Of 100 users, 20 clicked"""
    if int(m["whole"]) < int(m["k"]):
        return None
    s.subject(m["p1"])
    return s.given(s.event(m["p"]), None, f"{m['k']} of {m['whole']}")


_MACROS = {
    "CHANCE": _CHANCE, "IF": _IF, "MAKES": _MAKES, "ROLE": _ROLE, "ON": r"(?:on|for|in|among)",
    "OF_TIME": r"of\s+(?:the\s+time|cases|days|occasions)", "IS": r"(?:is|are|was|were|has|have|it\s+is)",
    "EQUALS": r"(?:is|=|equals|was)",
}  # fmt: skip
_SLOTS = {"n": N, "n1": N, "n2": N, "k": r"\d+", "whole": r"\d+", "shares": _LIST, "rates": _LIST, "names": _NAMES}
_SLOTS |= {"u": r"(?:the\s+|all\s+)?\w+(?:\s+\w+)?", "s1": ".+?", "s2": ".+", "any": ".*", "any2": ".*"}
_SIGNS = {"[": "(?:", "]": ")?", "(": "(?:", " ": r"\s+", ", ": r"\s*,\s*", ",": r"\s*,"}


def compiled(template: str) -> re.Pattern[str]:
    """A pattern written as a sentence: `<n>` a number, `<p>` a phrase, `[the ]` may be left out, capitals are macros.

    >>> compiled("<n> [of ]<rest>").match("4% of parcels are damaged")["rest"]
    'parcels are damaged'
    """
    out: list[str] = []
    for part in re.findall(r"<\w+>|[A-Z_]{2,}|\\.|, |.", template):
        if part[0] == "<":
            name = part[1:-1]
            out.append(f"(?P<{name}>{_SLOTS.get(name, '[^,%]+?')})")
        else:
            out.append(_MACROS.get(part) or _SIGNS.get(part, part))
    return re.compile("".join(out) + "$", re.I)


Handler = Callable[[Sentences, "re.Match[str]"], "list[str] | None"]
TABLE: tuple[tuple[str, Handler], ...] = (
    ("(of|out of|among) [the ]<whole> <p1>, <k> <p>", counts),
    ("[the |a ](prevalence|base rate|incidence)[ of <d>] [EQUALS |of ]<n>", prevalence),
    (r"[[the ][\w+ ]\w+ ]<names> MAKES <shares>[ of <u>][,][ respectively]"
     r"[[,] (with|and|and have|at) <e> <rates>[[,] respectively]]", made_by_each),
    (r"[the |their |its |these |those ][respective ]<e> (rates?|probabilities|percentages) "
     r"[are |were |of ]<rates>[[,] respectively]", rates_of_each),
    (r"of (their|these|the|its) \w+[,] <rates> [respectively ]<e>[[,] respectively]", rates_of_each),
    ("<any>ROLE<any2>", roles),
    (r"(the|a|this) [\w+ ]test (is|that is|has) [an? ][accuracy of ]<n>"
     "[ (accurate|reliable|accuracy|correct)]", accurate),
    (r"(the|a|this) [\w+ ]test [correctly ](detects|identifies|recogni[sz]es) <d> (in|with) [probability ]<n>"
     "[ of (cases|the time|those who have it)]", detects),
    (r"<p> MAKES [all ]the (rest|others|remainder|remaining \w+|other \w+)[ of <u>]", rest),
    (r"[the ](rest|others|remainder|remaining \w+) <p>", rest),
    (r"(every|each|all|any) \w+ (is|are|comes?|uses?|belongs? to|has|have|was|were) "
     "[on |from |made by ][either ]<a> or <b>", either),
    ("[the ](other|remaining|rest,) <n>[,] <p>", from_case),
    ("IF <c>, [then ][the ]CHANCE (of|that) <p> EQUALS <n>", chance),
    ("[the ]CHANCE (of|that|for) <p> EQUALS <n>[[,] IF <c>]", chance),
    ("[there is |it has ](a|an) <n> CHANCE (of|that) <p>", chance),
    ("IF <c>, [then ][there is ](a|an) <n> CHANCE (of|that) <p>", chance),
    ("IF <c>, [then ]<p>[,] with [a ][CHANCE ][of ]<n>", sometimes),
    ("IF <c>, [then ]<p>[,] [on |in ]<n> OF_TIME", sometimes),
    ("with probability <n>[,] <p>", sometimes),
    ("<name> (is|are|was) [used |taken |chosen ][ON ]<n1> of <u>(,| and)[ IS] [<e> ]<n2>[ OF_TIME]", route),
    ("<name> ON <n1> of <u>(,| and)[ IS] [<e> ]<n2>[ OF_TIME]", route),
    ("<name> MAKES [the (other|remaining) ]<n>[ of <u>]", makes),
    ("(of|among|out of) <s>, <n> <p>", of_those),
    ("(of|among) <s> <n> <p>", of_those),
    ("<n1> [of ]<s1>[,] (and|but) [only ]<n2> [of ]<rest>", two_shares),
    ("<n> [of ]<rest>", share),
    ("<p> [ON ]<n1> of <s1>[,] (and|but) [also ][ON ][only ]<n2> of <s2>", on_two),
    ("<p> <n> of the time[[,] IF <c2>]", sometimes),
    ("<p> [ON ]<n> of <s2>", on_one),
    ("<p> with [a ]CHANCE [of ]<n>[[,] IF <c2>]", sometimes),
    ("<p> has [a ]CHANCE [of ]<n>", sometimes),
)  # fmt: skip
PATTERNS = tuple((compiled(template), handler) for template, handler in TABLE)
