from pathlib import Path

import pytest

from command_runner import Run
from good_postmortem import GOOD, write

ITEMS = """\
| Action | Owner | Due | Type | Status |
|---|---|---|---|---|
| Alert at 80 % use of the pool | @ana | 2026-03-13 | detect | open |
| Stop queries after 5 seconds | payments | 2026-04-01 | prevent | in-progress |
| Restart the pool | @ana | 2026-03-12 | mitigate | done 2026-03-12 |
| Buy a larger pool |  |  | mitigate | done |
"""


@pytest.fixture(autouse=True)
def archive(project: Path) -> Path:
    head, _, _ = GOOD.partition("| Action |")
    write(project, "2026-03-12-pool.md", head + ITEMS)
    write(project, "2025-03-01-cart.md", GOOD.replace("2026-03-12", "2025-03-01"))
    return project


def sections(text: str) -> dict[str, str]:
    _, *parts = text.split("\n## ")
    return {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in parts}


def test_the_review_of_the_last_thirty_days(run: Run) -> None:
    done = run("digest")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "# Review of 2026-02-12 to 2026-03-14\n\n"
        "**1 new postmortem, 1 action item closed, 1 late, 2 soon due, "
        "1 with a cause that came back, 2 follow-up reviews**  \n"
        "Snapshot of 2026-03-14.\n"
    )
    found = sections(done.out)
    pool = "[Checkout failed when the pool ran dry](postmortems/2026/2026-03-12-pool.md)"
    cart = pool.replace("2026-03-12-pool", "2025-03-01-cart")
    assert found["New postmortems"] == f"- 2026-03-12: {pool} (Critical, 1 h, Checkout)"
    assert found["Action items closed"] == (
        f"- 2026-03-12, done: Restart the pool (ana; {pool})\n\n"
        "In the whole archive, 1 closed item without a day: they could be of any time."
    )
    assert found["Late"] == (
        f"- **1 day late**, due 2026-03-13: Alert at 80 % use of the pool (ana; {pool})"
    )
    assert found["Due by 2026-04-14"].splitlines() == [
        f"- 2026-04-01: Stop queries after 5 seconds (payments; {pool})",
        f"- 2026-04-01: Alert at 80 % use of the pool (ana; {cart})",
    ]
    assert found["Causes that came back"] == (
        f"- {pool} has Capacity, Review gap on Checkout, as {cart} had. "
        "Its action, still open, due 2026-04-01: Alert at 80 % use of the pool"
    )
    assert found["Follow-up reviews"].splitlines() == [
        f"- 2026-04-02: {pool}, 2 action items open",
        f"- 2026-04-02: {cart}, 1 action item open",
    ]
    assert found["A year ago"].startswith(f"- 2025-03-01: {cart} (Critical, 1 h, Checkout)")


def test_an_empty_review_says_so_in_a_line_each(project: Path, run: Run) -> None:
    for path in (project / "postmortems" / "2026").iterdir():
        path.unlink()
    done = run("digest", "--since", "2026-q1")
    found = sections(done.out)
    assert len(found) == 7
    for title, text in found.items():
        body = text.partition("\n\n---")[0]
        assert body.endswith("."), title
        assert "\n" not in body


def test_a_past_quarter(run: Run) -> None:
    done = run("digest", "--since", "2025-q1", "--until", "2025-q1")
    assert done.out.startswith("# Review of 2025-01-01 to 2025-03-31\n")
    assert "2025-03-01-cart" in sections(done.out)["New postmortems"]
    assert "2026-03-12-pool" not in done.out.partition("## Late")[0]


def test_late_is_counted_to_the_end_of_the_review(run: Run) -> None:
    done = run("digest", "--since", "2026-02", "--until", "2026-03-14")
    assert "**1 day late**, due 2026-03-13" in done.out
    earlier = run("digest", "--since", "2026-02", "--until", "2026-03-13")
    assert "No action item is late." in earlier.out
    assert "- 2026-03-13: Alert at 80 %" in sections(earlier.out)["Due by 2026-04-23"]


def test_days_late_are_those_of_the_window(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")  # 2026-05-28
    done = run("digest", "--since", "2026-03", "--until", "2026-03")
    assert "**18 days late**, due 2026-03-13" in done.out
    assert "Snapshot of 2026-05-28." in done.out


def test_links_lead_from_where_the_review_is_written(project: Path, run: Run) -> None:
    (project / "docs" / "reviews").mkdir(parents=True)
    done = run("digest", "--output", "docs/reviews/spring.md")
    assert (done.code, done.out, done.err) == (0, "", "wrote docs/reviews/spring.md\n")
    text = (project / "docs" / "reviews" / "spring.md").read_text(encoding="utf-8")
    assert "](../../postmortems/2026/2026-03-12-pool.md)" in text
    assert text.endswith("people.\n")


def test_a_file_name_with_parentheses_and_spaces_stays_one_address(project: Path, run: Run) -> None:
    write(project, "2026-03-13 a) b (c).md", GOOD.replace("2026-03-12", "2026-03-13"))
    assert "](postmortems/2026/2026-03-13%20a%29%20b%20%28c%29.md)" in run("digest").out


@pytest.mark.parametrize("base", ["https://code.example/ops/blob/main", "http://code.example/a/"])
def test_links_can_lead_to_a_host(project: Path, run: Run, base: str) -> None:
    (project / "docs").mkdir()
    run("digest", "--link-base", base, "--output", "docs/review.md")
    text = (project / "docs" / "review.md").read_text(encoding="utf-8")
    assert f"]({base.rstrip('/')}/postmortems/2026/2026-03-12-pool.md)" in text
    assert "](../" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--link-base", "code.example"], "--link-base 'code.example' is no address"),
        (["--link-base", "javascript:alert(1)"], "is no address"),
        (["--link-base", "https://a.example) [b](https://c.example"], "is no address"),
        (["--since", "2027", "--until", "2028"], "--since (2027-01-01) is after today"),
        (["--since", "2026-02", "--until", "2026-01"], "is after --until"),
        (["--since", ""], "a review needs a first and a last day"),
        (["--since", "a while"], "is not understood"),
        (["--output", "nowhere/review.md"], "cannot be written: no such file or directory"),
    ],
)
def test_misuse(run: Run, words: list[str], said: str) -> None:
    done = run("digest", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_review_ends_today(run: Run) -> None:
    assert "to 2026-03-14\n" in run("digest", "--since", "2026", "--until", "2026").out


def test_a_refused_file_is_said(project: Path, run: Run) -> None:
    write(project, "2026-03-15-broken.md", b"---\ntitle: pool: x\n---\n")
    done = run("digest")
    assert "1 file could not be understood: left out." in done.out
    assert "run: postmortem check" in done.err
