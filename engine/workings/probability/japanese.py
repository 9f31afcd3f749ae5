"""Word problems in Japanese, as the statements and questions that `reading` reads.

Being built on the branch `probja` (started 17:28): until it lands, whoever works on `sentences.py` leaves Japanese prose
to this module.
"""
