"""Probability: the shared cases, every law against random worlds, the four honest answers, and reading."""

import json
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from sympy import Rational

import workings as wk
from workings.expression.errors import ReadError
from workings.expression.probability_goals import Chance
from workings.probability import (
    Assumed,
    Confusion,
    Incoherent,
    Undetermined,
    beta_binomial,
    contingency_table,
    gamma_poisson,
    normal_normal,
    probability,
    tree,
    unit_square,
)
from workings.probability.bounds import bounds, coherent
from workings.probability.exact import exact
from workings.probability.question import is_probability_question, split_question
from workings.probability.reading import read_question, read_statements
from workings.probability.simplex import Polytope
from workings.probability.world import World
from workings.rule import load_book

CASES = Path(__file__).parent.parent.parent / "shared" / "cases" / "probability.jsonl"
LINES = CASES.read_text(encoding="utf-8").splitlines() if CASES.exists() else []
LECTURE = ["P(click)=20/100", "P(click|mobile)=15/50", "P(mobile)=0.5", "laptop = not mobile"]


@pytest.mark.skipif(not LINES, reason="the shared cases are not here")
def test_shared_cases_are_read() -> None:
    assert len(LINES) >= 40


@pytest.mark.parametrize("line", LINES, ids=lambda line: json.loads(line)["id"])
def test_shared_case(line: str) -> None:
    case = json.loads(line)
    result = probability(case["givens"], case["query"]).result
    kinds = {Assumed: "assumed", Undetermined: "undetermined", Incoherent: "incoherent"}
    assert kinds.get(type(result), "determined") == case["verdict"]
    if case["verdict"] == "determined":
        assert result == Rational(case["value"])
    if case["verdict"] in ("assumed", "undetermined"):
        assert [str(b) for b in result.bounds] == case["bounds"]
    if case["verdict"] == "assumed":
        assert result.value == Rational(case["value"])
        assert result.assumption == case["assumption"]
    if case["verdict"] == "undetermined":
        assert set(case["missing"]) <= set(result.missing)
    if case["verdict"] == "incoherent":
        assert result.broken == case["broken"]


@pytest.mark.parametrize(
    ("query", "value"),
    [("P(click)", "1/5"), ("P(click|mobile)", "3/10"), ("P(click|laptop)", "1/10"), ("P(mobile|click)", "3/4")],
)
def test_the_lecture(query: str, value: str) -> None:
    derivation = wk.probability(LECTURE, query)
    assert derivation.result == Rational(value)


def test_every_line_names_its_rule() -> None:
    said = wk.derive("P(click)=0.2, P(click|mobile)=0.3, P(mobile)=0.5; find P(mobile|click)").to_text()
    assert "Bayes' theorem" in said
    assert said.splitlines()[0] == "P(mobile | click)"
    assert "= 0.75" in said
    unknown = wk.probability(LECTURE, "P(click|laptop)").to_text()
    assert "x where P(click) = P(click | mobile) P(mobile) + x P(laptop)" in unknown
    assert "solve for the unknown" in unknown


# Every law against probabilities that were made up first


def _random_world(random: Random) -> tuple[World, list[Fraction]]:
    lines = ["P(A) = 1/2", "P(B|A) = 1/2", "P(C|A and B) = 1/2", "P(A or C) = 1/2", "P(B and C) = 1/2"]
    statements, _ = read_statements(lines)
    world = World(statements, [])
    weights = [Fraction(random.randint(1, 9)) for _ in world.model.atoms]
    return world, [w / sum(weights) for w in weights]


def _true(goal: Chance, weights: list[Fraction]) -> Fraction:
    inside, whole = (sum(w for i, w in enumerate(weights) if mask >> i & 1) for mask in (goal.e, goal.c))
    return Fraction(inside) / Fraction(whole)


APART = ("stated", "counting", "probability-mass", "sum-of-masses")  # what is given, and in worlds of its own
LAWS = [rule for rule in load_book("probability") if hasattr(rule, "ways") and rule.slug not in APART]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.slug)
def test_law_holds_in_random_worlds(law: wk.Rule) -> None:
    """The law, its smaller questions answered truly, gives the true answer; whatever the probabilities are."""
    if "independence" in law.slug:
        pytest.skip("holds only in worlds of its own, below")
    tried = 0
    for seed in range(4):
        world, weights = _random_world(Random(seed))
        pool = world.pool
        goals = [world.chance(e, c) for e in pool for c in (world.everything, *pool[:8]) if e & c]
        for goal in goals:
            for way in law.ways(goal):
                values: dict[object, Fraction | None] = {}

                def ask(
                    smaller: object, values: dict[object, Fraction | None] = values, known: list[Fraction] = weights
                ) -> object:
                    if isinstance(smaller, Chance):
                        values[smaller] = _true(smaller, known)
                    return smaller

                try:
                    found = exact(way.form(way.parts, ask), values)
                except ZeroDivisionError:
                    continue  # an unknown whose weight is zero
                assert found == _true(goal, weights), (law.slug, goal)
                tried += 1
    assert tried


