"""`probability(givens, query)`: the question put to the laws, with one of four honest answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as with_fields
from typing import Any

from sympy import Basic, Eq, Expr, Ge, Gt, Le, Lt, Pow, Rational, Symbol, Tuple, nan, true, zoo

from workings.derivation import Derivation, Step
from workings.engine import Engine, NoRule
from workings.expression import Goal, Tidy
from workings.expression.algebra import replace
from workings.expression.budget import without_long_blanks
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.mixture_goals import OfCounts, OfMixture
from workings.expression.nodes import symbol, symbols_of, walk
from workings.expression.probability_goals import (
    Area,
    Asked,
    AtLetter,
    Chance,
    Correlation,
    Covariance,
    Fractile,
    Mean,
    MeanGiven,
    OfSum,
    Ranged,
    StandardDeviation,
    Undetermined,
    Variance,
    VarianceGiven,
    Word,
)
from workings.expression.quantile_numbers import QuantileNumber
from workings.expression.updating_goals import Measure
from workings.probability.bounds import impossible_condition
from workings.probability.homework import read_stated, read_told_experiment
from workings.probability.japanese import is_japanese, refuse_japanese
from workings.probability.judging import Judged
from workings.probability.letters import equation_for, refuse_impossible, with_letters_settled, with_relations_settled
from workings.probability.linked import is_linked
from workings.probability.mass_formula import constant_in, impossible_mass
from workings.probability.naming import resolved
from workings.probability.problem import Problem, read_problem
from workings.probability.question import is_probability_question, split_question
from workings.probability.ranges import variable_of
from workings.probability.reading import (
    CONTINUOUS,
    Distributed,
    Given,
    Moment,
    Question,
    Statement,
    Support,
    read_question,
    read_statements,
)
from workings.probability.spelling import NUMBER
from workings.probability.statements import Conditioned, Counts
from workings.probability.sums import in_words, is_about_sums, variables_of
from workings.probability.tables import unfolded
from workings.probability.told import Told, read_told
from workings.probability.wording import event_words
from workings.probability.world import World
from workings.rule import Refusal, RuleBook, Text, load_book

__all__ = ["answer_stated", "goal_of", "probability", "said_of"]

_LETTER = re.compile(
    r"\s*(?:(?:find|what\s+is|determine|compute)\s+)?(?:the\s+(?:value\s+of\s+)?(?:constant\s+)?)?(?P<letter>[a-z])\s*[?.]?\s*"
)
_FRACTILE = re.compile(
    r"(?:find\s+)?(?:the\s+)?(?:median|(?P<rank>\d+)(?:st|nd|rd|th)\s+percentile|(?P<share>0?\.\d+)[\s-]quantile)"
    r"(?:\s+of\s+(?P<x>[A-Z]\w*))?",
    re.I,
)
_STATES = re.compile(r"\d|[=~∼<>]|\b(?:independent|iid|exclusive|partition)\b")
_ALL_VALUES = Text("the values listed are taken to be all", "挙げられた値がすべてであるとしました")
_SLASH = re.compile(r"(?<![A-Za-z])P(?:r|rob)?\s*[(\[][^()\[\]|]*[A-Z]\w?['′]?\s*/\s*\(?[A-Z]")
_SLASH_READ = Text("P(A/B) is read as P(A | B)", "P(A/B) は P(A | B) と読みました")
_new = Basic.__new__
_KINDS = {"E": Mean, "Var": Variance, "sd": StandardDeviation}
_GIVEN = {"E": MeanGiven, "Var": VarianceGiven}


def probability(
    givens: Sequence[str], query: str, *, tidy: bool = True, book: RuleBook | None = None, notes: Sequence[Text] = ()
) -> Derivation:
    """The probability, expected value or variance asked for, derived from what is given by named laws, or not at all.

    The result is a number where the givens settle it; else `Assumed(value, assumption, bounds)` where independence,
    which they allow, would; else `Undetermined(bounds, missing)` with sharp bounds; or `Incoherent(broken)`.

    Arguments:
        givens: one statement each: `P(click|mobile) = 15/50`, `laptop = not mobile`, `A, B independent given C`,
            `a, b, c partition`, `A, B exclusive`, `X in {0, 1, 2}`, `X ~ Binomial(10, 0.3)`, `20 of 100 clicked`.
        query: `P(A | B)`, `E[X]`, `Var(2X - Y)`, `sd(X)` or `Cov(X, Y)`.
        tidy: whether the numbers are worked out.
        book: the rules to use; all installed books unless given.
        notes: how the question was read, to be said with the answer.

    Raises:
        ReadError: where a line can't be read; it shows the place and says what was expected.
        ValueError: where the condition of the question never holds, as given.
        NoRule: where no rule of the book answers.

    >>> found = probability(["P(click)=20/100", "P(click|mobile)=15/50", "P(mobile)=0.5"], "P(mobile|click)")
    >>> found.result
    3/4
    >>> probability(["P(A) = 0.7", "P(B) = 0.5"], "P(A and B)").result.bounds
    (1/5, 1/2)
    """
    givens = [without_long_blanks(given) for given in unfolded(givens)]
    query = without_long_blanks(query)
    try:
        return _in_notation(givens, query, tidy, book, notes)
    except ReadError:
        told = _in_sentences(givens, query, tidy, book)
        if told is None:
            raise
        return told


def _in_notation(
    givens: Sequence[str], query: str, tidy: bool, book: RuleBook | None, notes: Sequence[Text] = ()
) -> Derivation:
    statements, decimal = read_statements(givens)
    if any(_SLASH.search(line) for line in (*givens, query)):
        notes = (*notes, _SLASH_READ)
    sought = _LETTER.fullmatch(query)
    constant = constant_in(statements, sought["letter"]) if sought else None
    if constant is not None:
        step = _answered(constant, tidy, book)
        _refuse_masses(statements, constant.args[0], step.answer)
        return Judged(step, decimal=decimal, notes=(*notes, _ALL_VALUES))
    statements, found = _with_constant(statements, book)
    equation = equation_for(statements, symbol(sought["letter"]), book) if sought else None
    if equation is not None:
        step = _answered(equation, tidy, book)
        refuse_impossible(statements, equation.unknown, step.answer)
        return Judged(step, decimal=decimal, notes=(*notes, *found))
    if sought and symbol(sought["letter"]) in symbols_of([s.value for s in statements if isinstance(s, Given)]):
        raise ReadError(
            f"no equation for {sought['letter']} alone that is linear follows from what is given",
            query, (0, len(query)), "one more probability",
        )  # fmt: skip
    statements, settled = with_relations_settled(statements, book) or with_letters_settled(statements, book)
    notes = (*notes, *found, *settled)
    share = _FRACTILE.fullmatch(query.strip())
    if share:
        return Judged(_answered(_fractile(share, statements, query), tidy, book), decimal=decimal, notes=tuple(notes))
    statements, question, readings = resolved(statements, read_question(query))
    goal = _asked(goal_of(statements, question))
    step = _answered(goal, tidy, book)
    return Judged(step, decimal=decimal, notes=(*notes, *readings, *said_of(statements, step.answer)))


def _fractile(found: re.Match[str], statements: list[Statement], query: str) -> Fractile:
    """The question for the median, a percentile or a quantile of the one variable, or of the one named."""
    world = World(statements, [])
    names = sorted(variables_of(world))
    name = found["x"] or (names[0] if len(names) == 1 else "")
    if name not in names:
        raise ReadError("the median of which variable?", query, (0, len(query)), "median of X")
    share = Rational(found["share"] or "0.5") if not found["rank"] else Rational(found["rank"]) / 100
    if not 0 < share < 1:
        raise ReadError("a share lies between 0 and 1", query, (0, len(query)), "such as 0.9")
    return Fractile(Word(name), share, world)


def _with_constant(statements: list[Statement], book: RuleBook | None) -> tuple[list[Statement], tuple[Text, ...]]:
    """The statements with the constant of a table put in, where the values of its variable are said to be all."""
    closed = {Word(s.name) for s in statements if isinstance(s, Support)}
    masses = [s for s in statements if isinstance(s, Given) and isinstance(s.event, Eq) and s.event.args[0] in closed]
    for c in symbols_of([s.value for s in masses]):
        goal = constant_in(statements, c.name)
        if goal is None:
            continue
        value = _answered(goal, True, book).answer
        _refuse_masses(statements, c, value)
        put_in = [
            with_fields(s, value=canonical(replace(s.value, {c: value}))) if s in masses else s for s in statements
        ]
        said = Text(
            f"{c} = {value} makes the sum of the probabilities 1", f"確率の和が 1 になるのは {c} = {value} のときです"
        )
        return put_in, (said,)
    return statements, ()


def _refuse_masses(statements: Sequence[Statement], c: Symbol, value: Any) -> None:
    wrong = impossible_mass(statements, c, value)
    if wrong is not None:
        said = f"{c} = {value}"
        raise ReadError(f"with {said} a probability would be {wrong}", said, (0, len(said)), "numbers from 0 to 1")


def _in_sentences(givens: Sequence[str], query: str, tidy: bool, book: RuleBook | None) -> Derivation | None:
    """The answer where the givens are sentences of a problem in words; None where they are not understood either."""
    from workings.probability.density_question import answer_density, is_about_density
    from workings.probability.updating import answer_updating, is_about_updating

    if not all(map(_STATES.search, givens)):
        return None  # a line that gives nothing was not understood
    readers = ((is_about_updating, answer_updating), (is_about_density, answer_density))
    for between in (". ", ", "):
        told = between.join(line.strip().rstrip(".;") for line in givens)
        text = f"{told}. Find {query.strip().rstrip('.')}"
        read = next((answer for concerns, answer in readers if concerns(text)), answer_stated)
        try:
            answer = read(text, tidy=tidy, book=book)
            return None if isinstance(answer.result, Undetermined) else answer
        except (ReadError, NoRule):
            continue
    return None


def _answered(goal: Goal, tidy: bool, book: RuleBook | None) -> Step:
    try:
        step = Engine(load_book() if book is None else book).answer(Tidy(goal) if tidy else goal)
        if canonical(step.answer).has(nan, zoo):
            raise NoRule(goal, "the condition has probability 0, so that there is no value", whole=True)
        return step
    except NoRule as error:
        if isinstance(error.__cause__, Refusal):
            raise
        if isinstance(error.goal, OfSum):
            raise NoRule(error.goal, "no rule here gives the distribution of this sum") from error
        if isinstance(error.goal, Asked) and isinstance(error.goal.question, Chance):
            said = "a relation together with independence is no linear equation; no rule here solves it"
            raise NoRule(error.goal, said) from error
        if isinstance(error.goal, Area):
            raise NoRule(error.goal, "the area under this curve is infinite, or no rule here finds it") from error
        if isinstance(error.goal, Mean) and isinstance(error.goal.x, Word | Pow):
            raise NoRule(error.goal, _untold(error.goal)) from error
        if isinstance(error.goal, Mean):
            said = "known are the means of sums, products and powers; no rule here gives the mean of this function"
            raise NoRule(error.goal, said) from error
        raise


def _untold(goal: Mean) -> str:
    """Why no rule gives the expected value of a variable or of its power."""
    if any(isinstance(w, Word) and goal.world.distribution(w) for w in walk(goal.x)):
        return "this expected value is infinite or does not exist, or no rule here gives it"
    return "what is given does not lead to this expected value"


def said_of(statements: Sequence[Statement], answer: Basic) -> tuple[Text, ...]:
    """What parameters stand for, and the answer in decimals."""
    said = [note for s in statements if isinstance(s, Distributed) and (note := _convention(s)) is not None]
    return (*said, *_in_decimals(answer))


def _convention(s: Distributed) -> Text | None:
    """What a parameter stands for, where books differ."""
    if s.family == "normal":
        return Text(
            f"the second number of Normal is the variance of {s.name}", f"Normal の 2 番目の数は {s.name} の分散です"
        )
    if s.family == "lognormal":
        said = f"the numbers of LogNormal are the mean and the variance of ln {s.name}"
        return Text(said, f"LogNormal の数は ln {s.name} の平均と分散です")
    if s.family == "gamma":
        said = f"the numbers of Gamma are the shape and the rate of {s.name}"
        return Text(said, f"Gamma の数は {s.name} の形状と率（尺度の逆数）です")
    if s.family == "negativebinomial":
        n = s.parameters[0]
        return Text(
            f"{s.name} counts the trials up to success number {n}, this included",
            f"{s.name} は {n} 回目の成功までの試行の回数です",
        )
    if s.family == "geometric":
        return Text(
            f"{s.name} counts the trials, the first success included", f"{s.name} は最初の成功までの試行の回数です"
        )
    return None


def _in_decimals(answer: Basic) -> tuple[Text, ...]:
    """A number that is no fraction, to ten digits."""
    value = canonical(answer)
    if not isinstance(value, Expr) or value.is_Rational or symbols_of([value]) or isinstance(answer, Goal):
        return ()
    if not value.is_number or isinstance(value, QuantileNumber):
        return ()
    near = f"≈ {value.evalf(10, maxn=400)}"
    return (Text(near, near),)


def answer_stated(text: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The answer to a problem of probability as homework states it.

    Raises:
        ReadError: where a part of it is not understood; nothing is derived from the rest.
        NoRule: where no rule of the book answers.

    >>> answer_stated("X is 2 or 10, equally likely. Standard deviation of X?").result
    4
    """
    told = read_told(text)
    if told is not None:
        return _answer_told(told, tidy, book)
    read = _read_whole(text) if read_told_experiment(text) is None else None
    if read is not None:
        answer = _in_notation(read.givens, read.query, tidy, book, read.notes)
        if isinstance(answer.result, Undetermined) and not is_linked(read):
            said = "a class is spoken of, of which nothing else is said"
            raise ReadError(said, text, (0, len(text)), "how many of them there are")
        read.check(answer.result)
        return answer
    problem = read_stated(text)
    if problem.unread and is_probability_question(text):
        return _in_notation(*split_question(text), tidy, book)
    if problem.unread and is_japanese(text):
        refuse_japanese(text)
    if problem.unread:
        raise _not_understood(text, problem.unread[0])
    quantities = [query.quantity for query in problem.queries]
    goal = _asked(quantities[0] if len(quantities) == 1 else Tuple(*quantities))
    step = _answered(goal, tidy, book)
    setting = problem.setting
    notes = () if setting is None else (*problem.notes, *setting.notes, *said_of(setting.draft.statements, step.answer))
    return Judged(step, decimal=problem.decimal, notes=notes)


