"""Solutions as people and language models write them: Markdown, labels, bullets, prose around the mathematics."""

import random

import pytest

import workings as wk
from workings.marking.rounding import decimal_at_end
from workings.marking.typed import answer_in, lines_of

SOLUTIONS = {
    "d/dx (3x+2)^2": r"""To differentiate $(3x+2)^2$, we use the chain rule.

Let $u = 3x + 2$, so the function becomes $u^2$.

1. Differentiate the outer function: $\frac{d}{du}(u^2) = 2u$
2. Differentiate the inner function: $\frac{du}{dx} = 3$

By the chain rule:
$$\frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx} = 2u \cdot 3 = 6u$$

Substituting back $u = 3x+2$:
$$\frac{dy}{dx} = 6(3x+2) = 18x + 12$$

So the derivative is $\boxed{18x+12}$.""",
    "Find the derivative of f(x) = (x^2+1)/(x-1)": r"""We apply the quotient rule:
if $f(x) = \frac{g(x)}{h(x)}$, then $f'(x) = \frac{g'(x)h(x) - g(x)h'(x)}{[h(x)]^2}$.

Here $g(x) = x^2+1$ and $h(x) = x-1$.
- $g'(x) = 2x$
- $h'(x) = 1$

Therefore
\[
f'(x) = \frac{2x(x-1) - (x^2+1)(1)}{(x-1)^2}
\]
\[
= \frac{2x^2 - 2x - x^2 - 1}{(x-1)^2} = \frac{x^2 - 2x - 1}{(x-1)^2}
\]""",
    "Find dy/dx if x^2 + xy + y^2 = 7": r"""Differentiate both sides with respect to $x$:
$2x + y + x\frac{dy}{dx} + 2y\frac{dy}{dx} = 0$
Collect the $\frac{dy}{dx}$ terms:
$(x + 2y)\frac{dy}{dx} = -2x - y$
Hence
$\frac{dy}{dx} = -\frac{2x+y}{x+2y}$""",
    "∂/∂x (x^2 y + e^{xy})": r"""Treat $y$ as a constant.
The first term gives $2xy$.
For the second term, by the chain rule, $\frac{\partial}{\partial x} e^{xy} = y e^{xy}$.
So $\frac{\partial f}{\partial x} = 2xy + ye^{xy}$.""",
    "d/dx x^2 ln x": r"""Using the product rule with f = x^2 and g = ln x:
f' = 2x, g' = 1/x
(fg)' = f'g + fg'
= 2x ln x + x^2 * (1/x)
= 2x ln x + x
= x(2 ln x + 1)""",
    "gradient of f(x,y) = x^2 + 3xy": r"""The partial derivatives are:
∂f/∂x = 2x + 3y
∂f/∂y = 3x
So ∇f = (2x + 3y, 3x).""",
    "Differentiate y = sin(x^2)": r"""Step 1. Identify inner and outer functions: outer is sin(u), inner is u = x^2.
Step 2. dy/du = cos(u)
Step 3. du/dx = 2x
Step 4. dy/dx = cos(u) · 2x
Step 5. Replace u: dy/dx = 2x cos(x^2)""",
    "f(x) = x^3 - 3x. Find the critical points.": r"""First compute the derivative: f'(x) = 3x^2 - 3.
Set f'(x) = 0: 3x^2 - 3 = 0
x^2 = 1
x = ±1
So the critical points are x = -1 and x = 1.""",
    "d/dx tan x": r"""Write tan x = sin x / cos x.
By the quotient rule,
d/dx tan x = (cos x · cos x − sin x · (−sin x)) / cos² x
= (cos² x + sin² x)/cos² x
= 1/cos² x
= sec² x""",
    "f(x) = e^{2x}. f''(x)?": r"""f'(x) = 2e^{2x}
f''(x) = 2 · 2e^{2x} = 4e^{2x}""",
    "derivative of x^2 from first principles": r"""f'(x) = lim_{h→0} (f(x+h) − f(x))/h
= lim_{h→0} ((x+h)^2 − x^2)/h
= lim_{h→0} (x^2 + 2xh + h^2 − x^2)/h
= lim_{h→0} (2xh + h^2)/h
= lim_{h→0} (2x + h)
= 2x""",
    "z = x^2 + y^2, x = t^2, y = 3t. dz/dt": r"""By the multivariable chain rule,
dz/dt = ∂z/∂x · dx/dt + ∂z/∂y · dy/dt
∂z/∂x = 2x, ∂z/∂y = 2y
dx/dt = 2t, dy/dt = 3
dz/dt = 2x·2t + 2y·3
= 2t^2·2t + 2(3t)·3
= 4t^3 + 18t""",
    "d/dx x^x": r"""Let y = x^x. Take the natural log of both sides:
ln y = x ln x
Differentiate implicitly:
(1/y) dy/dx = ln x + 1
dy/dx = y(ln x + 1)
dy/dx = x^x (ln x + 1)""",
    "Find the tangent line to y = x^2 at x = 3": r"""y(3) = 9
y' = 2x, so the slope at x = 3 is 6
The tangent line is y - 9 = 6(x - 3)
y = 6x - 9""",
    "d/dw (y - w x)^2": r"""Let e = y - wx. Then L = e^2.
dL/de = 2e
de/dw = -x
dL/dw = 2e·(-x) = -2x(y - wx)""",
    "d/dx sigmoid(x)": r"""σ(x) = 1/(1+e^{-x}) = (1+e^{-x})^{-1}
σ'(x) = -(1+e^{-x})^{-2} · (-e^{-x})
= e^{-x}/(1+e^{-x})^2
= σ(x)(1-σ(x))""",
    "Find the Hessian of f(x,y) = x^3 + y^3 - 3xy": r"""First-order partial derivatives:
$f_x = 3x^2 - 3y$
$f_y = 3y^2 - 3x$
Second-order partial derivatives:
$f_{xx} = 6x$, $f_{yy} = 6y$, $f_{xy} = f_{yx} = -3$
$$H = \begin{pmatrix} 6x & -3 \\ -3 & 6y \end{pmatrix}$$""",
    "Find the total differential of z = x^2 y^3": r"""dz = ∂z/∂x dx + ∂z/∂y dy
∂z/∂x = 2x y^3
∂z/∂y = 3 x^2 y^2
dz = 2xy^3 dx + 3x^2y^2 dy""",
    "Find the Taylor polynomial of degree 3 of sin x at 0": r"""f(x) = sin x, f(0) = 0
f'(x) = cos x, f'(0) = 1
f''(x) = -sin x, f''(0) = 0
f'''(x) = -cos x, f'''(0) = -1
T_3(x) = f(0) + f'(0)x + f''(0)/2! x^2 + f'''(0)/3! x^3
= x - x^3/6""",
    "Find the directional derivative of f(x,y) = x^2 y at (1,2) in the direction (3,4)": r"""∇f = (2xy, x^2)
At (1,2): ∇f = (4, 1)
The unit vector is u = (3/5, 4/5).
D_u f = ∇f · u = 4·3/5 + 1·4/5 = 16/5""",
    "d/dx ∫_0^{x^2} sin(t) dt": r"""By the fundamental theorem of calculus and the chain rule,
= sin(x^2) · d/dx(x^2)
= 2x sin(x^2)""",
    "Find dy/dx for x = cos t, y = sin t": r"""dx/dt = -sin t
dy/dt = cos t
dy/dx = (dy/dt)/(dx/dt) = cos t / (-sin t) = -cot t""",
    "Find the second derivative of x e^x": r"""f'(x) = e^x + x e^x = (1+x)e^x
f''(x) = e^x + (1+x)e^x = (2+x)e^x""",
    "d/dx (sin x)/x": r"""Quotient rule with u = sin x, v = x:
u' = cos x, v' = 1
(u/v)' = (u'v - uv')/v^2 = (x cos x - sin x)/x^2""",
    "Differentiate f(x) = ln(sqrt(x^2+1))": r"""Simplify first: f(x) = (1/2) ln(x^2+1)
f'(x) = (1/2) · (1/(x^2+1)) · 2x
= x/(x^2+1)""",
    "Find the gradient of L(w,b) = (w x + b - y)^2": r"""Let r = wx + b - y. Then L = r^2.
∂L/∂w = 2r · x = 2x(wx + b - y)
∂L/∂b = 2r = 2(wx + b - y)
∇L = (2x(wx+b-y), 2(wx+b-y))""",
    "d/dx arctan(x^2)": r"""d/du arctan u = 1/(1+u^2)
u = x^2 → du/dx = 2x
dy/dx = 2x/(1+x^4)""",
    "d/dx x^3 ln x": r"""y' = 3x^2 · ln x + x^3 · 1/x
y' = 3x^2 ln x + x^2
y' = x^2(3 ln x + 1)""",
    "Find the derivative of cos^2(3x)": r"""y = [cos(3x)]^2
y' = 2 cos(3x) · (−sin(3x)) · 3
   = −6 sin(3x) cos(3x)
   = −3 sin(6x)""",
    "f(x) = |x|. f'(x)?": r"""For x > 0: f(x) = x so f'(x) = 1
For x < 0: f(x) = -x so f'(x) = -1
f is not differentiable at x = 0""",
    "E[X] = 3 and Var(X) = 2. E[(X-1)^2]?": r"""E[X^2] = Var(X) + E[X]^2 = 2 + 9 = 11
E[(X-1)^2] = E[X^2] - 2E[X] + 1
= 11 - 6 + 1
= 6""",
    "Find the derivative of f(x) = x^2 from first principles": r"""By definition, f'(x) = lim_{h→0} [f(x+h) - f(x)]/h.
f(x+h) = (x+h)^2 = x^2 + 2xh + h^2
f(x+h) - f(x) = 2xh + h^2
[f(x+h) - f(x)]/h = 2x + h
As h → 0, this approaches 2x.
Therefore f'(x) = 2x.""",
    "Find the equation of the tangent to y = ln x at x = 1": r"""At x = 1, y = ln 1 = 0.
dy/dx = 1/x
At x = 1 the gradient is 1.
y - 0 = 1(x - 1)
y = x - 1""",
    "Find dz/dt if z = xy, x = t^2, y = t^3": r"""dz/dt = (∂z/∂x)(dx/dt) + (∂z/∂y)(dy/dt)
= y(2t) + x(3t^2)
= t^3 · 2t + t^2 · 3t^2
= 2t^4 + 3t^4
= 5t^4""",
    "Differentiate y = (x^2 + 1)^x": r"""Take ln of both sides: ln y = x ln(x^2+1)
Differentiate: y'/y = ln(x^2+1) + x · 2x/(x^2+1)
So y' = (x^2+1)^x [ln(x^2+1) + 2x^2/(x^2+1)]""",
    "d/dx (x+1)/(x-1)": r"""f'(x) = [(x-1)·1 − (x+1)·1]/(x-1)^2
= (x − 1 − x − 1)/(x-1)^2
= −2/(x-1)^2""",
    "Find the stationary points of f(x,y) = x^2 + y^2 - 2x": r"""f_x = 2x - 2, f_y = 2y
Setting f_x = 0 gives x = 1.
Setting f_y = 0 gives y = 0.
f_xx = 2, f_yy = 2, f_xy = 0
D = f_xx f_yy - (f_xy)^2 = 4 > 0 and f_xx > 0
So (1, 0) is a minimum.""",
    "L = -y ln p - (1-y) ln(1-p), p = sigmoid(z). Find dL/dz": r"""dL/dp = -y/p + (1-y)/(1-p)
dp/dz = p(1-p)
dL/dz = dL/dp · dp/dz
= (-y/p + (1-y)/(1-p)) p(1-p)
= -y(1-p) + (1-y)p
= p - y""",
    "Find d/dx sin(x) cos(x)": r"""(sin x cos x)' = (sin x)' cos x + sin x (cos x)'
= cos x · cos x + sin x · (−sin x)
= cos²x − sin²x
= cos 2x""",
    "Find f'(x) for f(x) = 3x^4 - 5x^2 + 7": r"""f'(x) = 3·4x^3 - 5·2x + 0
f'(x) = 12x^3 - 10x
f'(x) = 2x(6x^2 - 5)""",
    "y = sqrt(1 - x^2), dy/dx": r"""Write y = (1 - x^2)^{1/2}.
dy/dx = \frac12 (1 - x^2)^{-1/2} \cdot (-2x)
= \frac{-x}{\sqrt{1-x^2}}""",
    "∂²f/∂x∂y of f = x^2 e^y": r"""∂f/∂y = x^2 e^y
∂²f/∂x∂y = ∂/∂x (x^2 e^y) = 2x e^y""",
    "関数 y = (3x+2)^2 を微分せよ": r"""u = 3x + 2 とおくと y = u^2 である。
dy/du = 2u, du/dx = 3
合成関数の微分より dy/dx = dy/du · du/dx = 2u · 3 = 6u
よって dy/dx = 6(3x + 2) = 18x + 12""",
    "f(x) = x^2 sin x を微分せよ": r"""積の微分法より
f'(x) = (x^2)' sin x + x^2 (sin x)'
= 2x sin x + x^2 cos x""",
    "f(x,y) = x^2 y + y^3 の偏導関数を求めよ": r"""∂f/∂x = 2xy
∂f/∂y = x^2 + 3y^2""",
    "x^2 + y^2 = 25 のとき dy/dx を求めよ": r"""両辺を x で微分すると 2x + 2y dy/dx = 0
よって dy/dx = -x/y""",
    "f(x) = x^3 - 3x の極値を求めよ": r"""f'(x) = 3x^2 - 3 = 3(x-1)(x+1)
f'(x) = 0 より x = ±1
f(-1) = 2, f(1) = -2
極大値 2 (x = -1), 極小値 -2 (x = 1)""",
    "曲線 y = x^2 の x = 1 における接線の方程式を求めよ": r"""y' = 2x
x = 1 のとき y' = 2, y = 1
y - 1 = 2(x - 1)
y = 2x - 1""",
    "連立方程式 x + y = 5, 2x - y = 1 を解け": r"""2式を足すと 3x = 6
x = 2
y = 5 - 2 = 3
答え x = 2, y = 3""",
    "P(A)=0.3, P(B|A)=0.5, P(B|A^c)=0.2 のとき P(A|B) を求めよ": r"""P(B) = 0.3·0.5 + 0.7·0.2 = 0.15 + 0.14 = 0.29
P(A|B) = 0.15/0.29 = 15/29""",
}

