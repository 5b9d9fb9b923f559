"""A project with two public postmortems and one that stays inside, for tests of the public edition."""

import hashlib
import io
import re
from pathlib import Path

from PIL import Image, PngImagePlugin

from good_postmortem import GOOD
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_settings
from postmortem_archive.edition.text import bound_digest, is_due, public_text
from postmortem_archive.parse.document import parse_document
from site_tree import write_files

SETTINGS = """\
severities:
  sev1: {name: Critical, public_name: Major outage}
  sev2: {name: Major, public_name: Partial outage}
services:
  checkout: {name: Checkout-v2, team: payments, public_name: Orders}
  login: {name: Login, team: identity}
causes:
  capacity: {name: Capacity, kind: architecture}
  review-gap: {name: Review gap, kind: process}
teams:
  payments: {name: Payments}
  identity: {name: Identity}
people:
  ana: {name: Ana Lindqvist}
words:
  internal_hosts: [corp.example]
public:
  sections: [impact, timeline, actions]
  approvals: [communications, legal]
  customers: [Globex]
"""

INTERNAL_YML = """\
site_name: Inside
theme: {name: material, font: false}
plugins: [postmortems]
"""

PUBLIC_YML = """\
site_name: Shop incidents
site_url: https://incidents.shop.example/
theme: {name: material, font: false}
plugins: [postmortems]
"""

IMAGE = "postmortems/2026/failed-orders.png"
FIRST = "postmortems/2026/2026-03-12-pool.md"
SECOND = "postmortems/2026/2026-03-13-login.md"
INSIDE = "postmortems/2026/2026-03-14-inside.md"
FIRST_ID = "2026-03-12-orders-failed-for-an-hour"
SECOND_ID = "slow-payments"

FIRST_PAGE = f"postmortems/{FIRST_ID}/index.html"
KEPT_IN = (
    "zebrafish",
    "Checkout-v2",
    "2026-03-12-pool",
    "2026-03-13-login",
    "Ana Lindqvist",
    "@ana",
)
"""Words of the project that nobody outside may read."""

_SUMMARY = """\
## Customer summary

On 2026-03-12, orders failed for an hour: 12 % of customers could not pay. No data was lost.
<!-- internal -->The zebrafish pool was full.<!-- /internal -->
We made room, and an alert tells us before it fills up. Read [how payments were slow](2026-03-13-login.md),
[our status page](https://status.shop.example/) and [the runbook](../../docs/runbook.md).

![Failed orders, minute by minute](failed-orders.png)

"""
_APPROVALS = re.compile(r"approved_by:\n(?:  - .*\n)+")


def public_postmortem(title: str, day: str, summary: str, fields: str = "") -> str:
    """A published postmortem that is offered to readers outside."""
    text = GOOD.replace("Checkout failed when the pool ran dry", f"{title} zebrafish")
    text = text.replace("2026-03-12", day)
    front = f"audience: public\npublic_title: {title}\n{fields}review_on:"
    return text.replace("review_on:", front, 1).replace("## Impact\n", f"{summary}## Impact\n", 1)


def png_with_more() -> bytes:
    """A PNG with a text, an EXIF block and bytes behind its end, each of which says ``zebrafish``."""
    more = PngImagePlugin.PngInfo()
    more.add_text("Comment", "zebrafish in a text")
    exif = Image.Exif()
    exif[0x010E] = "zebrafish in EXIF"
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG", pnginfo=more, exif=exif)
    return out.getvalue() + b"zebrafish behind the end"


def write_public_project(root: Path) -> Path:
    """Write the project, its texts approved; returns its root folder."""
    second = "## Customer summary\n\nOn 2026-03-13, payments took minutes. We added capacity.\n\n"
    files = {
        "mkdocs.yml": INTERNAL_YML,
        "docs/index.md": "# Inside\n",
        "docs/runbook.md": "# Runbook\n",
        "public/mkdocs.yml": PUBLIC_YML,
        "postmortems/archive.yml": SETTINGS,
        FIRST: public_postmortem("Orders failed for an hour", "2026-03-12", _SUMMARY),
        SECOND: public_postmortem(
            "Payments were slow", "2026-03-13", second, f"public_id: {SECOND_ID}\n"
        ),
        INSIDE: GOOD.replace("2026-03-12", "2026-03-14").replace("could", "zebrafish could"),
    }
    write_files(root, files)
    (root / IMAGE).write_bytes(png_with_more())
    approve(root)
    return root


def approve(root: Path) -> None:
    """Write approvals of the public texts as they are now, for every role, into their files."""
    project = Project(root, root / "postmortems")
    settings = read_settings(project).settings
    for path in sorted(project.folder.rglob("*.md")):
        name = path.relative_to(project.folder).as_posix()
        postmortem = parse_document(name, path.read_bytes(), settings).postmortem
        if postmortem is None or not is_due(postmortem):
            continue
        text = public_text(postmortem, settings)
        places = [project.folder / image.path for image in text.images]
        shown = [_digest(place) if place.is_file() else "" for place in places]
        digest = bound_digest(text.mark, shown)
        said = "".join(
            f"  - {{role: {role}, by: ana, on: 2026-03-20, text: '{digest}'}}\n"
            for role in settings.public.approvals
        )
        written = _APPROVALS.sub("", path.read_text("utf-8"))
        with_approvals = written.replace("review_on:", f"approved_by:\n{said}review_on:", 1)
        path.write_text(with_approvals, "utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Change a file of the project."""
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")
