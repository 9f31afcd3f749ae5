"""How a person asks for a derivative by a vector or matrix: which words and signs ask, of what, by which letter.

>>> asked = taken_apart("gradient of the trace of A X with respect to X, A is n x n")
>>> asked.kind, asked.body, asked.by, asked.said
('gradient', 'tr(A X)', 'X', 'A is n x n')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from workings.expression.shaped_declared import NAME, looks_declared

__all__ = ["Asked", "is_vec", "taken_apart"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its parts.

    Attributes:
        kind: "derivative", "gradient", "jacobian", "hessian" or "differential".
        body: what is to be differentiated.
        by: the letter, "" where it is not said.
        said: what is said of the letters.
        worded: whether an operation on matrices was named in words: the trace of ...
        by_vec: whether it is asked for by vec(X), where `by` is X.
    """

    kind: str
    body: str
    by: str
    said: str
    worded: bool = False
    by_vec: bool = False


_D = r"(?:d|∂|\\partial|\\mathrm\{d\})"
_TWICE = r"(?:²|\^\s*\{?\s*2\s*\}?)"
_T = r"(?:\^\s*\{?\s*(?:T|\\top)\s*\}?|ᵀ|')?"
_FIND = (
    r"(?:find|compute|calculate|determine|give|derive|what\s+is|evaluate|obtain|work\s+out|show\s+me"
    r"|(?:show|prove|verify)\s+that)"
)
_LEAD = rf"^\s*(?i:(?:please\s+)?(?:{_FIND}\s+)?(?:the\s+)?)"

# d/dx ..., ∂²/∂x² ..., ∇_x ...
_OPERATOR = re.compile(
    _LEAD
    + rf"(?:\\[dt]?frac\s*\{{\s*{_D}\s*(?P<two>{_TWICE})?\s*\}}"
    + rf"\s*\{{\s*{_D}\s*(?P<a>{NAME}?)\s*(?:{_TWICE}|\\?,?\s*{_D}\s*{NAME}{_T})?\s*\}}"
    + rf"|{_D}\s*(?P<two2>{_TWICE})?\s*/\s*\(?\s*{_D}\s*(?P<b>{NAME}?)\s*(?:{_TWICE}|\s{_D}\s*{NAME}{_T})?\s*\)?"
    + rf"|(?:∇|\\nabla|grad)\s*(?P<two3>{_TWICE})?\s*_\s*\{{?\s*(?P<c>{NAME})\s*\}}?(?P<two4>{_TWICE})?)"
    + r"(?=[\s(\[|‖∥\\{]|$)\s*(?P<rest>.*)$",
    re.S,
)
# d(...)/dx, ∂tr(AX)/∂X
_QUOTIENT = re.compile(
    _LEAD + rf"(?:∂|\\partial|d(?=\s*[(\[|‖∥\\]|\s*(?:tr|det|log|ln|vec)\b))\s*(?P<f>[^=]+?)\s*/\s*{_D}\s*(?P<x>{NAME})"
    r"(?=[\s,;.?]|$)(?P<rest>.*)$",
    re.S,
)
_FRACTION = re.compile(_LEAD + rf"\\[dt]?frac\s*\{{\s*{_D}\s*(?![²^}}\s])", re.S)
_BELOW = re.compile(rf"\s*\{{\s*{_D}\s*(?P<x>{NAME})\s*\}}(?P<rest>.*)$", re.S)
_KINDS = r"gradient|derivative|jacobian|hessian|differential"
_WORDED = re.compile(
    _LEAD + r"(?:gradient\s+and\s+(?:the\s+)?)?(?:(?:matrix|vector|partial|total)\s+)?(?P<second>second\s+)?"
    rf"(?P<kind>{_KINDS}|differentiate)(?:\s+matrix)?(?:\s+of)?\s+(?P<rest>.*)$",
    re.S | re.I,
)
_CHANGE = re.compile(r"^\s*d\s*(?=(?:tr|det|log|ln|trace)\b|‖|\|\||\()(?P<rest>[^/]*)$", re.S)
# Let f(X) = log det X. Find df/dX.    f(x) = ||A x - b||^2, find the gradient of f with respect to x
_DEFINED = re.compile(
    r"^\s*(?:(?:let|if|given|for|suppose|consider|define)\s+)?(?P<f>\\?[A-Za-z]\w*)\s*"
    rf"(?:\(\s*(?P<x>{NAME})\s*\))?\s*:?=\s*(?P<body>.+?)\s*(?:[.;,]\s+|\s+)(?:then\s+|and\s+)?{_FIND}\s+(?:the\s+)?"
    r"(?P<ask>.+)$",
    re.S | re.I,
)
_ASKS = re.compile(
    rf"(?:(?:partial\s+|total\s+)?(?P<kind>{_KINDS})\b|(?:∇|\\nabla)\s*(?P<two>{_TWICE})?(?:_\s*\{{?(?P<by>{NAME})\}}?)?"
    rf"|(?:\\[dt]?frac\s*\{{\s*)?{_D}\s*\\?\w+\s*\}}?\s*[/{{]\s*{_D}\s*(?P<x>{NAME})\}}?)(?P<rest>.*)$",
    re.S | re.I,
)
_RESPECT = re.compile(
    r"\s*,?\s*(?:with\s+respect\s+to|w\.?\s?r\.?\s?t\.?|by|in\s+terms\s+of)\s+(?:the\s+)?(?:vector\s+|matrix\s+)?"
    rf"\$?(?P<x>{NAME})\$?(?P<after>[\s,;.?].*|)$",
    re.S,
)
_JAPANESE = (
    re.compile(
        rf"^(?P<f>.+?)\s*を\s*(?P<x>{NAME})\s*(?:で|について|に関して)\s*(?:偏)?(?P<kind>微分)[^。．.:]*(?P<said>.*)$",
        re.S,
    ),
    re.compile(
        rf"^(?P<f>.+?)\s*の\s*(?P<x>{NAME})\s*(?:に関する|についての|による)\s*(?:偏)?"
        r"(?P<kind>勾配|導関数|微分|ヤコビ行列|ヘッセ行列)[^。．.:]*(?P<said>.*)$",
        re.S,
    ),
)
_JAPANESE_KINDS = {"勾配": "gradient", "ヤコビ行列": "jacobian", "ヘッセ行列": "hessian"}
_JAPANESE_SAID = (
    (r"対称", " symmetric "), (r"正定値", " positive definite "), (r"対角", " diagonal "),
    (r"(\w+)\s*次元\s*(?:列)?ベクトル", r"\1-vector"), (r"(?:列)?ベクトル", "vector"), (r"行列", " matrix"),
    (r"スカラー|実数|数", "number"), (r"[はを]", " is "), (r"(?:とする|です|である|と(?=する))\s*", ""),
    (r"[。．、，]", ", "),
)  # fmt: skip

