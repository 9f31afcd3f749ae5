"""The table of operations: how each is spelled on Python floats, on NumPy arrays and on torch tensors.

A spelling with braces is written into the program as it stands; any other is a function, bound under the name of the
operation. `ours.` is the backend's own module (`on_floats`, `on_numpy`, `on_torch`), for what its library lacks.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CONDITIONS", "Target", "bindings", "spelling"]

Target = Literal["floats", "numpy", "torch"]

_LARGER = "{0} if {0} > {1} or {0} != {0} else {1}"
_SMALLER = "{0} if {0} < {1} or {0} != {0} else {1}"
_SIGMOID = "1.0 / (1.0 + math_exp(-{}))"  # where it overflows NumPy is asked, as for every function
_SOFTPLUS = "({0} if {0} > 0.0 or {0} != {0} else 0.0) + math_log1p(math_exp(-abs({0})))"

# fmt: off
_TABLE: tuple[tuple[str, str, str, str], ...] = (
    # operation    Python floats       NumPy                  torch
    ("add",        "{} + {}",          "{} + {}",             "{} + {}"),
    ("sub",        "{} - {}",          "{} - {}",             "{} - {}"),
    ("mul",        "{} * {}",          "{} * {}",             "{} * {}"),
    ("div",        "{} / {}",          "{} / {}",             "{} / {}"),
    ("neg",        "-{}",              "-{}",                 "-{}"),
    ("mod",        "{} % {}",          "numpy.mod",           "torch.remainder"),
    ("pow",        "math.pow",         "numpy.power",         "torch.pow"),
    ("sqrt",       "math.sqrt",        "numpy.sqrt",          "torch.sqrt"),
    ("cbrt",       "math.cbrt",        "numpy.cbrt",          "ours.cbrt"),
    ("abs",        "abs",              "numpy.abs",           "torch.abs"),
    ("sign",       "ours.sign",        "numpy.sign",          "ours.sign"),
    ("copysign",   "math.copysign",    "numpy.copysign",      "torch.copysign"),
    ("floor",      "ours.floor",       "numpy.floor",         "torch.floor"),
    ("ceil",       "ours.ceil",        "numpy.ceil",          "torch.ceil"),
    ("max",        _LARGER,            "numpy.maximum",       "ours.maximum"),
    ("min",        _SMALLER,           "numpy.minimum",       "ours.minimum"),
    ("heaviside",  "ours.heaviside",   "numpy.heaviside",     "ours.heaviside"),
    # exponentials and logarithms
    ("exp",        "math.exp",         "numpy.exp",           "torch.exp"),
    ("expm1",      "math.expm1",       "numpy.expm1",         "torch.expm1"),
    ("log",        "math.log",         "numpy.log",           "torch.log"),
    ("log1p",      "math.log1p",       "numpy.log1p",         "torch.log1p"),
    ("log2",       "math.log2",        "numpy.log2",          "torch.log2"),
    ("log10",      "math.log10",       "numpy.log10",         "torch.log10"),
    ("sigmoid",    _SIGMOID,           "ours.sigmoid",        "torch.sigmoid"),
    ("softplus",   _SOFTPLUS,          "ours.softplus",       "ours.softplus"),
    # trigonometric, hyperbolic and their inverses
    ("sin",        "math.sin",         "numpy.sin",           "torch.sin"),
    ("cos",        "math.cos",         "numpy.cos",           "torch.cos"),
    ("tan",        "math.tan",         "numpy.tan",           "torch.tan"),
    ("asin",       "math.asin",        "numpy.arcsin",        "torch.asin"),
    ("acos",       "math.acos",        "numpy.arccos",        "torch.acos"),
    ("atan",       "math.atan",        "numpy.arctan",        "torch.atan"),
    ("atan2",      "math.atan2",       "numpy.arctan2",       "ours.atan2"),
    ("sinh",       "math.sinh",        "numpy.sinh",          "torch.sinh"),
    ("cosh",       "math.cosh",        "numpy.cosh",          "torch.cosh"),
    ("tanh",       "math.tanh",        "numpy.tanh",          "torch.tanh"),
    ("sech",       "ours.sech",        "ours.sech",           "ours.sech"),
    ("csch",       "ours.csch",        "ours.csch",           "ours.csch"),
    ("logcosh",    "ours.logcosh",     "ours.logcosh",        "ours.logcosh"),
    ("asinh",      "math.asinh",       "numpy.arcsinh",       "torch.asinh"),
    ("acosh",      "math.acosh",       "numpy.arccosh",       "torch.acosh"),
    ("atanh",      "math.atanh",       "numpy.arctanh",       "torch.atanh"),
    # special functions
    ("erf",        "math.erf",         "ours.erf",            "torch.special.erf"),
    ("erfc",       "math.erfc",        "ours.erfc",           "torch.special.erfc"),
    ("gamma",      "math.gamma",       "ours.gamma",          "ours.gamma"),
    ("loggamma",   "ours.loggamma",    "ours.loggamma",       "ours.loggamma"),
    ("digamma",    "ours.digamma",     "ours.digamma",        "ours.digamma"),
    ("polygamma",  "ours.polygamma",   "ours.polygamma",      "ours.polygamma"),
    # conditions; `like` is a constant of the precision of its second argument
    ("lt",         "{} < {}",          "{} < {}",             "{} < {}"),
    ("le",         "{} <= {}",         "{} <= {}",            "{} <= {}"),
    ("eq",         "{} == {}",         "{} == {}",            "{} == {}"),
    ("ne",         "{} != {}",         "{} != {}",            "{} != {}"),
    ("and",        "{} and {}",        "numpy.logical_and",   "torch.logical_and"),
    ("or",         "{} or {}",         "numpy.logical_or",    "torch.logical_or"),
    ("not",        "not {}",           "numpy.logical_not",   "torch.logical_not"),
    ("select",     "{1} if {0} else {2}", "numpy.where",      "torch.where"),
    ("like",       "{}",               "ours.like",           "ours.like"),
)
# fmt: on

CONDITIONS: frozenset[str] = frozenset({"lt", "le", "eq", "ne", "and", "or", "not"})

_COLUMNS: dict[str, dict[str, str]] = {
    target: {row[0]: row[column] for row in _TABLE}
    for column, target in enumerate(("floats", "numpy", "torch"), start=1)
}


def spelling(operation: str, target: Target) -> str:
    """How `operation` is written: a format string such as `"{} + {}"`, or "" where it is a function to call."""
    text = _COLUMNS[target][operation]
    return text if "{" in text else ""


def bindings(operations: Iterable[str], target: Target) -> dict[str, Any]:
    """The functions that stand for `operations`, by name; a library is imported only if one of them needs it."""
    column = _COLUMNS[target]
    return {name: _resolve(column[name], target) for name in operations if "{" not in column[name]}


@cache
def _resolve(path: str, target: Target) -> Any:
    if path == "abs":
        return abs
    head, *names = path.split(".")
    found: Any = import_module(f"workings.numeric.on_{target}" if head == "ours" else head)
    for name in names:
        found = getattr(found, name)
    return found
