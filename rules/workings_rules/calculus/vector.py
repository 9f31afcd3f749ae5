"""Vector-valued functions: each component is differentiated; several questions: each is answered."""

from sympy import Basic, Tuple

from workings.expression import D, Partial
from workings.expression.curve_goals import Several
from workings.expression.words import f, g, t, x, y
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE, STEWART


def componentwise(goal: D, ask: Ask) -> Basic | None:
    return Tuple(*[ask(goal.of(part)) for part in goal.f.args])


def last_forgotten(goal: D, ask: Ask) -> Basic | None:
    """The last component left as it was."""
    return Tuple(*[ask(goal.of(part)) for part in goal.f.args[:-1]], goal.f.args[-1])


def each(goal: Several, ask: Ask) -> Basic | None:
    return Tuple(*[ask(question) for question in goal.args[0].args])


def first_for_all(goal: Several, ask: Ask) -> Basic | None:
    """The answer to the first question given to all."""
    questions = goal.args[0].args
    return Tuple(*[ask(questions[0]) for _ in questions])


VECTOR = Rule(
    slug="vector-valued",
    title=Text("component by component", "成分ごとの微分"),
    explanation=Text(
        "A vector-valued function is differentiated component by component.",
        "ベクトル値関数は成分ごとに微分します。",
    ),
    goal=D,
    heads=(Tuple,),
    rewrite=componentwise,
    law=(D(Tuple(f(t), g(t)), t),),
    source=STEWART + "13.2",
    examples=(
        Example("d/dt (cos t, sin t, t)", "(-sin t, cos t, 1)"),
        Example("r(t) = (t, t^2, t^3), find r''(t)", "(0, 2, 6t)"),
    ),
    mistakes=(
        Mistake(
            "component-left",
            Text("Every component is differentiated.", "どの成分も微分します。"),
            last_forgotten,
            HOUSE,
        ),
    ),
)
SEVERAL = Rule(
    slug="several-questions",
    title=Text("each question in turn", "順に答える"),
    explanation=Text("Each question is answered by itself.", "それぞれの問いに順に答えます。"),
    goal=Several,
    rewrite=each,
    law=(Several((Partial(f(x, y), x), Partial(f(x, y), y))),),
    source="House rule",
    examples=(Example("f_xx, f_yy and f_xy for f = x^3 y^2", "(6x y^2, 2x^3, 6x^2 y)"),),
    mistakes=(
        Mistake(
            "same-answer-twice",
            Text("Each question has its own answer.", "それぞれの問いに別の答えがあります。"),
            first_for_all,
            HOUSE,
        ),
    ),
)
RULES = (VECTOR, SEVERAL)
