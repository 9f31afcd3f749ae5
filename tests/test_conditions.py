"""Where a derivative is valid: neither more nor less than is known, and what the way taken does not tell is said."""

import pytest

import workings as wk


@pytest.mark.parametrize(
    ("question", "valid"),
    [
        ("d/dx sum_(k=1)^n x^k", "valid for all real n, x"),
        ("d/dx sum_(k=0)^n x^k", "valid for x ≠ 0"),
        ("d/dx sum_(k=1)^n x^(-k)", "valid for x ≠ 0"),
        ("d/dx sum_(k=1)^n x^(k/2)", "valid for x > 0"),
        ("d/dx sum_(k=1)^3 1/(x-k)", "valid for x − 1 ≠ 0, x − 2 ≠ 0, x − 3 ≠ 0"),
        ("d/dx ∫_1^x 1/t dt", "valid for x > 0"),
        ("d/dx x^(4/3)", "valid for all real x"),
        ("d/dx sqrt(x)", "valid for x > 0"),
        ("d/dx x|x|", "valid for x ≠ 0 · of x = 0 this way does not tell"),
        ("d/dx |x|", "valid for x ≠ 0"),
        ("d/dx sqrt(x^4)", "valid for x⁴ > 0 · of x = 0 this way does not tell"),
        ("d/dx elu(x, 2)", "valid for x ≠ 0"),
        ("f(x) = x^2 for x < 2, f(x) = 4x - 4 for x >= 2; f'(x)", "valid for x ≠ 2 · of x = 2 this way does not tell"),
        ("d/dx Gamma(x)", "valid for x > 0 or sin(πx) ≠ 0"),
        ("d/dx J_0(x)", "valid for all real x"),
        ("d/dx J_n(x)", "valid for x > 0"),
        ("d/dx log_a x", "valid for x > 0, a > 0, a − 1 ≠ 0"),
    ],
)
def test_where_it_is_valid(question: str, valid: str) -> None:
    assert wk.derive(question).to_text().split("\n")[-1] == valid


def test_a_pole_of_gamma_is_refused_and_a_place_between_two_is_not() -> None:
    assert wk.derive("d/dx Gamma(x) at x = -1/2").verify().holds
    with pytest.raises(wk.OutsideDomain):
        wk.derive("d/dx Gamma(x) at x = -1")
