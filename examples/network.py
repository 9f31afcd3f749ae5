"""A three-layer network: its loss as a formula, backpropagation with every number shown, and training.

    python examples/network.py

First a network with two neurons a layer, small enough to follow each number from the result back to the weights; its
gradient is held against the one that torch's autograd finds. Then one with six a layer learns to tell two moons apart.
"""

import numpy as np

import workings as wk


def layer(inputs: list, outputs: int, name: str, squash) -> tuple[list, list]:
    """The outputs squash(w x + b) of a layer, and its weights and biases."""
    sums, weights = [], []
    for j in range(outputs):
        bias = wk.parse(f"b_{name}{j}")
        row = [wk.parse(f"w_{name}{j}{i}") for i in range(len(inputs))]
        sums.append(squash(sum((w * u for w, u in zip(row, inputs, strict=True)), bias)))
        weights += [*row, bias]
    return sums, weights


def network(inputs: list, width: int) -> tuple[object, list]:
    """Two hidden layers of tanh, and one output, with all weights and biases."""
    tanh = lambda u: wk.parse("tanh(z)").subs(wk.parse("z"), u)  # noqa: E731
    first, a = layer(inputs, width, "1", tanh)
    second, b = layer(first, width, "2", tanh)
    (out,), c = layer(second, 1, "3", lambda u: u)
    return out, [*a, *b, *c]


x, y, t = (wk.parse(name) for name in "xyt")  # a point and its label, 1 or -1

# 1. The chain rule on the computation graph, local derivative times upstream.
score, weights = network([x, y], 2)
loss = wk.parse("ln(1 + e^(-t z))").subs(wk.parse("z"), score)
rng = np.random.default_rng(1)
at = {w: float(v) for w, v in zip(weights, rng.normal(size=len(weights)).round(1), strict=True)}
graph = wk.backpropagation(loss, at | {x: 0.5, y: -0.4, t: 1})
print(graph.to_text(digits=4), end="\n\n")

# 2. The same gradient as one fast program, and by autograd.
names = [*weights, x, y, t]
run = wk.value_and_gradient(loss, names, by=weights)
_, gradient = run(*at.values(), 0.5, -0.4, 1.0)
assert np.allclose([graph.gradient[w] for w in weights], gradient, rtol=1e-12)
print(f"{len(weights)} derivatives in {len(run.tape.operations)} operations, the same as on the graph")
try:
    report = wk.check_autograd(loss, 200)
    print(f"autograd agrees at {report.points} random points: {report.agrees}", end="\n\n")
except ImportError:
    print("torch is not installed, so autograd was not asked", end="\n\n")

# 3. Training: two moons, every iterate kept.
angle = rng.uniform(0, np.pi, 300)
label = rng.choice([-1.0, 1.0], 300)
across = np.where(label > 0, np.cos(angle), 1 - np.cos(angle)) + rng.normal(0, 0.1, 300)
up = np.where(label > 0, np.sin(angle), 0.5 - np.sin(angle)) + rng.normal(0, 0.1, 300)
score, weights = network([x, y], 6)
loss = wk.parse("ln(1 + e^(-t z))").subs(wk.parse("z"), score)
start = {w: float(v) for w, v in zip(weights, rng.normal(0, 0.7, len(weights)), strict=True)}
way = wk.descend(loss, start, {x: across, y: up, t: label}, method="adam", rate=0.03, steps=400)
predict = wk.lambdify(score, [*weights, x, y])
for step in (0, 50, 100, 200, 400):
    right = np.mean(np.sign(predict(*way.points[step].tolist(), across, up)) == label)
    print(f"step {step:3}  loss {way.values[step]:.4f}  {right:6.1%} right")
assert right > 0.97
