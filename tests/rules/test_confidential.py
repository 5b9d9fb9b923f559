"""What is confidential is found, hidden in every report, and nothing else is."""

import time

import pytest

from example_archive import Change, check
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.rules.shared.confidential import (
    Places,
    find_cards,
    find_emails,
    find_phones,
    find_secrets,
    masked,
    masked_message,
    outline,
)
from postmortem_archive.rules.shared.secret_patterns import KEY_NAME, SECRET_FORMS
from secret_samples import SAMPLES

TOKEN = next(sample[2] for sample in SAMPLES if sample[0] == "a GitHub token")

BEGIN, END = (f"-----{mark} PRIVATE KEY-----" for mark in ("BEGIN", "END"))

each_sample = pytest.mark.parametrize(
    ("name", "before", "secret", "after"), SAMPLES, ids=[f"{s[0]}-{s[2][:6]}" for s in SAMPLES]
)


def test_every_form_has_a_sample() -> None:
    assert {sample[0] for sample in SAMPLES} == {*(form.name for form in SECRET_FORMS), KEY_NAME}


@each_sample
def test_a_secret_is_found(name: str, before: str, secret: str, after: str) -> None:
    text = f"It was `{before}{secret}{after}` then.\n"
    found = find_secrets(text)
    assert [(one.name, text[one.start : one.end]) for one in found] == [(name, secret)]


@each_sample
def test_no_report_repeats_a_secret(name: str, before: str, secret: str, after: str) -> None:
    body = f"## Resolution\n\n```\n{before}{secret}{after}\n```\n\nThe query was stopped.\n"
    found = check(Change(body=body).archive())
    assert [item.code for item in found] == ["PM901"]
    shown = repr(found)
    assert name in shown
    assert all(part not in shown for part in secret.split("\n"))
    assert secret[4:] not in shown


@each_sample
def test_what_is_cut_from_a_secret_is_not_found(
    name: str, before: str, secret: str, after: str
) -> None:
    cut = masked(f"{before}{secret}{after}")
    assert len(cut) == len(f"{before}{secret}{after}")
    assert not find_secrets(cut)


@pytest.mark.parametrize(
    "text",
    [
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
        "glpat-" + "XXXXXXXXXXXXXXXXXXXX",
        "xoxb-your-token-goes-here",
        "postgres://app:***@db/checkout",
        "postgres://app:<password>@db/checkout",
        "postgres://app:${DB_PASSWORD}@db/checkout",
        "postgres:/" + "/user:password@db/checkout",
        "postgres:/" + "/app:REDACTED@db/checkout",
        "http://db:5432/checkout?to=ana@shop.io",
        "Server=db;Password=***;",
        "Server=db;Password={{ password }};",
        "Authorization: Bearer <token>",
        "The authorization: basic questions were asked first",
        f"{BEGIN}\n...\n{END}",
        f"{BEGIN}\n{END}",
        "-----BEGIN CERTIFICATE-----\nMIIDdTCCAl2gAwIBAgILBAAAAAABFUtaw5QwDQYJ\n-----END CERTIFICATE-----",
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "token = <token>",
        "risk_of_change, task_live_9, disk_live_migration_of_all_nodes",
        "TAS" + "K0123456789abcdef0123456789abcdef",
    ],
)
def test_stand_ins_and_other_words_are_no_secrets(text: str) -> None:
    assert not find_secrets(text)


@pytest.mark.parametrize(
    "text",
    [
        "ana.silva@shoes-and-more.io",
        "<mailto:ben.okafor@mail.shop.co.uk>",
        "seen by k.lee+orders@gmail.com, at noon",
        "authors: [cleo@shop.io]",
    ],
)
def test_addresses_of_people(text: str) -> None:
    assert len(find_emails(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("security@shop.io", "no-reply@shop.io", "noreply@shop.io", "payments-team@shop.io"),
        *("ana@example.com", "ana@mail.example.org", "ana@shop.example", "ana@shop.test"),
        *("ana@shop.invalid", "12+ana@users.noreply.github.com", "dev@lists.apache.org"),
        *("git@github.com:shop/checkout.git", "ana@db1.shop.io:/var/log", "ssh ana@db1.shop.io"),
        *("https://ana@db1.shop.io/", "ssh://ana@db1.shop.io", "logo@2x.png", "@ana", "ana@db1"),
        *("checkout@1.2.3", "checkout@v1.2.3-rc", "deploy@prod.iam.gserviceaccount.com"),
        *("postgres://app:" + "u7Lantern9" + "@db.shop.io", "a @ b.co", "@angular/core.js"),
    ],
)
def test_addresses_of_nobody(text: str) -> None:
    assert not find_emails(text)


