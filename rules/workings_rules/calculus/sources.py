"""What the rules of this book cite."""

STEWART = "J. Stewart, Calculus: Early Transcendentals, 8th ed. (2015), section "
DLMF = "NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/"
ORTON = "A. Orton, Students' understanding of differentiation, Educational Studies in Mathematics 14 (1983) 235-250"
CLARK = (
    "J. M. Clark et al., Constructing a schema: the case of the chain rule?, "
    "Journal of Mathematical Behavior 16 (1997) 345-364"
)
MUZANGWA = (
    "J. Muzangwa and P. Chifamba, Analysis of errors and misconceptions in the learning of calculus by undergraduate "
    "students, Acta Didactica Napocensia 5(2) (2012) 1-10"
)
SIYEPU = (
    "S. W. Siyepu, Analysis of errors in derivatives of trigonometric functions, "
    "International Journal of STEM Education 2:16 (2015)"
)
SCHECHTER = "E. Schechter, The most common errors in undergraduate mathematics, Vanderbilt University (2009)"
HOUSE = "House observation: a slip to be expected here, from no study"
MARCUM = (
    "A. H. Nuttall, Some integrals involving the Q_M function, IEEE Transactions on Information Theory 21 (1975) 95-96"
)
