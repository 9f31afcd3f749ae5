"""Approximations that a text asks for by name: `Use the normal approximation with continuity correction ...`.

The answer is the approximation; that it is one, and the exact value where there is one, is said beside it.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from sympy import Basic, Eq, Expr, Rational, Tuple

from workings.derivation import Derivation
from workings.engine import Engine, NoRule
from workings.expression import Goal, Tidy
from workings.expression.approximation_goals import Approximated, LimitOfSum
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import integer, power, symbols_of
from workings.expression.probability_goals import Asked
from workings.probability.ask import goal_of, said_of
from workings.probability.draft import NUMBER, number
from workings.probability.judging import Judged
from workings.probability.reading import Distributed, read_question, read_statement
from workings.probability.spelling import plain_text
from workings.probability.wording import event_words
from workings.probability.world import World
from workings.rule import RuleBook, Text, load_book

__all__ = ["answer_approximation", "is_about_approximation"]

_MOST = 600  # characters
_BY = r"(?:using|use|by|with|via)?\s*(?:an?\s+|the\s+)?"
_NORMAL = (
    rf"{_BY}(?:suitable\s+|appropriate\s+)?(?:normal|gaussian)\s+approximations?"
    r"(?:\s+to\s+the\s+(?:binomial|poisson)(?:\s+distribution)?)?|"
    r"approximat\w+\s+(?:\w+\s+)?(?:by|with|using)\s+(?:an?\s+|the\s+)?normal(?:\s+distribution)?"
    r"|正規近似(?:を用いて|により|で)?|正規分布(?:で|を用いて|によって|により)近似(?:して|し|を用いて)?"
)
_POISSON = (
    rf"{_BY}Poisson\s+approximations?(?:\s+to\s+the\s+binomial(?:\s+distribution)?)?"
    r"|ポアソン近似(?:を用いて|により|で)?|ポアソン分布(?:で|を用いて|によって|により)近似(?:して|し)?"
)
_CENTRAL = rf"(?:apply\s+)?{_BY}(?:central\s+limit\s+theorem|CLT\b)|中心極限定理(?:を用いて|により|で)?"
_CORRECTION = (
    r"(?P<no>\bwithout\s+(?:an?\s+|the\s+)?|\bno\s+)?"
    r"(?:\(?(?:and|with|including|using|apply(?:ing)?|use)?\s*(?:an?\s+|the\s+)?(?:half-(?:unit|integer)\s+)?continuity\s+corrections?\)?|(?:連続修正|半整数補正|連続補正)(?:を用いて|をして|あり|して)?)(?P<なし>なし|せずに|をせずに)?"
)
_METHODS = (("normal", _NORMAL), ("poisson", _POISSON), ("limit", _CENTRAL))
_FAMILY = re.compile(
    r"(?P<x>[A-Z]\w?)\s*(?:~|∼|is\s+distributed\s+as|が|は)\s*(?:(?:二項分布|ポアソン分布)\s*)?"
    r"(?P<family>(?:Binomial|Bin|B|Poisson|Pois|Po)\s*\((?:[^()]|\([^()]*\))*\))(?:\s*に従う(?:とき|とする)?)?"
)
_IID = re.compile(
    r"(?P<x>[A-Z])_?\{?1\}?\s*,\s*(?:(?P=x)_?\{?2\}?\s*,\s*)?(?:\.\.\.|…|⋯|\\[lc]?dots)\s*,\s*(?P=x)_?\{?(?P<n>\d+)\}?\s*"
    r"(?:are|be|が|は)?\s*(?:independent\s+and\s+identically\s+distributed|i\.?i\.?d\.?|(?:mutually\s+)?independent|互いに独立で?)\s*"
    r"(?:同じ分布に従い\s*)?(?:random\s+variables\s*)?,?\s*(?:each\s+|all\s+)?(?:with|having|have|has)?\s*(?:a\s+|the\s+|common\s+)*"
    rf"(?:mean|expected\s+value|平均|期待値)\s*(?:=|of|が|は)?\s*(?P<m>{NUMBER}|[a-zμ](?!\w))\s*(?:,|and|、|で)*\s*(?:a\s+|common\s+)*"
    rf"(?:(?P<var>variance|分散)|standard\s+deviation|sd|標準偏差)\s*(?:=|of|が|は)?\s*(?P<v>{NUMBER}|[a-zσ](?!\w))"
)
_SUM = re.compile(
    r"(?P<x>[A-Z])_?\{?1\}?\s*\+\s*(?:(?P=x)_?\{?2\}?\s*\+\s*)?(?:\.\.\.|…|⋯|\\[lc]?dots)\s*\+\s*(?P=x)_?\{?(?P<n>\d+)\}?"
)
_AVERAGE = re.compile(r"\\(?:bar|overline)\s*\{?\s*X\s*\}?(?:_\{?(?:n|\d+)\}?)?|X̄|X̅|Xbar\b")
_CALL = re.compile(r"(?<![A-Za-z])(?:P|Pr)\s*\(")
_SCENERY = re.compile(
    r"\b(?:let|suppose|assume|given|that|a|an|the|random|variables?|be|is|are|has|have|with|and|use|using|by|apply|"
    r"approximat\w*|value|to|find|give|compute|calculate|estimate|evaluate|determine|what|of|for|if|probability|its|it|"
    r"where|"
    r"then|please|follows?|in|as)\b|確率|求めよ|近似値|近似的に|とき|とする|確率変数|[をはがのでに、。]|[\s,;.:?=()]",
    re.I,
)
_FEW = 5


def is_about_approximation(text: str) -> bool:
    """Whether it asks for an approximation by name."""
    if len(text) > 20 * _MOST:
        return False
    named = re.search(f"{_NORMAL}|{_POISSON}|{_CENTRAL}", text, re.I) is not None
    return named and _CALL.search(plain_text(text)) is not None


def answer_approximation(text: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The approximation that is asked for, named as one.

    Raises:
        ReadError: where a part of it is not understood, or the variable is none that is approximated so.

    >>> answer_approximation("X ~ Binomial(100, 0.5). Use the normal approximation to find P(X <= 50).").result
    1/2
    """
    if len(text) > _MOST:
        raise ReadError("this problem is too long", text, (0, 1), f"at most {_MOST} characters")
    work = _Reading(text, load_book() if book is None else book)
    goal = work.goals[0] if len(work.goals) == 1 else Tuple(*work.goals)
    asked: Any = Asked(goal)
    try:
        step = Engine(work.book).answer(Tidy(asked) if tidy else asked)
    except NoRule as error:
        said = "no rule here approximates this event"
        raise ReadError(said, text, (0, len(text)), "a range of one variable") from error
    notes = (*said_of((), step.answer), *work.notes)
    return Judged(step, decimal=re.search(r"\d\.\d|%", text) is not None, notes=notes)


