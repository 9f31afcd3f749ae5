"""The probability of a lecture on the mathematics of machine learning: clicks, phones and laptops.

Run it: python examples/lecture_bayes.py
"""

import workings as wk
from workings.probability import contingency_table, unit_square

GIVEN = ["P(click)=20/100", "P(click|mobile)=15/50", "P(mobile)=0.5", "laptop = not mobile"]

# --- Derived: every line one named law ---------------------------------------------------------------------------

for query in ["P(click)", "P(click|mobile)", "P(click|laptop)", "P(mobile|click)"]:
    print(wk.probability(GIVEN, query), end="\n\n")

# --- The same in one line of text, told in Japanese --------------------------------------------------------------

text = "P(click)=0.2, P(click|mobile)=0.3, P(mobile)=0.5; find P(mobile|click)"
print(wk.derive(text).to_text(lang="ja"), end="\n\n")

# --- Not settled: bounds, and what is missing --------------------------------------------------------------------

print(wk.probability(["P(click)=0.2", "P(click|mobile)=0.3", "laptop = not mobile"], "P(click|laptop)"), end="\n\n")

# --- Settled only if independent, which nobody said --------------------------------------------------------------

print(wk.probability(["P(A)=0.7", "P(B)=0.5"], "P(A and B)"), end="\n\n")

# --- Impossible, and why -----------------------------------------------------------------------------------------

print(wk.probability(["P(click)=0.2", "P(click|mobile)=0.6", "P(mobile)=0.5"], "P(mobile|click)"), end="\n\n")

# --- Random variables --------------------------------------------------------------------------------------------

print(wk.probability(["P(X=0)=0.3", "P(X=2)=0.5", "P(X=6)=0.2"], "Var(X)"), end="\n\n")

# --- The unit square: width is the marginal, height the conditional, area the joint probability --------------------

picture = unit_square("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")})
print(len(picture.splitlines()), "lines of SVG;", picture.count("<rect"), "rectangles")
print(contingency_table("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")}))