def test_independence_holds_in_a_product_world() -> None:
    statements, _ = read_statements(["A, B, C independent", "P(A) = 1/3", "P(B) = 1/4", "P(C) = 2/5"])
    world = World(statements, [])
    single = {"A": Fraction(1, 3), "B": Fraction(1, 4), "C": Fraction(2, 5)}
    weights = []
    for atom in world.model.atoms:
        weight = Fraction(1)
        for literal in atom:
            name = str(literal).lstrip("~")
            weight *= single[name] if str(literal) == name else 1 - single[name]
        weights.append(weight)
    law = next(rule for rule in LAWS if rule.slug == "independence")
    tried = 0
    for e in world.pool:
        for c in (world.everything, *world.pool):
            for other in world.pool:
                goal = world.chance(e & other, c)
                for way in law.ways(goal) if goal.e else ():
                    values = {part: _true(part, weights) for part in way.parts}
                    assert exact(way.form(way.parts, lambda part: part), values) == _true(goal, weights)
                    tried += 1
    assert tried


# The search, against worlds made up first


def test_generated_total_probability() -> None:
    random = Random(7)
    for _ in range(25):
        prior, yes, no = (Fraction(random.randint(1, 19), 20) for _ in range(3))
        whole = yes * prior + no * (1 - prior)
        base = [f"P(D) = {prior}", f"P(T|D) = {yes}"]
        assert probability([*base, f"P(T|not D) = {no}"], "P(T)").result == Rational(whole)
        assert probability([*base, f"P(T|not D) = {no}"], "P(D|T)").result == Rational(yes * prior / whole)
        assert probability([*base, f"P(T) = {whole}"], "P(T|not D)").result == Rational(no)
        if yes != no:
            lines = [f"P(T) = {whole}", f"P(T|D) = {yes}", f"P(T|not D) = {no}"]
            assert probability(lines, "P(D)").result == Rational(prior)


def test_bounds_hold_the_truth_and_are_reached() -> None:
    random = Random(3)
    for seed in range(6):
        _, weights = _random_world(Random(seed))
        statements, _ = read_statements(["P(A)=1/2", "P(B)=1/2", "P(C)=1/2"])
        world = World(statements, [])
        queries = ["A", "B", "A and B", "A or C", "B and not C"]
        random.shuffle(queries)
        known, asked = queries[:3], queries[3]

        def true(text: str, world: World = world, weights: list[Fraction] = weights) -> Fraction:
            return _true(world.ask(read_question(f"P({text})")), weights)

        result = probability([f"P({q}) = {true(q)}" for q in known], f"P({asked}|B or C)").result
        goal = world.ask(read_question(f"P({asked}|B or C)"))
        truth = Rational(_true(goal, weights))
        low, high = result.bounds if hasattr(result, "bounds") else (result, result)
        assert low <= truth <= high
        for end in {low, high} - {0, 1}:
            more = [f"P({q}) = {true(q)}" for q in known] + [f"P({asked}|B or C) = {end}"]
            assert coherent(World(read_statements(more)[0], []))


def test_simplex_proves_that_there_is_nothing() -> None:
    rows = [[1, 1, 1], [1, 1, 0], [0, 1, 1]]
    nothing = Polytope(rows, [1, 1, 3])
    assert not nothing.feasible
    columns = [sum(y * row[j] for y, row in zip(nothing.ray, rows, strict=True)) for j in range(3)]
    assert all(c >= 0 for c in columns)
    assert sum(y * b for y, b in zip(nothing.ray, [1, 1, 3], strict=True)) < 0


def test_ten_events_have_bounds() -> None:
    names = "ABCDEFGHIJ"
    statements, _ = read_statements([f"P({n}) = {i + 5}/20" for i, n in enumerate(names)])
    question = read_question("P(" + " and ".join(names) + ")")
    world = World(statements, question.about[:1])
    found = bounds(world, *(lambda g: (g.e, g.c))(world.ask(question)))
    assert found is not None
    assert found.low == 0
    assert found.high == Fraction(1, 4)


# Honest answers


def test_independence_is_never_assumed_silently() -> None:
    result = probability(["P(A) = 0.7", "P(B) = 0.5"], "P(A and B)")
    assert result.result == Assumed(Rational(7, 20), "A, B independent", (Rational(1, 5), Rational(1, 2)))
    assert "0.35 if A, B independent; otherwise between 0.2 and 0.5" in result.to_text()


