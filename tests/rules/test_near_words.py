import pytest

from postmortem_archive.rules.shared.near_words import near_keys


def are_near(one: str, other: str) -> bool:
    return not set(near_keys(one)).isdisjoint(near_keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("checkout", "chekout"),
        ("checkout", "checkoutt"),
        ("checkout", "checkoot"),
        ("checkout", "chekcout"),
        ("order", "orders"),
        ("user", "users"),
        ("payments-api", "payment-api"),
        ("payments-api", "payments_api"),
        ("payments-api", "PaymentsAPI"),
        ("eu-west-1", "eu west 1"),
        ("api-v1", "apiv1"),
    ],
)
def test_near(one: str, other: str) -> None:
    assert are_near(one, other)
    assert are_near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("api-v1", "api-v2"),
        ("eu-west-1", "eu-west-2"),
        ("server1", "server2"),
        ("server1", "server11"),
        ("server", "server1"),
        ("node-1-1", "node-11"),
        ("cache-a", "cache-b"),
        ("east", "west"),
        ("mail", "main"),
        ("inbound", "unbound"),
        ("frontend", "backend"),
        ("payments-api", "payments-app"),
        ("c", "c++"),
        ("import", "export"),
        ("checkout", "chekot"),
    ],
)
def test_not_near(one: str, other: str) -> None:
    assert not are_near(one, other)


def test_a_long_name_has_few_keys() -> None:
    assert len(near_keys("a" * 1_000_000)) <= 62
    assert len(near_keys("a-" * 500_000)) <= 62