_LABEL = re.compile(
    rf"^(?:[A-Za-z][\w\s,'-]{{0,80}}:\s*(?=(?:the\s+)?(?:{_KINDS}|d/d|∂/∂|∇|\\)\b)|[一-鿿]{{1,8}}:\s*)", re.I
)
_WIDE = str.maketrans("（）：；　＝", "():; =")
_SPACES = re.compile(  # f: R^n -> R, with f(x) = ...
    r"^(?:let\s+)?[a-zA-Z]\s*:\s*\S+(?:\s*\{[^{}]*\})?\s*(?:->|→|\\to\b|\\rightarrow)\s*\S+?\s*"
    r"(?:,|\bbe\s+(?:defined|given)\s+by\b|\bby\b|\bwith\b|\s)\s*(?:with\s+)?(?=[a-zA-Z]\s*\()",
    re.I,
)
_VEC = r"(?:\\operatorname\{vec\}|\\(?:mathrm|text)\{vec\}|\\?vec\b)"
_BY_VEC = re.compile(  # ∂vec(A X B)/∂vec(X): what the matrix of the derivative of A X B by X is
    rf"(?P<ahead>^.+(?:with\s+respect\s+to|w\.?\s?r\.?\s?t\.?|(?:/|\}}\s*\{{)\s*{_D})\s*)"
    rf"{_VEC}\s*\(?\s*(?P<x>{NAME})\s*\)?",
    re.S,
)
_DECLARED_AHEAD = re.compile(
    r"^\s*(?:let|if|for|suppose(?:\s+that)?|assume(?:\s+that)?|given(?:\s+that)?|with|consider)\s+"
    r"(?P<said>[^=]{1,300}?)"
    rf"\s*(?:[.,;:]\s*|\s+)(?:then\s+)?(?=(?:please\s+)?(?:{_FIND}|differentiate|the\s+(?:{_KINDS})|{_KINDS}|∇|\\nabla"
    r"|d\s*/\s*d|∂|\\[dt]?frac)(?![a-z]))(?P<rest>.+)$",
    re.S | re.I,
)
_DECLARED_AHEAD_IN_JAPANESE = re.compile(
    r"^(?P<said>.{1,200}?(?:とする|とし|である))(?:とき)?\s*[。、,]\s*(?P<rest>.*(?:微分|勾配|導関数|ヤコビ|ヘッセ).*)$",
    re.S,
)
_DECLARED_IN_BRACKETS = re.compile(
    r"\s*\((?P<said>[^()]*(?:は|\bis\b|\bare\b|∈|\bsymmetric\b|\bdiagonal\b)[^()]*)\)\s*[.。]?$"
)

