"""The public edition: which texts are due, whether they may leave, and the fresh tree it is built of."""
