"""Densities and distribution functions given piece by piece: areas, F(x) and quantiles, a piece at a time."""

from typing import Any

from sympy import Abs, Basic, Expr, Le, Rational, oo, true

from workings.expression.algebra import replace
from workings.expression.canonical import canonical
from workings.expression.density_goals import Crossing, Quantile
from workings.expression.nodes import ONE, ZERO, add, piecewise, subtract, symbols_of, walk
from workings.expression.pieces import Row, in_rows, row_at, rows_between, without_absolute
from workings.expression.probability_goals import Area
from workings.rule import Ask, Example, Mistake, Refusal, Rule, Text
from workings_rules.probability.antiderivatives import area_under
from workings_rules.probability.law import InLetters
from workings_rules.probability.sources import BERTSEKAS, HOUSE


def areas(goal: Area, ask: Ask) -> Basic | None:
    """The area is that under the first piece, and under the second, ..."""
    rows = rows_between(*goal.args[1:])
    if rows is None:
        return None
    asked = [ask(area_of(row, goal.args[2])) for row in rows if row.body != 0]
    return add(*asked) if asked else ZERO


def area_of(row: Row, x: Expr) -> Area:
    return Area("", row.body, x, row.low, row.high)


def first_piece_everywhere(goal: Area, ask: Ask) -> Basic | None:
    """The formula of the first piece between both ends"""
    rows = rows_between(*goal.args[1:])
    if rows is None or len(rows) < 2 or rows[0].body == 0:
        return None
    _, _, x, low, high = goal.args
    return None if high is oo else ask(Area("", rows[0].body, x, low, high))


def last_piece_only(goal: Area, ask: Ask) -> Basic | None:
    rows = rows_between(*goal.args[1:])
    return None if rows is None or len(rows) < 2 or rows[-1].body == 0 else ask(area_of(rows[-1], goal.args[2]))


def function_of(goal: Area, ask: Ask) -> Basic | None:
    """F(x): of a row the areas of those before it, and its own up to x"""
    _, body, t, low, x = goal.args
    rows = in_rows(body, t)
    if rows is None or not symbols_of([x]):
        return None
    found: list[tuple[Expr, Basic]] = []
    before: list[Expr] = []
    for value, end in rows:
        here = [] if value == 0 else [ask(Area("", value, t, low, x))]
        found.append((add(*before, *here), true if end is oo else Basic.__new__(Le, x, end)))
        if value != 0 and end is not oo:
            before.append(ask(Area("", value, t, low, end)))
        low = end
    return piecewise(*found)


def beginning_again(goal: Area, ask: Ask) -> Basic | None:
    """Each row on its own, as if nothing lay before it"""
    _, body, t, low, x = goal.args
    rows = in_rows(body, t)
    if rows is None or not symbols_of([x]):
        return None
    found: list[tuple[Expr, Basic]] = []
    for value, end in rows:
        here = ZERO if value == 0 else ask(Area("", value, t, low, x))
        found.append((here, true if end is oo else Basic.__new__(Le, x, end)))
        low = end
    return piecewise(*found)


def two_sides(goal: Area | Quantile, ask: Ask) -> Basic | None:
    """|u| = -u where u < 0, and u elsewhere"""
    body = without_absolute(*curve_of(goal))
    return None if body is None else ask(with_curve(goal, body))


def curve_of(goal: Area | Quantile) -> tuple[Expr, Expr]:
    """The density, and the letter in it."""
    return (goal.args[1], goal.args[2]) if isinstance(goal, Area) else (goal.args[2], goal.args[3])


def with_curve(goal: Area | Quantile, body: Expr) -> Area | Quantile:
    """The same question about another curve."""
    if isinstance(goal, Area):
        return Area("", body, *goal.args[2:])
    m, share, _, x, low, high = goal.args
    return Quantile(m, share, body, x, low, high)


def bars_dropped(goal: Area | Quantile, ask: Ask) -> Basic | None:
    """|u| = u everywhere"""
    if two_sides(goal, lambda smaller: smaller) is None:
        return None
    body, _ = curve_of(goal)
    node = next(node for node in walk(body) if isinstance(node, Abs))
    return ask(with_curve(goal, replace(body, {node: node.args[0]})))


def within_piece(goal: Quantile, ask: Ask) -> Basic | None:
    """The quantile lies in the piece in which the area reaches the share."""
    found = reaching(goal)
    if found is None:
        return None
    row, before = found
    m, share, _, x, _, _ = goal.args
    return ask(Quantile(m, canonical(subtract(share, before)), row.body, x, row.low, row.high))