# An operation in words, and how it is written.
_OPERATIONS = (
    (r"(?:squared?\s+of\s+(?:the\s+)?|squared\s+)(?:euclidean\s+|frobenius\s+|l2[\s-]|ℓ2[\s-]|2[\s-])?(?:norm|length)",
     "‖{}‖²"),
    (r"(?:l1|ℓ1|L1|1)[\s-]norm", "norm1({})"),
    (r"(?:euclidean\s+|frobenius\s+|l2[\s-]|ℓ2[\s-]|L2[\s-]|2[\s-])?(?:norm|length)", "‖{}‖"),
    (r"trace", "tr({})"),
    (r"log(?:arithm)?[\s-]*(?:of\s+the\s+)?determinant|log[\s-]?det", "log(det({}))"),
    (r"determinant", "det({})"),
    (r"inverse", "inv({})"),
    (r"transpose", "transpose({})"),
    (r"(?:natural\s+)?log(?:arithm)?", "log({})"),
    (r"exponential", "exp({})"),
    (r"sum\s+of\s+(?:the\s+|all\s+)*(?:entries|elements|components)", "sum({})"),
    (r"soft-?max", "softmax({})"),
    (r"log-?sum-?exp", "logsumexp({})"),
)  # fmt: skip
_OPERATION = tuple(
    (re.compile(rf"^\s*(?:the\s+)?{words}\s+of\s+(?P<of>.+)$", re.S | re.I), written) for words, written in _OPERATIONS
)
_CALLED = re.compile(  # the Rayleigh quotient ..., the least-squares loss ...
    r"^\s*(?:the\s+)?(?:[a-zA-Z][a-z]+(?:-[a-z]+)*\s+){0,3}?(?:forms?|quotient|loss|objective|cost|function|expression|error"
    r"|distance|log-likelihood|likelihood|penalty|score|map)\s*:?\s+(?:is\s+)?(?=\S)",
    re.S,
)
_PROSE = re.compile(  # the Gaussian kernel exp(...), KL: ...
    r"^\s*(?:(?:the\s+)?[A-Za-z][A-Za-z\s-]*:\s+|the\s+(?:[A-Z]?[a-z]+(?:-[a-z]+)*\s+)+(?=[a-zA-Z]+\(|[‖|\\(\d]))", re.S
)
_NAMED = re.compile(rf"^\s*(?:\\?[A-Za-zΑ-Ωα-ω]\w*)\s*(?:\(\s*(?P<x>{NAME})\s*\))?\s*:?=\s*", re.S)
_SPELLED = (
    (re.compile(r"\blog[\s-]?sum[\s-]?exp\b|\bLogSumExp\b", re.I), "logsumexp"),
    (re.compile(r"\blog[\s-]det(?:erminant)?\b", re.I), "logdet"),
    (re.compile(r"\bcross[\s_-]entropy\s*\(", re.I), "crossentropy("),
    (re.compile(r"\b(?:the\s+)?trace\s+of\s+(?=\S+)", re.I), "tr "),
)
_FILLERS = re.compile(r"\b(?:where|given(?:\s+that)?|for|assuming|if|let|with(?!\s+respect)|and|here|is\s+as)\b")
_BEGINS = re.compile(r"[(\[{]|[)\]}]|[,;]|\.\s|\b(?:where|with(?!\s+respect)|given|for|assuming|if|let|when|here)\b")


def taken_apart(text: str) -> Asked | None:
    """The question in a text; None where it asks for no derivative."""
    text = _SPACES.sub("", _LABEL.sub("", text.translate(_WIDE).replace("$", " ").strip()))
    stacked = _BY_VEC.match(text)
    if stacked:
        asked = taken_apart(f"{stacked['ahead']} {stacked['x']}{text[stacked.end() :]}")
        return replace(asked, by_vec=True) if asked else None
    ahead = _DECLARED_AHEAD.match(text)
    if ahead and looks_declared(ahead["said"]):  # Let A be n x n and x in R^n. Find ...
        text = f"{ahead['rest'].rstrip('.? ')} where {ahead['said']}"
    ahead = _DECLARED_AHEAD_IN_JAPANESE.match(text)
    if ahead:
        text = f"{ahead['rest'].rstrip('。. ')}。{ahead['said']}"
    bracketed = _DECLARED_IN_BRACKETS.search(text)
    if bracketed:
        text = f"{text[: bracketed.start()]} where {_from_japanese(bracketed['said'])}"
    for pattern in _JAPANESE:
        match = pattern.match(text)
        if match:
            kind = _JAPANESE_KINDS.get(match["kind"], "derivative")
            body, said = match["f"], match["said"]
            if not re.search(r"[A-Za-z‖|]", body) and said.startswith(":"):  # 次の関数の x に関する勾配: ...
                body, said = _declarations(said[1:])
            return _asked(kind, body, match["x"], _from_japanese(said))
    defined = _DEFINED.match(text)
    if defined:
        return _of_defined(defined)
    operator = _OPERATOR.match(text)
    if operator:
        by = operator["a"] or operator["b"] or operator["c"] or ""
        twice = any(operator[g] for g in ("two", "two2", "two3", "two4"))
        return _with_rest("hessian" if twice else "gradient" if operator["c"] else "derivative", operator["rest"], by)
    quotient = _QUOTIENT.match(text)
    if quotient:
        return _asked("derivative", quotient["f"], quotient["x"], quotient["rest"])
    fraction = _fraction(text)
    if fraction:
        return fraction
    worded = _WORDED.match(text)
    if worded:
        kind = worded["kind"].lower().replace("differentiate", "derivative")
        return _with_rest("hessian" if worded["second"] else kind, worded["rest"], "")
    change = _CHANGE.match(text)
    return _with_rest("differential", change["rest"], "") if change else None


