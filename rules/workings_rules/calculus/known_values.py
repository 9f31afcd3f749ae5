"""Values that are given of a function that is not: put in where the answer asks for them."""

from sympy import Basic, Eq

from workings.expression import D, Goal, Tidy, Value, mul
from workings.expression.known_values import KnownValues, known_values, with_known_values, written_values
from workings.expression.nodes import integer
from workings.expression.vocabulary import unknown_function
from workings.expression.words import TWO, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART

_new = Basic.__new__


def answer_first(goal: KnownValues, ask: Ask) -> Basic | None:
    question, equations = goal.args
    return ask(KnownValues(ask(Tidy(question)), equations.args)) if isinstance(question, Goal) else None


def rewrite(goal: KnownValues, ask: Ask) -> Basic | None:
    question, equations = goal.args
    return with_known_values(question, known_values(equations.args))


def value_for_slope(goal: KnownValues, ask: Ask) -> Basic | None:
    """f(a) put in for f'(a)."""
    question, equations = goal.args
    known = known_values(equations.args)
    mixed = {(f, at, n): known.get((f, at, 0), value) for (f, at, n), value in known.items()}
    return with_known_values(question, mixed)


def remark(goal: KnownValues) -> tuple[Text, tuple[Basic, ...]]:
    values = written_values(known_values(goal.args[1].args))
    names = ", ".join(["{}"] * len(values))
    return Text(names, names), values


_F = unknown_function("f")
_THREE = integer(3)
ANSWER_FIRST = Rule(
    slug="known-values-last",
    title=Text("the values last", "値は最後に代入する"),
    explanation=Text(
        "The question is answered before the known values are put in.", "まず問いに答え、そのあとで値を代入します。"
    ),
    goal=KnownValues,
    heads=(Goal,),
    rewrite=answer_first,
    law=(KnownValues(Value(D(mul(x, _F(x)), x), (x, _THREE)), (_new(Eq, _F(_THREE), TWO),)),),
    source="House rule",
    silent=True,
)
RULE = Rule(
    slug="known-values",
    title=Text("put in the known values", "与えられた値を代入する"),
    explanation=Text(
        "Of the function only some values are known; the answer needs no others.",
        "関数については値がいくつか分かっているだけですが、答えにはそれで足ります。",
    ),
    goal=KnownValues,
    rewrite=rewrite,
    law=(KnownValues(mul(_THREE, _F(_THREE)), (_new(Eq, _F(_THREE), TWO),)),),
    remark=remark,
    source=STEWART + "3.2",
    examples=(
        Example("If f(3) = 2 and f'(3) = 5, find the derivative of x f(x) at x = 3", "17"),
        Example("h(x) = f(g(x)), g(2) = 5, g'(2) = 3, f'(5) = 7. Find h'(2)", "21"),
    ),
    mistakes=(
        Mistake(
            "function-for-derivative",
            Text("This is the value of f, not of its derivative.", "これは導関数ではなく f の値です。"),
            value_for_slope,
            HOUSE,
        ),
    ),
)