def reaching(goal: Quantile) -> tuple[Row, Expr] | None:
    """The piece in which the area reaches the share, and the area before that piece."""
    _, share, body, x, low, high = goal.args
    before: Any = ZERO
    for row in rows_between(body, x, low, high) or ():
        own = ZERO if row.body == 0 else area_under(row.body, x, row.low, row.high)
        total = None if own is None else canonical(add(before, own))
        if not isinstance(total, Rational):
            return None
        if total == share and row.high != high:
            refuse_flat(rows_between(body, x, row.high, high), row.high)
        if total >= share:
            return row, before
        before = total
    return None


def refuse_flat(following: list[Row] | None, end: Expr) -> None:
    """Raises where nothing lies behind the end, so that many values have the share."""
    if following and following[0].body == 0:
        raise Refusal(f"every value from {end} to {following[0].high} has this share below it")


def share_not_reduced(goal: Quantile, ask: Ask) -> Basic | None:
    """The whole share looked for in that piece"""
    found = reaching(goal)
    if found is None or found[1] == ZERO:
        return None
    row, _ = found
    m, share, _, x, _, _ = goal.args
    own = area_under(row.body, x, row.low, row.high)
    return None if own is None or canonical(own) < share else ask(Quantile(m, share, row.body, x, row.low, row.high))


def said_before(goal: Quantile) -> tuple[Text, tuple[Basic, ...]] | None:
    found = reaching(goal)
    return (
        None
        if found is None or found[1] == ZERO
        else (Text("up to {} lies {}", "{} までで {}"), (found[0].low, found[1]))
    )


def crossing_piece(goal: Crossing, ask: Ask) -> Basic | None:
    """The row in which the distribution function passes the share"""
    m, share, body, low, high = goal.args
    for row in rows_between(body, m, low, high) or ():
        reached = canonical(replace(row.body, {m: row.high})) if row.high is not oo else ONE
        if not isinstance(reached, Rational):
            return None
        if reached >= share:
            return ask(Crossing(m, share, row.body, row.low, row.high))
    return None


def wrong_row(goal: Crossing, ask: Ask) -> Basic | None:
    """The first row taken, wherever its value lies"""
    m, share, body, low, _ = goal.args
    first = row_at(body, m, low)
    return None if first is None else ask(Crossing(m, share, first, low, oo))


