import re

import pytest

from postmortem_archive.archive.addresses import (
    alias_addresses,
    facet_address,
    postmortem_addresses,
    slug,
)
from postmortem_archive.archive.facets import FACET_BY_NAME
from small_archive import archive_of, item

AWKWARD = [
    "../x",
    "..",
    ".",
    "",
    "C++",
    "C#",
    "c",
    "<script>",
    "index",
    "README",
    "readme",
    "Black Friday",
    "black friday",
    "日本語",
    "a/b",
    "a\\b",
    "a%2fb",
    "x" * 300,
    "x" * 301,
    "con~0123456789",
    "\udcff",
]


@pytest.mark.parametrize("value", ["checkout", "us-east-1", "v1.24.3", "sev1", "2025", "a_b"])
def test_what_is_safe_stays_as_it_is(value: str) -> None:
    assert slug(value) == value


@pytest.mark.parametrize("value", AWKWARD)
def test_a_slug_is_one_safe_part_of_an_address(value: str) -> None:
    assert re.fullmatch(r"[a-z0-9~][a-z0-9._~-]{0,90}", slug(value))
    assert slug(value) not in ("index", "readme")
    assert slug(value) == slug(value)


def test_no_two_texts_share_a_slug() -> None:
    assert len({slug(value) for value in AWKWARD}) == len(AWKWARD)


def test_addresses_of_index_pages() -> None:
    services = FACET_BY_NAME["service"]
    assert facet_address(services) == "services"
    assert facet_address(services, "checkout") == "services/checkout"
    assert facet_address(services, "checkout", 2) == "services/checkout/2"


def test_two_files_with_one_id_have_two_addresses() -> None:
    addresses = postmortem_addresses(archive_of(item("2024/a.md"), item("2025/a.md")))
    assert addresses["2024/a.md"] == "postmortems/a"
    assert addresses["2025/a.md"].startswith("postmortems/2025-a-md~")


def test_an_alias_leads_to_its_file_unless_a_file_has_that_id() -> None:
    archive = archive_of(item("a.md", aliases=("old", "b")), item("b.md", aliases=("../up",)))
    assert alias_addresses(archive) == {
        "postmortems/old": "postmortems/a",
        f"postmortems/{slug('../up')}": "postmortems/b",
    }
