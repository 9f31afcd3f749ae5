"""A rule of one's own in one file: the derivative of the logistic function sigma, which no book here has.

Run it: python examples/add_a_rule.py
"""

from sympy import Function

import workings as wk
from workings.expression import D, call, mul, subtract
from workings.expression.nodes import ONE
from workings.rule import Ask

x = wk.parse("x")
sigma = Function("sigma", real=True)


def rewrite(goal: D, ask: Ask):
    """sigma' = sigma (1 - sigma), where sigma stands before the variable itself; the chain rule does the rest."""
    return mul(goal.f, subtract(ONE, goal.f)) if goal.is_variable(goal.f.args[0]) else None


SIGMA = wk.Rule(
    slug="sigma",
    title=wk.Text("logistic function", "ロジスティック関数"),
    explanation=wk.Text(
        "The logistic function times what it lacks to one.", "ロジスティック関数と、1 に足りない分との積です。"
    ),
    goal=D,  # it answers derivatives ...
    heads=(sigma,),  # ... of sigma(...)
    rewrite=rewrite,
    law=(D(call(sigma, x), x),),
    source="C. M. Bishop, Pattern Recognition and Machine Learning (2006), equation 4.88",
    examples=(wk.Example("d/dx sigma(x)", "sigma(x) (1 - sigma(x))"),),
    mistakes=(
        wk.Mistake(
            "sigma-as-exponential",
            wk.Text("It is the exponential that is its own derivative.", "微分しても変わらないのは指数関数です。"),
            lambda goal, ask: goal.f,
            "House example",
        ),
    ),
    elementary=True,
)

# Books add up, and the first rule that applies answers: this one stands before the rule for unknown functions.
book = wk.RuleBook((SIGMA,)) + wk.load_book()

print(wk.differentiate(call(sigma, wk.parse("3x + 1")), x, book=book))