# the question, what is written wrongly in its solution, and how
PLANTED = [
    ("d/dx (3x+2)^2", "\\frac{du}{dx} = 3$", "\\frac{du}{dx} = 2$"),
    ("d/dx (3x+2)^2", "2u \\cdot 3 = 6u", "2u \\cdot 3 = 5u"),
    ("Find the derivative of f(x) = (x^2+1)/(x-1)", "$g'(x) = 2x$", "$g'(x) = x$"),
    ("Find the derivative of f(x) = (x^2+1)/(x-1)", "- (x^2+1)(1)", "+ (x^2+1)(1)"),
    ("Find dy/dx if x^2 + xy + y^2 = 7", "x\\frac{dy}{dx} + 2y", "\\frac{dy}{dx} + 2y"),
    ("∂/∂x (x^2 y + e^{xy})", "= y e^{xy}", "= e^{xy}"),
    ("d/dx x^2 ln x", "= 2x ln x + x^2 * (1/x)", "= 2x ln x * (1/x)"),
    ("gradient of f(x,y) = x^2 + 3xy", "∂f/∂y = 3x", "∂f/∂y = 3"),
    ("Differentiate y = sin(x^2)", "dy/du = cos(u)", "dy/du = -cos(u)"),
    ("Differentiate y = sin(x^2)", "2x cos(x^2)", "2 cos(x^2)"),
    ("f(x) = x^3 - 3x. Find the critical points.", "x = ±1", "x = ±2"),
    ("f(x) = x^3 - 3x. Find the critical points.", "3x^2 - 3 = 0", "3x^2 + 3 = 0"),
    ("d/dx tan x", "(cos² x + sin² x)", "(cos² x - sin² x)"),
    ("f(x) = e^{2x}. f''(x)?", "f'(x) = 2e^{2x}", "f'(x) = e^{2x}"),
    ("derivative of x^2 from first principles", "lim_{h→0} (2x + h)", "lim_{h→0} (x + h)"),
    ("z = x^2 + y^2, x = t^2, y = 3t. dz/dt", "dx/dt = 2t", "dx/dt = t"),
    ("d/dx x^x", "(1/y) dy/dx = ln x + 1", "(1/y) dy/dx = ln x"),
    ("d/dw (y - w x)^2", "de/dw = -x", "de/dw = x"),
    ("d/dx sigmoid(x)", "(-e^{-x})", "(e^{-x})"),
    ("Find the Hessian of f(x,y) = x^3 + y^3 - 3xy", "$f_y = 3y^2 - 3x$", "$f_y = 3y^2 + 3x$"),
    ("Find the Hessian of f(x,y) = x^3 + y^3 - 3xy", "$f_{yy} = 6y$", "$f_{yy} = 6$"),
    ("Find the Hessian of f(x,y) = x^3 + y^3 - 3xy", "6x & -3 \\\\ -3", "6x & -3 \\\\ 3"),
    ("Find the total differential of z = x^2 y^3", "∂z/∂y = 3 x^2 y^2", "∂z/∂y = 3 x^2 y^3"),
    ("Find the total differential of z = x^2 y^3", "dz = 2xy^3 dx + 3x^2y^2 dy", "dz = 2xy^3 dx + x^2y^2 dy"),
    ("Find the Taylor polynomial of degree 3 of sin x at 0", "f'''(0) = -1", "f'''(0) = 1"),
    ("Find the Taylor polynomial of degree 3 of sin x at 0", "= x - x^3/6", "= x + x^3/6"),
    ("Find the directional derivative of f(x,y) = x^2 y at (1,2) in the direction (3,4)", "∇f = (4, 1)", "∇f = (4, 2)"),
    (
        "Find the directional derivative of f(x,y) = x^2 y at (1,2) in the direction (3,4)",
        "4·3/5 + 1·4/5 = 16/5",
        "4·3 + 1·4 = 16",
    ),
    ("d/dx ∫_0^{x^2} sin(t) dt", "= 2x sin(x^2)", "= 2x cos(x^2)"),
    ("d/dx ∫_0^{x^2} sin(t) dt", "= 2x sin(x^2)", "= sin(x^2)"),
    ("Find dy/dx for x = cos t, y = sin t", "dx/dt = -sin t", "dx/dt = sin t"),
    ("Find dy/dx for x = cos t, y = sin t", "= -cot t", "= -tan t"),
    ("Find the second derivative of x e^x", "(1+x)e^x = (2+x)e^x", "(1+x)e^x = (2+2x)e^x"),
    ("d/dx (sin x)/x", "(x cos x - sin x)", "(x cos x + sin x)"),
    ("Differentiate f(x) = ln(sqrt(x^2+1))", "· 2x", "· x"),
    ("Find the gradient of L(w,b) = (w x + b - y)^2", "∂L/∂b = 2r", "∂L/∂b = 2r · b"),
    ("d/dx arctan(x^2)", "2x/(1+x^4)", "2x/(1+x^2)"),
    ("d/dx arctan(x^2)", "du/dx = 2x", "du/dx = 2"),
    ("Find the derivative of cos^2(3x)", "= −6 sin(3x) cos(3x)", "= 6 sin(3x) cos(3x)"),
    ("f(x) = |x|. f'(x)?", "so f'(x) = -1", "so f'(x) = 1"),
]