def is_vec(body: str) -> bool:
    """Whether all of it is vec(...): of anything else, by vec(X) is not by X."""
    match = re.match(rf"\s*{_VEC}\s*(?:\\left)?\(", body)
    if match is None:
        return bool(re.fullmatch(rf"\s*{_VEC}\s*{NAME}\s*", body))
    depth = 1
    for at in range(match.end(), len(body)):
        depth += {"(": 1, ")": -1}.get(body[at], 0)
        if depth == 0:
            return not body[at + 1 :].strip()
    return False


def _of_defined(match: re.Match[str]) -> Asked | None:
    """A function that is given a name first, then asked about."""
    asks = _ASKS.match(match["ask"])
    if asks is None:
        return None
    kind = (asks["kind"] or ("hessian" if asks["two"] else "gradient" if asks["by"] else "derivative")).lower()
    by = asks["x"] or asks["by"] or ""
    body, said = _declarations(match["body"])
    rest = asks["rest"]
    respect = _RESPECT.search(rest)
    if respect:
        by, rest = respect["x"], respect["after"]
    rest = re.sub(rf"^\s*(?:of\s+)?{re.escape(match['f'])}\b(?:\s*\([^()]*\))?", "", rest)
    return _asked(kind, body, by or match["x"] or "", f"{said} , {rest}")


def _fraction(text: str) -> Asked | None:
    r"""\frac{\partial tr(AX)}{\partial X}"""
    match = _FRACTION.match(text)
    if match is None:
        return None
    depth, end = 1, match.end()
    while end < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    below = _BELOW.match(text, end)
    return _asked("derivative", text[match.end() : end - 1], below["x"], below["rest"]) if below else None


def _with_rest(kind: str, rest: str, by: str) -> Asked:
    """The question whose body and declarations are still together."""
    body, said = _declarations(rest)
    respect = _RESPECT.search(body)
    if respect is None and not by:
        respect = _RESPECT.search(rest)
        if respect is not None:
            body, said = rest[: respect.start()], respect["after"]
            body, more = _declarations(body)
            said = f"{more} , {said}"
    elif respect is not None:
        said = respect["after"] + " , " + said
        body = body[: respect.start()]
    if respect is not None and not by:
        by = respect["x"]
    return _asked(kind, body, by, said)


def _asked(kind: str, body: str, by: str, said: str) -> Asked:
    body = re.sub(r"^of\s+", "", re.split(r"\s+is\s+(?!as\b)", body.strip())[0]).rstrip(".?:, ")
    for pattern, written in _SPELLED[:3]:
        body = pattern.sub(written, body)
    named = _NAMED.match(body)
    if named:
        body, by = body[named.end() :], by or named["x"] or ""
    plain = _in_signs(body)
    return Asked(kind, plain, by, _FILLERS.sub(",", said).strip(" ,.;?$"), worded=plain != body)


def _in_signs(body: str) -> str:
    """`the trace of A X` as `tr(A X)`; words that only say what kind of function it is are left out."""
    called = _CALLED.match(body) or _PROSE.match(body)
    if called:
        return _in_signs(body[called.end() :])
    for pattern, written in _OPERATION:
        match = pattern.match(body)
        if match:
            return written.format(_in_signs(match["of"]))
    return re.sub(r"^(?:the\s+)?(?:vector|matrix|product|number|scalar)\s+(?=\S)", "", body)


def _declarations(rest: str) -> tuple[str, str]:
    """Split where the declarations begin: at `where`, `with`, ..., or at a comma outside of brackets."""
    depth = 0
    for match in _BEGINS.finditer(rest):
        sign = match[0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif depth <= 0:
            ahead, after = rest[: match.start()], rest[match.end() :]
            if sign in ",;" and _RESPECT.match(rest[match.start() :]):
                continue
            return ahead, after
    return rest, ""


def _from_japanese(said: str) -> str:
    for pattern, english in _JAPANESE_SAID:
        said = re.sub(pattern, english, said)
    return said
