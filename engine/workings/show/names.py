"""The names of things on paper: Greek letters, functions, raised and lowered characters."""

from __future__ import annotations

import re

from workings.expression.prose import OPERATIONS
from workings.expression.vocabulary import FUNCTIONS, WORDS

__all__ = [
    "BARE_FUNCTIONS",
    "GREEK",
    "LATEX_FUNCTIONS",
    "OTHER_FUNCTIONS",
    "POWERED_FUNCTIONS",
    "RAISED",
    "lowered",
    "raised",
    "reads_as_word",
    "split_name",
]

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "lam": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

# What letters side by side must not spell: the product of p and i is written p·i.
_WORDS = OPERATIONS | frozenset((
    "if", "or", "and", "at", "to", "is", "in", "for", "let", "with", "the", "of", "by", "arc", "not", "but", "all",
    "any", "are", "arg", "has", "its", "one", "two", "out", "per", "our", "was", "who", "how", "now", "may", "use",
    "set", "get", "sum", "tr", "det", "Var", "Cov", "SD",
))  # fmt: skip

# Functions that a hand writes without brackets before a single letter: sin x, ln x.
BARE_FUNCTIONS = {
    "sin": "sin", "cos": "cos", "tan": "tan", "cot": "cot", "sec": "sec", "csc": "csc",
    "asin": "arcsin", "acos": "arccos", "atan": "arctan",
    "acot": "arccot", "asec": "arcsec", "acsc": "arccsc",
    "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "coth": "coth", "sech": "sech", "csch": "csch",
    "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh",
    "acoth": "arcoth", "asech": "arsech", "acsch": "arcsch",
    "log": "ln",
}  # fmt: skip

# Functions whose power is written on the name, sin² x. Not the inverse ones, and not ln.
POWERED_FUNCTIONS = frozenset(
    ["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"]
)

LATEX_FUNCTIONS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "ln",
        "log",
        "max",
        "min",
        "exp",
        "arg",
    ]
)

# SymPy's name -> (Unicode, ASCII, LaTeX) where they are not simply the name.
OTHER_FUNCTIONS = {
    "gamma": ("Γ", "Gamma", r"\Gamma"),
    "loggamma": ("ln Γ", "lnGamma", r"\ln\Gamma"),
    "zeta": ("ζ", "zeta", r"\zeta"),
    "DiracDelta": ("δ", "delta", r"\delta"),
    "Max": ("max", "max", r"\max"),
    "Min": ("min", "min", r"\min"),
}

RAISED = dict(zip("0123456789+−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", strict=True)) | dict(
    zip("abcdhijkmnprstuvwxyz", "ᵃᵇᶜᵈʰⁱʲᵏᵐⁿᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True)) | dict(
    zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)


def reads_as_word(letters: str) -> bool:
    """Whether factors written side by side as `letters` would be taken for something else: pi, sin, dx, xx."""
    if len(letters) > 3 or letters[-2] in ("d", letters[-1]):
        return True
    return any(ending in _WORDS or ending in FUNCTIONS or ending in WORDS for ending in (letters, letters[-2:]))


def raised(text: str) -> str | None:
    """`text` in raised characters, or None where Unicode lacks one, or the name n3 would be taken for n times 3."""
    if not all(c in RAISED for c in text) or re.search(r"[a-z]\d", text):
        return None
    return "".join(RAISED[c] for c in text)


def lowered(text: str) -> str | None:
    """`text` in lowered characters, or None where Unicode lacks one."""
    return "".join(_LOWERED[c] for c in text) if all(c in _LOWERED for c in text) else None


def split_name(name: str) -> tuple[str, str, int]:
    """A symbol's name as (letter or word, subscript, primes): `theta_1'` gives ('theta', '1', 1)."""
    core = name.rstrip("'′")
    primes = len(name) - len(core)
    match = re.fullmatch(r"([^\W\d_]+)_\{?([0-9A-Za-z]+(?:_[0-9A-Za-z]+)*)\}?", core)
    return (match[1], match[2].replace("_", ","), primes) if match else (core, "", primes)