@pytest.mark.parametrize("problem", SOLUTIONS)
def test_right_solutions(problem):
    marking = wk.check_work(problem, SOLUTIONS[problem].splitlines())
    assert marking.first_wrong is None
    doubtful = [v for v in marking.lines if v.status in ("undecided", "unreadable")]
    assert [v.line for v in doubtful if not v.line.startswith("if ")] == []
    assert [v.line for v in marking.lines] == SOLUTIONS[problem].splitlines()


@pytest.mark.parametrize(("problem", "right", "wrong"), PLANTED)
def test_planted_mistakes(problem, right, wrong):
    lines = SOLUTIONS[problem].replace(right, wrong).splitlines()
    first = next(i for i, (a, b) in enumerate(zip(lines, SOLUTIONS[problem].splitlines(), strict=True)) if a != b)
    assert wk.check_work(problem, lines).first_wrong == first


@pytest.mark.parametrize(
    "answer",
    [
        "**Answer:** $6(3x+2)$", r"$\boxed{18x + 12}$", r"The derivative is $f'(x) = 6(3x+2) = 18x+12$.",
        r"\[ \frac{dy}{dx} = 18x + 12 \]", "So the answer is 18x + 12", "`18*x + 12`", "18 x + 12 for all x",
        "Final answer: 18x+12", "答え: 18x+12", "I think it's 18x + 12", "18x+12 (by the chain rule)",
        r"\frac{d}{dx}\left[(3x+2)^2\right]=\mathbf{18x+12}", "12+18x ✓", "*18x + 12*", "B. 18x + 12", "(C) 18x+12",
        r"The final answer is: $\boxed{18x+12}$. I hope it is correct.", "18x + 12 (x > 0)", "18x + 12, as x varies",
        "the derivative of (3x+2)^2 with respect to x is 18x + 12", "I got 18x + 12",
        "The answer is $18x+12$, since the derivative of $3x+2$ is 3.", "- 18x + 12 = -(18x + 12)\nAnswer: 18x + 12",
    ],
)  # fmt: skip
def test_right_answers_however_dressed(answer):
    verdict = wk.check("d/dx (3x+2)^2", answer)
    assert (verdict.status, verdict.answer) == ("correct", answer)


