"""The figures of a confusion matrix: accuracy, precision, recall, specificity, F1, balanced accuracy, MCC.

TP and FN are the positives that were and were not found, FP and TN the negatives that were and were not taken for one.
"""

from functools import partial

from sympy import Basic, Expr

from workings.expression.nodes import HALF, ONE, add, divide, mul, negate, power, subtract, walk
from workings.expression.probability_goals import Word
from workings.expression.relations import nonzero
from workings.expression.updating_goals import Measure
from workings.expression.words import TWO
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.probability.sources import BRODERSEN, EDDY, FAWCETT, HOUSE, MANNING

TP, FP, FN, TN = CELLS = tuple(Word(name) for name in ("TP", "FP", "FN", "TN"))
MATRIX = "TP = 40, FP = 10, FN = 5, TN = 45"
Share = tuple[tuple[str, ...], tuple[str, ...]]

# The share of the first cells in the second ones.
SHARES: dict[str, Share] = {
    "accuracy":            (("TP", "TN"), ("TP", "TN", "FP", "FN")),
    "precision":           (("TP",), ("TP", "FP")),
    "recall":              (("TP",), ("TP", "FN")),
    "specificity":         (("TN",), ("TN", "FP")),
    "npv":                 (("TN",), ("TN", "FN")),
    "false positive rate": (("FP",), ("FP", "TN")),
    "false negative rate": (("FN",), ("FN", "TP")),
    "prevalence":          (("TP", "FN"), ("TP", "TN", "FP", "FN")),
}  # fmt: skip


def known(goal: Measure, *names: str) -> list[Expr] | None:
    """The counts of those cells; None where one is not known."""
    counts = dict(zip((cell.name for cell in CELLS), goal.parts, strict=True))
    asked = [counts[name] for name in names]
    return None if any(isinstance(c, Word) and c not in CELLS for c in asked) else asked


def of(goal: Measure, name: str) -> Measure:
    return Measure(name, *goal.parts)


def share(name: str, goal: Measure, ask: Ask) -> Basic | None:
    """Some of the counts over the sum of more."""
    if goal.name != name:
        return None
    part, whole = (known(goal, *names) for names in SHARES[name])
    return None if part is None or whole is None else divide(add(*part), add(*whole))


def some_in_whole(goal: Measure) -> tuple[Basic, ...]:
    whole = known(goal, *SHARES[goal.name][1]) if goal.name in SHARES else None
    return () if whole is None else (nonzero(add(*whole)),)


def formula(name: str, goal: Measure) -> tuple[Text, tuple[Basic, ...]] | None:
    """The formula in the names of the cells, where the counts are numbers."""
    if goal.name != name or any(isinstance(node, Word) for part in goal.parts for node in walk(part)):
        return None
    found = share(name, Measure(name, *CELLS), lambda smaller: smaller)
    return None if found is None else (Text("{}", "{}"), (found,))


def instead(name: str, other: str, goal: Measure, ask: Ask) -> Basic | None:
    """One measure given for another."""
    return share(other, of(goal, other), ask) if goal.name == name else None


def f_score(goal: Measure, ask: Ask) -> Basic | None:
    """2 P R/(P + R), the harmonic mean of precision and recall"""
    if goal.name != "F1":
        return None
    p, r = ask(of(goal, "precision")), ask(of(goal, "recall"))
    return divide(mul(TWO, p, r), add(p, r))


def arithmetic(goal: Measure, ask: Ask) -> Basic | None:
    return divide(add(ask(of(goal, "precision")), ask(of(goal, "recall"))), TWO) if goal.name == "F1" else None


def factor_forgotten(goal: Measure, ask: Ask) -> Basic | None:
    if goal.name != "F1":
        return None
    p, r = ask(of(goal, "precision")), ask(of(goal, "recall"))
    return divide(mul(p, r), add(p, r))


def weighted_f_score(goal: Measure, ask: Ask) -> Basic | None:
    """(1 + b^2) P R/(b^2 P + R)"""
    b = beta_of(goal)
    if b is None:
        return None
    p, r = ask(of(goal, "precision")), ask(of(goal, "recall"))
    squared = power(b, TWO)
    return divide(mul(add(ONE, squared), p, r), add(mul(squared, p), r))


def beta_of(goal: Measure) -> Expr | None:
    from sympy import Rational

    if not goal.name.startswith("F") or goal.name == "F1" or not goal.name[1:].replace(".", "", 1).isdigit():
        return None
    return Rational(goal.name[1:])


def weight_on_recall(goal: Measure, ask: Ask) -> Basic | None:
    """The weight on the side of recall."""
    b = beta_of(goal)
    if b is None:
        return None
    p, r = ask(of(goal, "precision")), ask(of(goal, "recall"))
    squared = power(b, TWO)
    return divide(mul(add(ONE, squared), p, r), add(p, mul(squared, r)))


def opposite(goal: Measure, ask: Ask) -> Basic | None:
    return subtract(ONE, ask(of(goal, "accuracy"))) if goal.name == "error rate" else None


