"""What counts as harm, as people, as a time, as a duration, as a figure; and the worst phrases."""

import pytest

from postmortem_archive.rules.shared.empty_phrases import (
    is_empty_praise,
    is_mere_verdict,
    is_nothing,
)
from postmortem_archive.rules.shared.impact_words import (
    has_figure,
    may_last,
    says_harm,
    says_how_long,
    says_when,
    says_who,
)
from postmortem_archive.rules.shared.section_text import as_shown, is_english
from postmortem_archive.rules.shared.worst_impact import worst_phrase


@pytest.mark.parametrize(
    "text",
    [
        "Payments were refused.",
        "Nobody could log in.",
        "Pages were slow.",
        "Users saw HTTP 503.",
        "E-mails were late.",
        "The site didn’t load.",
    ],
)
def test_harm(text: str) -> None:
    assert says_harm(text)


@pytest.mark.parametrize("text", ["A new chart was installed.", "A report was added to the batch."])
def test_no_harm(text: str) -> None:
    assert not says_harm(text)


@pytest.mark.parametrize(
    "text", ["All users were hit.", "25 % of evaluations ended in errors.", "Nobody could pay."]
)
def test_who(text: str) -> None:
    assert says_who(text)


def test_nobody_is_named() -> None:
    assert not says_who("The proxy ran out of memory and was restarted.")


@pytest.mark.parametrize(
    "text",
    [
        "on 12 March 2026",
        "On the evening of Feb 23",
        "on January 21st",
        "2026-03-12",
        "from 14:05",
        "at 7 pm",
        "on Tuesday",
        "on the 5th of May",
        "in the morning",
        "in 2019",
        "on 1/20",
        "on 20/1",
        "on Fri",
    ],
)
def test_when(text: str) -> None:
    assert says_when(f"Payments failed {text}, it seems.")


@pytest.mark.parametrize(
    "text",
    [
        "It may fail.",
        "We march on.",
        "After a deployment it failed.",
        "It is open 24/7.",
        "3/4 of them failed.",
        "The subnet 10.0.0.0/24 failed.",
        "PR #2026 failed.",
    ],
)
def test_no_time(text: str) -> None:
    assert not says_when(text)


@pytest.mark.parametrize(
    "text",
    [
        "for 65 minutes",
        "for about 1h50m",
        "for several days",
        "from 14:05 to 15:10",
        "until the next morning",
        "for 2 h",
        "for ninety minutes",
        "overnight",
        "from 2 to 4 pm",
        "between 12 March 19:30 and 13 March 09:45",
        "on October 29-30",
        "at 14:05, and all was well: it was fixed at 3 pm",
        "within the hour",
        "and were back the next day",
        "intermittently",
        "at 14:05 and again at 16:20",
    ],
)
def test_how_long(text: str) -> None:
    assert says_how_long(f"Payments failed {text}.")


@pytest.mark.parametrize(
    "text",
    [
        "5 requests per hour",
        "from pods to services",
        "from v1.19 to v1.20 on 3 May",
        "from 1.19 to 12:05",
        "a second time",
        "as data8r-17s shows",
        "a moment later",
        "and are still there",
    ],
)
def test_no_duration(text: str) -> None:
    assert not says_how_long(f"Payments failed, {text}.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Payments failed.", True),
        ("The site was slow.", True),
        ("Keys were leaked, and did not work any more.", False),
        ("A vulnerability was reported.", False),
        ("A report was added.", False),
    ],
)
def test_what_may_last(text: str, expected: bool) -> None:
    assert may_last(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "4,200 payments",
        "12 % of users",
        "all customers",
        "two regions",
        "1h50m",
        "500 users",
        "5.5 h",
    ],
)
def test_figure(text: str) -> None:
    assert has_figure(f"Lost: {text}.")


@pytest.mark.parametrize(
    "text",
    [
        "on 12 March 2026",
        "at 14:05",
        "HTTP 503",
        "S3",
        "k8s",
        "version 1.14",
        "PR #1237",
        "many users",
        "the 19th",
        "US-EAST-1",
        "5xx",
    ],
)
def test_no_figure(text: str) -> None:
    assert not has_figure(f"Payments failed: {text}.")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("On 3 May all customers were affected.", "all customers were affected"),
        (
            "All of our users were unable to pay, and could not log in.",
            "All of our users were unable",
        ),
        ("It was a complete outage of two hours.", "complete outage"),
        ("The whole site was down.", "The whole site was down"),
        ("Checkout was down for everyone.", "down for everyone"),
        ("User data was lost.", "User data was lost"),
        ("Nobody could log in.", "Nobody could log in"),
    ],
)
def test_the_worst(text: str, phrase: str) -> None:
    assert worst_phrase(text) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "No data was lost.",
        "Not all customers were affected.",
        "All customers in one region were affected.",
        "All users of the export were affected.",
        "It could have been a complete outage.",
        "User data was lost and restored from a backup.",
        "No customer data was exposed.",
        "Nearly all customers were affected.",
        "A complete outage of the export was seen.",
        "Some users were affected.",
    ],
)
def test_not_the_worst(text: str) -> None:
    assert worst_phrase(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Monitoring worked.",
        "Good communication",
        "**Great teamwork!**",
        "Everyone responded quickly",
        "The team worked well together.",
        "Communication and collaboration were good",
        "Quick response by the team",
    ],
)
def test_empty_praise(text: str) -> None:
    assert is_empty_praise(text)


@pytest.mark.parametrize(
    "text",
    [
        "Monitoring noticed the rise within two minutes.",
        "Good communication with the vendor of the router",
        "Quick response of the API team after the page",
        "The rollback took four minutes",
        "Newer service layers remained up",
    ],
)
def test_specific(text: str) -> None:
    assert not is_empty_praise(text)
    assert not is_nothing(text)


@pytest.mark.parametrize("text", ["None", "n/a", "Nothing in particular.", "-", "N/A."])
def test_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Communication was poor",
        "Bad monitoring.",
        "The response was too chaotic",
        "Poor documentation",
    ],
)
def test_verdict(text: str) -> None:
    assert is_mere_verdict(text)


@pytest.mark.parametrize(
    "text",
    [
        "Communication with support was poor for the first hour",
        "The alert fired 20 minutes late",
        "No alert watched the pool",
        "Failover failed",
        "Lack of monitoring of the pool",
    ],
)
def test_no_verdict(text: str) -> None:
    assert not is_mere_verdict(text)


def test_english() -> None:
    assert is_english("The pool was full, and no payment could be made.")
    assert not is_english("Der Pool war voll, und keine Zahlung war für eine Stunde möglich.")
    assert not is_english("down")


def test_blanks_are_shown_as_left_out() -> None:
    assert (
        as_shown("A post on [a site]\ufffc\ufffc ran \ufffc\ufffc often")
        == "A post on a site ran … often"
    )