@pytest.mark.parametrize(
    "answer",
    ["**Answer:** $6(3x-2)$", r"$\boxed{18x}$", "so it is 6x, since (3x+2)' = 3", "(A) 9x + 12", "-18x - 12"],
)
def test_wrong_answers_stay_wrong(answer):
    assert wk.check("d/dx (3x+2)^2", answer).status == "wrong"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["1. u = 4x - 7", "2) v = 3", "(3) w = 1", "④ z = 2"], ["u = 4x - 7", "v = 3", "w = 1", "z = 2"]),
        (["- u = 4x", "- v = 3"], ["u = 4x", "v = 3"]),
        (["Then:", "- u = 4x"], ["Then:", "u = 4x"]),
        (["- u = 4x"], ["- u = 4x"]),  # minus u, for all that is known
        (["1.5 x = 3", "(2)(x+1) = 4", "(2) (x+1) = 4"], ["1.5 x = 3", "(2)(x+1) = 4", "(2) (x+1) = 4"]),
        (["x**2 + y**2", "2**x * 3**y"], ["x**2 + y**2", "2**x * 3**y"]),
        (["**x = 2** and **y = 3**"], ["x = 2 and y = 3"]),
        (["### Step 1", "", "---", "$$"], ["Step 1", "", "", ""]),
        (["$$2x - y = 1 \\quad (2)$$"], ["$$2x - y = 1$$"]),
        (["u = 4x - 7 ... (1)", "u = 4x \\tag{2}", "u = 4x  (3)"], ["u = 4x - 7", "u = 4x", "u = 4x"]),
        (["∴ x = 2 ✓", "2x = 4 ⇒ x = 2"], ["x = 2", "2x = 4; x = 2"]),
        (["手順1: u = 4x", "Step 2. v = 3"], ["u = 4x", "v = 3"]),
    ],
)
def test_undressed(lines, said):
    assert lines_of(lines) == said