def _answer_told(told: Told, tidy: bool, book: RuleBook | None) -> Derivation:
    """The answer to a problem about one variable told in words."""
    if len(told.queries) == 1:
        return _in_notation(told.givens, told.queries[0], tidy, book, told.notes)
    statements, decimal = read_statements(told.givens)
    goals = [goal_of(statements, read_question(query)) for query in told.queries]
    step = _answered(_asked(Tuple(*goals)), tidy, book)
    return Judged(step, decimal=decimal, notes=(*told.notes, *said_of(statements, step.answer)))


_READABLE = (
    "sentences such as '5% of bolts are cracked', '80% of cracked bolts are flagged', 'two balls are drawn from an urn "
    "of 3 red and 2 blue balls', and a question such as 'What is the probability that both are red?'"
)


def _not_understood(text: str, said: str) -> ReadError:
    """The error that shows the sentence which was not understood, and what would be."""
    at = text.find(said)
    if at < 0:  # it says itself what is wrong
        return ReadError(f"not understood: {said.splitlines()[0]}", text, (0, len(text)), _READABLE)
    try:
        read_problem(text)
    except ReadError as error:
        inside = error.text == text and error.span != (0, len(text)) and re.search(NUMBER, text, re.I)
        if inside and not re.search(r"\b(?:dice|die|coins?|cards?|balls?|marbles?|urns?)\b", text, re.I):
            sentence = text[slice(*error.span)].strip()
            return ReadError(f"not understood: {sentence} ({error.message})", text, error.span, _READABLE)
    return ReadError(f"not understood: {said}", text, (at, at + len(said)), _READABLE)