def accuracy_itself(goal: Measure, ask: Ask) -> Basic | None:
    return ask(of(goal, "accuracy")) if goal.name == "error rate" else None


def balanced(goal: Measure, ask: Ask) -> Basic | None:
    """(recall + specificity)/2"""
    if goal.name != "balanced accuracy":
        return None
    return divide(add(ask(of(goal, "recall")), ask(of(goal, "specificity"))), TWO)


def plain_accuracy(goal: Measure, ask: Ask) -> Basic | None:
    return ask(of(goal, "accuracy")) if goal.name == "balanced accuracy" else None


def correlation(goal: Measure, ask: Ask) -> Basic | None:
    """(TP TN - FP FN)/sqrt((TP + FP)(TP + FN)(TN + FP)(TN + FN))"""
    counts = known(goal, "TP", "FP", "FN", "TN") if goal.name == "MCC" else None
    if counts is None:
        return None
    tp, fp, fn, tn = counts
    margins = mul(add(tp, fp), add(tp, fn), add(tn, fp), add(tn, fn))
    return divide(add(mul(tp, tn), negate(mul(fp, fn))), power(margins, HALF))


def sign_lost(goal: Measure, ask: Ask) -> Basic | None:
    counts = known(goal, "TP", "FP", "FN", "TN") if goal.name == "MCC" else None
    if counts is None:
        return None
    tp, fp, fn, tn = counts
    margins = mul(add(tp, fp), add(tp, fn), add(tn, fp), add(tn, fn))
    return divide(add(mul(tp, tn), mul(fp, fn)), power(margins, HALF))


def swapped(slug: str, en: str, ja: str, name: str, other: str, source: str) -> Mistake:
    return Mistake(slug, Text(en, ja), partial(instead, name, other), source)


def measure(name: str, slug: str, title: Text, explanation: Text, answer: str, mistakes: tuple[Mistake, ...]) -> Rule:
    """A rule for a share of counts in more of them."""
    return Rule(
        slug=slug,
        title=title,
        explanation=explanation,
        goal=Measure,
        rewrite=partial(share, name),
        condition=some_in_whole,
        law=(Measure(name, *CELLS),),
        source=FAWCETT,
        examples=(Example(f"{MATRIX}; find the {name if name != 'npv' else 'negative predictive value'}", answer),),
        mistakes=mistakes,
        remark=partial(formula, name),
    )


def made_of(
    name: str, slug: str, title: Text, explanation: Text, rewrite: Rewrite, source: str, answer: str,
    mistakes: tuple[Mistake, ...],
) -> Rule:  # fmt: skip
    return Rule(
        slug=slug,
        title=title,
        explanation=explanation,
        goal=Measure,
        rewrite=rewrite,
        law=(Measure(name, *CELLS),),
        source=source,
        examples=(Example(f"{MATRIX}; find the {name}", answer),),
        mistakes=mistakes,
    )


