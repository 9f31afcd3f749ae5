"""Pictures of probabilities as SVG: the unit square, the tree and the contingency table.

In the unit square the width of a column is the probability of its case and the shaded height the conditional
probability in it, so that areas are joint probabilities: all the shade is P(E), and a column's share of the shade is
what Bayes' theorem gives. Every number stands in the rows beside the square, so that small ones stay readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import escape
from typing import Any
from unicodedata import east_asian_width

from workings.rule import Text

__all__ = ["contingency_table", "exact_cases", "shown", "tree", "unit_square"]

_NOT = Text("not {}", "{} でない")
_AND = Text("{} and {}", "{} かつ {}")
Number = int | float | str | Fraction
Cases = Mapping[str, tuple[Number, Number]]  # case -> (P(case), P(event | case))

COLOURS = ("#3b73b9", "#c8553d", "#2f8f5b", "#b08900", "#7a5bb0", "#2a93a6", "#b0568c", "#6b6f76")
_STYLE = """
.wk-picture { font: 13px/1.3 system-ui, "Hiragino Sans", "Noto Sans CJK JP", sans-serif; max-width: 100%; height: auto;
  --ink: #1b1f24; --soft: #5b6570; --faint: 0.16; }
.wk-picture text { fill: var(--ink); } .wk-picture .soft { fill: var(--soft); } .wk-picture .on { fill: #ffffff; }
.wk-picture .edge { fill: none; stroke: var(--soft); stroke-width: 1.3; }
.wk-picture .rule { stroke: var(--soft); stroke-width: 0.7; } .wk-picture .pale { fill-opacity: var(--faint); }
@media (prefers-color-scheme: dark) { .wk-picture { --ink: #e6e9ec; --soft: #9aa5b1; --faint: 0.28; } }
""".strip()
_SIDE = 260
_LETTER = 7.4  # pixels that a letter takes, with some room
_ROW = 24


def unit_square(event: str, cases: Cases, size: int = _SIDE, *, lang: str = "en") -> str:
    """The unit square as SVG, and beside it for every case: prior, likelihood, joint and posterior probability.

    Arguments:
        event: what the shade stands for.
        cases: for every case of a partition its probability and that of the event in it.
        size: the side of the square in pixels.
        lang: "en" or "ja", of the words between the events.

    >>> svg = unit_square("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
    >>> svg.startswith("<svg") and "P(click)" in svg
    True
    """
    table = exact_cases(cases)
    out = [*_columns(table, size), _frame(size)]
    total = sum((p * q for p, q in table.values()), Fraction(0))
    head = ["", "P(·)", f"P({event}|·)", f"P({_AND[lang].format('·', event)})", *([f"P(·|{event})"] if total else [])]
    rows = [
        [name, shown(p), shown(q), shown(p * q), *([_about(p * q / total)] if total else [])]
        for name, (p, q) in table.items()
    ]
    foot = ["", "1", "", f"P({event}) = {shown(total)}", *(["1"] if total else [])]
    widths = [max(_room(row[i]) for row in [head, *rows, foot]) + 14 for i in range(len(head))]
    left, top = size + 46, 34
    out += _table(head, rows, foot, widths, left, top)
    width = left + 18 + sum(widths)
    height = max(size + 46, top + _ROW * (len(rows) + 2) + 20)
    return _svg(width, height, out, f"unit square of {event}")


def _columns(table: Mapping[str, tuple[Fraction, Fraction]], size: int) -> Iterator[str]:
    left = Fraction(0)
    ends = 0.0  # where the last name below ends
    for i, (name, (weight, inside)) in enumerate(table.items()):
        x, width, height = 24 + float(left * size), float(weight * size), float(inside * size)
        colour = COLOURS[i % len(COLOURS)]
        yield _rect(x, 20, width, size, colour, "pale")
        yield _rect(x, 20 + size - height, width, height, colour)
        middle = x + width / 2
        room = _room(name)
        if room <= max(width, 0) + 8 and middle - room / 2 >= ends:
            yield _text(middle, 20 + size + 17, name)
            ends = middle + room / 2 + 4
        for said, y, kind in (
            (shown(inside), 14 + size - height, "")
            if height < size - 16
            else (shown(inside), 36 + size - height, "on"),
            (shown(weight * inside), 25 + size - height / 2, "on"),
        ):
            fits = _room(said) <= width - 6
            if fits and (y < 20 + size - height or height > 44):
                yield _text(middle, y, said, kind)
        left += weight


def _frame(size: int) -> str:
    return f'<rect x="24" y="20" width="{size}" height="{size}" fill="none" stroke="var(--soft)"/>'


def _table(
    head: list[str], rows: list[list[str]], foot: list[str], widths: list[float], left: float, top: float
) -> Iterator[str]:
    for r, row in enumerate([head, *rows, foot]):
        x, y = left + 18, top + r * _ROW
        if 0 < r <= len(rows):
            yield _rect(left, y - 10, 11, 11, COLOURS[(r - 1) % len(COLOURS)])
        for i, (said, width) in enumerate(zip(row, widths, strict=True)):
            kind = "soft" if r == 0 else ""
            yield _text(x if not i else x + width - 6, y, said, kind, "start" if not i else "end")
            x += width
    for r in (1, len(rows) + 1):
        y = top + r * _ROW - 16
        yield f'<line class="rule" x1="{_at(left)}" y1="{y}" x2="{_at(left + 18 + sum(widths))}" y2="{y}"/>'


def tree(event: str, cases: Cases, *, lang: str = "en") -> str:
    """The tree diagram as SVG: first the cases, then the event in each; at the leaves the products.

    >>> "0.15" in tree("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
    True
    """
    table = exact_cases(cases)
    step = 38
    names = max(map(_room, table))
    numbers = max(_room(shown(n)) for pair in table.values() for q in pair for n in (q, 1 - q))
    first, second = 40 + numbers + 30, 40 + numbers + 30
    node, leaf = 14 + first, 14 + first + names + 14 + second
    height = step * 2 * len(table) + 16
    out: list[str] = []
    root = height / 2
    widest = 0.0
    for i, (name, (weight, inside)) in enumerate(table.items()):
        y = 8 + step * (2 * i + 1.0)
        colour = COLOURS[i % len(COLOURS)]
        out += [_curve(14, root, node, y, colour), _text(node + 7, y + 4, name, "", "start")]
        out.append(_text(node - 4, y + (14 if y > root else -5), shown(weight), "", "end"))  # where no curve comes from
        start = node + names + 14
        for j, (said, p) in enumerate(((event, inside), (_NOT[lang].format(event), 1 - inside))):
            end = y + (j - 0.5) * step
            line = f"{said}:  {shown(weight)} · {shown(p)} = {shown(weight * p)}"
            out.append(_curve(start, y, leaf, end, colour))
            out.append(_text(leaf - 4, end + (14 if j else -5), shown(p), "", "end"))
            out.append(_text(leaf + 7, end + 4, line, "", "start"))
            widest = max(widest, _room(line))
    out.append(f'<circle cx="14" cy="{_at(root)}" r="3.5" fill="var(--soft)"/>')
    return _svg(leaf + 20 + widest, height, out, f"tree of {event}")


def contingency_table(event: str, cases: Cases, *, lang: str = "en") -> str:
    """The joint probabilities with their sums, as an HTML table.

    >>> "<td>0.15</td>" in contingency_table("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
    True
    """
    table = exact_cases(cases)
    names = "".join(f"<th>{escape(name)}</th>" for name in table)
    rows = [f"<tr><th></th>{names}<th>Σ</th></tr>"]
    for label, joint in (
        (event, [p * q for p, q in table.values()]),
        (_NOT[lang].format(event), [p * (1 - q) for p, q in table.values()]),
        ("Σ", [p for p, _ in table.values()]),
    ):
        cells = "".join(f"<td>{shown(value)}</td>" for value in [*joint, sum(joint, Fraction(0))])
        rows.append(f"<tr><th>{escape(label)}</th>{cells}</tr>")
    return f'<table class="contingency">{"".join(rows)}</table>'


def exact_cases(cases: Cases) -> dict[str, tuple[Fraction, Fraction]]:
    """The cases as fractions.

    Raises:
        ValueError: where a number is no probability, or those of the cases don't sum to 1.
    """
    table = {name: (_exact(p), _exact(q)) for name, (p, q) in cases.items()}
    for name, pair in table.items():
        if not all(0 <= value <= 1 for value in pair):
            raise ValueError(f"{name} has {cases[name]}, which are no probabilities")
    total = sum((p for p, _ in table.values()), Fraction(0))
    if total != 1:
        raise ValueError(f"the cases have probabilities that sum to {total}, not to 1")
    return table


def _room(text: str) -> float:
    """The pixels that a text takes; a letter of Japanese is as wide as two others."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text) * _LETTER


def _exact(number: Number) -> Fraction:
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def shown(number: Fraction) -> str:
    """A decimal where it ends soon, else the fraction."""
    for digits in range(7):
        if 10**digits % number.denominator == 0:
            whole, rest = divmod(int(number * 10**digits), 10**digits)
            return f"{whole}.{rest:0{digits}d}" if digits else str(whole)
    return str(number)


def _about(number: Fraction) -> str:
    """The number, and beside a fraction its decimal."""
    exact = shown(number)
    return f"{exact} ≈ {float(number):.4g}" if "/" in exact else exact


def _at(number: Any) -> str:
    return f"{float(number):.6g}"


def _rect(x: float, y: float, width: float, height: float, colour: str, kind: str = "") -> str:
    place = f'x="{_at(x)}" y="{_at(y)}" width="{_at(width)}" height="{_at(height)}"'
    return f'<rect {place} fill="{colour}"{_class(kind)}/>'


def _curve(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    bend = x1 + (x2 - x1) * 0.45
    path = f"M{_at(x1)} {_at(y1)} C{_at(bend)} {_at(y1)} {_at(bend)} {_at(y2)} {_at(x2)} {_at(y2)}"
    return f'<path class="edge" style="stroke: {colour}" d="{path}"/>'


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "middle") -> str:
    return f'<text x="{_at(x)}" y="{_at(y)}" text-anchor="{anchor}"{_class(kind)}>{escape(text)}</text>'


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _svg(width: float, height: float, parts: list[str], title: str) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="wk-picture" {size} role="img">'
    return "\n".join([head, f"<title>{escape(title)}</title>", f"<style>{_STYLE}</style>", *parts, "</svg>"])