def _read_whole(text: str) -> Problem | None:
    """The problem where every sentence of it is read as what is given, and one probability is asked."""
    try:
        problem = read_problem(text)
    except ReadError:
        return None
    one = len(problem.queries) == 1 and re.match(r"\s*(?:P|Pr|ℙ)\b", problem.query) is not None
    told = len(re.findall(r"[~∼]|\\sim\b", text))
    whole = len([given for given in problem.givens if re.search(r"[~∼]", given)]) >= told
    return problem if one and whole and problem.givens else None


def _asked(quantity: Any) -> Goal:
    """The question whose honest answer may be that the givens leave room, or what is made of several."""
    return quantity if isinstance(quantity, Area | Measure) else Asked(quantity)


def goal_of(statements: Sequence[Statement], question: Question) -> Goal:
    """The question in the world of those statements."""
    if question.kind != "P":
        condition = question.condition
        world = World(statements, [] if condition is None else [condition])
        about = [_with_letters(x, world) for x in question.about]
        if question.kind in ("Cov", "Corr"):
            return (Covariance if question.kind == "Cov" else Correlation)(*about, world)
        if condition is not None:
            return _GIVEN[question.kind](*about, condition, world)
        return _KINDS[question.kind](*about, world)
    densities = World(statements, [])
    counted = _about_parts(question, densities)
    if counted is not None:
        return counted
    letter = _at_letter(question, densities)
    if letter is not None:
        return letter
    sums = _about_sums(question, densities)
    if sums is not None:
        return sums
    if variable_of(question.about, densities.continuous) is not None:
        event, condition = question.about
        return Ranged(event, true if condition is None else condition, densities)
    world = World(statements, [part for part in question.about if part is not None])
    goal = world.ask(question)
    _check_condition(world, goal, question.about[1])
    return goal


