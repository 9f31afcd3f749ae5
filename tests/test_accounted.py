"""A question in words answers all its words, or is refused with the word that it does not answer."""

import pytest

import workings as wk

REFUSED = [
    ("Find the slope of the normal to y = x^3 at x = 1", "normal"),
    ("Show that u = x^2 - y^2 satisfies u_xx + u_yy = 0", "satisfies"),
    ("F(x,y,z) = x^2 + y^2 - z = 0, tangent plane at (1, 1, 2)", "tangent plane"),
    ("f(x) = 2x is the derivative of g. Find P(X > 1)", "P(X > 1)"),
    ("Find the point on y = x^2 where the tangent is parallel to y = 6x", "parallel to"),
    ("At what point on the curve y = x^2 is the slope 8?", "slope 8"),
    ("Find the value of k such that y = x^2 + kx has slope 3 at x = 1", "slope 3"),
    ("f(x,y) = x^2 y. Find the determinant of the Hessian at (1, 2)", "determinant"),
    ("Find the total differential of f(x,y) = x^2 y at (1, 2)", "at (1, 2)"),
    ("Approximate f(1.1, 2.1) using the total differential, f = x^2 y", "Approximate"),
    ("Find the derivative of sin(x) with respect to x^2", "with respect to x^"),
    ("Find the sum of the first and second derivatives of x^3", "sum of the first"),
    ("f(x) = x^2, g(x) = sin x. Find (f/g)'(pi/2)", ")'(pi"),
    ("Find the directional derivative of f(x,y) = x^2 y at (1,2)", "directional derivative"),
    ("Find the distance from the point (1,2) to the line 3x + 4y = 5", "distance"),
    ("Find all solutions to x + y = 3 with x, y positive integers", "positive"),
    ("Subtract twice the first equation from the second: x + y = 1, 2x + 3y = 4", "Subtract twice the first equation"),
    ("Find the matrix of rotation by 90 degrees", "matrix"),
]
NOT_WORKED = [
    ("Find the dimension of the null space of [[1,2,3],[2,4,6]]", "dimension of"),
    ("Find the (1,2) entry of AB, A = [[1,2],[3,4]], B = [[5,6],[7,8]]", "entry"),
    ("Find the second row of A^2, A = [[1,2],[3,4]]", "second row of"),
    ("Is 3 an eigenvalue of [[2,1],[1,2]]?", "Is 3 an eigenvalue"),
]


@pytest.mark.parametrize(("question", "word"), NOT_WORKED)
def test_a_part_of_a_matrix_is_not_answered_by_the_whole(question: str, word: str) -> None:
    with pytest.raises(ValueError, match="is not worked here") as error:
        wk.derive(question)
    assert repr(word) in str(error.value)


@pytest.mark.parametrize(("question", "word"), REFUSED)
def test_a_word_that_is_not_answered_is_shown(question: str, word: str) -> None:
    with pytest.raises(ValueError, match="not understood here") as error:
        wk.derive(question)
    assert repr(word) in str(error.value)


ANSWERED = [
    ("Differentiate f(x) = x^3 on the interval [0, 1] using first principles", "3x^2"),
    ("If f(x) = x^2 and g(x) = 5x + 1, find the derivative of f(g(x))", "50x + 10"),
    ("f(x) = x^2. Find the average rate of change on [1, 4]", "5"),
    ("f(x) = x^2. Curvature at x = 0?", "2"),
    ("Compute the third derivative of x^5 and evaluate it at 2", "240"),
    ("Directional derivative of x^2 + 3y^2 at (1,1) in the direction of 1/sqrt(2) (1,1)", "4sqrt(2)"),
    ("f(x,y) = y e^x. Directional derivative at (0,1) in the direction (1,1)", "sqrt(2)"),
    ("F(x,y) = x^2 + y^2 - 25 = 0, slope at (3,4)", "-3/4"),
    ("f(x,y) = x^3 - 3xy^2. f_xx + f_yy = ?", "0"),
    ("2 d/dx x^3 + d/dx sin x", "6x^2 + cos(x)"),
]


@pytest.mark.parametrize(("question", "answer"), ANSWERED)
def test_a_question_is_answered_as_it_is_asked(question: str, answer: str) -> None:
    assert wk.check(question, answer).status == "correct"
    assert wk.derive(question).result is not None
