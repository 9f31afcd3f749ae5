"""The marks of answers about matrices: values, eigenvalues and vectors, reduced forms, yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import sympy
from sympy import Eq, Expr, Matrix, MatrixBase, Poly, Symbol, Tuple

from workings.expression import matrix_goals as goals
from workings.expression.canonical import canonical
from workings.expression.nodes import ZERO, symbol, symbols_of
from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis, holds
from workings.marking.linear.diagnosis import Found, of_value, outcomes
from workings.marking.linear.judged import PROVED, Judged, Unclear, matrix_in, sides_of
from workings.marking.linear.letters import nothing_says, unsaid
from workings.marking.linear.proofs import apart, both_orders, compared, other_entry
from workings.marking.linear.yes_or_no import YesOrNo
from workings.marking.slips import MISTAKES
from workings.rule import RuleBook, Text
from workings.stated.problem import LAMBDA, Asked
from workings.stated.surface import Line
from workings.stated.values import Meaning, as_column, entries, is_matrix, same, shape, value

__all__ = ["Values"]


class Values:
    """Judges answers to a question about matrices; `truth` is its value, None where it has none."""

    def __init__(self, asked: Asked, truth: Any, expected: Any, book: RuleBook) -> None:
        self.asked = asked
        self.truth = truth
        self.expected = expected
        self.book = book

    def judged(self, line: Line) -> Judged:
        """The mark of an answer."""
        if self.asked.want == "property":
            return YesOrNo(self.asked, self._meaning(line)).judged(line)
        return self.yes_or_no(line) if self.asked.want in ("invertible", "orthogonal") else self.value(line)

    def yes_or_no(self, line: Line) -> Judged:
        text = line.text.lower()
        no = bool(re.search(r"\bno\b|\bnot\b|n't|\bsingular\b|いいえ|ない", text))
        if not no and not re.search(
            r"\byes\b|\bis\b|\binvertible\b|\borthogonal\b|nonsingular|regular|はい|である|直交|正則", text
        ):
            raise Unclear("neither yes nor no")
        if "nonsingular" in text or "non-singular" in text:
            no = False
        truth = self._holds()
        if (
            self.asked.want == "invertible"
            and "singular" in self.asked.text.lower()
            and "nonsingular" not in self.asked.text.lower()
            and "invertible" not in self.asked.text.lower()
        ):
            truth = not truth
            no = (no and "singular" not in text) or bool(re.search(r"\bno\b|\bnot\b", text))
        if no != truth:
            return Judged(PROVED)
        return Judged(Evidence("refuted", left="yes" if truth else "no", right="no" if no else "yes"))

    def _holds(self) -> bool:
        goal = self.asked.goal
        if self.asked.want == "invertible":
            return bool(value(goals.Determinant(goal)) != 0)
        if isinstance(goal, goals.Dot):
            return bool(value(goal) == 0)
        m = Matrix(value(goal))
        return bool((m.T * m).applyfunc(canonical) == sympy.eye(m.cols))

    def value(self, line: Line) -> Judged:
        want = self.asked.want
        if want in ("eigenvalues", "eigenvectors", "null-space"):
            return getattr(self, "_" + want.replace("-", "_"))(line)
        if want in ("rref", "echelon"):
            return self._reduced(line)
        if want == "characteristic":
            return self._characteristic(line)
        if want == "factors":
            return self._factors(line)
        readings = [item for item in line.items if isinstance(item, Reading) and item.node is not None]
        meaning = self._meaning(line)
        if self.truth is None:
            return self._undefined(line, readings)
        if not readings:
            raise Unclear("no value is given")
        sides = list(sides_of(readings[-1]))
        if len(readings) > 1 and not any(isinstance(r.node, Eq) or r.signs for r in readings):
            sides = [Tuple(*[r.node for r in readings])]
        questions = [meaning.question(side) for side in sides]
        names = dict(meaning.names)
        letters = unsaid([questions[-1]], names, self.asked)
        if letters:
            raise Unclear(nothing_says(letters).reason)
        laws = [bool(unsaid([q], names, self.asked)) for q in questions]  # a d - b c on the way says nothing of A
        sides = [side for side, law in zip(sides, laws, strict=True) if not law or isinstance(side, Symbol)]
        questions = [meaning.question(side) for side in sides]
        given = value(questions[-1])
        evidence = same(self.truth, given)
        if holds(evidence):
            for side, question in zip(sides[:-1], questions[:-1], strict=True):
                if isinstance(side, Symbol) or not isinstance(question, Expr | MatrixBase | Tuple):
                    continue
                before = value(question)
                if not holds(same(self.truth, before)):
                    given, evidence = before, same(self.truth, before)
                    break
            else:
                return Judged(evidence, form=questions[-1])
        if evidence.kind != "refuted":
            return Judged(evidence)
        evidence, proof = other_entry(self.truth, given)
        found = of_value(self.asked.goal, given, self.book)
        orders = both_orders(self.asked.goal, found.mistake if found else None)
        if orders is not None:
            proof = Text(f"{proof.en}; {orders.en}", f"{proof.ja}。{orders.ja}")
        return Judged(evidence, proof, found)

    def _meaning(self, line: Line) -> Meaning:
        names = {**self.asked.meaning.names, **{name: lit.matrix for name, lit in line.matrices.items()}}
        return Meaning(names, unit=self.asked.meaning.unit)

    def _undefined(self, line: Line, readings: Sequence[Reading]) -> Judged:
        if re.search(
            r"not|undefined|does not|n't|no inverse|singular|impossible|存在しない|定義されない|ない", line.text
        ):
            return Judged(PROVED)
        if readings:
            said = Text("there is no such value: the shapes don't fit, or the matrix is singular", "値は存在しません")
            return Judged(Evidence("refuted", left="not defined", right="a value"), said)
        raise Unclear("no value is given")

    def _values(self, line: Line) -> list[Any]:
        """All the numbers of an answer such as λ = 1, 4 or {1, 4}."""
        found: list[Any] = []
        meaning = self._meaning(line)
        for item in line.items:
            if not isinstance(item, Reading) or item.node is None:
                continue
            first, *_, node = [*sides_of(item)[:1], *sides_of(item)]
            if node == ZERO and not isinstance(first, Symbol) and any(s.name[:3] == "lam" for s in symbols_of([first])):
                continue  # (λ - 1)(λ - 3) = 0 on the way
            found += [k.subs(symbol("i"), sympy.I) for k in entries(value(meaning.question(node)))]
        return found

    def _eigenvalues(self, line: Line) -> Judged:
        found = self._values(line)
        if not found:
            raise Unclear("no eigenvalue is given")
        a = value(self.asked.goal.args[0])
        poly = (Matrix(a) - LAMBDA * sympy.eye(a.rows)).det(method="berkowitz").expand()
        for k in found:
            at = canonical(poly.subs(LAMBDA, k).expand())
            evidence = compared(at, ZERO)
            if evidence.kind == "undecided":
                return Judged(evidence)
            if evidence.kind == "refuted":
                said = Text(f"det(A − {k} I) is {at}, not 0", f"det(A − {k} I) は {at} で、0 ではありません")
                return Judged(
                    Evidence("refuted", method="put in", left="0", right=str(at)), said,
                    self._of_eigenvalues(found),
                )  # fmt: skip
        multiplicity = self._stated_multiplicity(line.text, found, poly)
        if multiplicity is not None:
            return multiplicity
        counted = self._miscounted(line, found, poly)
        if counted is not None:
            return counted
        square_free = Poly(poly, LAMBDA).sqf_part().degree()
        different = [k for n, k in enumerate(found) if all(apart(k, other) for other in found[:n])]
        if len(different) < square_free:
            said = Text(f"there are {square_free} different eigenvalues", f"異なる固有値は {square_free} 個あります")
            return Judged(
                Evidence("refuted", left=str(square_free), right=str(len(set(found)))),
                said,
                self._of_eigenvalues(found),
            )
        return Judged(Evidence("proved", method="put in"))

    def _of_eigenvalues(self, found: Sequence[Any]) -> Diagnosis | None:
        given = sorted(map(str, map(canonical, found)))

        def matches(outcome: Any) -> bool:
            return (
                sorted(map(str, map(canonical, entries(outcome)))) == given
                or sorted(map(str, set(map(canonical, entries(outcome))))) == given
            )

        hits = Found()
        for mistake, slips, outcome in outcomes(self.asked.goal, self.book):
            if matches(outcome):
                hits.add(mistake, slips)
        best = hits.diagnosis()
        if best is not None:
            return best
        truth = [canonical(k) for k in entries(self.expected)] if self.expected is not None else []
        if sorted(map(str, (canonical(-k) for k in found))) == sorted(map(str, truth)):
            return Diagnosis(MISTAKES["algebra-sign"], ())
        return Diagnosis(MISTAKES["arithmetic-slip"], ())

    def _miscounted(self, line: Line, found: Sequence[Any], poly: Any) -> Judged | None:
        """`3, 5, 5` for 3, 3, 5: as many values as there are rows in one plain list, but not the right ones twice."""
        names = re.findall(r"(?:λ|\\?lambda)_?\{?\d", line.text)
        plain = line.text.count("=") <= 1 or len(set(names)) == len(found)
        if not plain or len(found) != Poly(poly, LAMBDA).degree() or re.search(r"multiplicit|simple|重", line.text):
            return None
        if (sympy.prod([k - LAMBDA for k in found]) - poly).expand() == 0:
            return None
        proof = Text(
            f"the characteristic polynomial is {sympy.factor(poly)}: each eigenvalue counts as often as its factor",
            f"固有多項式は {sympy.factor(poly)} で、固有値は因子の個数だけ数えます",
        )
        return Judged(Evidence("refuted", left=str(sympy.factor(poly)), right=str(list(map(str, found)))), proof)

    def _stated_multiplicity(self, text: str, found: Sequence[Any], poly: Any) -> Judged | None:
        """`λ = 2 (multiplicity 3)`: the wrong multiplicity of the only eigenvalue named before it."""
        said = re.search(r"multiplicity\s*(?:of\s*|=\s*|:\s*)?(\d)|重複度\s*は?\s*(\d)|(\d)\s*重", text)
        if said is None or "geometric" in text or len(set(found)) != 1:
            return None
        k, given = found[0], int(said[1] or said[2] or said[3])
        order = 0
        while canonical(sympy.diff(poly, LAMBDA, order).subs(LAMBDA, k)) == 0:
            order += 1
        if given == order:
            return None
        proof = Text(f"{k} is a zero of order {order}, not {given}", f"{k} は {order} 重解で、{given} 重ではありません")
        return Judged(Evidence("refuted", left=str(order), right=str(given)), proof)

    def _pairs(self, line: Line) -> list[tuple[Any, Any]]:
        """The eigenvalues of an answer, each with a vector said to belong to it, before it or after it."""
        meaning = self._meaning(line)
        found: list[Any] = []
        for item in line.items:
            if isinstance(item, Reading) and item.node is not None:
                sides = [value(meaning.question(side)) for side in sides_of(item)]
                made = sides[-1]
                named = len(sides) == 1 or str(sides[0]).startswith(("lam", "k", "mu"))
                if is_matrix(made):
                    found.append(Matrix(as_column(made)))
                elif isinstance(made, Expr) and made.is_number and named:
                    found.append(made)
        kinds = "".join("v" if isinstance(each, MatrixBase) else "k" for each in found)
        if re.fullmatch("(kv+)+", kinds):
            pairs, k = [], None
            for each in found:
                if isinstance(each, MatrixBase):
                    pairs.append((k, each))
                else:
                    k = each
            return pairs
        if re.fullmatch("(vk)+", kinds):
            return list(zip(found[1::2], found[::2], strict=True))
        numbered = re.findall(r"(?:λ|\\?lambda|v|x|u)_?\{?([\d₁-₉])", line.text)
        half = len(found) // 2
        if kinds == "k" * half + "v" * half and half and numbered[:half] == numbered[half:]:  # λ₁, λ₂, v₁, v₂
            return list(zip(found[:half], found[half:], strict=True))
        return []

    def _eigenvectors(self, line: Line) -> Judged:
        a = Matrix(value(self.asked.goal.args[0]))
        meaning = self._meaning(line)
        vectors = []
        for item in line.items:
            if isinstance(item, Reading) and item.node is not None:
                made = meaning.question(sides_of(item)[-1])
                if is_matrix(made):
                    vectors.append(Matrix(as_column(value(made))))
        if not vectors:
            raise Unclear("no vector is given")
        for v in vectors:
            if v.shape != (a.rows, 1):
                raise Unclear("the vectors are of another length")
            both = Matrix.hstack(v, a * v).applyfunc(canonical)
            if all(x == 0 for x in v) or both.rank(simplify=True) > 1:
                w = (a * v).applyfunc(canonical)
                said = Text(
                    f"A times {tuple(v)} is {tuple(w)}, no multiple of it",
                    f"A × {tuple(v)} = {tuple(w)} で、その定数倍ではありません",
                )
                return Judged(Evidence("refuted", method="put in", left=str(tuple(w)), right=str(tuple(v))), said)
        for k, v in self._pairs(line):
            if v.shape == (a.rows, 1) and any(canonical(x) != 0 for x in a * v - k * v):
                w = (a * v).applyfunc(canonical)
                said = Text(
                    f"A times {tuple(v)} is {tuple(w)}, not {k} times it",
                    f"A × {tuple(v)} = {tuple(w)} で、その {k} 倍ではありません",
                )
                return Judged(Evidence("refuted", method="put in", left=str(tuple(w)), right=str(tuple(k * v))), said)
        total = sum(len(space) for _, _, space in a.eigenvects())
        if Matrix.hstack(*vectors).rank(simplify=True) < total:
            return Judged(PROVED, reason="right as far as it goes; there are more eigenvectors")
        return Judged(Evidence("proved", method="put in"))

    def _null_space(self, line: Line) -> Judged:
        a = Matrix(value(self.asked.goal.args[0]))
        meaning = self._meaning(line)
        vectors = []
        for item in line.items:
            if isinstance(item, Reading) and item.node is not None:
                made = meaning.question(sides_of(item)[-1])
                letters = list(symbols_of([made]))
                if is_matrix(made):
                    column = Matrix(as_column(value(made)))
                    vectors += [column.diff(s) for s in letters] if letters else [column]
        if not vectors and any(i.node == ZERO for i in line.items if isinstance(i, Reading)):
            vectors = [sympy.zeros(a.cols, 1)]
        if not vectors:
            raise Unclear("no vector is given")
        for v in vectors:
            if v.shape != (a.cols, 1):
                raise Unclear("the vectors are of another length")
            w = (a * v).applyfunc(canonical)
            if any(x != 0 for x in w):
                said = Text(
                    f"A times {tuple(v)} is {tuple(w)}, not 0", f"A × {tuple(v)} = {tuple(w)} で、0 ではありません"
                )
                return Judged(Evidence("refuted", method="put in", left="0", right=str(tuple(w))), said)
        size = a.cols - a.rank()
        span = Matrix.hstack(*vectors).rank()
        if span < size:
            said = Text(f"the null space has {size} dimensions, your vectors span {span}", f"零空間は {size} 次元です")
            return Judged(
                Evidence("refuted", left=str(size), right=str(span)),
                said,
                Diagnosis(MISTAKES["free-variable-lost"], ()),
            )
        return Judged(Evidence("proved", method="rank"))

    def _reduced(self, line: Line) -> Judged:
        a = Matrix(value(self.asked.goal))
        given = matrix_in(line, self.asked.meaning)
        truth = a.rref()[0]
        truth = goals.matrix_of(truth.rows, truth.cols, list(truth))
        if holds(same(truth, given)):
            return Judged(PROVED)
        if self.asked.want == "echelon" and shape(given) == shape(truth):
            m = Matrix(given)
            if m.is_echelon and holds(same(truth, goals.matrix_of(m.rows, m.cols, list(m.rref()[0])))):
                return Judged(PROVED)
        evidence, proof = other_entry(truth, given)
        if shape(given) == shape(truth) and Matrix(given).rref()[0] == Matrix(truth):
            return Judged(PROVED, reason="right, but not reduced all the way")
        return Judged(evidence, proof, Diagnosis(MISTAKES["row-op-arithmetic"], ()))

    def _factors(self, line: Line) -> Judged:
        """L and U, by their names or in this order; P before them where rows change places."""
        a = Matrix(value(self.asked.goal.args[0]))
        meaning = self._meaning(line)
        named: dict[str, Any] = {}
        for item in line.items:
            if isinstance(item, Reading) and item.node is not None:
                *first, last = sides_of(item)
                made = meaning.question(last)
                if isinstance(made, goals.MatrixProduct):  # A = L U written out
                    parts = [Matrix(value(part)) for part in made.args]
                    named |= dict(zip("LU", parts, strict=True))
                elif is_matrix(made):
                    letter = first[-1].name if first and isinstance(first[-1], Symbol) else ""
                    named[letter if letter in ("L", "U", "P") else "LU"[len(named) % 2]] = Matrix(value(made))
        if not {"L", "U"} <= named.keys() or any(m.shape != a.shape for m in named.values()):
            raise Unclear("L and U are asked for, both of the size of A")
        lower, upper = named["L"], named["U"]
        if not lower.is_lower or not upper.is_upper:
            said = Text("L has to be lower and U upper triangular", "L は下三角、U は上三角でなければなりません")
            return Judged(Evidence("refuted", left="triangular", right="not triangular"), said)
        product = (lower * upper).applyfunc(canonical)
        if product == (named.get("P", sympy.eye(a.rows)) * a).applyfunc(canonical):
            return Judged(Evidence("proved", method="multiplied out"))
        said = Text(f"L U is {product.tolist()}", f"L U は {product.tolist()} です")
        slug = "algebra-sign" if (2 * sympy.eye(a.rows) - lower) * upper == a else "arithmetic-slip"
        evidence = Evidence("refuted", left=str(a.tolist()), right=str(product.tolist()))
        return Judged(evidence, said, Diagnosis(MISTAKES[slug], ()))

    def _characteristic(self, line: Line) -> Judged:
        a = Matrix(value(self.asked.goal))
        readings = [item for item in line.items if isinstance(item, Reading) and item.node is not None]
        if not readings:
            raise Unclear("no polynomial is given")
        sides = [s for s in sides_of(readings[-1]) if s != ZERO]
        given = sides[-1]
        letters = symbols_of([given])
        if len(letters) != 1:
            raise Unclear("a polynomial in one letter is asked for")
        poly = (a - letters[0] * sympy.eye(a.rows)).det(method="berkowitz").expand()
        for sign in (1, -1):
            if (canonical(given) - sign * poly).expand() == 0:
                return Judged(PROVED)
        return Judged(
            Evidence("refuted", left=str(poly), right=str(given)), Text(f"it is {poly}", f"正しくは {poly} です")
        )