def names_in_parts(world: World) -> set[str]:
    """The variables with components, and the counts."""
    counts = {n for s in world.statements if isinstance(s, Counts) for n in s.names}
    return counts | {s.name for s in world.statements if isinstance(s, Conditioned)}


def _about_parts(question: Question, world: World) -> OfMixture | OfCounts | None:
    """The question about a variable with components, or about the counts of a multinomial distribution."""
    event, condition = question.about
    names = {n for s in world.statements if isinstance(s, Counts) for n in s.names}
    parts = {s.name for s in world.statements if isinstance(s, Conditioned)}
    sides = [event, true if condition is None else condition]
    spoken = {getattr(node, "name", "") for side in sides for node in walk(side)}
    if not spoken & (names | parts):
        return None
    worded = [(in_words(side, names | parts), side) for side in sides]
    sides = [side if found is None else found for found, side in worded]
    return (OfCounts if spoken & names else OfMixture)(*sides, world)


def _with_letters(x: Any, world: World) -> Any:
    """The expression with a letter for every small letter of which nothing is given: E[a X + b] of X alone."""
    given = (
        variables_of(world)
        | names_in_parts(world)
        | {w.name for s in world.statements if isinstance(s, Moment) for w in _words(s.about)}
    )
    letters = [w for w in _words([x]) if w.name not in given and len(w.name) == 1 and w.name.islower()]
    return replace(x, {w: symbol(w.name) for w in letters}) if letters else x


