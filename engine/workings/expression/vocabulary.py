"""The words and characters of mathematics: what each spelling of a function, letter or sign stands for."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import sympy
from sympy import Function
from sympy.functions.special import bessel
from sympy.functions.special.bessel import marcumq
from sympy.functions.special.gamma_functions import multigamma

from workings.expression import named

__all__ = [
    "ALIASES",
    "ARC",
    "COMMANDS",
    "FUNCTIONS",
    "FUNCTION_LETTERS",
    "GREEK",
    "GREEK_LETTERS",
    "HEADS",
    "INDEX_LAST",
    "KINDS",
    "LOSSES",
    "LOWERED",
    "PARAMETRISED",
    "PLAIN",
    "RAISED",
    "SPECIAL",
    "UPRIGHT",
    "WORDS",
    "special",
    "takes",
    "unknown_function",
]

_TRIG = ("sin", "cos", "tan", "cot", "sec", "csc")
_HYPERBOLIC = tuple(f + "h" for f in _TRIG)

# Every spelling of a known function -> its name in HEADS.
FUNCTIONS: dict[str, str] = {name: name for name in (*_TRIG, *_HYPERBOLIC)}
FUNCTIONS |= {prefix + name: "a" + name for name in _TRIG for prefix in ("arc", "a")}
FUNCTIONS |= {prefix + name: "a" + name for name in _HYPERBOLIC for prefix in ("ar", "arc", "a", "arg")}
FUNCTIONS |= {"cosec": "csc", "arccosec": "acsc", "cosech": "csch", "cotan": "cot", "ctg": "cot"}
FUNCTIONS |= {"arctg": "atan", "arcctg": "acot"}
FUNCTIONS |= {"Arcsin": "asin", "Arccos": "acos", "Arctan": "atan"}
FUNCTIONS |= {"exp": "exp", "ln": "ln", "log": "log", "lg": "lg", "sqrt": "sqrt", "cbrt": "cbrt"}
FUNCTIONS |= {"abs": "abs", "Abs": "abs", "sign": "sign", "sgn": "sign", "erf": "erf", "erfc": "erfc", "Gamma": "gamma"}
FUNCTIONS |= {"max": "max", "min": "min", "Max": "max", "Min": "min", "floor": "floor", "ceil": "ceiling"}
FUNCTIONS |= {"ceiling": "ceiling", "factorial": "factorial", "Heaviside": "Heaviside", "polygamma": "polygamma"}
FUNCTIONS |= {"digamma": "digamma", "loggamma": "loggamma", "erfi": "erfi", "binomial": "binomial", "sinc": "sinc"}

# Names in FUNCTIONS -> SymPy's classes. The logarithms, roots and extremes are built by themselves.
HEADS: dict[str, Any] = {name: getattr(sympy, name) for name in (*_TRIG, *_HYPERBOLIC)}
HEADS |= {"a" + name: getattr(sympy, "a" + name) for name in (*_TRIG, *_HYPERBOLIC)}
HEADS |= {name: getattr(sympy, name) for name in ("exp", "sign", "erf", "erfc", "erfi", "gamma", "floor", "ceiling")}
HEADS |= {name: getattr(sympy, name) for name in ("factorial", "Heaviside", "polygamma", "digamma", "loggamma")}
HEADS |= {"erfinv": sympy.erfinv, "erfcinv": sympy.erfcinv}
HEADS |= {"abs": sympy.Abs, "ln": sympy.log, "log": sympy.log, "binomial": sympy.binomial, "sinc": sympy.sinc}

# Functions that are always called with brackets, by the name they are typed with.
SPECIAL: dict[str, Any] = {name: getattr(sympy, name) for name in (
    "erfinv", "erfcinv", "trigamma", "lowergamma", "uppergamma", "expint", "fresnels", "fresnelc", "airyai", "airybi",
    "airyaiprime", "airybiprime", "besselj", "bessely", "besseli", "besselk", "LambertW", "polylog", "frac",
    "Ei", "Si", "Ci", "Shi", "Chi", "Li", "li", "jn", "yn",
)}  # fmt: skip
SPECIAL |= {"ellipticK": sympy.elliptic_k, "ellipticE": sympy.elliptic_e, "ellipticF": sympy.elliptic_f}
SPECIAL |= {"hurwitz": sympy.zeta, "Beta": sympy.beta}
SPECIAL |= {name: getattr(named, name) for name in ("sigmoid", "softplus", "relu", "gelu", "silu", "huber")}
SPECIAL |= {"logsumexp": named.logsumexp, "softmax": named.softmax, "logsoftmax": named.log_softmax}
SPECIAL |= {
    "ReLU": named.relu,
    "GELU": named.gelu,
    "SiLU": named.silu,
    "swish": named.silu,
    "leakyrelu": named.leaky_relu,
    "LeakyReLU": named.leaky_relu,
}
SPECIAL |= {"Ai": sympy.airyai, "Bi": sympy.airybi, "atan2": sympy.atan2}
SPECIAL |= {
    "chebyshevT": sympy.chebyshevt, "chebyshevU": sympy.chebyshevu, "legendreP": sympy.legendre,
    "assocLegendreP": sympy.assoc_legendre, "hermiteH": sympy.hermite, "hermiteHe": sympy.hermite_prob,
    "laguerreL": sympy.laguerre, "assocLaguerreL": sympy.assoc_laguerre, "gegenbauerC": sympy.gegenbauer,
    "jacobiP": sympy.jacobi, "lerchPhi": sympy.lerchphi, "harmonicNumber": sympy.harmonic,
    "catalanNumber": sympy.catalan, "ellipticPi": sympy.elliptic_pi, "betainc": sympy.betainc,
    "betaincReg": sympy.betainc_regularized, "erfBetween": sympy.erf2, "erfBetweenInverse": sympy.erf2inv,
    "risingFactorial": sympy.RisingFactorial, "fallingFactorial": sympy.FallingFactorial, "marcumQ": marcumq,
    "mathieuC": sympy.mathieuc, "mathieuS": sympy.mathieus, "mathieuCPrime": sympy.mathieucprime,
    "mathieuSPrime": sympy.mathieusprime, "hyper": sympy.hyper,
    "hankel1": sympy.hankel1, "hankel2": sympy.hankel2, "sphericalHankel1": bessel.hn1,
    "sphericalHankel2": bessel.hn2, "sphericalHarmonic": sympy.Ynm, "appellF1": sympy.appellf1,
    "meijerG": sympy.meijerg, "multigamma": multigamma, "DiracDelta": sympy.DiracDelta, "arg": sympy.arg,
    "SingularityFunction": sympy.SingularityFunction,
    "dirichletEta": sympy.dirichlet_eta, "riemannzeta": sympy.zeta, "riemannXi": sympy.riemann_xi,
}  # fmt: skip
# SymPy's own names for them, which are read too; a Greek letter stays a letter.
ALIASES: dict[str, Any] = {
    head.__name__: head for head in SPECIAL.values() if head.__name__ not in {*SPECIAL, *FUNCTIONS, "beta", "zeta"}
}

# Losses by name, which are formulas of their arguments: two numbers, or two lists of as many.
LOSSES: dict[str, Any] = {
    "MSE": named.mse, "mse": named.mse, "crossEntropy": named.cross_entropy, "crossentropy": named.cross_entropy,
    "KL": named.kl_divergence, "gaussianNLL": named.gaussian_nll, "BCE": named.binary_cross_entropy,
    "bce": named.binary_cross_entropy,
}  # fmt: skip

# Letters and short names that are a function where LaTeX sets them upright: with an index, and without.
UPRIGHT: dict[tuple[str, bool], str] = {
    ("J", True): "besselj", ("Y", True): "bessely", ("I", True): "besseli", ("K", True): "besselk",
    ("j", True): "jn", ("y", True): "yn", ("E", True): "expint", ("Li", True): "polylog",
    ("K", False): "ellipticK", ("E", False): "ellipticE", ("F", False): "ellipticF",
    ("S", False): "fresnels", ("C", False): "fresnelc", ("W", False): "LambertW", ("B", False): "Beta",
    ("T", True): "chebyshevT", ("U", True): "chebyshevU", ("P", True): "legendreP", ("H", True): "hermiteH",
    ("He", True): "hermiteHe", ("L", True): "laguerreL", ("Q", True): "marcumQ", ("W", True): "LambertW",
    ("Gamma", True): "multigamma", ("psi", False): "digamma", ("zeta", False): "riemannzeta",
    ("eta", False): "dirichletEta", ("xi", False): "riemannXi", ("Pi", False): "ellipticPi",
    ("Phi", False): "lerchPhi", ("delta", False): "DiracDelta",
}  # fmt: skip
# Of these the index is the last argument: W_(-1)(x), Gamma_p(x).
INDEX_LAST = frozenset({"LambertW", "multigamma"})
# A letter and how many things stand raised in brackets behind it, 0 where one stands there without brackets.
PARAMETRISED: dict[tuple[str, int], str] = {
    ("L", 1): "assocLaguerreL", ("C", 1): "gegenbauerC", ("P", 2): "jacobiP", ("P", 0): "assocLegendreP",
    ("Y", 0): "sphericalHarmonic", ("psi", 1): "polygamma", ("delta", 1): "DiracDelta",
}  # fmt: skip
# Of these the number raised in brackets says which function it is.
KINDS: dict[tuple[str, int], str] = {
    ("H", 1): "hankel1", ("H", 2): "hankel2", ("h", 1): "sphericalHankel1", ("h", 2): "sphericalHankel2",
}  # fmt: skip
# What an upright letter stands for that is typed as a function without brackets too.
_UPRIGHT_ALONE: dict[str, Any] = {"digamma": sympy.digamma, "polygamma": sympy.polygamma}
# A name whose meaning goes by how many arguments it has.
_BY_NUMBER = {
    ("Gamma", 1): sympy.gamma, ("Gamma", 2): sympy.uppergamma, ("gamma", 2): sympy.lowergamma, ("zeta", 2): sympy.zeta,
}  # fmt: skip

# sin^{-1} is arcsin.
ARC = {name: "a" + name for name in (*_TRIG, *_HYPERBOLIC)} | {"erf": "erfinv", "erfc": "erfcinv"}

# Letters that name a function where nothing says otherwise and a bracket follows at once.
FUNCTION_LETTERS = frozenset({"f", "g", "h", "F", "G", "H", "phi", "psi", "Phi", "Psi", "P", "Gamma"})

_GREEK_TABLE = """
alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lam λ mu μ nu ν xi ξ pi π rho ρ
sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ
Phi Φ Psi Ψ Omega Ω ell ℓ
"""
_GREEK = _GREEK_TABLE.split()

# Name -> letter, for printing back; and letter -> name, with the variant shapes.
GREEK: dict[str, str] = dict(zip(_GREEK[::2], _GREEK[1::2], strict=True))
GREEK_LETTERS: dict[str, str] = {letter: name for name, letter in GREEK.items()}
GREEK_LETTERS |= {"ς": "sigma", "ϕ": "phi", "ϵ": "epsilon", "ϑ": "theta", "ϱ": "rho", "ϖ": "pi", "ϰ": "kappa"}
del GREEK_LETTERS["Υ"]  # not to be told from a Y

# Greek words as typed; lambda is written lam, since Python keeps the other for itself.
WORDS: dict[str, str] = {name: name for name in GREEK if name != "ell"} | {"lambda": "lam"}

# LaTeX commands -> (kind of token, its value). Functions and Greek letters are added below.
COMMANDS: dict[str, tuple[str, str]] = {
    "cdot": ("*", "·"), "times": ("*", "×"), "ast": ("*", "*"), "bullet": ("*", "·"), "div": ("/", "÷"),
    "le": ("relation", "<="), "leq": ("relation", "<="), "leqslant": ("relation", "<="),
    "ge": ("relation", ">="), "geq": ("relation", ">="), "geqslant": ("relation", ">="),
    "lt": ("relation", "<"), "gt": ("relation", ">"), "ne": ("relation", "!="), "neq": ("relation", "!="),
    "frac": ("fraction", ""), "dfrac": ("fraction", ""), "tfrac": ("fraction", ""), "cfrac": ("fraction", ""),
    "binom": ("binom", ""), "dbinom": ("binom", ""), "tbinom": ("binom", ""),
    "sqrt": ("radical", ""), "infty": ("constant", "oo"), "pi": ("constant", "pi"),
    "lvert": ("bar", "("), "rvert": ("bar", ")"), "vert": ("bar", "|"), "mid": ("bar", "|"),
    "lVert": ("norm", ""), "rVert": ("norm", ""), "Vert": ("norm", ""),
    "langle": ("open", "("), "rangle": ("close", ")"),
    "lbrace": ("open", "{"), "rbrace": ("close", "}"), "lbrack": ("open", "["), "rbrack": ("close", "]"),
    "sum": ("indexed", "sum"), "prod": ("indexed", "product"), "lim": ("lim", ""),
    "int": ("integral", ""), "intop": ("integral", ""), "prime": ("'", "1"), "top": ("transpose", ""),
    "begin": ("begin", ""), "end": ("leave", ""), "partial": ("del", "∂"),
    "nabla": ("∇", "∇"), "rightarrow": ("arrow", ""), "to": ("arrow", ""), "sim": ("word", "~"),
    "lfloor": ("open", "⌊"), "rfloor": ("close", "⌋"), "lceil": ("open", "⌈"), "rceil": ("close", "⌉"),
    "lparen": ("open", "("), "rparen": ("close", ")"), "ell": ("name", "ell"), "imath": ("name", "i"),
    "dot": ("accent", "dot"), "ddot": ("accent", "ddot"), "hat": ("accent", "hat"), "bar": ("accent", "bar"),
    "tilde": ("accent", "tilde"), "vec": ("accent", ""), "overline": ("accent", "bar"), "widehat": ("accent", "hat"),
}  # fmt: skip
COMMANDS |= {
    spelling: ("function", name)
    for spelling, name in FUNCTIONS.items()
    if spelling not in ("abs", "Abs", "sqrt", "Max", "Min", "Gamma")
}
COMMANDS |= {"det": ("called", "det"), "arg": ("called", "arg")}
COMMANDS |= {word: ("name", name) for word, name in WORDS.items() if word != "pi"}
COMMANDS |= {"var" + w: ("name", w) for w in ("epsilon", "theta", "phi", "rho", "sigma", "kappa", "Delta", "Gamma")}

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁱⁿ", "0123456789+-()in", strict=True))
_SUPERSCRIPTS |= dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ", "abcdefghjklmoprstuvwxyzT", strict=True))
RAISED: dict[str, str] = _SUPERSCRIPTS | {"⁄": "/", "⁼": "="}
LOWERED: dict[str, str] = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
LOWERED |= dict(zip("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "aehijklmnoprstuvx", strict=True))


_TAKES = {sympy.LambertW: (1, 2), sympy.elliptic_e: (1, 2), sympy.zeta: (1, 2)}
_TAKES |= {named.leaky_relu: (1, 2), named.huber: (1, 2), named.logsumexp: (1, 999)}
_TAKES |= {named.softmax: (2, 999), named.log_softmax: (2, 999)}
_TWO = (
    "lowergamma",
    "uppergamma",
    "expint",
    "besselj",
    "bessely",
    "besseli",
    "besselk",
    "polylog",
    "atan2",
    "jn",
    "yn",
)
_TAKES |= {getattr(sympy, name): (2, 2) for name in (*_TWO, "beta", "elliptic_f", "erf2")}
_TAKES |= dict.fromkeys((sympy.chebyshevt, sympy.chebyshevu, sympy.legendre, sympy.hermite), (2, 2))
_TAKES |= dict.fromkeys((sympy.assoc_legendre, sympy.assoc_laguerre, sympy.gegenbauer, sympy.lerchphi), (3, 3))
_TAKES |= {sympy.hermite_prob: (2, 2), sympy.laguerre: (2, 2), sympy.jacobi: (4, 4), sympy.elliptic_pi: (2, 3)}
_TAKES |= dict.fromkeys((sympy.erf2inv, sympy.RisingFactorial, sympy.FallingFactorial), (2, 2))
_TAKES |= dict.fromkeys((sympy.mathieuc, sympy.mathieus, sympy.mathieucprime, sympy.mathieusprime), (3, 3))
_TAKES |= {marcumq: (3, 3), sympy.hyper: (3, 3), sympy.dirichlet_eta: (1, 1)}
_TAKES |= dict.fromkeys((sympy.hankel1, sympy.hankel2, bessel.hn1, bessel.hn2, multigamma), (2, 2))
_TAKES |= {sympy.Ynm: (4, 4), sympy.appellf1: (6, 6), sympy.meijerg: (5, 5), sympy.DiracDelta: (1, 2)}
_TAKES |= {sympy.SingularityFunction: (3, 3), sympy.polygamma: (2, 2)}
_TAKES |= {sympy.betainc: (4, 4), sympy.betainc_regularized: (4, 4), sympy.harmonic: (1, 2)}


def special(name: str, arguments: int) -> Any:
    """The special function called by that name with so many arguments, if there is one."""
    return _BY_NUMBER.get((name, arguments)) or SPECIAL.get(name) or ALIASES.get(name) or _UPRIGHT_ALONE.get(name)


def takes(head: Any) -> tuple[int, int]:
    """The least and the greatest number of arguments of a special function."""
    return _TAKES.get(head, (1, 1))


class _Plain(dict[int, str]):
    """Characters that are another one's twin, one for one, so that places in the text stay what they are.

    Full-width forms and mathematical alphabets become plain letters; Cyrillic and the like do not: a letter that only
    looks like another is an error, which the tokeniser reports.
    """

    def __missing__(self, code: int) -> str:
        char = plain = chr(code)
        if unicodedata.decomposition(char).startswith(("<wide>", "<font>", "<narrow>")):
            normal = unicodedata.normalize("NFKC", char)
            plain = normal if len(normal) == 1 else char
        elif unicodedata.category(char) == "Zs":
            plain = " "
        self[code] = plain
        return plain


PLAIN = _Plain()
PLAIN.update({ord(c): "-" for c in "−–—‐‑‒－﹣"})
PLAIN.update({ord(c): " " for c in "\u00a0\u2009\u200a\u202f\u2005\u2006\u3000\u2003\u2002\t\u2061\u2062"})
PLAIN.update({ord(c): "·" for c in "⋅∙•・"})
PLAIN.update({ord(c): "'" for c in "’′ʹ´"})
PLAIN.update({ord(c): d for c, d in zip("≦≧⩽⩾∣｜∆µ∗＊∕⟨⟩〔〕、。", "≤≥≤≥||Δμ**/()(),.", strict=True)})
PLAIN.update({0x2126: "Ω", ord("ℯ"): "e", ord("："): ":", ord("；"): ";", ord("ℎ"): "h"})
for _char in ("ℓ", "ℝ", "\r", "\n"):
    PLAIN[ord(_char)] = _char


@cache
def unknown_function(name: str) -> Any:
    """The class of the unknown real function of that name."""
    return Function(name, real=True)
