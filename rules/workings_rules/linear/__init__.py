"""Linear systems and matrices: the first rule that applies answers."""

from workings.rule import RuleBook
from workings_rules.linear import back_substitution, cases, coefficients, contradiction, method, row_operations

BOOK = RuleBook(
    (
        coefficients.RULE,
        method.RULE,
        contradiction.RULE,
        cases.RULE,
        row_operations.SWAP,
        row_operations.SCALE,
        row_operations.ADD,
        back_substitution.RULE,
        back_substitution.FROM_ROW,
    )
)
