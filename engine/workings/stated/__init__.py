"""Problems of linear algebra as people state them: matrices by name, systems in any form, and what is asked of them."""

from workings.stated.problem import Asked, read_all_asked, read_asked
from workings.stated.words import Worded, asks_without_matrix, read_worded, refusal

__all__ = ["Asked", "Worded", "asks_without_matrix", "read_all_asked", "read_asked", "read_worded", "refusal"]
