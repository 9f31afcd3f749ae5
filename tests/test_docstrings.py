"""Every example in a docstring runs and says the truth."""

import doctest
import pkgutil
from importlib import import_module
from importlib.util import find_spec

import pytest

import workings
import workings_rules

MODULES = sorted(
    module.name
    for package in (workings, workings_rules)
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
)
NEEDS_TORCH = ("torch", "tensors", "autograd")  # in a module's name


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    if find_spec("torch") is None and any(word in name for word in NEEDS_TORCH):
        pytest.skip("torch is not installed")
    module = import_module(name)
    found = [test for test in doctest.DocTestFinder(exclude_empty=True).find(module, name) if test.examples]
    runner = doctest.DocTestRunner(verbose=False)
    said: list[str] = []
    for test in found:
        runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)
