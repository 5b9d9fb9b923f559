from datetime import date

import pytest
import yaml

from postmortem_archive.archive.scaffold import Start, scaffold, scaffold_path
from postmortem_archive.model.front_matter import Kind
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.sections import SECTION_BY_KEY
from postmortem_archive.model.settings import Requirement, Settings
from postmortem_archive.model.slug import MAX_SLUG, slugify

TODAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Checkout failed: pool ran dry!", "checkout-failed-pool-ran-dry"),
        ("Überlast im Störfall", "uberlast-im-storfall"),
        ("決済 停止", "決済-停止"),
        ("日本語だけ", "日本語だけ"),
        ("पूल खाली", "पूल-खाली"),
        ("İstanbul: Störfall \u0301", "istanbul-storfall"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("!!!", "postmortem"),
        ("x" * 200, "x" * MAX_SLUG),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_slug(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_path_is_named_by_the_day_it_started_in_utc() -> None:
    late = Moment.from_text("2026-03-12T23:30-02:00")
    assert (
        scaffold_path(Start("Slow login", "sev2", ("login",), started=late), TODAY)
        == "2026/2026-03-13-slow-login.md"
    )


def test_path_is_named_by_today_where_the_start_is_not_known() -> None:
    start = Start("Slow login", "sev2", ("login",))
    assert scaffold_path(start, TODAY, "other") == "2026/2026-03-14-other.md"


@pytest.mark.parametrize("title", ["Outage: db", "- dash", "no", "#1", 'say "x"', "ü: é", "a\\b"])
def test_any_title_reads_back(title: str) -> None:
    front_matter = scaffold(Start(title, "sev1", ("a", "yes")), Settings()).split("---\n")[1]
    values = yaml.safe_load(front_matter)
    assert values["title"] == title
    assert values["services"] == ["a", "yes"]


def test_has_the_sections_that_are_required_once_published() -> None:
    settings = Settings(
        require=(
            Requirement(sections=("summary", "actions")),
            Requirement(kind=(Kind.NEAR_MISS,), sections=("summary",), fields=("trigger",)),
        )
    )
    text = scaffold(Start("t", "sev1", ("a",)), settings)
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Summary",
        "## Action items",
    ]
    assert f"<!-- {SECTION_BY_KEY['summary'].guidance} -->" in text
    near_miss = scaffold(Start("t", "sev1", ("a",), kind=Kind.NEAR_MISS), settings)
    assert "## Action items" not in near_miss
    assert "\nkind: near-miss\n" in near_miss
    assert "\ntrigger:\n" in near_miss