def test_a_label_that_is_a_letter_of_the_problem_stays():
    assert lines_of(["(a) x = 1"]) == ["x = 1"]
    assert lines_of(["(a) x = 1"], "a x^2") == ["(a) x = 1"]


def test_the_last_box_counts():
    assert answer_in(r"first $\boxed{1}$, then $\boxed{\frac{1}{x}}$") == r"\frac{1}{x}"
    assert answer_in(r"\boxed{1") == r"\boxed{1"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("e^2", "correct"), ("e^2 ≈ 7.389", "correct"), (r"$e^2\approx 7.39$", "correct"), ("e^2 ≈ 7.5", "wrong"),
        ("≈ 7.39", "wrong_form"), ("7.389", "wrong_form"), ("about 7.4", "wrong_form"), ("7.38", "wrong"),
        ("2e ≈ 7.39", "wrong"), ("7", "wrong"), ("≈ e^2", "undecided"),
    ],
)  # fmt: skip
def test_rounded_values(answer, status):
    assert wk.check("f(x) = e^x. f'(2)?", answer).status == status


def test_rounded_lines():
    lines = ["f'(x) = e^x", "f'(2) = e^2 ≈ 7.389", "≈ 7.4", "≈ 7.5"]
    assert [v.status for v in wk.check_work("f(x) = e^x. f'(2)?", lines).lines] == ["follows"] * 3 + ["wrong"]
    assert decimal_at_end("x = 3/4") is None


