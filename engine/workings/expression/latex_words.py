"""Words of LaTeX that say how something looks, or how it is laid out."""

__all__ = ["FACES", "LINES", "MATRICES", "SKIPPED"]

SKIPPED = frozenset({
    "bigl", "bigr", "Bigl", "Bigr", "big", "Big", "bigg", "Bigg", "biggl", "biggr", "displaystyle", "textstyle",
    "limits", "nolimits", "quad", "qquad", "strut", "middle", "boxed",
})  # fmt: skip
FACES = frozenset({"mathrm", "mathbf", "mathit", "mathsf", "boldsymbol", "operatorname", "text", "textrm", "mathbb"})
LINES = frozenset({"aligned", "align", "align*", "alignedat", "gather", "gathered", "equation", "equation*", "split"})
MATRICES = frozenset({"pmatrix", "bmatrix", "matrix", "vmatrix", "array", "smallmatrix", "Bmatrix", "cases"})
