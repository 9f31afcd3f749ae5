"""The lecture on the mathematics of machine learning that `workings` grew from, played and checked: calculus.

Every line comes out of the engine. The numbers and formulas that the lecture gives stand here too, and a check
compares the two: one that doesn't hold stops the tour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

import workings as wk
from workings.rule import Text

__all__ = ["Mismatch", "play"]


class Mismatch(AssertionError):
    """Something the lecture says is not what the engine finds."""


def play(lang: str = "en", write: Callable[[str], object] = print) -> int:
    """Plays all scenes and returns how many facts were checked.

    Arguments:
        lang: "en" or "ja".
        write: what is called with each line.

    Raises:
        Mismatch: at the first fact of the lecture that doesn't hold.
    """
    guide = _Guide(lang, write)
    for scene in (_chain, _sine, _product, _cosecant, _partials, _slope):
        scene(guide)
    all_hold = Text("{} facts of the lecture checked, all hold.", "講義の事実 {} 件を確認。すべて成り立ちます。")
    write("\n" + all_hold[lang].format(guide.checked))
    return guide.checked


@dataclass
class _Guide:
    """Speaks, shows, and checks what the lecture says against what the engine finds."""

    lang: str
    write: Callable[[str], object]
    scene: int = 0
    checked: int = field(default=0, init=False)

    def title(self, text: Text) -> None:
        self.scene += 1
        heading = f"{self.scene}. {text[self.lang]}"
        self.write(f"\n{heading}" if self.scene > 1 else heading)
        self.write("")

    def say(self, *sentences: Text) -> None:
        for sentence in sentences:
            self.write(sentence[self.lang])

    def show(self, derivation: wk.Derivation) -> None:
        for line in derivation.to_text(lang=self.lang).splitlines():
            self.write(f"    {line}")

    def check(self, what: Text, found: Any, lecture: str) -> None:
        """That `found`, an expression or a number, is what the lecture gives."""
        said = wk.parse(lecture)
        right = wk.parse(found) if isinstance(found, str) else found
        if not isinstance(right, float) and wk.equal(right, said).kind not in ("proved", "agrees"):
            raise Mismatch(f"{what['en']}: the lecture has {lecture}, here it is {_written(right)}")
        if isinstance(right, float) and right != float(said):
            raise Mismatch(f"{what['en']}: the lecture has {lecture}, here it is {right!r}")
        self.tick(what, _written(said))

    def check_differ(self, what: Text, left: Any, right: Any) -> None:
        """That two expressions are not the same function, by a point at which they differ."""
        evidence = wk.equal(left, right)
        if evidence.kind != "refuted":
            raise Mismatch(f"{what['en']}: {_written(left)} and {_written(right)} should differ, but: {evidence}")
        point = ", ".join(f"{symbol} = {value}" for symbol, value in evidence.point)
        differs = Text("at {}: {} and {}", "{} のとき {} と {}")[self.lang]
        self.tick(what, differs.format(point, evidence.left, evidence.right))

    def tick(self, what: Text, found: str) -> None:
        self.checked += 1
        self.write(f"  ✓ {what[self.lang]}: {found}")


def _written(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else wk.to_text(value, decimal=True)


def _chain(guide: _Guide) -> None:
    guide.title(Text("A square with something inside: (3x + 2)²", "中身のある 2 乗：(3x + 2)²"))
    guide.say(Text("Call the inside u = 3x + 2. Then (3x + 2)² = u², and the slope is 2u · 3.",
                   "中身を u = 3x + 2 と置くと (3x + 2)² = u² で、傾きは 2u · 3 です。"))  # fmt: skip
    inside = wk.derive("d/dx (3x+2)")
    outside = wk.derive("d/du u^2")
    guide.check(Text("the inside changes 3 times as fast as x", "中身は x の 3 倍の速さで変わる"), inside.result, "3")
    guide.check(Text("u² changes 2u times as fast as u", "u² は u の 2u 倍の速さで変わる"), outside.result, "2u")
    guide.write("")
    whole = wk.derive("d/dx (3x+2)^2")
    guide.show(whole)
    x, f, slope = wk.parse("x"), wk.parse("(3x+2)^2"), whole.result
    guide.check(Text("the derivative", "微分"), slope, "18x + 12")
    guide.check(Text("its value at x = 1", "x = 1 での値"), wk.lambdify(f, [x])(1.0), "25")
    guide.check(Text("its slope at x = 1", "x = 1 での傾き"), whole.lambdify()(1.0), "30")
    if find_spec("torch") is None:
        guide.say(Text("  torch is not installed: autograd is not asked", "  torch がないので自動微分とは比べません"))
        return
    report = wk.check_autograd(f, x, slope, [1])
    guide.check(Text("torch autograd at x = 1", "x = 1 での torch の自動微分"), report.autograd, "30")


def _sine(guide: _Guide) -> None:
    guide.title(Text("The same with a sine: sin(2x + 3)", "サインでも同じ：sin(2x + 3)"))
    derivation = wk.derive("d/dx sin(2x+3)")
    guide.show(derivation)
    guide.check(Text("the derivative", "微分"), derivation.result, "2cos(2x+3)")


def _product(guide: _Guide) -> None:
    guide.title(Text("The product rule is not f′ g′", "積の微分は f′ g′ ではない"))
    derivation = wk.derive("d/dx (sin x cos x)")
    guide.show(derivation)
    guide.check(Text("the derivative", "微分"), derivation.result, "cos^2 x - sin^2 x")
    f, g = wk.derive("d/dx sin x"), wk.derive("d/dx cos x")
    guide.check_differ(
        Text("f′ g′ = cos x · (−sin x) is something else", "f′ g′ = cos x · (−sin x) は別物"),
        f.result * g.result,
        derivation.result,
    )


def _cosecant(guide: _Guide) -> None:
    guide.title(Text("A sign to keep: csc x", "落としやすい符号：csc x"))
    derivation = wk.derive("d/dx csc x")
    guide.show(derivation)
    guide.check(Text("the derivative", "微分"), derivation.result, "-csc x cot x")
    guide.check_differ(
        Text("without the sign it is wrong", "符号がないと誤り"), wk.parse("csc x cot x"), derivation.result
    )


def _partials(guide: _Guide) -> None:
    guide.title(Text("Two variables: f = 3x² + 2xy + y²", "2 変数：f = 3x² + 2xy + y²"))
    by_x = wk.derive("∂/∂x (3x^2 + 2xy + y^2)")
    by_y = wk.derive("∂/∂y (3x^2 + 2xy + y^2)")
    guide.show(by_x)
    guide.write("")
    guide.show(by_y)
    guide.check(Text("∂f/∂x", "∂f/∂x"), by_x.result, "6x + 2y")
    guide.check(Text("∂f/∂y", "∂f/∂y"), by_y.result, "2x + 2y")
    guide.write("")
    guide.say(Text("The total change is the sum of both:", "全体の変化は二つの和です："))
    total = wk.derive("total differential of 3x^2 + 2xy + y^2")
    guide.show(total)
    guide.check(Text("df", "df"), total.answer, "(6x + 2y) dx + (2x + 2y) dy")
    guide.write("")
    guide.say(
        Text("Let both move alike, x = t and y = t: then f = 6t², and its slope must be the sum of the two.",
             "両方を同じ速さで動かして x = t、y = t とすると f = 6t² で、その傾きは二つの和のはずです。"),
    )  # fmt: skip
    x, y, t = (wk.parse(name) for name in "xyt")
    along = wk.derive("d/dt (3t^2 + 2t*t + t^2)")
    guide.check(Text("the slope along x = y = t", "x = y = t に沿った傾き"), along.result, "12t")
    together = (by_x.result + by_y.result).subs({x: t, y: t})
    guide.check(Text("∂f/∂x + ∂f/∂y there", "そこでの ∂f/∂x + ∂f/∂y"), together, "12t")


def _slope(guide: _Guide) -> None:
    guide.title(
        Text("What a derivative is: the slope from a to b, b brought to a", "微分とは：a から b への傾きの極限")
    )
    guide.say(Text("f(x) = x², a = 3.2. Exact, nothing rounded:", "f(x) = x²、a = 3.2。丸めなしの値です。"))
    derivation = wk.derive("d/dx x^2")
    a = Fraction("3.2")
    guide.write(f"    {'b':<10}(f(b) − f(a)) / (b − a)")
    slope = Fraction(0)
    for b in map(Fraction, ("4.2", "3.3", "3.21", "3.201", "3.2001", "3.20001")):
        slope = (b**2 - a**2) / (b - a)
        guide.write(f"    {_decimal(b):<10}{_decimal(slope)}")
    between = Text("the slope from a = 3.2 to b = 3.20001", "a = 3.2 から b = 3.20001 への傾き")
    guide.check(between, _decimal(slope), "6.40001")
    at_a = derivation.result.subs(wk.parse("x"), wk.parse("3.2"))
    guide.check(Text("the derivative 2x at a = 3.2", "a = 3.2 での微分 2x"), at_a, "6.4")


def _decimal(value: Fraction) -> str:
    """A fraction that ends as a decimal, written as one, exactly."""
    return wk.to_text(wk.parse(f"{value.numerator}/{value.denominator}"), decimal=True)