class _Reading:
    """The questions of the text; every word is understood, or it is refused."""

    def __init__(self, text: str, book: RuleBook) -> None:
        self.text = text
        self.book = book
        self.notes: list[Text] = []
        self.goals: list[Goal] = []
        rest = _plain(text)
        methods = {kind for kind, said in _METHODS if re.search(said, rest, re.I)}
        correction = re.search(_CORRECTION, rest, re.I)
        rest = re.sub(_CORRECTION, " ", rest, flags=re.I)
        rest = re.sub(f"{_NORMAL}|{_POISSON}|{_CENTRAL}", " ", rest, flags=re.I)
        iid = _IID.search(rest)
        if "limit" in methods and iid:
            self._limit(rest, iid)
            return
        method = "normal" if "limit" in methods else methods.pop() if len(methods) == 1 else ""
        if not method:
            self._refuse("one approximation at a time", "the normal or the Poisson approximation")
        if method == "normal" and correction and not (correction["no"] or correction["なし"]):
            method = "corrected"
        self._of_family(rest, method)

    def _of_family(self, rest: str, method: str) -> None:
        found = _FAMILY.search(rest)
        if found is None:
            self._refuse("the distribution is not given", "such as X ~ Binomial(100, 0.5)")
        stated, _ = read_statement(f"{found['x']} ~ {found['family']}")
        known = stated[0]
        if not isinstance(known, Distributed) or known.family not in ("binomial", "poisson"):
            self._refuse("only binomial and Poisson variables are approximated here", "X ~ Binomial(100, 0.5)")
        if method == "poisson" and known.family != "binomial":
            self._refuse("the Poisson approximation is of a binomial variable", "X ~ Binomial(1000, 0.003)")
        rest = f"{rest[: found.start()]} . {rest[found.end() :]}"
        events, rest = self._events(rest)
        self._refuse_words(rest)
        for said in events:
            question = read_question(said)
            event, condition = question.about
            if condition is not None:
                self._refuse("a probability under a condition is not approximated here", "P(X <= 55)")
            if method == "normal" and isinstance(event, Eq):
                self._refuse("of one value the normal approximation is 0 without the continuity correction", "with it")
            self.goals.append(Approximated(event, method, World([known], [])))
            self._beside(event, known, method)

    def _beside(self, event: Basic, known: Distributed, method: str) -> None:
        """That it is an approximation, and the exact value."""
        name = "Poisson approximation" if method == "poisson" else "normal approximation"
        named = "ポアソン分布による近似値" if method == "poisson" else "正規分布による近似値"
        if symbols_of(known.parameters):
            told = Text(f"this is the {name}, not the exact probability", f"これは{named}で、正確な値ではありません")
            self.notes.append(told)
            return
        exact = Engine(self.book).answer(Tidy(goal_of([known], read_question(f"P({event_words(event)})")))).answer
        shown = str(Expr.evalf(exact, 10, maxn=400))
        said = f"P({event_words(event)})".replace("<=", " ≤ ").replace(">=", " ≥ ")
        self.notes.append(
            Text(
                f"this is the {name}, not the exact probability, which is {said} ≈ {shown}",
                f"これは{named}で、正確な値は {said} ≈ {shown} です",
            )
        )
        if method != "poisson" and known.family == "binomial":
            n, p = map(canonical, known.parameters)
            if min(n * p, n * (1 - p)) < _FEW:
                said = f"n p and n (1 - p) should both be {_FEW} or more; the approximation is rough here"
                self.notes.append(Text(said, f"np と n(1 − p) がともに {_FEW} 以上でないので、粗い近似です"))

    def _limit(self, rest: str, iid: re.Match[str]) -> None:
        n = int(iid["n"])
        mean, spread = number(iid["m"]), number(iid["v"])
        variance = spread if iid["var"] else canonical(power(spread, integer(2)))
        if isinstance(variance, Rational) and variance <= 0:
            self._refuse(f"a variance of {variance}", "a positive one")
        rest = f"{rest[: iid.start()]} . {rest[iid.end() :]}"
        named = re.search(r"(?P<s>S|T|Y)\s*=\s*" + _SUM.pattern, rest)
        if named:
            rest = f"{rest[: named.start()]} . {rest[named.end() :]}"
        events, rest = self._events(rest)
        self._refuse_words(rest)
        for said in events:
            average = _AVERAGE.search(said) is not None
            added = _SUM.search(said)
            if added and int(added["n"]) != n:
                self._refuse(f"a sum of {added['n']} of {n} variables", "the sum of all")
            letter = "A" if average else named["s"] if named else "S"
            inside = _AVERAGE.sub(letter, said) if average else _SUM.sub(letter, said)
            if not average and not added and not named:
                self._refuse(f"not understood: {said}", "P(X1 + ... + X100 > 520), or of the average X̄")
            event, condition = read_question(inside).about
            if condition is not None:
                self._refuse("a probability under a condition is not approximated here", "P(S > 520)")
            what, which = ("average", "平均") if average else ("sum", "和")
            self.goals.append(LimitOfSum(event, integer(n), mean, variance, what, World([], [])))
            of_all = Text(f"{letter} is the {what} of the {n} variables", f"{letter} は {n} 個の確率変数の{which}です")
            self.notes.append(of_all)
        self.notes.append(
            Text(
                "this is an approximation for many variables; mean and variance do not determine the exact value",
                "これは個数が多いときの近似値です。平均と分散だけでは正確な値は決まりません",
            )
        )

    def _events(self, rest: str) -> tuple[list[str], str]:
        """The probabilities that are asked, and the text without them."""
        found: list[str] = []
        for m in reversed(list(_CALL.finditer(rest))):
            depth, end = 0, 0
            for i in range(m.end() - 1, len(rest)):
                depth += (rest[i] == "(") - (rest[i] == ")")
                if not depth:
                    end = i + 1
                    break
            if not end:
                self._refuse("the bracket is not closed", ")")
            found.insert(0, rest[m.start() : end])
            rest = rest[: m.start()] + " " + rest[end:]
        if not found:
            self._refuse("no probability is asked for", "such as P(X <= 55)")
        return found, rest

    def _refuse_words(self, rest: str) -> None:
        left = _SCENERY.sub(" ", rest).split()
        if left:
            self._refuse(f"not understood: {' '.join(left)[:60]}", "the distribution, and one event")

    def _refuse(self, said: str, expected: str) -> NoReturn:
        raise ReadError(said, self.text, (0, len(self.text)), expected)


def _plain(text: str) -> str:
    """In plain signs; dots in lists stay as they are."""
    text = re.sub(r"\\leq?(?![A-Za-z])", "<=", re.sub(r"\\geq?(?![A-Za-z])", ">=", text))
    text = re.sub(r"\\(?:mathrm|text|operatorname)\s*\{([^{}]*)\}", r"\1", re.sub(r"\$|\\[()\[\],;!]", "", text))
    return re.sub(r"\\sim(?![A-Za-z])", "~", text).replace("≦", "<=").replace("≧", ">=")
