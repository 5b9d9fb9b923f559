"""How numbers become places in a picture."""


def hundredths(percent: float) -> float:
    """A place or a length, rounded so that every build writes it alike."""
    return round(percent, 2) + 0.0  # no minus zero


def share(part: float, whole: float) -> float:
    """A part of a whole in percent; of nothing, none."""
    return hundredths(100 * part / whole) if whole else 0.0
