"""Tables of functions with several arguments: a line a function and argument, and the slips made with it."""

from collections.abc import Callable, Mapping, Sequence

import sympy
from sympy import Basic, Expr

from workings.expression import D
from workings.expression.nodes import HALF
from workings.expression.vocabulary import HEADS, SPECIAL
from workings.expression.words import x
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text

Outer = Callable[..., Expr]
Where = Callable[..., tuple[Basic, ...]]
# slug, the function with x where it is differentiated, derivative there, where it holds, title (en, ja), source
Row = tuple[str, Expr, Outer, Where, str, str, str]
# slug of the mistake, the wrong derivative of all arguments, what is wrong (en, ja), source
Slip = tuple[str, Outer, str, str, str]


def everywhere(*args: Expr) -> tuple[Basic, ...]:
    return ()


def rules(table: Sequence[Row], slips: Mapping[str, Sequence[Slip]]) -> tuple[Rule, ...]:
    """A rule for each line of the table, with its slips."""
    return tuple(_rule(*row, slips[row[0]]) for row in table)


def _rule(
    slug: str, pattern: Expr, outer: Outer, where: Where, en: str, ja: str, source: str, slips: Sequence[Slip]
) -> Rule:
    place = pattern.args.index(x)

    def rewrite(goal: D, ask: Ask) -> Expr | None:
        args = goal.f.args
        if place >= len(args) or not goal.is_variable(args[place]) or _other_form(pattern, args):
            return None
        if any(goal.depends(other) for i, other in enumerate(args) if i != place):
            return None
        return outer(*args)

    def condition(goal: D) -> tuple[Basic, ...]:
        return where(*goal.f.args)

    return Rule(
        slug=slug,
        title=Text(en, ja),
        explanation=Text(f"The derivative of the {en}, from the table.", f"{ja}の公式です。"),
        goal=D,
        heads=(type(pattern),),
        rewrite=rewrite,
        law=(D(pattern, x),),
        source=source,
        examples=_examples(pattern),
        condition=condition,
        mistakes=tuple(Mistake(name, Text(en, ja), _instead(wrong), place) for name, wrong, en, ja, place in slips),
        elementary=True,
    )


def _instead(wrong: Outer) -> Rewrite:
    return lambda goal, ask: wrong(*goal.f.args)


def _examples(pattern: Expr) -> tuple[Example, ...]:
    """The function as one types it."""
    names = [name for name, known in (*SPECIAL.items(), *HEADS.items()) if known is type(pattern)]
    args = ", ".join(str(u) for u in pattern.args if u is not HALF)
    return tuple(Example(f"d/dx {name}({args})", "") for name in names[:1])


def _other_form(pattern: Expr, args: tuple[Expr, ...]) -> bool:
    """Whether these are the arguments of another function of the same name: E(m) and E(z, m)."""
    several = sympy.elliptic_e | sympy.elliptic_pi | sympy.zeta | sympy.harmonic
    return isinstance(pattern, several) and len(args) != len(pattern.args)