AREAS = Rule(
    slug="area-by-pieces",
    title=Text("piece by piece", "区間に分けて積分する"),
    explanation=Text(
        "A density given by several formulas: the area is cut where one formula ends, and the parts are added.",
        "いくつかの式で与えられた密度では、式が変わる点で積分区間を分け、それぞれの面積を足します。",
    ),
    goal=Area,
    rewrite=areas,
    law=InLetters("area-by-pieces", "X has density f(x) = x on [0, 1], 2 - x on [1, 2]. Find P(1/2 < X < 3/2)."),
    source=BERTSEKAS + "3.1",
    examples=(
        Example("X has density f(x) = x on [0, 1], 2 - x on [1, 2]. Find P(X < 3/2).", "7/8"),
        Example("X has density f(x) = 1/2 for 0 < x < 1, 1/4 for 2 < x < 4. Find E[X].", "7/4"),
    ),
    mistakes=(
        Mistake(
            "one-formula-everywhere",
            Text(
                "Each formula holds in its own interval only; behind its end the next one is integrated.",
                "それぞれの式は自分の区間だけで成り立ちます。区間の外では次の式を積分します。",
            ),
            first_piece_everywhere,
            HOUSE,
        ),
        Mistake(
            "last-piece-only",
            Text("The area under the pieces before was left out.", "それより前の区間の面積が抜けています。"),
            last_piece_only,
            HOUSE,
        ),
    ),
)
FUNCTION = Rule(
    slug="distribution-function-by-pieces",
    title=Text("distribution function piece by piece", "区間ごとの分布関数"),
    explanation=Text(
        "In each interval the distribution function is the area of all intervals before, and that of this one up to x.",
        "各区間の分布関数は、それより前の区間の面積に、その区間でのそこまでの面積を足したものです。",
    ),
    goal=Area,
    rewrite=function_of,
    law=InLetters("distribution-function-by-pieces", "X has density f(x) = x on [0, 1], 2 - x on [1, 2]. Find F(x)."),
    source=BERTSEKAS + "3.2",
    examples=(Example("X has density f(x) = x on [0, 1], 2 - x on [1, 2]. Find the CDF of X.", ""),),
    mistakes=(
        Mistake(
            "area-before-forgotten",
            Text(
                "The distribution function goes on from where the interval before ended; that area was left out.",
                "分布関数は前の区間の終わりの値から続きます。前の区間までの面積が抜けています。",
            ),
            beginning_again,
            HOUSE,
        ),
    ),
)
ABSOLUTE = Rule(
    slug="absolute-value-split",
    title=Text("absolute value by its two sides", "絶対値を場合分けする"),
    explanation=Text(
        "|u| is -u where u is negative, and u elsewhere.", "|u| は u が負のところでは -u、それ以外では u です。"
    ),
    goal=Area,
    heads=(),
    rewrite=two_sides,
    law=InLetters("absolute-value-split", "X has density f(x) = |x|/4 on [-2, 2]. Find P(X > 1)."),
    source=BERTSEKAS + "3.1",
    examples=(
        Example("X has density f(x) = |x|/10 on [-2, 4]. Find E[X].", "28/15"),
        Example("X has density f(x) = 1 - |x| for -1 < x < 1. Find P(X > 1/2).", "1/8"),
    ),
    mistakes=(
        Mistake(
            "absolute-bars-dropped",
            Text(
                "Left of its zero |u| is -u; the bars were dropped everywhere.",
                "u が負のところでは |u| = -u です。絶対値記号をそのまま外しています。",
            ),
            bars_dropped,
            HOUSE,
        ),
    ),
)
ABSOLUTE_QUANTILE = Rule(
    slug="absolute-value-in-quantile",
    title=ABSOLUTE.title,
    explanation=ABSOLUTE.explanation,
    goal=Quantile,
    rewrite=two_sides,
    law=InLetters("absolute-value-in-quantile", "X has density f(x) = |x|/10 on [-2, 4]. Find the median of X."),
    source=BERTSEKAS + "3.2",
    examples=(Example("X has density f(x) = |x|/10 on [-2, 4]. Find the median of X.", "sqrt(6)"),),
    mistakes=(Mistake(ABSOLUTE.mistakes[0].slug, ABSOLUTE.mistakes[0].explanation, bars_dropped, HOUSE),),
)
QUANTILE = Rule(
    slug="quantile-by-pieces",
    title=Text("the piece in which the share is reached", "割合に達する区間を選ぶ"),
    explanation=Text(
        "The areas of the intervals are added until the share is reached; the rest of it is found in that interval.",
        "区間の面積を順に足し、割合に達する区間を見つけて、残りの割合をその区間の中で求めます。",
    ),
    goal=Quantile,
    rewrite=within_piece,
    law=InLetters("quantile-by-pieces", "X has density f(x) = 1/4 on [0, 1], 3/8 on [1, 3]. Find the median of X."),
    source=BERTSEKAS + "3.2",
    examples=(
        Example("X has density f(x) = 1/4 on [0, 1], 3/8 on [1, 3]. Find the median of X.", "5/3"),
        Example("X has density f(x) = x on [0, 1], 2 - x on [1, 2]. Find the upper quartile of X.", "2 - sqrt(1/2)"),
    ),
    remark=said_before,
    mistakes=(
        Mistake(
            "share-not-reduced",
            Text(
                "Part of the share lies in the intervals before, and has to be taken away first.",
                "割合の一部はそれより前の区間にあるので、先に引かなければなりません。",
            ),
            share_not_reduced,
            HOUSE,
        ),
    ),
)
CROSSING = Rule(
    slug="crossing-by-pieces",
    title=QUANTILE.title,
    explanation=Text(
        "The distribution function passes the share in one of its intervals; the formula there is solved.",
        "分布関数が割合を通過する区間を見つけ、その区間の式を解きます。",
    ),
    goal=Crossing,
    rewrite=crossing_piece,
    law=InLetters(
        "crossing-by-pieces", "X has CDF F(x) = x^2/2 on [0, 1], 1 - (2 - x)^2/2 on [1, 2]. Find the upper quartile."
    ),
    source=BERTSEKAS + "3.2",
    examples=(Example("X has CDF F(x) = x/4 on [0, 1], 3x/8 - 1/8 on [1, 3]. Find the median of X.", "5/3"),),
    mistakes=(
        Mistake(
            "wrong-interval",
            Text(
                "The solution lies outside the interval in which this formula holds.",
                "その解は、その式が成り立つ区間の外にあります。",
            ),
            wrong_row,
            HOUSE,
        ),
    ),
)
RULES = (AREAS, FUNCTION, ABSOLUTE, ABSOLUTE_QUANTILE, QUANTILE, CROSSING)
