"""Shorthand in which the rule books write their laws: functions, and the unknown f, g, u, v, x of a law."""

from functools import partial

import sympy
from sympy import Function, Integer

from workings.expression.nodes import call, symbol

TWO = Integer(2)

t, u, v, x, y = (symbol(name) for name in "tuvxy")
f, g, h = (Function(name, real=True) for name in "fgh")

exp, log, sign, absolute = (partial(call, head) for head in (sympy.exp, sympy.log, sympy.sign, sympy.Abs))
sin, cos, tan = (partial(call, head) for head in (sympy.sin, sympy.cos, sympy.tan))
sec, csc, cot = (partial(call, head) for head in (sympy.sec, sympy.csc, sympy.cot))
sinh, cosh, tanh = (partial(call, head) for head in (sympy.sinh, sympy.cosh, sympy.tanh))
sech, csch, coth = (partial(call, head) for head in (sympy.sech, sympy.csch, sympy.coth))
