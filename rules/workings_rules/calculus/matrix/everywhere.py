"""A local change made everywhere in an answer: the way all rules of tidying work."""

from collections.abc import Callable
from typing import Any

from sympy import Expr

from workings.expression.nodes import walk
from workings.expression.shaped import Map
from workings.expression.shaped_goals import Neat
from workings.rule import Ask
from workings_rules.calculus.matrix.terms import MANY

Local = Callable[[Any], Any]


def remade(node: Any, args: list[Any]) -> Any:
    """The node with other parts; products and sums in each other become one."""
    if type(node) in MANY:
        return MANY[type(node)](*args)
    if isinstance(node, Map):
        return Map(node.body, node.entry, args[2])
    return type(node)(*args)


def everywhere(expr: Any, local: Local) -> Any:
    """`expr` with `local` put to every node from the leaves up, bodies left alone; None if nothing changed."""
    done: dict[int, Any] = {}
    for node in walk(expr):
        if not hasattr(node, "shape") or not node.args:
            now = node
        else:
            args = [done[id(arg)] for arg in node.args]
            same = all(one is other for one, other in zip(args, node.args, strict=True))
            now = node if same else remade(node, args)
        new = local(now) if hasattr(now, "shape") else None
        done[id(node)] = now if new is None else new
    found = done[id(expr)]
    return None if found == expr else found


def law_of(local: Local) -> Callable[[Neat, Ask], Expr | None]:
    def rewrite(goal: Neat, ask: Ask) -> Expr | None:
        found = everywhere(goal.expr, local)
        return None if found is None else ask(Neat(found))

    return rewrite
