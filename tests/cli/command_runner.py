"""What running the command gives, and the vocabulary of the project it is run in."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """What a command did: its exit code, and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]

ARCHIVE_YML = """\
severities:
  sev1: {name: Critical}
  sev2: {name: Major}
services:
  checkout: {name: Checkout, team: payments, aliases: [cart]}
  login: {name: Login, team: identity}
causes:
  capacity: {name: Capacity, kind: architecture}
  review-gap: {name: Review gap, kind: process}
teams:
  payments: {name: Payments}
  identity: {name: Identity}
"""
