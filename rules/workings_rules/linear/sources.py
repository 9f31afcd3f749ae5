"""What the rules of this book cite."""

STRANG = "G. Strang, Introduction to Linear Algebra, 5th ed. (2016), section "
LAY = "D. C. Lay, S. R. Lay and J. J. McDonald, Linear Algebra and Its Applications, 5th ed. (2016), section "
SIT = "W. Y. Sit, An algorithm for solving parametric linear systems, Journal of Symbolic Computation 13 (1992) 353-394"
DORIER = "J.-L. Dorier (ed.), On the Teaching of Linear Algebra, Kluwer (2000)"
