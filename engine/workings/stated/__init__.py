"""Problems of linear algebra as people state them: matrices by name, systems in any form, and what is asked of them."""

from workings.stated.problem import Asked, read_asked

__all__ = ["Asked", "read_asked"]
