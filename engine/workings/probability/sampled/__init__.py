"""The judge of distributions and moments: sums of masses, areas under densities, moments of sums, in ball arithmetic.

It knows what a distribution is (its masses by repeated trials, its density), and none of the formulas for means,
variances and distribution functions. Letters among the parameters are stood in for by numbers.
"""

from workings.probability.sampled.judge import judge_sampled, outermost_goals

__all__ = ["judge_sampled", "outermost_goals"]