def _words(expressions: Iterable[Any]) -> Iterator[Word]:
    return (node for x in expressions for node in walk(x) if isinstance(node, Word))


def _at_letter(question: Question, world: World) -> AtLetter | None:
    """P(X = k) or P(X > k) for a letter k, X having a distribution; None of other questions."""
    event, condition = question.about
    if condition is not None or not isinstance(event, Eq | Lt | Le | Gt | Ge):
        return None
    x, k = event.args
    known = world.distribution(x)
    if known is None or known.family in CONTINUOUS or not isinstance(k, Word) or k.name in variables_of(world):
        return None
    return AtLetter(_new(type(event), x, symbol(k.name)), world)


def _about_sums(question: Question, world: World) -> OfSum | None:
    """The question about X + Y, |X - 5| or X > Y."""
    event, condition = question.about
    if not is_about_sums(event):
        return None
    found = in_words(event, variables_of(world))
    said = event_words(event)
    if found is None:
        raise ReadError(
            "the distribution of these variables is not given", said, (0, len(said)), "such as X ~ Poisson(2)"
        )
    if condition is not None:
        raise ReadError("a sum under a condition is not worked out here", said, (0, len(said)), "P(X + Y <= 6)")
    return OfSum(found, world)


def _check_condition(world: World, goal: Chance, condition: Basic | None) -> None:
    if condition is None:
        return
    if any(isinstance(s, Distributed) for s in world.statements):
        if not goal.c:
            raise ValueError(f"{event_words(condition)} never holds: a probability given it has no value")
        return
    if world.broken() is None and impossible_condition(world, goal.c):
        raise ValueError(f"{event_words(condition)} never holds, as given: a probability given it has no value")