def test_an_impossible_condition_is_said() -> None:
    with pytest.raises(ValueError, match="B never holds"):
        probability(["P(B) = 0", "P(A) = 0.5"], "P(A|B)")


def test_exclusive_events_and_partitions() -> None:
    assert probability(["A, B exclusive", "P(A) = 0.2", "P(B) = 0.3"], "P(A or B)").result == Rational(1, 2)
    lines = ["a, b, c partition", "P(a) = 0.5", "P(b) = 0.3"]
    assert probability(lines, "P(c)").result == Rational(1, 5)


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["20 of 100 clicked"], "P(clicked)", "1/5"),
        (["P(A)=30%", "P(B|A) = 20 of 50"], "P(A ∩ B)", "3/25"),
        (["P(A ∪ B)=3/4", "P(A ∩ B)=1/8", "P(A)=1/2"], "P(¬B)", "5/8"),
        (["P(Aᶜ) = 0.4"], "P(A)", "3/5"),
        (["A, B independent given C", "P(A|C)=1/2", "P(B|C)=1/3"], "P(A and not B | C)", "1/3"),
        (["P(A)=1/2", "P(B)=1/3", "A, B, C independent", "P(C)=1/5"], "P(A or B or C)", "11/15"),
    ],
)
def test_notations(givens: list[str], query: str, value: str) -> None:
    assert probability(givens, query).result == Rational(value)


@pytest.mark.parametrize("line", ["", "gibberish!", "P(A", "P(A) is nice", "X ~ Cauchy(0)", "X ~ Binomial(3)"])
def test_what_is_not_understood_is_said(line: str) -> None:
    with pytest.raises(ReadError):
        probability([line], "P(A)")


def test_questions_in_one_text() -> None:
    assert is_probability_question("P(A)=0.2; find P(not A)")
    assert not is_probability_question("find d/dx P(x)")
    givens, query = split_question("A, B independent, P(A) = 0.2, P(B|C, D) = 0.1; find P(A and B)?")
    assert givens == ["A, B independent", "P(A) = 0.2", "P(B|C, D) = 0.1"]
    assert query == "P(A and B)"


# Random variables


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["P(X=0)=0.3", "P(X=2)=0.5", "P(X=6)=0.2"], "E[X^2 + 1]", "51/5"),
        (["E[X]=4", "Var(X)=3"], "E[X^2]", "19"),
        (["Var(X)=4", "Var(Y)=9", "Cov(X, Y)=2"], "Var(X - 2Y)", "32"),
        (["Var(X)=4", "Var(Y)=9", "X, Y independent"], "Var(X - Y)", "13"),
        (["Var(X)=9"], "sd(X)", "3"),
        (["E[X]=2", "E[Y]=5"], "E[3X - Y]", "1"),
    ],
)
def test_moments(givens: list[str], query: str, value: str) -> None:
    assert probability(givens, query).result == Rational(value)


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["X ~ Bernoulli(0.3)"], "Var(X)", "21/100"),
        (["X ~ Binomial(10, 0.3)"], "P(X <= 1)", "1493083459/10000000000"),
        (["X ~ Geometric(1/4)"], "P(X > 2)", "9/16"),
        (["X ~ Geometric(1/4)"], "Var(X)", "12"),
        (["X ~ Poisson(lam)"], "Var(2X + 1)", "4*lam"),
        (["X ~ Uniform(2, 6)"], "Var(X)", "4/3"),
        (["X ~ Exponential(2)"], "E[X]", "1/2"),
        (["X ~ Normal(5, 9)"], "E[X^2]", "34"),
    ],
)
def test_distributions(givens: list[str], query: str, value: str) -> None:
    result = probability(givens, query).result
    assert wk.equal(result, wk.parse(value)).kind == "proved"


@pytest.mark.parametrize("query", ["P(click|laptop)", "P(mobile|click)", "P(click and laptop)", "P(click or mobile)"])
def test_every_step_is_proved_by_linear_programming(query: str) -> None:
    verification = probability(LECTURE, query).verify()
    assert verification.holds
    assert verification.whole.kind == "proved"


def test_the_judge_refutes_a_wrong_step() -> None:
    from dataclasses import replace

    from workings.probability.judging import Judged

    right = probability(LECTURE, "P(mobile|click)")
    wrong = Judged(replace(right.root.uses[0], answer=Rational(3, 10)))
    assert not wrong.verify().holds


# Updating, measures, pictures


