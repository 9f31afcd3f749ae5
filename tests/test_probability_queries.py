"""Givens and a query as textbooks, teachers and graders type them; the answers are worked out by hand."""

import pytest
from sympy import Rational

import workings as wk
from workings.engine import NoRule
from workings.expression.errors import ReadError
from workings.probability import Assumed, Incoherent, Undetermined, probability

TWO = ["P(A) = 0.5", "P(B) = 0.4", "P(A ∩ B) = 0.3"]


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("P(BA^c)", "1/10"), ("P(A^cB^c)", "2/5"), ("P(A'B)", "1/10"), ("P(A B)", "3/10"), ("P(A B^c)", "1/5"),
        ("P((AB)^c)", "7/10"), (r"P(\overline{AB})", "7/10"), (r"P(A\overline{B})", "1/5"), ("P((A ∪ B)A^c)", "1/10"),
        ("P(A(A^c ∪ B))", "3/10"), (r"P(\tilde A \cap B)", "1/10"), (r"P(\widetilde{B})", "3/5"),
        ("P(A or B but not both)", "3/10"), ("P(either A or B, but not both)", "3/10"), ("P(A or B or both)", "3/5"),
        ("P(A Δ B)", "3/10"), ("P(A and B both occur)", "3/10"), ("P(B does not occur)", "3/5"),
        ("P(A occurs but B does not)", "1/5"), ("P(neither A nor B happens)", "2/5"), ("P(A/B)", "3/4"),
        ("P(A'/B')", "2/3"), (r"P \left( A ^ { \prime } \mid B ^ { \prime } \right)", "2/3"), ("P_B(A)", "3/4"),
        (r"P_{A}(\overline{B})", "2/5"), ("P(no A)", "1/2"), ("P(A and/or B)", "3/5"), ("P(A かつ B)", "3/10"),
        ("P(Bの余事象)", "3/5"), ("Ｐ（Ａ｜Ｂ）", "3/4"),
    ],
)  # fmt: skip
def test_events(query: str, value: str) -> None:
    assert probability(TWO, query).result == Rational(value)


def test_a_complement_behind_capitals_is_that_of_the_last_only_where_both_are_events() -> None:
    assert probability(["P(TB) = 0.02"], "P(TB^c)").result == Rational(49, 50)


def test_a_word_beside_a_letter_is_asked_about() -> None:
    with pytest.raises(ReadError, match="an event of its own"):
        probability(["P(A) = 0.6", "P(late | machine A) = 0.1"], "P(late)")


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["R and S are two events", "P(R) = 0.6, P(S) = 0.3, and P(R|S) = 0.8."], "P(S|R)", "2/5"),
        (["A ⊂ B ⊂ C", "P(A) = 0.2", "P(B) = 0.5", "P(C) = 0.8"], r"P(B \setminus A | C \setminus A)", "1/2"),
        (["A ⟂ B", "P(A) = 0.2", "P(B') = 0.5"], "P(A' ∩ B)", "2/5"),
        (["Y takes the values 2, 3 and 5", "P(Y=2) = 0.3", "P(Y=5) = 0.1"], "P(Y=3)", "3/5"),
        (["p(0, 1) = 0.4", "p(2, 1) = 0.1", "p(2, 3) = 0.5"], "P(X + Y = 3)", "1/10"),
        (["P(W) = 0.5", "P(U|W) = P(V|W) = 0.6", "P(U|W^c) = P(V|W^c) = 0.2",
          "U and V are conditionally independent given W and given W^c"], "P(W | U ∩ V)", "9/10"),
    ],
)  # fmt: skip
def test_givens(givens: list[str], query: str, value: str) -> None:
    derivation = probability(givens, query)
    assert derivation.result == Rational(value)
    assert derivation.verify().holds


