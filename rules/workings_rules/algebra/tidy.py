"""Where tidying begins and ends: a question is answered first, and what no rule can improve is put in order."""

from sympy import Add, Basic, Expr, Integer, Mul, Symbol, Tuple
from sympy.core.function import AppliedUndef

from workings.expression import D, Goal, Tidy, add, mul, negate
from workings.expression.algebra import everywhere, flatten_product, flatten_sum, replace
from workings.expression.calculus_goals import Taylor, TaylorOfSeveral, TermByTerm
from workings.expression.nodes import ONE, walk
from workings.expression.words import f, x
from workings.expression.written import ordered_terms, product
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import HOUSE

LARGEST = 3_000  # nodes as written out; a larger answer is left as the rules made it
DEEPEST = 100  # brackets in brackets


def answer_first(goal: Tidy, ask: Ask) -> Basic | None:
    if isinstance(goal.expr, Taylor | TaylorOfSeveral):  # whose terms come in their own order
        return ask(TermByTerm(ask(goal.expr)))
    return ask(Tidy(ask(goal.expr))) if isinstance(goal.expr, Goal) else None


def answer_parts(goal: Tidy, ask: Ask) -> Basic | None:
    """Each question in a sum, or in its products, is answered before the sum is tidied."""
    if not goal.untouched:
        return None
    factors = [part for term in flatten_sum((goal.expr,)) for part in flatten_product((term,))]
    asked = [part for part in factors if isinstance(part, D) and _says_of_what(part)]
    return ask(Tidy(replace(goal.expr, {part: ask(part) for part in asked}))) if asked else None


def _says_of_what(goal: D) -> bool:
    """Whether it is the derivative of an expression, and not of what is only named."""
    return not isinstance(goal.f, Symbol | Tuple) and not any(isinstance(n, AppliedUndef | D) for n in walk(goal.f))


def too_large(goal: Tidy, ask: Ask) -> Basic | None:
    if not goal.untouched:
        return None
    size: dict[int, int] = {}
    depth: dict[int, int] = {}
    for node in goal.inner[0]:
        size[id(node)] = 1 + sum([size.get(id(arg), 1) for arg in node._args])
        depth[id(node)] = 1 + max([depth.get(id(arg), 0) for arg in node._args])
    key = id(goal.expr)
    return goal.expr if size.get(key, 1) > LARGEST or depth.get(key, 0) > DEEPEST else None


def put_in_order(goal: Tidy, ask: Ask) -> Basic | None:
    ordered = everywhere(in_order, frozenset((Add, Mul)), goal)
    return goal.expr if ordered is None else ordered


def in_order(node: Expr) -> Expr | None:
    if type(node) is Add:
        ordered = add(*ordered_terms(flatten_sum(node._args)))
    else:
        ordered = product(ONE, flatten_product(node._args))
    return None if ordered == node else ordered


def reordered_wrongly(goal: Tidy, ask: Ask) -> Basic | None:
    """Two terms exchanged, and their signs left in place: 5 - x written as x - 5."""
    if not isinstance(goal.expr, Add) or len(goal.expr.args) != 2:
        return None
    first, second = goal.expr.args
    return add(second, negate(first))


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
ANSWER_PARTS = Rule(
    slug="answer-parts",
    title=Text("answer each part", "それぞれの問いに答える"),
    explanation=Text(
        "The questions in a sum are answered before the sum is tidied.", "和の中の問いに答えてから、全体を整理します。"
    ),
    goal=Tidy,
    heads=(Add, Mul),
    rewrite=answer_parts,
    law=(),
    source="House rule",
    examples=(Example("d/dx x^2 + d/dx x^3", "3x^2 + 2x"), Example("2 d/dx x^2", "4x")),
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
    examples=(Example("12 + 18x", "18x + 12"), Example("5 - x", "-x + 5")),
    mistakes=(
        Mistake(
            "sign-left-behind",
            Text(
                "A term takes its sign along when it changes places.",
                "項の順序を入れ替えるとき、符号も一緒に動かします。",
            ),
            reordered_wrongly,
            HOUSE,
        ),
    ),
)
