"""Bounds on CPU time in tests.

They are three times what is promised, because machines that run tests are slow and shared; what they
guard against, work that grows with the square of a text, takes minutes. `make bench` measures.
"""

PER_FILE = 3 * 2.0
"""Most CPU seconds for reading and checking a file."""

PER_QUERY = 3 * 0.5
"""Most CPU seconds for answering a query, whatever it is."""
