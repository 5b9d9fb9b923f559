"""A postmortem that is offered to readers outside, with something inside that must not leave."""

from good_postmortem import GOOD

ID = "2026-03-12-pool"

SETTINGS = """\
people:
  ana: {name: Ana Lind}
  bo-k: {name: Bo Kim}
public:
  sections: [impact, timeline]
  approvals: [communications, legal]
"""
"""What ``archive.yml`` says beside the vocabulary of the tests' project."""

FIELDS = """\
audience: public
public_title: Customers could not pay for an hour
"""

CUSTOMER_SUMMARY = """\
## Customer summary

For an hour, one order of eight failed.<!-- internal --> The pool was too small.<!-- /internal -->
Nothing was lost.

See [how we work](how-we-work.md) and [our status page](https://status.shop.example/).

"""

OFFERED = GOOD.replace("---\n\n", f"{FIELDS}---\n\n", 1).replace(
    "## Impact\n", f"{CUSTOMER_SUMMARY}## Impact\n", 1
)
