import pytest

from command_runner import Run
from postmortem_archive.rules.explain import rule_page
from postmortem_archive.rules.registry import RULES


@pytest.mark.parametrize("name", ["PM402", "pm402", "action-owner"])
def test_the_page_of_a_rule(run: Run, name: str) -> None:
    (rule,) = (rule for rule in RULES if rule.code == "PM402")
    done = run("explain", name)
    assert (done.code, done.out) == (0, rule_page(rule))


def test_several_rules_and_a_family(run: Run) -> None:
    out = run("explain", "PM001", "PM5").out
    codes = [line.split()[1] for line in out.splitlines() if line.startswith("# PM")]
    assert codes == ["PM001", *(rule.code for rule in RULES if rule.code.startswith("PM5"))]


def test_an_unknown_rule_is_misuse(run: Run) -> None:
    done = run("explain", "action-ownr")
    assert done.code == 2
    assert "did you mean 'action-owner'" in done.err.lower()
    assert "postmortem rules" in run("explain", "zebra").err
    assert run("explain").code == 2