@pytest.mark.parametrize(
    ("problem", "line", "status"),
    [
        ("d/dx x^2", "dy/dx = 2x", "follows"), ("d/dx x^2", "dy/dx = 3x", "wrong"),
        ("d/dx x^2", "dz/dx = 2x", "follows"),
        ("d/dx x^2", "f'(x) = 2x", "follows"), ("d/dx x^2", "f'(x) = x", "wrong"),
        ("d/dx x^2", "y' = 2x", "follows"),
        ("Differentiate y = (4x - 7)^3", "du/dx = 4", "undecided"), ("d/dx (a x^2)", "da/dx = 0", "follows"),
        ("d/dx (x^2 sin x)", "(uv)' = u'v + uv'", "follows"), ("d/dx (x^2 sin x)", "(uv)' = u'v'", "undecided"),
        ("gradient of x^2 y", "df/dx = 2xy", "follows"), ("d/dx (3x+2)^2", "dy/dx = 2(3x+2)*3 = 5(3x+2)", "wrong"),
    ],
)  # fmt: skip
def test_names_that_nothing_says(problem, line, status):
    assert wk.check_work(problem, [line]).lines[0].status == status


@pytest.mark.parametrize("last", ["x = ±1", "x = -1 and x = 1", "x = 1, -1", "x = 1 or x = -1", r"x = \pm 1"])
def test_lists_of_solutions(last):
    problem = "f(x) = x^3 - 3x. Find the critical points."
    lines = ["Set f'(x) = 0: 3x^2 - 3 = 0", "x^2 = 1", last]
    assert [v.status for v in wk.check_work(problem, lines).lines] == ["follows"] * 3
    assert wk.check_work(problem, [*lines[:2], "x = 1"]).lines[2].status == "wrong"


