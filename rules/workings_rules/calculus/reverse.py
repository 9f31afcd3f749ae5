"""The gradient backwards: how the whole changes with each of its parts, from the outermost inwards, each part once.

A gradient in n variables then costs a few times what the function has parts, and not n times as much.
"""

from sympy import Add, Basic, Expr, Function, Mul, Pow, Symbol, Tuple

from workings.expression import D, Gradient, add, mul
from workings.expression.goals import Adjoint
from workings.expression.nodes import ONE, ZERO, inner_nodes, integer, power
from workings.expression.words import cos, sin, x, y
from workings.expression.written import intern
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA

SOURCE = (
    "S. Linnainmaa, Taylor expansion of the accumulated rounding error, BIT 16 (1976) 146-160; "
    "A. Griewank and A. Walther, Evaluating Derivatives, 2nd ed. (2008), chapter 3"
)
PARTS = 300  # of the function, from which on the way back is shorter
VARIABLES = 6
WIDEST = 8  # factors; a wider product is taken in halves, so that its derivatives stay of its size


def is_plain(node: Basic) -> bool:
    """Whether the local derivatives of the node are found by looking at this node alone."""
    if isinstance(node, Pow):
        return node.args[1].is_number or node.args[0].is_number
    if isinstance(node, Function):
        return len(node.args) == 1
    return isinstance(node, Add | Mul)


def rewrite(goal: Gradient, ask: Ask) -> Basic | None:
    f = goal.f
    if not isinstance(f, Expr) or len(goal.variables) < VARIABLES:
        return None
    if not all(isinstance(v, Symbol) for v in goal.variables):
        return None
    nodes = inner_nodes(f)
    return backwards(goal, ask) if len(nodes) >= PARTS and all(map(is_plain, nodes)) else None


def backwards(goal: Gradient, ask: Ask) -> Basic:
    f = halved(intern(goal.f))
    whole = Adjoint(f, f)
    own = {node: node for part in (f, *inner_nodes(f)) for node in (part, *part._args) if isinstance(node, Symbol)}
    return Tuple(*[ask(whole.of(own[v])) if v in own else ZERO for v in goal.variables])


def halved(f: Expr) -> Expr:
    """Wide products as products of two halves."""
    done: dict[int, Basic] = {}
    changed = False
    for node in inner_nodes(f):
        args = tuple([done.get(id(a), a) for a in node._args])
        if isinstance(node, Mul) and len(args) > WIDEST:
            done[id(node)], changed = _tree(args), True
        elif any(a is not b for a, b in zip(args, node._args, strict=True)):
            done[id(node)] = _rebuilt(node, args)
    return intern(done[id(f)]) if changed else f


def _rebuilt(node: Basic, args: tuple[Basic, ...]) -> Basic:
    made = Basic.__new__(type(node), *args)
    made.is_commutative = True
    return made


def _tree(factors: tuple[Basic, ...]) -> Basic:
    if len(factors) == 1:
        return factors[0]
    middle = len(factors) // 2
    return mul(_tree(factors[:middle]), _tree(factors[middle:]))


def adjoint(goal: Adjoint, ask: Ask) -> Expr | None:
    """1 for the whole; else for each node that the part stands in, that node's own times the local derivative."""
    if goal.u is goal.f:
        return ONE
    parents = goal.parents.get(id(goal.u))
    if parents is None:
        return ZERO
    return add(*[_product(ask(goal.of(node)), local(node, goal.u, times, ask)) for node, times in parents])


def _product(upstream: Expr, slope: Expr) -> Expr:
    """One product of both, numbers first."""
    if slope is ONE or upstream is ONE:
        return upstream if slope is ONE else slope
    factors = (*_factors(upstream), *_factors(slope))
    return mul(*factors)


def _factors(u: Expr) -> tuple[Expr, ...]:
    return u._args if type(u) is Mul and len(u._args) <= WIDEST else (u,)


def local(node: Basic, u: Expr, times: int, ask: Ask) -> Expr:
    """The derivative of the node by its argument u, which it has so many times; everything else in it kept."""
    if isinstance(node, Add):
        return ONE if times == 1 else integer(times)
    if isinstance(node, Mul):
        others = [a for a in node._args if a is not u]
        return mul(*others) if times == 1 else mul(integer(times), power(u, integer(times - 1)), *others)
    return ask(D(node, u))


def in_other_order(goal: Gradient, ask: Ask) -> Basic | None:
    """The components from the last variable to the first."""
    return Tuple(*reversed(backwards(goal, ask).args))


def only_one_way(goal: Adjoint, ask: Ask) -> Expr | None:
    """Only the first place of the part is followed."""
    parents = goal.parents.get(id(goal.u), [])
    if len(parents) < 2:
        return None
    node, times = parents[0]
    return _product(ask(goal.of(node)), local(node, goal.u, times, ask))


def _law() -> tuple[Adjoint, ...]:
    u = mul(x, y)
    f = add(sin(u), cos(u))
    return (Adjoint(f, u), Adjoint(f, x))


def _wide() -> str:
    """A function of six variables that is worth going backwards."""
    terms = " + ".join(
        f"sin({a} {b} + {n}) + cos({n} {a} - {b}) + ({a} - {b}^2)^2 + e^({a}/{n})"
        for n in range(2, 10)
        for a, b in zip("abpqrs", "bpqrsa", strict=True)
    )
    return f"gradient of {terms} in (a, b, p, q, r, s)"


RULE = Rule(
    slug="reverse-gradient",
    title=Text("gradient backwards", "逆向きの勾配計算"),
    explanation=Text(
        "From the whole inwards: each part is asked once how fast the whole changes with it, and all variables share "
        "these answers.",
        "全体から内側へ、各部分が動くと全体がどれだけ変わるかを一度ずつ求め、すべての変数で共有します。",
    ),
    goal=Gradient,
    rewrite=rewrite,
    law=(),
    source=SOURCE,
    examples=(Example(_wide(), ""),),
    mistakes=(
        Mistake(
            "gradient-components-swapped",
            Text(
                "These components have changed places; keep to the order in which the variables are listed.",
                "成分は変数の順に並べます。",
            ),
            in_other_order,
            MUZANGWA,
        ),
    ),
)
ADJOINT = Rule(
    slug="adjoint",
    title=Text("adjoint", "随伴（逆向きの連鎖律）"),
    explanation=Text(
        "The whole changes with a part through every place where the part stands: the change of the whole with that "
        "place times the derivative there, added up.",
        "部分が現れるすべての場所について、その場所に対する全体の変化率とそこでの微分を掛け、足し合わせます。",
    ),
    goal=Adjoint,
    rewrite=adjoint,
    law=_law(),
    source=SOURCE,
    examples=(Example(_wide(), ""),),
    mistakes=(
        Mistake(
            "total-derivative-missing-term",
            Text(
                "The part stands in more than one place; every place gives a term.",
                "この部分は複数の場所にあります。場所ごとに項が必要です。",
            ),
            only_one_way,
            MUZANGWA,
        ),
    ),
)