def test_independence_that_is_denied_is_not_assumed() -> None:
    told = ["P(E) = 0.6", "P(F) = 0.7"]
    assert isinstance(probability(told, "P(E and F)").result, Assumed)
    denied = probability([*told, "E and F are not independent"], "P(E and F)").result
    assert isinstance(denied, Undetermined)
    assert denied.bounds == (Rational(3, 10), Rational(3, 5))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Find P(A or B) if A and B are independent.", "29/50"),
        ("Find P(A and B), assuming independence.", "3/25"),
        ("Find P(A and B), assuming that A and B are independent.", "3/25"),
        ("Find P(A and B) when A and B are independent events.", "3/25"),
        ("Under independence, what is P(A and B)?", "3/25"),
        ("What is P(A and B) if they are independent?", "3/25"),
        ("What is P(A or B) if A and B are mutually exclusive?", "7/10"),
        ("Find P(A or B) if A is a subset of B.", "2/5"),
    ],
)
def test_what_is_supposed_beside_a_question_is_given(asked: str, answer: str) -> None:
    assert str(wk.derive(f"P(A) = 0.3, P(B) = 0.4. {asked}").result) == answer
    assert wk.check(f"P(A) = 0.3, P(B) = 0.4. {asked}", answer).status == "correct"


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["A and B are independent", "P(A) = 0.2", "P(A ∪ B) = 0.6"], "P(B' | A)", "1/2"),
        (["A, B independent", "P(A ∩ B') = 0.12", "P(A) = 0.3"], "P(B)", "3/5"),
        (["A, B independent", "P(exactly one of A, B) = 0.5", "P(A) = 0.4"], "P(B)", "1/2"),
        (["J and K are independent", "P(J|K) = 0.35"], "P(J)", "7/20"),
        (["A, B, C independent", "P(A)=1/2", "P(B)=1/3", "P(A∪B∪C)=3/4"], "P(C)", "1/4"),
        (["A, B independent given C", "P(A|C) = 0.8", "P(A and B|C) = 0.2"], "P(B|C)", "1/4"),
    ],
)  # fmt: skip
def test_independence_is_solved_for_one_of_the_events(givens: list[str], query: str, value: str) -> None:
    derivation = probability(givens, query)
    assert derivation.result == Rational(value)
    assert "independence-for-one" in derivation.rules
    assert derivation.verify().whole.kind == "proved"


def test_three_events_by_inclusion_and_exclusion() -> None:
    told = ["P(A)=.5, P(B)=.4, P(C)=.3", "P(A∩B)=.2, P(A∩C)=.1, P(B∩C)=.1", "P(A∩B∩C)=.05"]
    derivation = probability(told, "P(none of A, B, C)")
    assert derivation.result == Rational(3, 20)
    assert "P(A) + P(B) + P(C) − P(A and B)" in derivation.to_text()


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["P(A) = 3P(B)", "P(A ∪ B) = 0.7", "P(A ∩ B) = 0.1"], "P(B)", "1/5"),
        (["P(A) = P(B)", "P(A ∪ B) = 5/8", "P(A ∩ B) = 3/8"], "P(A)", "1/2"),
        (["P(A) + P(B) = 1.1", "P(A ∪ B) = 0.8"], "P(A ∩ B)", "3/10"),
        (["P(A) = P(B) + 0.3", "A, B exclusive", "P(A or B) = 0.7"], "P(A)", "1/2"),
    ],
)  # fmt: skip
def test_linear_relations(givens: list[str], query: str, value: str) -> None:
    derivation = probability(givens, query)
    assert derivation.result == Rational(value)
    assert derivation.verify().whole.kind == "proved"


def test_inequalities_give_bounds() -> None:
    derivation = probability(["P(A) ≥ 0.9", "P(B) ≥ 0.75"], "P(A ∩ B)")
    assert derivation.result.bounds == (Rational(13, 20), 1)
    assert derivation.verify().whole.kind == "proved"
    assert isinstance(probability(["P(A) ≥ 0.6", "P(A) ≤ 0.5"], "P(A)").result, Incoherent)


