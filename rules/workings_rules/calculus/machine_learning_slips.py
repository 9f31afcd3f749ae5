"""The slips made with the functions of machine learning: for each line of the table, wrong derivatives."""

from sympy import Basic, Gt, Le

from workings.expression import add, divide, mul, subtract
from workings.expression.nodes import ONE, ZERO, piecewise
from workings.expression.words import absolute, exp
from workings_rules.calculus.machine_learning_words import around_zero, phi, sigmoid
from workings_rules.calculus.sources import HOUSE
from workings_rules.calculus.table import Slip

_new = Basic.__new__

# fmt: off
SLIPS: dict[str, tuple[Slip, ...]] = {
    "sigmoid":    (("sigmoid-like-exponential", lambda u: sigmoid(u), "The sigmoid does not reproduce itself: its derivative is s (1 - s).", "シグモイドは微分すると s (1 − s) になり、自分自身にはなりません。", HOUSE),
                   ("sigmoid-plus-for-minus", lambda u: mul(sigmoid(u), add(ONE, sigmoid(u))), "The second factor is 1 - s, not 1 + s: the slope goes to 0 on both sides.", "二つ目の因子は 1 + s ではなく 1 − s です。傾きは両端で 0 に近づきます。", HOUSE)),
    "softplus":   (("softplus-sign-of-exponent", lambda u: divide(ONE, add(ONE, exp(u))), "e^x/(1 + e^x) is 1/(1 + e^(-x)): the exponent has a minus sign.", "e^x/(1 + e^x) は 1/(1 + e^(−x)) で、指数にマイナスが付きます。", HOUSE),),
    "relu":       (("relu-kept", lambda u: around_zero(ZERO, u, u), "Above 0 the ReLU is x, and the derivative of x is 1.", "0 より上で ReLU は x なので、その微分は 1 です。", HOUSE),),
    "leaky-relu": (("leak-forgotten", lambda u, c=ONE: around_zero(ZERO, ONE, u), "Below 0 the leaky ReLU still has a slope: that of the leak.", "0 より下でも leaky ReLU には傾き（漏れの係数）があります。", HOUSE),),
    "gelu":       (("gelu-second-term-missing", lambda u: phi(u), "x Phi(x) is a product: the term x phi(x) is missing.", "x Φ(x) は積なので、項 x φ(x) も必要です。", HOUSE),),
    "silu":       (("silu-second-term-missing", lambda u: sigmoid(u), "x s(x) is a product: the term x s (1 - s) is missing.", "x s(x) は積なので、項 x s (1 − s) も必要です。", HOUSE),
                   ("product-of-derivatives", lambda u: mul(sigmoid(u), subtract(ONE, sigmoid(u))), "x s(x) is a product: use the product rule, which has one term for each factor.", "x s(x) は積です。積の微分は微分の積ではありません。", HOUSE)),
    "huber":      (("huber-not-clipped", lambda u, d=ONE: u, "Beyond d the loss is a straight line: its slope stays at d.", "d より外では損失は直線で、傾きは d のままです。", HOUSE),
                   ("huber-sign-missing", lambda u, d=ONE: piecewise((absolute(u), _new(Le, absolute(u), d)), (d, _new(Gt, absolute(u), d))), "The slope has the sign of u.", "傾きには u の符号が付きます。", HOUSE)),
}
# fmt: on
