"""What can be asked of matrices and vectors: the words that name it, and the goal that asks it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sympy import Integer, acos
from sympy.functions import Abs

from workings.expression import matrix_goals as goals
from workings.expression.matrix_text import number_of
from workings.expression.nodes import ONE, call, divide, mul, subtract, symbol

__all__ = ["ADJECTIVES", "NOT_WORKED", "NOUNS", "VERBS", "WORKED", "Kind"]

LAMBDA = symbol("lambda")


@dataclass(frozen=True, slots=True)
class Kind:
    """A thing that can be asked of so many operands (0: of one or more)."""

    words: str
    build: Any
    operands: int = 1
    want: str = "value"


def _cosine(u: Any, v: Any) -> Any:
    return divide(goals.Dot(u, v), mul(goals.Norm(u), goals.Norm(v)))


def _onto(u: Any, v: Any) -> Any:
    return goals.Scaled(number_of(divide(goals.Dot(u, v), goals.Dot(v, v))), v)


def _area(u: Any, v: Any) -> Any:
    from workings.stated.values import shape

    if shape(u) == shape(v) == (2, 1):
        return call(Abs, goals.Determinant(goals.matrix_of(2, 2, [u[0], v[0], u[1], v[1]])))
    return goals.Norm(goals.Cross(u, v))


def _volume(u: Any, v: Any, w: Any) -> Any:
    return call(Abs, goals.Dot(goals.Cross(u, v), w))


def _columns(a: Any) -> int:
    from workings.stated.values import shape

    return shape(a)[1]


_SPANNED = r"(?: (?:spanned|determined|formed|defined|generated) by| with (?:adjacent )?(?:sides|edges))?"
NOUNS: tuple[Kind, ...] = (
    Kind(r"eigen\W?values? and (?:the )?(?:corresponding )?eigen\W?vectors?|固有値(?:と|および|、)固有ベクトル",
          goals.Eigenvectors, want="eigenvectors"),
    Kind(r"eigen\W?vectors?|固有ベクトル", goals.Eigenvectors, want="eigenvectors"),
    Kind(r"eigen\W?values?|characteristic values?|spectrum|固有値", goals.Eigenvalues, want="eigenvalues"),
    Kind(r"characteristic (?:polynomial|equation)|固有多項式|特性多項式|固有方程式|特性方程式",
          lambda a: goals.CharacteristicPolynomial(a, LAMBDA), want="characteristic"),
    Kind(r"rref|(?:row[\s-]*)?reduced (?:row[\s-]*)?echelon form|行簡約階段形|既約階段形|簡約化",
          goals.Reduced, want="rref"),
    Kind(r"(?:row[\s-]*)?echelon form|階段形", lambda a: goals.Reduced(a, "gauss"), want="echelon"),
    Kind(r"null\s?space|kernel|零空間|核", goals.NullSpace, want="null-space"),
    Kind(r"nullity|退化次数", lambda a: subtract(Integer(_columns(a)), goals.Rank(a))),
    Kind(r"matrix of cofactors|cofactor matrix", lambda a: goals.Transposed(goals.Adjugate(a))),
    Kind(r"adjugate(?: matrix)?|(?:classical )?adjoint(?: matrix)?|余因子行列", goals.Adjugate),
    Kind(r"inverse(?: matrix)?|逆行列", goals.InverseOf),
    Kind(r"determinant|det(?= of\b)|行列式", goals.Determinant),
    Kind(r"rank|階数|ランク", goals.Rank),
    Kind(r"trace|トレース|跡", goals.Trace),
    Kind(r"transposed?(?: matrix)?|転置(?:行列)?", goals.Transposed),
    Kind(r"LU[\s-]*(?:decomposition|factori[sz]ation)|LU\s*分解", goals.Factors, want="factors"),
    Kind(r"(?:1|l1|L1|L_1|one|taxicab|manhattan)[\s-]*norm", lambda v: goals.Norm(v, "1")),
    Kind(r"(?:inf(?:inity)?|max(?:imum)?|∞)[\s-]*norm", lambda v: goals.Norm(v, "inf")),
    Kind(r"(?:euclidean |2[\s-]*|l2[\s-]*|frobenius )?(?:norm|length|magnitude)|ノルム|長さ|大きさ", goals.Norm),
    Kind(r"unit vector|正規化|単位ベクトル", lambda v: goals.Scaled(number_of(divide(ONE, goals.Norm(v))), v)),
    Kind(r"(?:dot|inner|scalar) products?|内積", goals.Dot, 2),
    Kind(r"(?:cross|vector) products?|外積|ベクトル積", goals.Cross, 2),
    Kind(r"outer products?", lambda u, v: goals.MatrixProduct(u, goals.Transposed(v)), 2),
    Kind(r"(?:hadamard|element\W?wise|entry\W?wise) product|アダマール積", goals.Elementwise, 2),
    Kind(r"cosine similarity|cosine of the angle|コサイン類似度", _cosine, 2),
    Kind(r"angle|なす角", lambda u, v: call(acos, _cosine(u, v)), 2),
    Kind(r"scalar projection", lambda u, v: divide(goals.Dot(u, v), goals.Norm(v)), 2),
    Kind(r"(?:orthogonal |vector )?projection|正射影|射影", _onto, 2),
    Kind(r"(?:euclidean )?distance|距離", lambda u, v: goals.Norm(goals.Difference(u, v)), 2),
    Kind(rf"area of (?:the |a )?parallelogram{_SPANNED}", _area, 2),
    Kind(rf"volume of (?:the |a )?parallelepiped{_SPANNED}", _volume, 3),
    Kind(r"(?:matrix )?product|積", goals.MatrixProduct, 2),
    Kind(r"sum|和", goals.MatrixSum, 2),
    Kind(r"difference|差", goals.Difference, 2),
    Kind(r"order|size|shape|dimensions?", goals.OrderOf),
)  # fmt: skip
VERBS: tuple[Kind, ...] = (
    Kind(r"multiply", goals.MatrixProduct, 2),
    Kind(r"add", goals.MatrixSum, 2),
    Kind(r"subtract", lambda a, b: goals.Difference(b, a), 2),  # a from b
    Kind(r"transpose", goals.Transposed),
    Kind(r"invert", goals.InverseOf),
    Kind(r"row[\s-]*reduce|reduce", goals.Reduced, want="rref"),
    Kind(r"project", _onto, 2),
    Kind(r"normali[sz]e", lambda v: goals.Scaled(number_of(divide(ONE, goals.Norm(v))), v)),
)
ADJECTIVES: tuple[Kind, ...] = (
    Kind(r"invertible|non\W?singular|regular|正則", goals.Invertible),
    Kind(r"singular|特異", lambda a: goals.Opposite(goals.Invertible(a))),
    Kind(r"symmetric|対称", goals.Symmetric),
    Kind(r"positive[\s-]*definite|正定値", goals.PositiveDefinite),
    Kind(r"(?:linearly )?independent|(?:線形|線型|一次|1次)独立", goals.Independent, 0),
    Kind(r"(?:linearly )?dependent|(?:線形|線型|一次|1次)従属", lambda *v: goals.Opposite(goals.Independent(*v)), 0),
    Kind(r"orthogonal|perpendicular|直交", goals.Orthogonal, 0),
)
WORKED = (
    "determinant, inverse, adjugate, transpose, trace, rank, nullity, null space, echelon forms, L U, eigenvalues, "
    "eigenvectors, characteristic polynomial, sums, products, powers, norm, dot, cross and outer product, angle, "
    "projection, distance, or whether it is invertible, symmetric, positive definite, orthogonal or independent"
)
NOT_WORKED = re.compile(
    r"singular[\s-]*value[s]?(?:[\s-]*decomposition)?|\bSVD\b|特異値(?:分解)?|cholesky|コレスキー"
    r"|\bQR\b[\s-]*\w*|gram[\s-]*schmidt"
    r"|グラム・?シュミット|diagonali[sz]\w+|対角化\w*|jordan (?:normal|canonical) form|ジョルダン標準形"
    r"|minimal polynomial|最小多項式"
    r"|pseudo-?inverse|疑似逆行列|(?:column|row) space|列空間|行空間|condition number|条件数|semi-?definite|半正定値"
    r"|negative[\s-]*definite|負定値|\bparallel\b|平行|matrix exponential"
    r"|(?:generali[sz]ed) eigen\w+|orthonormal basis"
    r"|\bdimension of\b|\brotat(?:ion|e)\b|\breflect(?:ion|ed)?\b|⟦\d+⟧[\s-]*(?:entry|element)\b(?! by)"
    r"|(?:first|second|third|fourth|last|\d(?:st|nd|rd|th)) (?:row|column) of\b(?! both)"
    r"|\bis\s+(?:⟦\d+⟧|[-−]?\d+)\s+an eigen\w+|distance .{0,60}\b(?:line|plane)\b"
    r"|(?:tensor|kronecker) product|operator norm|spectral (?:norm|radius)|triple product|\bcommute\b",
    re.I,
)
