"""Learning by descent: the loss, its partial derivatives and the update rule derived, then trained on real data.

Linear regression on scikit-learn's diabetes set and logistic regression on its breast-cancer set, each compared with
scikit-learn's own answer; without scikit-learn, on made data. Run it: python examples/descent.py
"""

import numpy as np

import workings as wk

# 1. The rule, for one weight and a bias, as the lecture writes it.
LOSS = "(w x + b - y)^2"
print(wk.gradient(LOSS, ["w", "b"]), end="\n\n")
print(wk.update_rule(LOSS, ["w", "b"]), end="\n\n")
print(wk.update_rule("ln(1 + e^(-y (w x + b)))", ["w"], method="adam"), end="\n\n")

# 2. Every iterate is kept, so that a way down can be looked at.
w, b, x, y = (wk.parse(name) for name in "wbxy")
xs = np.linspace(-1, 1, 50)
for method, rate in (("gradient", 0.2), ("momentum", 0.05), ("adam", 0.2)):
    way = wk.descend(wk.parse(LOSS), {w: 0, b: 0}, {x: xs, y: 3 * xs - 1}, method=method, rate=rate, steps=200)
    marks = "  ".join(f"{k}: {way.values[k]:.2e}" for k in (0, 10, 50, 200))
    print(f"{method:9} loss at step {marks}   w {way.result[w]:+.4f}  b {way.result[b]:+.4f}")
print()


# 3. Real data, many weights: the gradient is one program, whatever their number.
def columns(name: str, count: int) -> list:
    return [wk.parse(f"{name}_{k}") for k in range(count)]


def data(name: str) -> tuple[np.ndarray, np.ndarray, bool]:
    """Features of mean 0 and variance 1, the target, and whether it is the real set."""
    try:
        from sklearn import datasets
    except ImportError:
        rng = np.random.default_rng(0)
        features = rng.normal(size=(300, 5))
        target = features @ [1.0, -2.0, 0.5, 0.0, 3.0] + rng.normal(size=300)
        return features, target if name == "diabetes" else np.sign(target), False
    features, target = getattr(datasets, f"load_{name}")(return_X_y=True)
    target = target.astype(float) if name == "diabetes" else 2.0 * target - 1
    return (features - features.mean(0)) / features.std(0), target, True


features, target, real = data("diabetes")
weights, inputs = columns("w", features.shape[1]), columns("x", features.shape[1])
score = sum(p * q for p, q in zip(weights, inputs, strict=True)) + b
observed = dict(zip([*inputs, y], [*features.T, target], strict=True))
start = dict.fromkeys([b, *weights], 0.0)
way = wk.descend((score - y) ** 2, start, observed, method="momentum", rate=0.05, steps=3_000)
ours = np.array([way.result[s] for s in weights])
print(f"linear regression: {way.values[0]:.1f} to {way.values[-1]:.4f}")
exact = np.linalg.lstsq(np.c_[features, np.ones(len(target))], target, rcond=None)[0]
if real:
    from sklearn.linear_model import LinearRegression

    exact = LinearRegression().fit(features, target).coef_
print(f"largest difference of a weight from the exact answer: {np.max(np.abs(ours - exact[: len(ours)])):.1e}")
assert np.max(np.abs(ours - exact[: len(ours)])) < 1e-6

features, target, real = data("breast_cancer")
weights, inputs = columns("w", features.shape[1]), columns("x", features.shape[1])
score = sum(p * q for p, q in zip(weights, inputs, strict=True)) + b
penalty = sum(p**2 for p in weights) / (2 * len(target))
loss = wk.parse("ln(1 + e^(-y z))").subs(wk.parse("z"), score) + penalty
observed = dict(zip([*inputs, y], [*features.T, target], strict=True))
start = dict.fromkeys([b, *weights], 0.0)
way = wk.descend(loss, start, observed, method="momentum", rate=0.2, momentum=0.95, steps=1_500)
ours = np.array([way.result[s] for s in weights])
right = np.mean(np.sign(features @ ours + way.result[b]) == target)
print(f"logistic regression: {way.values[0]:.4f} to {way.values[-1]:.6f}, {right:.1%} classified rightly")
if real:
    from sklearn.linear_model import LogisticRegression

    theirs = LogisticRegression(tol=1e-8, max_iter=1_000).fit(features, target).coef_[0]
    print(f"largest difference of a weight from scikit-learn's: {np.max(np.abs(ours - theirs)):.1e}")
    assert np.max(np.abs(ours - theirs)) < 1e-3
