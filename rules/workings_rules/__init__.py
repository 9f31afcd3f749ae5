"""The rule books of `workings`: one law a file."""