def test_limits_are_read_and_judged():
    problem = "derivative of x^2 from first principles"
    lines = ["lim_{h→0} ((x+h)^2 - x^2)/h", r"= \lim_{h \to 0} (2x + h)", "= lim(h→0) (x + h)"]
    assert [v.status for v in wk.check_work(problem, lines).lines] == ["follows", "follows", "wrong"]
    for text in (
        "lim_{h→0} (1+h)/h",
        "lim_{h→0} |h|/h",
        "lim_{h→0} h/h^2",
        "lim_{h→0} sin(1/h)",
        "lim_{h→0} sign(h)",
    ):
        with pytest.raises((wk.NoRule, ValueError), match=r"no rule answers|there is no limit"):
            wk.derive(text)


EXTREMA = [
    ("x^3 - 3x", "x = 1 and x = -1", "correct"),
    ("x^3 - 3x", "x = ±1", "correct"),
    ("x^3 - 3x", "-1, 1", "correct"),
    ("x^3 - 3x", "local max at (-1, 2) and local min at (1, -2)", "correct"),
    ("x^3 - 3x", "x=-1 (max), x=1 (min)", "correct"),
    ("x^3 - 3x", "maximum 2 at x = -1, minimum -2 at x = 1", "correct"),
    ("x^3 - 3x", "f(1) = -2 is a minimum, f(-1) = 2 is a maximum", "correct"),
    ("x^3 - 3x", "極小 x=1, 極大 x=-1", "correct"),
    ("x^3 - 3x", "x=-1 で極大値 2, x=1 で極小値 -2", "correct"),
    ("x^3 - 3x", "極大値 2 (x = -1), 極小値 -2 (x = 1)", "correct"),
    ("x^3 - 3x", "x=-1 で極小値 2, x=1 で極大値 -2", "wrong"),
    ("x^3 - 3x", "x = 1", "wrong"),
    ("x^3 - 3x", "x=1, x=2", "wrong"),
    ("x^3 - 3x", "x = 1 is a maximum and x = -1 is a minimum", "wrong"),
    ("x^3 - 3x", "maximum 3 at x = -1, minimum -2 at x = 1", "wrong"),
    ("x^3 - 3xy + y^3", "(0,0) saddle point; (1,1) local minimum", "correct"),
    ("x^3 - 3xy + y^3", "x = 0, y = 0 and x = 1, y = 1", "correct"),
    ("x^3 - 3xy + y^3", "saddle at (1,1), minimum at (0,0)", "wrong"),
    ("x^3 - 3xy + y^3", "(0, 1)", "wrong"),
]


@pytest.mark.parametrize(("f", "answer", "status"), EXTREMA)
def test_stationary_points(f, answer, status):
    assert wk.check(f"Find the stationary points of {f}", answer).status == status


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("3 at x = 2", "correct"), ("x = 2", "correct"), ("(2, 3)", "correct"),
        ("the minimum is 3 at x = 2", "correct"),
        ("min = 3 when x=2", "correct"), ("3", "correct"), ("2 at x = 3", "wrong"), ("4", "wrong"),
    ],
)  # fmt: skip
def test_a_minimum(answer, status):
    assert wk.check("minimum of (x-2)^2 + 3", answer).status == status


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("gradient of x^2 + 3xy", r"\begin{pmatrix} 2x+3y \\ 3x \end{pmatrix}"),
        ("gradient of x^2 + 3xy", r"\nabla f = \langle 2x+3y, 3x \rangle"),
        ("gradient of x^2 + 3xy", "(2x+3y) i + 3x j"),
        ("gradient of x^2 + 3xy", "[2x+3y; 3x]"),
        ("gradient of x^2 + 3xy", "<2x+3y, 3x>"),
        ("Taylor polynomial of e^x of degree 2 at 0", "e^x ≈ 1 + x + x^2/2"),
        ("total differential of x^2 y", "2xydx + x^2dy"),
        ("d/dx |x|", "1 if x > 0, -1 if x < 0"),
        ("d/dx |x|", r"\begin{cases} 1, & x>0 \\ -1, & x<0 \end{cases}"),
        ("d/dx sigmoid(x)", "σ(x)(1-σ(x))"),
        ("d/dx sigmoid(x)", "s(1-s) where s = sigmoid(x)"),
        ("d/dx ∫_0^{x^2} sin(t) dt", "2x sin(x^2)"),
        ("d/dw ∑_{i=1}^n (y_i - w x_i)^2", "∑_{i=1}^n -2 x_i (y_i - w x_i)"),
    ],
)
def test_right_answers_in_their_notations(problem, answer):
    assert wk.check(problem, answer).status == "correct"


