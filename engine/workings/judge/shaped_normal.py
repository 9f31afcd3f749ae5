"""A normal form of expressions in vectors and matrices, to prove two of them equal for matrices of all sizes.

What stands in row i and column j of an expression is written as an expression in kernels: the entries of letters, of
products of several matrices (words, such as A X Bᵀ), and numbers such as aᵀx, tr(A B), det X. Sums, entrywise products
and functions of every entry become those of their kernels, products are multiplied out into words, and words are
brought to one form: transposes inside, inverses cancelled, traces turned round. Two expressions are equal where the
normal form of numbers proves that for all values of the kernels. That is sufficient, not necessary. It is long as one
proof is: its steps are used nowhere else.

    >>> from workings.expression.shaped import Letter, Transpose, add, times
    >>> A, x = Letter("A", "n", "n"), Letter("x", "n", 1)
    >>> left = times(add(A, Transpose(A)), x)
    >>> proved_equal(left, add(times(Transpose(A), x), times(A, x)))
    True
    >>> proved_equal(left, add(times(A, x), times(A, x)))
    False
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp
from sympy import Add, Expr, Mul, Symbol

from workings.expression import shaped
from workings.expression.shaped import SCALAR, Letter, Shape, Shaped, shape_of
from workings.expression.shaped_goals import Arranged, Neat
from workings.judge.normal import NormalForm, TooLarge
from workings.judge.shaped_words import Entry, Factor, Key, Word, expanded, factors_of

__all__ = ["proved_equal"]

HIGHEST = 12  # power that is multiplied out


def proved_equal(left: Any, right: Any) -> bool:
    """Whether the two are proved equal for matrices of all sizes, wherever both are defined; False says nothing."""
    if shape_of(left) != shape_of(right):
        return False
    normal = _Normal()
    try:
        one, other = normal.of(left), normal.of(right)
        return bool(one == other) or NormalForm().equal(one, other)
    except (TooLarge, _Unknown):
        return False


class _Unknown(ValueError):
    """A node that has no normal form here."""


class _Normal:
    """The kernels of one comparison, each with what it stands for."""

    def __init__(self) -> None:
        self.kernels: dict[Key, Symbol] = {}
        self.words: dict[Symbol, Word] = {}  # those that are products of several factors
        self.keys: dict[Symbol, Key] = {}
        self.shapes: dict[Symbol, Shape] = {}
        self.turned: dict[Symbol, Entry] = {}

    def kernel(self, key: Key, shape: Shape) -> Symbol:
        found = self.kernels.get(key)
        if found is None:
            found = self.kernels[key] = Symbol(f"kernel_{len(self.kernels)}", real=True)
            self.keys[found], self.shapes[found] = key, shape
        return found

    # Nodes

    def of(self, node: Any) -> Entry:
        """The entry of a node; of a number the number."""
        known: dict[int, Entry] = {}
        stack = [node]
        while stack:
            here = stack[-1]
            if id(here) in known:
                stack.pop()
                continue
            waiting = [a for a in self.parts(here) if id(a) not in known]
            if waiting:
                stack += waiting
                continue
            known[id(here)] = self.made(here, [known[id(a)] for a in self.parts(here)])
            stack.pop()
        return known[id(node)]

    def parts(self, node: Any) -> list[Any]:
        if not isinstance(node, Shaped):
            return []
        if isinstance(node, Arranged | Neat):  # a wish for a form changes nothing
            return [node.expr]
        return [node.args[2]] if isinstance(node, shaped.Map) else [a for a in node.args if _is_part(a)]

    def made(self, node: Any, parts: list[Entry]) -> Entry:
        if not isinstance(node, Shaped):
            return node
        if isinstance(node, Letter):
            return self.letter(node)
        if isinstance(node, shaped.Zeros | shaped.Ones):
            return sp.Integer(isinstance(node, shaped.Ones))
        if isinstance(node, shaped.Eye):
            return self.eye(node.rows)
        if isinstance(node, shaped.Commutation):
            return self.commutation(*node.content)
        make = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if make is None:
            raise _Unknown(type(node).__name__)
        return make(node, *parts)

    def of_arranged(self, node: Any, inner: Entry) -> Entry:
        return inner

    of_neat = of_arranged

    def letter(self, node: Letter) -> Entry:
        if node.kind == "dimension":
            return self.dimension(node.name)
        return self.kernel(("letter", node, False), node.shape)

    def dimension(self, size: Any) -> Entry:
        """A dimension as a number, that of a product the product of both."""
        if isinstance(size, int):
            return sp.Integer(size)
        names = shaped.dimensions_of(size)
        return Mul(*[int(n) if n.isdigit() else Symbol(f"dimension_{n}", positive=True) for n in names])

    def eye(self, n: Any) -> Entry:
        return sp.Integer(1) if n == 1 else self.kernel(("eye", n), (n, n))

    def commutation(self, m: Any, n: Any) -> Entry:
        size = shaped.size_product(m, n)
        return self.eye(size) if 1 in (m, n) else self.kernel(("commutation", m, n), (size, size))

    def of_sum(self, node: Any, *parts: Entry) -> Entry:
        return Add(*parts)

    def of_multiple(self, node: Any, *parts: Entry) -> Entry:
        return expanded(Mul(*parts))

    of_hadamard = of_multiple

    def of_map(self, node: Any, inner: Entry) -> Entry:
        return node.body.xreplace({node.entry: inner})

    def of_transpose(self, node: Any, inner: Entry) -> Entry:
        return self.transposed(inner)

    def of_product(self, node: Any, *parts: Entry) -> Entry:
        shapes = [shape_of(a) for a in node.args]
        whole, shape = parts[0], shapes[0]
        for part, its in zip(parts[1:], shapes[1:], strict=True):
            whole, shape = self.times(whole, shape, part, its), (shape[0], its[1])
        return whole

    def of_nthpower(self, node: Any, base: Entry, *_: Any) -> Entry:
        n, shape = int(node.args[1]), node.shape
        if n > HIGHEST:
            raise TooLarge("a high power")
        whole = base
        for _step in range(n - 1):
            whole = self.times(whole, shape, base, shape)
        return whole

    def of_inverse(self, node: Any, inner: Entry) -> Entry:
        return self.inverse(inner, node.shape)

    def of_tr(self, node: Any, inner: Entry) -> Entry:
        shape = shape_of(node.inner)
        return self.over_terms(inner, lambda m: self.trace(self.word(m, shape)))

    def of_det(self, node: Any, inner: Entry) -> Entry:
        return self.determinant(inner, shape_of(node.inner))

    def of_frobenius(self, node: Any, inner: Entry) -> Entry:
        m, n = shape_of(node.inner)
        if n == 1 or m == 1:
            size, column = (m, inner) if n == 1 else (n, self.transposed(inner))
            return self.over_terms(expanded(column * column), lambda e: self.total(e, size))
        return self.over_terms(expanded(inner * inner), lambda e: self.double_total(e, (m, n)))

    def of_normof(self, node: Any, inner: Entry) -> Entry:
        return sp.sqrt(self.of_frobenius(node, inner))

    def of_sumofentries(self, node: Any, inner: Entry) -> Entry:
        m, n = shape_of(node.inner)
        if n == 1 or m == 1:
            size, column = (m, inner) if n == 1 else (n, self.transposed(inner))
            return self.over_terms(column, lambda e: self.total(e, size))
        return self.over_terms(inner, lambda e: self.double_total(e, (m, n)))

    def of_softmax(self, node: Any, inner: Entry) -> Entry:
        return self.kernel(("softmax", expanded(inner)), node.shape)

    def of_logsumexp(self, node: Any, inner: Entry) -> Entry:
        return self.kernel(("logsumexp", expanded(inner)), SCALAR)

    def of_diag(self, node: Any, inner: Entry) -> Entry:
        return self.over_terms(inner, lambda e: self.diagonal_matrix(e, node.shape))

    def of_diagonalof(self, node: Any, inner: Entry) -> Entry:
        shape = shape_of(node.inner)
        return self.over_terms(inner, lambda e: self.diagonal(self.word(e, shape)))

    def of_vec(self, node: Any, inner: Entry) -> Entry:
        shape = shape_of(node.inner)
        return inner if shape[1] == 1 else self.over_terms(inner, lambda e: self.vec(e, shape))

    def of_unvec(self, node: Any, inner: Entry) -> Entry:
        def local(e: Entry) -> Entry:
            key = self.keys.get(e, ())
            if key[:1] == ("vec",) and key[2] == node.shape:
                return key[1]
            return self.kernel(("unvec", e, node.shape), node.shape)

        return self.over_terms(inner, local)

    def of_kronecker(self, node: Any, a: Entry, b: Entry) -> Entry:
        shapes = [shape_of(part) for part in node.args]
        return self.over_terms(
            a, lambda m: self.over_terms(b, lambda n: self.kronecker(Factor(m, shapes[0]), Factor(n, shapes[1])))
        )

    # Terms

    def over_terms(self, entry: Entry, local: Callable[[Entry], Entry]) -> Entry:
        """`local` put to the monomial of every term, the numbers before it left outside."""
        found = []
        for term in Add.make_args(expanded(entry)):
            if term == 0:
                continue
            number, monomial = self.number_and_monomial(term)
            found.append(number * local(monomial))
        return expanded(Add(*found))

    def number_and_monomial(self, term: Entry) -> tuple[Entry, Entry]:
        numbers: list[Entry] = []
        rest: list[Entry] = []
        for factor in Mul.make_args(term):
            (rest if self.has_entries(factor) else numbers).append(factor)
        return Mul(*numbers), Mul(*rest)

    def has_entries(self, expr: Expr) -> bool:
        return any(self.shapes.get(s, SCALAR) != SCALAR for s in expr.free_symbols)

    def transposed(self, entry: Entry) -> Entry:
        return entry.xreplace({s: self.turn(s) for s in entry.free_symbols if self.shapes.get(s, SCALAR) != SCALAR})

    def turn(self, s: Symbol) -> Entry:
        found = self.turned.get(s)
        if found is None:
            found = self.turned[s] = self._turned(s)
            if isinstance(found, Symbol):
                self.turned[found] = s
        return found

    def _turned(self, s: Symbol) -> Entry:
        key, (m, n) = self.keys[s], self.shapes[s]
        kind = key[0]
        if kind == "letter":
            if shaped.is_symmetric(key[1]):
                return s
            return self.kernel(("letter", key[1], not key[2]), (n, m))
        if kind in ("eye", "diag"):
            return s
        if kind == "commutation":
            return self.commutation(key[2], key[1])
        if kind == "word":
            return self.join(tuple(self.turn_factor(f) for f in reversed(self.words[s])))
        if kind == "inverse":
            return self.kernel(("inverse", self.transposed(key[1])), (n, m))
        if kind == "kronecker":
            return self.kronecker(*[self.turn_factor(f) for f in key[1:]])
        return self.kernel(("turned", s), (n, m))

    def turn_factor(self, factor: Factor) -> Factor:
        return Factor(self.transposed(factor.entry), (factor.shape[1], factor.shape[0]))

    # Words

    def word(self, monomial: Entry, shape: Shape) -> Word:
        """The factors of a monomial that is a product of matrices; of any other, itself."""
        found = self.words.get(monomial)
        return (Factor(monomial, shape),) if found is None else found

    def times(self, a: Entry, of_a: Shape, b: Entry, of_b: Shape) -> Entry:
        return self.over_terms(
            a, lambda m: self.over_terms(b, lambda n: self.reduced((*self.word(m, of_a), *self.word(n, of_b))))
        )

    def reduced(self, word: Word) -> Entry:
        """The entry of a product of factors, in one form."""
        for i in range(len(word) - 1):
            joined = self.met(word[i], word[i + 1])
            if joined is not None:
                shape = (word[i].shape[0], word[i + 1].shape[1])
                return self.put_back(word[:i], joined, shape, word[i + 2 :])
            cancelled = self.cancelled(word, i)
            if cancelled is not None:
                return cancelled
        return self.set_apart(word)

    def put_back(self, ahead: Word, middle: Entry, shape: Shape, behind: Word) -> Entry:
        """A product in which some factors were replaced by an expression, perhaps a sum."""
        if shape == SCALAR and (ahead or behind):
            rest = self.reduced((*ahead, *behind)) if ahead and behind else self.reduced(ahead or behind)
            return expanded(middle * rest)
        return self.over_terms(middle, lambda m: self.reduced((*ahead, *self.word(m, shape), *behind)))

    def met(self, one: Factor, other: Factor) -> Entry | None:
        """What two neighbours make together; None where they stay as they are."""
        first, second = self.keys.get(one.entry, ("",)), self.keys.get(other.entry, ("",))
        if first[0] == "eye":
            return other.entry
        if second[0] == "eye":
            return one.entry
        if first[0] == "diag" and other.shape[1] == 1:
            return first[1] * other.entry
        if second[0] == "diag" and one.shape[0] == 1:
            return one.entry * self.transposed(second[1])
        if first[0] == second[0] == "diag":
            return self.diagonal_matrix(first[1] * second[1], one.shape)
        if first == ("inverse", other.entry) or second == ("inverse", one.entry):
            return self.eye(one.shape[0])
        if first[0] == "commutation" and second[0] == "commutation" and first[1:] == second[:0:-1]:
            return self.eye(one.shape[0])
        if first[0] == "commutation" and second[0] == "vec":
            return self.vec(self.transposed(second[1]), second[2][::-1]) if second[2] == first[1:] else None
        if first[0] == "kronecker" and second[0] == "vec":
            return self.on_vec(first[1], first[2], second)
        if first[0] == second[0] == "kronecker":
            return self.mixed(first[1:], second[1:])
        return None

    def on_vec(self, p: Factor, q: Factor, vec: Key) -> Entry | None:
        """(P ⊗ Q) vec R = vec(Q R Pᵀ)"""
        r, shape = vec[1], vec[2]
        if shape != (q.shape[1], p.shape[1]):
            return None
        left = self.times(q.entry, q.shape, r, shape)
        whole = self.times(left, (q.shape[0], shape[1]), self.transposed(p.entry), p.shape[::-1])
        return self.over_terms(whole, lambda e: self.vec(e, (q.shape[0], p.shape[0])))

    def mixed(self, one: Any, other: Any) -> Entry | None:
        """(A ⊗ B)(C ⊗ D) = A C ⊗ B D"""
        (a, b), (c, d) = one, other
        if a.shape[1] != c.shape[0] or b.shape[1] != d.shape[0]:
            return None
        left, right = self.times(a.entry, a.shape, c.entry, c.shape), self.times(b.entry, b.shape, d.entry, d.shape)
        of_left, of_right = (a.shape[0], c.shape[1]), (b.shape[0], d.shape[1])
        return self.over_terms(
            left, lambda m: self.over_terms(right, lambda n: self.kronecker(Factor(m, of_left), Factor(n, of_right)))
        )

    def cancelled(self, word: Word, i: int) -> Entry | None:
        """(Xᵀ X)⁻¹ Xᵀ X, on either side."""
        key = self.keys.get(word[i].entry, ("",))
        if key[0] != "inverse":
            return None
        inside = self.words.get(key[1], ())
        n = len(inside)
        if n and word[i + 1 : i + 1 + n] == inside:
            return self.put_back(word[:i], self.eye(word[i].shape[0]), word[i].shape, word[i + 1 + n :])
        if n and i >= n and word[i - n : i] == inside:
            return self.put_back(word[: i - n], self.eye(word[i].shape[0]), word[i].shape, word[i + 1 :])
        return None

    def set_apart(self, word: Word) -> Entry:
        """A word with the numbers in it, the stretches between places where the inner dimension is 1, before it."""
        cuts = [i for i in range(1, len(word)) if word[i].shape[0] == 1]
        starts = [0, *cuts]
        stretches = [word[i:j] for i, j in zip(starts, [*cuts, len(word)], strict=True)]
        numbers = [s for s in stretches if s[0].shape[0] == 1 == s[-1].shape[1]]
        rest = tuple(f for s in stretches if s not in numbers for f in s)
        whole = Mul(*[self.number(s) for s in numbers])
        return expanded(whole * self.join(rest)) if rest else whole

    def join(self, word: Word) -> Entry:
        """The kernel of a word that is in one form already."""
        if len(word) == 1:
            return word[0].entry
        shape = (word[0].shape[0], word[-1].shape[1])
        found = self.kernel(("word", word), shape)
        self.words.setdefault(found, word)
        return found

    # Numbers

    def number(self, word: Word) -> Entry:
        """A row times ... times a column."""
        if len(word) == 1:
            return word[0].entry
        row, *middle, column = word
        left = self.transposed(row.entry)
        if not middle:
            return self.over_terms(expanded(left * column.entry), lambda e: self.total(e, column.shape[0]))
        return self.total(self.first_of(self.meetings(word)), column.shape[0], word)

    def meetings(self, word: Word) -> list[Entry]:
        """All products u ⊙ v of columns of which the entries add up to the number: cut at one end or the other."""
        row, *middle, column = word
        ways = [self.transposed(row.entry) * self.join((*middle, column))]
        back = tuple(self.turn_factor(f) for f in reversed((row, *middle)))
        return [*ways, self.join(back) * column.entry]

    def first_of(self, ways: Iterable[Entry]) -> Entry:
        return min(ways, key=lambda e: (sp.count_ops(e), str(e)))

    def total(self, monomial: Entry, size: Any = None, word: Word | None = None) -> Entry:
        """The sum of the entries of a column; of u ⊙ (M v) with letters u and v the number uᵀ M v."""
        if monomial == 1:
            if size is None:
                raise _Unknown("a size that is not known")
            return self.dimension(size)
        factors = factors_of(monomial)
        if all(self.keys.get(f, ("",))[0] == "vec" for f in factors):
            return self.double_total(Mul(*[self.keys[f][1] for f in factors]))
        if len(factors) <= 2:
            first = self.word(factors[0], (size, 1))
            other = self.word(factors[1], (size, 1)) if len(factors) == 2 else (Factor(sp.Integer(1), (size, 1)),)
            if len(first) + len(other) > 2:
                one = (*[self.turn_factor(f) for f in reversed(first)], *other)
                two = (*[self.turn_factor(f) for f in reversed(other)], *first)
                if not any(len(factors_of(end.entry)) > 1 for end in (one[0], one[-1])):
                    return self.kernel(("number", min(one, two, key=str)), SCALAR)
        return self.kernel(("total", monomial), SCALAR)

    def double_total(self, monomial: Entry, shape: Shape | None = None) -> Entry:
        """The sum of all entries of a matrix; of A ⊙ (B C) it is tr(Aᵀ B C)."""
        if monomial == 1:
            if shape is None:
                raise _Unknown("a size that is not known")
            return self.dimension(shape[0]) * self.dimension(shape[1])
        factors = factors_of(monomial)
        if len(factors) == 2 and any(f in self.words for f in factors):
            one, other = factors
            of = next(self.shapes[f] for f in factors if f in self.words)
            turned = tuple(self.turn_factor(f) for f in reversed(self.word(one, of)))
            return self.trace((*turned, *self.word(other, of)))
        if len(factors) == 1 and monomial in self.words:  # 𝟏ᵀ A B 𝟏
            word = self.words[monomial]
            m, n = word[0].shape[0], word[-1].shape[1]
            one = sp.Integer(1)
            return self.reduced((Factor(one, (1, m)), *word, Factor(one, (n, 1))))
        return self.kernel(("double total", self.first_of((monomial, self.transposed(monomial)))), SCALAR)

    def trace(self, word: Word) -> Entry:
        if len(word) == 1:
            return self.trace_of_one(word[0])
        turns = [word[i:] + word[:i] for i in range(len(word))]
        for turn in turns:
            if turn[0].shape[0] == 1:
                return self.reduced(turn)
            whole = self.reduced(turn)
            if whole != self.join(turn):
                shape = (turn[0].shape[0], turn[-1].shape[1])
                return self.over_terms(whole, lambda m, shape=shape: self.trace(self.word(m, shape)))  # type: ignore[misc]
            key = self.keys.get(turn[0].entry, ("",))
            if key[0] == "diag":
                rest = self.diagonal(turn[1:])
                return self.over_terms(expanded(key[1] * rest), self.total)
        if len(word) == 2:
            return self.double_total(word[0].entry * self.transposed(word[1].entry))
        back = tuple(self.turn_factor(f) for f in reversed(word))
        turns += [back[i:] + back[:i] for i in range(len(back))]
        return self.kernel(("trace", min(turns, key=str)), SCALAR)

    def trace_of_one(self, factor: Factor) -> Entry:
        key = self.keys.get(factor.entry, ("",))
        if key[0] == "eye" or factor.entry == 1:
            return self.dimension(factor.shape[0])
        if key[0] == "diag":
            return self.over_terms(key[1], self.total)
        if key[0] == "kronecker" and all(f.shape[0] == f.shape[1] for f in key[1:]):
            return expanded(Mul(*[self.trace(self.word(f.entry, f.shape)) for f in key[1:]]))
        return self.kernel(("trace", self.first_of((factor.entry, self.transposed(factor.entry)))), SCALAR)

    def determinant(self, entry: Entry, shape: Shape) -> Entry:
        terms = Add.make_args(expanded(entry))
        if len(terms) == 1:
            number, monomial = self.number_and_monomial(terms[0])
            word = self.word(monomial, shape)
            if all(f.shape == shape for f in word):
                return Mul(number ** self.dimension(shape[0]), *[self.determinant_of(f) for f in word])
        return self.kernel(("det", self.first_of((entry, self.transposed(entry)))), SCALAR)

    def determinant_of(self, factor: Factor) -> Entry:
        key = self.keys.get(factor.entry, ("",))
        if key[0] == "eye":
            return sp.Integer(1)
        if key[0] == "inverse":
            return 1 / self.determinant(key[1], factor.shape)
        return self.kernel(("det", self.first_of((factor.entry, self.transposed(factor.entry)))), SCALAR)

    def inverse(self, entry: Entry, shape: Shape) -> Entry:
        entry = expanded(entry)
        terms = Add.make_args(entry)
        if len(terms) == 1:
            number, monomial = self.number_and_monomial(entry)
            word = self.word(monomial, shape)
            if all(f.shape == shape for f in word):
                return self.reduced(tuple(Factor(self.inverse_of(f), shape) for f in reversed(word))) / number
        content, primitive = entry.as_content_primitive()
        if primitive.could_extract_minus_sign():
            content, primitive = -content, -primitive
        return self.kernel(("inverse", primitive), shape) / content

    def inverse_of(self, factor: Factor) -> Entry:
        key = self.keys.get(factor.entry, ("",))
        if key[0] == "eye":
            return factor.entry
        if key[0] == "inverse":
            return key[1]
        if key[0] == "kronecker" and all(f.shape[0] == f.shape[1] for f in key[1:]):
            return self.kronecker(*[Factor(self.inverse_of(f), f.shape) for f in key[1:]])
        return self.kernel(("inverse", factor.entry), factor.shape)

    # Diagonals, vec, Kronecker products

    def diagonal_matrix(self, monomial: Entry, shape: Shape) -> Entry:
        if monomial == 1:
            return self.eye(shape[0])
        return self.kernel(("diag", monomial), shape)

    def diagonal(self, word: Word) -> Entry:
        """The diagonal of a word, as a column."""
        for i in range(1, len(word)):
            if word[i].shape[0] == 1:  # u vᵀ
                column = self.join(word[:i])
                return column * self.transposed(self.join(word[i:]))
        if len(word) == 1:
            key = self.keys.get(word[0].entry, ("",))
            if key[0] == "diag":
                return key[1]
            if key[0] == "eye" or word[0].entry == 1:
                return sp.Integer(1)
        entry = self.join(word)
        n = word[0].shape[0]
        return self.kernel(("diagonal", self.first_of((entry, self.transposed(entry)))), (n, 1))

    def vec(self, monomial: Entry, shape: Shape) -> Entry:
        if shape[1] == 1:
            return monomial
        if shape[0] == 1:
            return self.transposed(monomial)
        if monomial == 1:
            return monomial
        return self.kernel(("vec", monomial, shape), (shaped.size_product(*shape), 1))

    def kronecker(self, a: Factor, b: Factor) -> Entry:
        if SCALAR in (a.shape, b.shape):
            return expanded(a.entry * b.entry)
        if a.shape[1] == 1 and b.shape[0] == 1:  # a ⊗ bᵀ = a bᵀ
            return self.times(a.entry, a.shape, b.entry, b.shape)
        if a.shape[0] == 1 and b.shape[1] == 1:
            return self.times(b.entry, b.shape, a.entry, a.shape)
        if a.shape[1] == b.shape[1] == 1:  # a ⊗ b = vec(b aᵀ)
            turned = self.turn_factor(a)
            return self.over_terms(
                self.times(b.entry, b.shape, turned.entry, turned.shape),
                lambda e: self.vec(e, (b.shape[0], a.shape[0])),
            )
        shape = shaped.size_product(a.shape[0], b.shape[0]), shaped.size_product(a.shape[1], b.shape[1])
        if self.keys.get(a.entry, ("",))[0] == self.keys.get(b.entry, ("",))[0] == "eye":
            return self.eye(shape[0])
        return self.kernel(("kronecker", a, b), shape)


def _is_part(arg: Any) -> bool:
    return isinstance(arg, Shaped) or (isinstance(arg, Expr) and not isinstance(arg, sp.core.symbol.Str))
