"""What the rules of matrix calculus cite."""

MAGNUS = "J. R. Magnus and H. Neudecker, Matrix Differential Calculus, 3rd ed. (2019), "
COOKBOOK = "K. B. Petersen and M. S. Pedersen, The Matrix Cookbook (version of 15 November 2012), equation "
LAUE = (
    "S. Laue, M. Mitterreiter, J. Giesen, Computing higher order derivatives of matrix and tensor expressions, "
    "NeurIPS (2018)"
)
PARR = "T. Parr and J. Howard, The matrix calculus you need for deep learning, arXiv:1802.01528 (2018)"
MINKA = "T. P. Minka, Old and new matrix algebra useful for statistics (2000)"
LAY = "D. C. Lay, S. R. Lay, J. J. McDonald, Linear Algebra and Its Applications, 5th ed. (2016), section "
BARNES = "R. J. Barnes, Matrix differentiation (and some other stuff), University of Minnesota (2006)"