def test_a_letter_that_the_problem_does_not_name():
    assert wk.check("d/dx sigmoid(x)", "s(1-s)").status == "undecided"
    assert wk.check("d/dx ln x", "1/x + C").status == "wrong"


PIECES = [
    "x", "^2", "(", ")", "=", "±", "≈", "∂", "d/dx", r"\frac{", "}", "lim_{h→0}", "∫_0^x", "max", "at x = 1", "[", ";",
    "'",
    "f(", "|", "→", "⇒", "P(A|B)", "%", r"\begin{cases}", "&", r"\\", "det", "σ(", "1/0", "**", "$", "- ", "(1,2)", "<",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_broken_lines_get_a_mark_and_no_error(seed):
    rng = random.Random(seed)
    for _ in range(12):
        problem = rng.choice(sorted(SOLUTIONS))
        lines = SOLUTIONS[problem].splitlines()
        k = rng.randrange(len(lines))
        for _ in range(rng.randint(1, 3)):
            i = rng.randrange(len(lines[k]) + 1)
            lines[k] = lines[k][:i] + rng.choice(PIECES) + lines[k][i + rng.choice([0, 0, 1, 4]) :]
        assert len(wk.check_work(problem, lines).lines) == len(lines)
        assert wk.check(problem, lines[k]).status


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (
            "Suppose x and y are functions of t with x^2 + y^2 = 100, dx/dt = 3. Find dy/dt when x = 6 and y = 8.",
            "-9/4",
        ),
        ("A round drop with V = (4/3)π r^3 grows so that dV/dt = 36. Find dr/dt when r = 3.", "1/π"),
        ("Find the maximum likelihood estimate of q for L(q) = q^2 (1 - q)^3.", "2/5"),
        ("Let z = w x + b, a = σ(z), L = (a - y)^2. Find ∂L/∂z.", "2(σ(z) - y) σ(z)(1 - σ(z))"),
        ("Find the differential dy if y = x^4 - 2x.", "(4x^3 - 2) dx"),
        ("Find the derivative of softplus(x) = ln(1+e^x).", "e^x/(1+e^x)"),
        ("Let g(x) = 1/(1+e^{-x}). Show that g'(x) = g(x)(1 - g(x)).", "g(x)(1 - g(x))"),
    ],
)
def test_problems_with_words_around_what_is_given(problem: str, answer: str) -> None:
    assert wk.check(problem, answer).status == "correct"


def test_a_derivative_given_as_a_formula_condemns_nothing() -> None:
    assert wk.check("Find d/dx [f(x^3)] if f'(x) = e^x.", "3x^2 e^(x^3)").status == "undecided"


def test_a_rate_that_depends_on_what_is_not_said_condemns_nothing() -> None:
    asked = "A ladder 13 ft long rests against a wall. x^2 + y^2 = 169, dx/dt = 2. Find dy/dt when x = 5."
    assert wk.check(asked, "-5/6").status == "undecided"


def test_a_slope_of_a_defined_function_elsewhere() -> None:
    asked = "f(u) = u^3, h(x) = f(4x - 1). Find h'(x)."
    work = wk.check_work(asked, ["h'(x) = f'(4x - 1) · 4", "= 3(4x - 1)^2 · 4", "= 12(4x - 1)^2"])
    assert [line.status for line in work.lines] == ["follows"] * 3
    assert wk.check_work(asked, ["h'(x) = f'(4x - 1)"]).mistake.slug == "chain-inner-missing"