@pytest.mark.parametrize(
    ("givens", "query", "value"),
    [
        (["|  | late | on time |\n|---|---|---|\n| bus | 12 | 28 |\n| train | 6 | 54 |"], "P(bus | late)", "2/3"),
        (["| | A | B | total |", "|---|---|---|---|", "| U | 10 | 20 | 30 |", "| V | 30 | 40 | 70 |",
          "| total | 40 | 60 | 100 |"],
         "P(A|V)", "3/7"),
        (["x: 0, 2, 5", "P(x): 0.4, 0.5, 0.1"], "E(X)", "3/2"),
        (["y | 1 | 3", "P(Y=y) | 0.25 | 0.75"], "Var(Y)", "3/4"),
        (["| X\\Y | 1 | 2 |\n|---|---|---|\n| 0 | 0.1 | 0.3 |\n| 4 | 0.2 | 0.4 |"], "E[XY]", "4"),
        (["P(1) = 0.5, P(4) = 0.5"], "E(X)", "5/2"), (["X ~ Unif[2, 6]"], "Var(X)", "4/3"),
        (["X ~ G(0.2)"], "P(X = 2)", "4/25"), (["Xは二項分布B(50, 1/5)に従う"], "V(X)", "8"),
        (["事象AとBは互いに排反である", "P(A)=0.3", "P(B)=0.45"], "P(A∪B)", "3/4"),
        (["AとBは独立", "P(A)=1/2", "P(A∪B)=3/5"], "P(B)", "1/5"),
        (["P(A)=1/2、P(B)=1/3、P(A∩B)=1/4"], r"P_{\overline{A}}(B)", "1/6"),
        (["A ⊃ B", "P(A) = 0.8", "P(B) = 0.2"], "P(B|A)", "1/4"),
        ([r"\Pr\{A\} = 0.7", r"\Pr\{B\} = 0.6", r"\Pr\{A \cup B\} = 0.9"], r"\Pr\{A \cap B\}", "2/5"),
        (["P(AB) = 0.2", "P(AB') = 0.1", "P(A'B) = 0.3"], "P(A'B')", "2/5"),
    ],
)  # fmt: skip
def test_tables_and_other_notations(givens: list[str], query: str, value: str) -> None:
    derivation = probability(givens, query)
    assert derivation.result == Rational(value)
    assert derivation.verify().holds


def test_a_table_of_probabilities_that_do_not_sum_to_one_is_not_divided() -> None:
    table = "| | A | B |\n|---|---|---|\n| C | 0.1 | 0.2 |\n| D | 0.3 | 0.3 |"
    assert isinstance(probability([table], "P(A and C)").result, Incoherent)


def test_independence_under_a_condition_is_named_as_what_would_settle_it() -> None:
    found = probability(["P(A|C) = 0.5", "P(B|C) = 0.6"], "P(A ∩ B | C)").result
    assert isinstance(found, Assumed)
    assert (found.value, found.bounds) == (Rational(3, 10), (Rational(1, 10), Rational(1, 2)))


def test_a_relation_of_independent_events_that_is_not_linear_is_refused() -> None:
    with pytest.raises(NoRule, match="no linear equation"):
        probability(["A and B are independent", "P(A) = P(B)", "P(A ∩ B) = 0.16"], "P(A)")


def test_a_slash_that_is_read_as_a_condition_is_said() -> None:
    assert "P(A/B) is read as P(A | B)" in probability(TWO, "P(A/B)").to_text()
    assert "is read as" not in probability(TWO, "P(A|B)").to_text()


@pytest.mark.parametrize("behind", ["for those with B", "among B", "once B is known", "within B"])
def test_what_stands_behind_a_question_is_not_dropped(behind: str) -> None:
    with pytest.raises(ReadError):
        wk.derive(f"P(A) = 0.3, P(B) = 0.5, P(A and B) = 0.2. Find P(A) {behind}.")
