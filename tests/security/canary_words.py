"""A word of random letters for each place in which text can hide."""

import random
import string
from pathlib import Path

LETTERS = 16
"""Letters of a word, the first two of which all have in common."""


class Maker:
    """Makes one tree, the same for the same number.

    Args:
        root: an empty folder.
        seed: the number.
    """

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.words: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    def word(self, channel: str) -> str:
        """The word of a channel."""
        if channel not in self.words:
            letters = self.chance.choices(string.ascii_lowercase, k=LETTERS - 2)
            self.words[channel] = "qx" + "".join(letters)
        return self.words[channel]

    def one_of(self, *forms: str) -> str:
        """One of several ways to say something."""
        return self.chance.choice(forms)

    def image(self, path: str) -> bytes:
        """An image by its path relative to the archive's folder."""
        return self.files[f"postmortems/{path}"]

    def write(self, path: str, content: str | bytes) -> None:
        """Note a file, to be written at the end."""
        self.files[path] = content.encode() if isinstance(content, str) else content
