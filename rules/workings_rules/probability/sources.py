"""What the rules of this book cite."""

BERTSEKAS = "D. P. Bertsekas and J. N. Tsitsiklis, Introduction to Probability, 2nd ed. (2008), section "
FELLER = "W. Feller, An Introduction to Probability Theory and Its Applications, vol. 1, 3rd ed. (1968), chapter "
EDDY = (
    "D. M. Eddy, Probabilistic reasoning in clinical medicine, in D. Kahneman et al. (eds.), "
    "Judgment under Uncertainty: Heuristics and Biases (1982) 249-267"
)
KAHNEMAN = "D. Kahneman and A. Tversky, On the psychology of prediction, Psychological Review 80 (1973) 237-251"
SHAUGHNESSY = (
    "J. M. Shaughnessy, Research in probability and statistics: reflections and directions, in D. A. Grouws (ed.), "
    "Handbook of Research on Mathematics Teaching and Learning (1992) 465-494"
)
HAILPERIN = (
    "T. Hailperin, Best possible inequalities for the probability of a logical function of events, "
    "American Mathematical Monthly 72 (1965) 343-359"
)
JOHNSON = "N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, 2nd ed. (1994-95), "
GELMAN = "A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section "
HOFF = "P. D. Hoff, A First Course in Bayesian Statistical Methods (2009), section "
MANNING = "C. D. Manning, P. Raghavan and H. Schütze, Introduction to Information Retrieval (2008), section 8.3"
FAWCETT = "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861-874"
BRODERSEN = (
    "K. H. Brodersen et al., The balanced accuracy and its posterior distribution, "
    "International Conference on Pattern Recognition (2010) 3121-3124"
)
HOUSE = "House observation: a slip to be expected here, from no study"
