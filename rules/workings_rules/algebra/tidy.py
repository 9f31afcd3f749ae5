"""Where tidying begins and ends: a question is answered first, and what no rule can improve is put in order."""

from sympy import Basic, Integer

from workings.expression import D, Goal, Tidy, add, mul
from workings.expression.canonical import canonical
from workings.expression.nodes import tree_size
from workings.expression.words import f, x
from workings.expression.written import as_written
from workings.rule import Ask, Example, Rule, Text

LARGEST = 3_000  # nodes as written out; a larger answer is left as the rules made it


def answer_first(goal: Tidy, ask: Ask) -> Basic | None:
    return ask(Tidy(ask(goal.expr))) if isinstance(goal.expr, Goal) else None


def too_large(goal: Tidy, ask: Ask) -> Basic | None:
    return goal.expr if goal.untouched and tree_size(goal.expr) > LARGEST else None


def put_in_order(goal: Tidy, ask: Ask) -> Basic | None:
    return as_written(canonical(goal.expr))


ANSWER_FIRST = Rule(
    slug="answer-first",
    title=Text("answer first", "まず答えを求める"),
    explanation=Text("The question is answered before the answer is tidied.", "まず問いに答え、それから整理します。"),
    goal=Tidy,
    heads=(Goal,),
    rewrite=answer_first,
    law=(Tidy(D(f(x), x)),),
    source="House rule",
    silent=True,
)
TOO_LARGE = Rule(
    slug="left-as-it-is",
    title=Text("left as it is: too long to tidy", "長いのでそのまま残す"),
    explanation=Text(
        "An answer of thousands of terms is left in the form in which the rules made it.",
        "何千項にもなる答えは、規則が作った形のまま残します。",
    ),
    goal=Tidy,
    rewrite=too_large,
    law=(),
    source="House rule",
)
ORDER = Rule(
    slug="order",
    title=Text("put in order", "順に並べる"),
    explanation=Text(
        "Terms and factors are written in the usual order, highest power first.",
        "項と因子を普通の順序（次数の高い順）に並べます。",
    ),
    goal=Tidy,
    rewrite=put_in_order,
    law=(Tidy(add(Integer(12), mul(Integer(18), x))),),
    source="Commutative laws",
    examples=(Example("12 + 18x", "18x + 12"),),
)