@pytest.mark.parametrize(
    "text",
    [
        "+1 415 011 2345",
        "+1 (415) 011-2345",
        "call +49 30 0123 45678.",
        "(+351 21 000 0000)",
        "+14150112345 was called",
        "| Bridge | +44 20 0000 1234 |",
        "<tel:+14150112345>",
        "tel:0301234567890",
    ],
)
def test_phone_numbers(text: str) -> None:
    assert len(find_phones(f"Bridge: {text}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-12T14:05:00+0100", "14:05 +0100", "+01:00", "+1,234,567,890 requests"),
        *("+1 234 567 890 requests", "+12 %", "+1234567890123 bytes", "+10.20.30.40"),
        *("+10.128.100.200", "C++ 2011 12 13 14", "a+1234567890123", "+1 415 555 0123"),
        *("+44 7700 900123", "1234567890123", "1-800-123-4567-890", "ID 00491234567890"),
        *("+1 415 011 2345 6789 01", "x=+14150112345"),
    ],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert not find_phones(f"It was {text}")


def test_an_added_line_of_a_diff_is_no_phone() -> None:
    assert not find_phones("```diff\n-17300000001\n+17300000002\n```")


@pytest.mark.parametrize(
    ("number", "brand"),
    [
        ("4539 1488 0343 6467", "a Visa card number"),
        ("4539148803436467", "a Visa card number"),
        ("4539-1488-0343-6467", "a Visa card number"),
        ("5412 7534 1234 5675", "a Mastercard number"),
        ("2221 0000 1234 5673", "a Mastercard number"),
        ("3714 496353 98456", "an American Express card number"),
        ("6011 5564 4857 8943", "a Discover card number"),
        ("3530 1234 5678 9018", "a JCB card number"),
    ],
)
def test_card_numbers(number: str, brand: str) -> None:
    text = f"The card {number}, it says"
    assert [(one.name, text[one.start : one.end]) for one in find_cards(text)] == [(brand, number)]


@pytest.mark.parametrize(
    "text",
    [
        "4539 1488 0343 6468",  # a wrong check digit
        "9539148803436465",  # of no brand
        "4242 4242 4242 4242",  # published for tests
        "45391488034364671",
        "a" + "4539148803436467",
        "4539148803436467" + "f",
        "4539148803436467-0001",
        "0.4539148803436467",
        "/orders/4539148803436467",
        "4539 1488 0343 6467 1234",
        "4539 1488-0343 6467",
        "45391488-0343-6467-0000-000000000000",
        "4000 0000 0000 0000",
    ],
)
def test_other_numbers_are_no_cards(text: str) -> None:
    assert not find_cards(text)


def test_what_is_masked_keeps_its_places() -> None:
    text = "Mail ana.silva@shoes.io,\ncard 4539148803436467, call +1 415 011 2345"
    assert masked(text) == ("Mail ana.**************,\ncard 4539************, call +1 *** *** ****")
    assert masked("nothing here") == "nothing here"


def test_a_short_secret_shows_less() -> None:
    assert outline("u7-Lantern9x") == "`u7-…` (12 characters)"
    assert outline("abc") == "`…` (3 characters)"


def test_a_message_of_another_rule_hides_secrets() -> None:
    found = check(
        Change(
            body="## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n"
            f"| Replace {TOKEN} | | 2026-04-01 |\n| Replace the old token {TOKEN} now | | 2026-04-01 |\n"
        ).archive()
    )
    assert {"PM402", "PM901"} <= {item.code for item in found}
    assert TOKEN[4:8] not in repr(found)


def test_what_is_left_of_a_cut_secret_is_hidden() -> None:
    assert masked_message("the action `Replace gh" + "p_R4kq9ZtB2m…` has no owner") == (
        "the action `Replace ghp_…` has no owner"
    )


def test_a_rule_about_the_archive_hides_secrets() -> None:
    found = check(Change(fields=f"related: [{TOKEN}]\n").archive())
    assert {item.code for item in found} == {"PM504", "PM901"}
    assert TOKEN[4:] not in repr(found)


def test_a_secret_in_a_refused_file_is_found_and_hidden() -> None:
    found = check({"2026/a.md": f"---\ntitle: [{TOKEN}\n---\n"})
    assert {item.code for item in found} == {"PM102", "PM901"}
    assert TOKEN[4:] not in repr(found)


def test_places() -> None:
    places = Places.of("ab\ncd\n\ne")
    assert [places.position(offset) for offset in (0, 1, 3, 4, 6, 7)] == [
        Position(1, 1),
        Position(1, 2),
        Position(2, 1),
        Position(2, 2),
        Position(3, 1),
        Position(4, 1),
    ]


HOSTILE = (
    *("eyJ", "eyJaaaaaaaaaa.", " eyJ" + "a" * 2000, "://a:", "://" + "a" * 99 + ":" + "b" * 199),
    *("a@", "@", "a@b.c ", "+1 ", "+", "tel:+1 2 3 4 5 ", "1 1 1 ", "4539148803436467 "),
    *(BEGIN, "-----BEGIN ", ";pwd=", "sk-" + "a" * 150, "hf_", "SK"),
    *("authorization: bearer " + "a" * 3000 + " ", "secret_access_key=", "123456789", "a" * 1000),
)


@pytest.mark.parametrize("piece", HOSTILE, ids=[piece[:12] for piece in HOSTILE])
def test_a_long_text_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        masked(text)
        return time.process_time() - started

    assert seconds(1 << 20) < max(10 * seconds(1 << 18), 1.0)
