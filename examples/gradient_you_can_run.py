"""The gradient of a loss: derived, verified, run on NumPy and torch, and compared with autograd.

A logistic regression with one weight and a bias, its loss for one observation written as a person would write it.
Run it: python examples/gradient_you_can_run.py
"""

import numpy as np

import workings as wk

LOSS = "ln(1 + e^(-t (w x + b)))"  # the label t is 1 or -1
names = t, w, x, b = [wk.parse(name) for name in "twxb"]

# 1. Derive: every line one named rule.
loss = wk.parse(LOSS)
by_w = wk.differentiate(LOSS, "w")
by_b = wk.differentiate(LOSS, "b")
print(by_w, end="\n\n")
print(by_b, end="\n\n")

# 2. Verify: every step goes before judges that share no code with the rules.
for derivation in (by_w, by_b):
    assert derivation.verify().holds, derivation

# 3. Run: value and gradient in one program that shares what they have in common; arrays in, arrays out.
run = wk.lambdify([loss, by_w.result, by_b.result], names)
rng = np.random.default_rng(0)
xs = rng.normal(size=1_000)
ts = np.where(xs + 0.5 * rng.normal(size=1_000) > 0.3, 1.0, -1.0)
weight = bias = 0.0
for step in range(201):
    value, slope_w, slope_b = (part.mean() for part in run(ts, weight, xs, bias))
    if step % 50 == 0:
        print(f"step {step:3}  loss {value:.6f}  w {weight:+.4f}  b {bias:+.4f}")
    weight, bias = weight - slope_w, bias - slope_b
print()

# 4. Compare with autograd: torch differentiates the loss by itself.
try:
    import torch
except ImportError:
    print("torch is not installed, so autograd was not asked")
else:
    at = {name.name: tensor for name, tensor in zip(names, map(torch.as_tensor, (ts, weight, xs, bias)), strict=True)}
    leaf = at["w"].clone().requires_grad_()
    on_torch = wk.lambdify(loss, names, backend="torch")
    (theirs,) = torch.autograd.grad(on_torch(at["t"], leaf, at["x"], at["b"]).mean(), leaf)
    ours = wk.lambdify(by_w.result, names, backend="torch")(*at.values()).mean()
    print(f"d loss/dw after training: ours {ours.item():+.15f}")
    print(f"                      autograd {theirs.item():+.15f}")
    assert abs(ours - theirs) < 1e-12