RULES = (
    measure(
        "accuracy", "accuracy", Text("accuracy", "正解率"),
        Text("The share of all cases that were judged rightly.", "すべての事例のうち、正しく判定されたものの割合です。"),
        "17/20",
        (swapped("precision-for-accuracy", "That is the precision; the accuracy counts the true negatives too.",
                 "それは適合率です。正解率では真陰性も数えます。", "accuracy", "precision", HOUSE),),
    ),
    measure(
        "precision", "precision", Text("precision", "適合率"),
        Text("The share of the positives among those said to be positive.", "陽性と判定されたもののうち、本当に陽性の割合です。"),
        "4/5",
        (swapped("inverse-confusion", "That is the recall: of the positives those found, not of those said the true ones.",
                 "それは再現率です。適合率は、陽性と判定されたもののうち本当に陽性の割合です。", "precision", "recall", EDDY),),
    ),
    measure(
        "recall", "recall", Text("recall", "再現率"),
        Text("The share of the positives that were found; also called sensitivity.",
             "本当に陽性のもののうち、陽性と判定された割合です。感度ともいいます。"),
        "8/9",
        (swapped("inverse-confusion", "That is the precision: of those said the true ones, not of the positives those found.",
                 "それは適合率です。再現率は、本当に陽性のもののうち陽性と判定された割合です。", "recall", "precision", EDDY),),
    ),
    measure(
        "specificity", "specificity", Text("specificity", "特異度"),
        Text("The share of the negatives that were said to be negative.", "本当に陰性のもののうち、陰性と判定された割合です。"),
        "9/11",
        (swapped("inverse-confusion", "That is the negative predictive value: of those said to be negative.",
                 "それは陰性的中率です。特異度の分母は、本当に陰性のものの数です。", "specificity", "npv", EDDY),),
    ),
    measure(
        "npv", "negative-predictive-value", Text("negative predictive value", "陰性的中率"),
        Text("The share of the negatives among those said to be negative.", "陰性と判定されたもののうち、本当に陰性の割合です。"),
        "9/10",
        (swapped("inverse-confusion", "That is the specificity: of the negatives, not of those said to be negative.",
                 "それは特異度です。陰性的中率の分母は、陰性と判定されたものの数です。", "npv", "specificity", EDDY),),
    ),
    measure(
        "false positive rate", "false-positive-rate", Text("false positive rate", "偽陽性率"),
        Text("The share of the negatives that were said to be positive.", "本当に陰性のもののうち、陽性と判定された割合です。"),
        "2/11",
        (swapped("complement-forgotten", "That is the specificity, the opposite of the false positive rate.",
                 "それは特異度で、偽陽性率は 1 からこれを引いたものです。", "false positive rate", "specificity", HOUSE),),
    ),
    measure(
        "false negative rate", "false-negative-rate", Text("false negative rate", "偽陰性率"),
        Text("The share of the positives that were missed.", "本当に陽性のもののうち、見逃された割合です。"),
        "1/9",
        (swapped("complement-forgotten", "That is the recall, the opposite of the false negative rate.",
                 "それは再現率で、偽陰性率は 1 からこれを引いたものです。", "false negative rate", "recall", HOUSE),),
    ),
    measure(
        "prevalence", "prevalence", Text("prevalence", "有病率"),
        Text("The share of the positives among all cases.", "すべての事例のうち、本当に陽性の割合です。"),
        "9/20",
        (swapped("accuracy-for-prevalence", "That is the share judged rightly, not the share of the positives.",
                 "それは正しく判定された割合で、陽性の割合ではありません。", "prevalence", "accuracy", HOUSE),),
    ),
    made_of(
        "F1", "f1", Text("F1: harmonic mean of precision and recall", "F1：適合率と再現率の調和平均"),
        Text("Twice the product of precision and recall over their sum.", "適合率と再現率の積の 2 倍を、和で割ったものです。"),
        f_score, MANNING, "16/19",
        (
            Mistake("f1-arithmetic-mean",
                    Text("F1 is the harmonic mean of precision and recall, not half their sum.",
                         "F1 は適合率と再現率の相加平均ではなく調和平均です。"),
                    arithmetic, MANNING),
            Mistake("f1-factor-forgotten",
                    Text("The factor 2 of the harmonic mean is missing.", "調和平均の係数 2 が抜けています。"),
                    factor_forgotten, HOUSE),
        ),
    ),
    made_of(
        "F2", "f-beta", Text("weighted harmonic mean of precision and recall", "適合率と再現率の重みつき調和平均"),
        Text("As F1, with recall counting as b² times as important as precision.",
             "F1 と同様ですが、再現率に適合率の b² 倍の重みをつけます。"),
        weighted_f_score, MANNING, "20/23",
        (
            Mistake("f-beta-weight-swapped",
                    Text("The weight b² stands with the precision in the sum, so that recall counts more.",
                         "分母では b² は適合率のほうに掛かり、再現率の重みが大きくなります。"),
                    weight_on_recall, HOUSE),
        ),
    ),
    made_of(
        "error rate", "error-rate", Text("error rate: 1 less the accuracy", "誤り率：1 から正解率を引く"),
        Text("The share of all cases that were judged wrongly.", "すべての事例のうち、誤って判定されたものの割合です。"),
        opposite, FAWCETT, "3/20",
        (
            Mistake("complement-forgotten",
                    Text("That is the accuracy; the error rate is what it leaves of 1.",
                         "それは正解率です。誤り率は 1 からこれを引いたものです。"),
                    accuracy_itself, HOUSE),
        ),
    ),
    made_of(
        "balanced accuracy", "balanced-accuracy",
        Text("balanced accuracy: mean of recall and specificity", "均衡正解率：再現率と特異度の平均"),
        Text("Positives and negatives count the same, however many there are of each.",
             "陽性と陰性の数によらず、両者を同じ重みで数えます。"),
        balanced, BRODERSEN, "169/198",
        (
            Mistake("accuracy-not-balanced",
                    Text("That is the plain accuracy, in which the more frequent class counts more.",
                         "それは通常の正解率で、多いほうのクラスの重みが大きくなります。"),
                    plain_accuracy, BRODERSEN),
        ),
    ),
    made_of(
        "MCC", "matthews", Text("Matthews correlation coefficient", "マシューズ相関係数"),
        Text("The correlation of what is true with what was said, both as 0 and 1.",
             "真の値と判定をともに 0 と 1 で表したときの相関係数です。"),
        correlation,
        "B. W. Matthews, Comparison of the predicted and observed secondary structure of T4 phage lysozyme, "
        "Biochimica et Biophysica Acta 405 (1975) 442-451",
        "7/sqrt(99)",
        (
            Mistake("mcc-products-added",
                    Text("The product of the errors, FP FN, is subtracted.", "誤りの積 FP·FN は引きます。"),
                    sign_lost, HOUSE),
        ),
    ),
)  # fmt: skip
