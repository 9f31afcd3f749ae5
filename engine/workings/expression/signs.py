"""The signs of mathematics as tokens, and letters that only look like Latin ones."""

from __future__ import annotations

__all__ = ["SIGNS", "TWINS"]

# A sign -> (kind of token, its value).
SIGNS: dict[str, tuple[str, str]] = {
    "**": ("^", "^"), "^": ("^", "^"), "·": ("*", "·"), "×": ("*", "×"), "*": ("*", "*"), "÷": ("/", "/"),
    "/": ("/", "/"),
    "≤": ("relation", "<="), "≥": ("relation", ">="), "≠": ("relation", "!="), "<>": ("relation", "!="),
    "=": ("relation", "="), "==": ("relation", "="), "<": ("relation", "<"), ">": ("relation", ">"),
    "<=": ("relation", "<="), ">=": ("relation", ">="), "!=": ("relation", "!="), ":=": ("relation", "="),
    "(": ("open", "("), "[": ("open", "["), "{": ("open", "{"), ")": ("close", ")"), "]": ("close", "]"),
    "}": ("close", "}"), "⟨": ("open", "("), "⟩": ("close", ")"),
    "|": ("bar", "|"), "‖": ("norm", ""), "'": ("'", "1"), "''": ("'", "2"), '"': ("'", "2"), "∂": ("del", "∂"),
    "√": ("root", "2"), "∛": ("root", "3"), "∜": ("root", "4"), "∫": ("integral", ""), "∑": ("indexed", "sum"),
    "∏": ("indexed", "product"), "⌊": ("open", "⌊"), "⌋": ("close", "⌋"), "⌈": ("open", "⌈"), "⌉": ("close", "⌉"),
    "∞": ("constant", "oo"),
    "⊤": ("transpose", ""), "->": ("arrow", ""), "→": ("arrow", ""), "=>": ("arrow", ""), "~": ("word", "~"),
    "\n": ("newline", ""),
}  # fmt: skip

# The Unicode name of a Greek or Cyrillic letter -> the Latin letter that it looks like.
TWINS: dict[str, str] = {
    "CYRILLIC SMALL LETTER HA": "x", "CYRILLIC SMALL LETTER A": "a", "CYRILLIC SMALL LETTER IE": "e",
    "CYRILLIC SMALL LETTER O": "o", "CYRILLIC SMALL LETTER ER": "p", "CYRILLIC SMALL LETTER ES": "c",
    "CYRILLIC SMALL LETTER U": "y", "CYRILLIC CAPITAL LETTER HA": "X", "CYRILLIC CAPITAL LETTER A": "A",
    "CYRILLIC CAPITAL LETTER VE": "B", "CYRILLIC CAPITAL LETTER ES": "C", "CYRILLIC CAPITAL LETTER IE": "E",
    "GREEK SMALL LETTER OMICRON": "o", "GREEK CAPITAL LETTER ALPHA": "A", "GREEK CAPITAL LETTER BETA": "B",
    "GREEK CAPITAL LETTER CHI": "X", "GREEK CAPITAL LETTER EPSILON": "E", "GREEK CAPITAL LETTER UPSILON": "Y",
    "LATIN SMALL LETTER DOTLESS I": "i",
}  # fmt: skip