def test_conjugate_updates_by_name() -> None:
    assert str(beta_binomial(1, 1, 3, 1).result) == "Beta(4, 2)"
    assert str(gamma_poisson(2, 1, 9, 3).result) == "Gamma(11, 4)"
    update = normal_normal(10, 4, 12, 9, 9)
    assert str(update.result) == "Normal(58/5, 4/5)"
    assert "complete the square, precision (1/variance) 1/4 + 1" in str(update)
    with pytest.raises(ValueError, match=r"a parameter of Gamma\(1, 0\) is 0"):
        gamma_poisson(1, 0, 1, 1)


def test_confusion_matrix() -> None:
    matrix = Confusion(tp=30, fp=10, fn=20, tn=40)
    assert (matrix.precision, matrix.recall, matrix.f1, matrix.accuracy) == (
        Fraction(3, 4), Fraction(3, 5), Fraction(2, 3), Fraction(7, 10),
    )  # fmt: skip
    assert Confusion.of("aabb", "abab", "a") == Confusion(1, 1, 1, 1)
    assert Confusion(0, 0, 2, 3).precision is None
    assert "no value" in str(Confusion(0, 0, 2, 3))


def test_pictures() -> None:
    from xml.etree import ElementTree

    cases = {"mobile": ("0.5", "0.3"), "a < b": (0.5, 0.1)}
    for picture in (unit_square("click", cases), tree("click", cases), contingency_table("click", cases)):
        ElementTree.fromstring(picture)
    assert "0.75" in unit_square("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
    with pytest.raises(ValueError, match="sum to 3/5"):
        unit_square("E", {"a": ("0.5", "0.1"), "b": ("0.1", "0.1")})


def test_a_filter_of_eight_words_is_proved_in_no_time() -> None:
    """Independence given the class leaves no atom open; the judge multiplies, where the laws climb to Bayes."""
    words = "ABCDEFGH"
    lines = ["P(spam) = 0.4", f"{', '.join(words)} independent given spam, not spam"]
    lines += [f"P({w}|spam) = 0.{i + 1}" for i, w in enumerate(words)]
    lines += [f"P({w}|not spam) = 0.0{i + 1}" for i, w in enumerate(words)]
    derivation = probability(lines, f"P(spam|{' and '.join(words)})")
    spam, ham = Fraction(2, 5), Fraction(3, 5)
    for i in range(8):
        spam, ham = spam * Fraction(i + 1, 10), ham * Fraction(i + 1, 100)
    assert derivation.result == Rational(spam / (spam + ham))
    assert derivation.verify().whole.kind == "proved"


def test_names_are_safe_in_latex() -> None:
    assert "B_{1}" in probability(["P(B_1) = 0.5"], "P(not B_1)").to_latex()
    said = probability(['P("50%_off & more") = 0.2'], 'P(not "50%_off & more")').to_latex()
    assert r"50\%\_off \& more" in said


LETTERS = [
    (["P(A) = x", "P(B) = 0.5", "A, B independent", "P(A or B) = 0.8"], "x", Rational(3, 5)),
    (["P(A) = x", "P(B) = 0.5", "A, B independent", "P(A or B) = 0.8"], "P(A)", Rational(3, 5)),
    (["P(A) = x", "P(B) = 2x", "A, B exclusive", "P(A or B) = 0.6"], "P(B)", Rational(2, 5)),
    (["P(D) = p", "P(T|D) = 0.9", "P(T|not D) = 0.1", "P(T) = 0.18"], "P(D|T)", Rational(1, 2)),
    # one probability in terms of others
    (["P(A) = 2 P(B)", "A, B exclusive", "P(A or B) = 0.6"], "P(A)", Rational(2, 5)),
    (["P(A) = P(B)", "P(A and B) = 0.1", "P(A or B) = 0.5"], "P(A)", Rational(3, 10)),
    (["P(A) = 3P(B)", "A, B partition"], "P(B)", Rational(1, 4)),
    (["P(A) = 2P(B)", "P(B) = 2P(C)", "A, B, C partition"], "P(A)", Rational(4, 7)),
    (["P(A) = 2P(B)", "P(C) = 0.3"], "P(not C)", Rational(7, 10)),
]


@pytest.mark.parametrize(("givens", "query", "value"), LETTERS)
def test_letters_that_what_is_given_settles(givens: list[str], query: str, value: Rational) -> None:
    derivation = probability(givens, query)
    assert derivation.result == value
    assert derivation.verify().holds
    assert "bounds-meet" not in derivation.rules  # by laws, not by a verdict


@pytest.mark.parametrize(
    ("givens", "query", "why"),
    [
        (["P(A) = x", "P(B) = 0.5", "A, B exclusive", "P(A or B) = 0.3"], "x", "would be -1/5"),
        (["P(A) = x", "P(B) = x", "A, B independent", "P(A or B) = 0.75"], "x", "no equation for x alone"),
    ],
)
def test_letters_that_it_does_not(givens: list[str], query: str, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        probability(givens, query)
