"""At well-conditioned points no value and no partial derivative is off by more than 4 ulps, on any path."""

import os
import random

import numpy as np
import pytest
from accuracy import WELL, conditions, measure, reference, ulps
from functions import FUNCTIONS, random_expression

import workings as wk

JIT = bool(os.environ.get("WORKINGS_JIT"))


def assert_accurate(expr, args, points):
    results = measure(expr, args, points, JIT)
    for r in results:
        assert r.ulps <= 4 * max(1.0, r.condition / WELL), r
    return results


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_functions_of_the_benchmark(name):
    random.seed(5)
    rng = np.random.default_rng(11)
    expr, args = FUNCTIONS[name]()
    points = rng.uniform(0.3, 1.2, (max(3, 12 // len(args)), len(args)))
    results = assert_accurate(expr, args, points)
    assert {r.output for r in results} == set(range(len(args) + 1))  # each was judged
    assert len({r.path for r in results}) == 4 + JIT


@pytest.mark.parametrize("seed", range(10))
def test_random_expressions(seed):
    random.seed(seed)
    expr, args = random_expression(40, seed + 100)
    assert_accurate(expr, args, np.random.default_rng(seed).uniform(-1.5, 1.5, (4, len(args))))


def test_an_inaccurate_program_is_noticed():
    """1 + x as a program for ln(1 + e^x) near -40: its digits are gone, and the condition does not excuse it."""
    expr, x = wk.parse("ln(1 + e^x)"), wk.parse("x")
    true = reference(expr, (x,), (-30.0,))
    assert ulps(float(np.log(1 + np.exp(-30.0))), true[0]) > 1e9
    assert ulps(wk.lambdify(expr, x)(-30.0), true[0]) < 2
    assert conditions(wk.parse("x^2"), (x,), (3.0,), reference(wk.parse("x^2"), (x,), (3.0,)))[0] < 4
