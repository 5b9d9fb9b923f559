r"""Phrases by which an action item says that something is to be done, but not what.

Each is matched against the words of a whole item (see :mod:`.vague_actions`). To add a phrase, add it
to :data:`PHRASES`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern

_WORD = r"[A-Za-z][A-Za-z0-9'-]{0,30}"
_ARTICLE = (
    r"(?:(?:the|our|all|any|its|their|some|existing|general|overall|internal|current|a|an)\s)"
)
_BETTER = (
    r"(?:(?:(?:look into|look at|consider|investigate|explore)\s)?"
    r"(?:improv(?:e|ing)|enhanc(?:e|ing)|strengthen(?:ing)?|increas(?:e|ing))|"
    r"better|more|improved|"
    r"(?:make )?improvements? (?:to|in|of)|invest in|beef up|tighten(?:ing)?|"
    r"(?:(?:add|have|create|implement|introduce|set ?up|provide|ensure)\s)"
    r"(?:better|more|improved|enhanced|proper|adequate|sufficient|good))\s"
)
_ADD = r"(?:(?:add(?:ing)?|have|create|implement(?:ing)?|introduce|set ?up|provide|ensure)\s)"
_RENEW = r"(?:(?:update|updating|review|revise|revisit|write|clean up|rework)\s)"
_ABOUT = (
    rf"(?:\s(?:of|for|on|in|around|across|about|at|with)\s(?P<object>{_WORD}(?:\s{_WORD}){{0,3}}))?"
)
_PURPOSE = (
    r"(?:\s(?:to|so we can|so that we can)\s(?:respond|react|detect|catch|notice|find|identify|see|"
    r"prevent)(?:\s[a-z]{1,20}){0,4}\s(?:these|this|such|similar|future|any)\s(?:kinds? of )?"
    r"(?:issues?|problems?|incidents?|outages?|errors?)(?:\s[a-z]{1,20}){0,3})"
)
_KIND = rf"(?P<kind>{_WORD}\s)?"

_SIGNAL = (
    r"(?:(?:(?:monitoring|alert(?:ing|s)?|alarms?|observability|visibility|logging|logs|metrics|"
    r"dashboards?|telemetry|tracing|detection|instrumentation|notifications?|paging)"
    r"(?: coverage| setup| systems?| tooling| tools)?))"
)
_WATCH = r"(?:monitoring|alert(?:ing|s)?|alarms?|observability|visibility|notifications?|paging)"
_NO_FIGURE = (
    r"(?!(?:disk|storage|memory|latency|lag|quota|capacity|queue|traffic|bandwidth|throughput|errors?|"
    r"timeouts?|expiry|certificates?|cost|costs|billing|backups?|liveness|heartbeat|uptime|downtime|"
    r"synthetic|external|anomaly|canary|audit|threshold|[a-z]+-[a-z-]+)\s)"
)
_NAME = r"(?P<name>(?-i:[A-Z][a-z]{2,30})\s)?"
_TO_WATCH = (
    r"(?:\s(?:to|for) (?:monitor(?:ing)?|watch(?:ing)?|track(?:ing)?) (?:the |our |all )?"
    r"(?:(?:resource|system|overall|cluster|service|server) )?"
    r"(?:usage|health|status|performance|resources?|systems?|things|everything))?"
)
_TESTS = (
    r"(?:(?:(?:unit|integration|end-to-end|load|stress|regression|automated|functional)\s)?"
    r"(?:testing|tests?|test coverage|coverage|test suite|test automation))"
)
_QUALITY = (
    r"(?:(?:reliability|resilien(?:ce|cy)|stability|robustness|performance|availability|"
    r"scalability|security|quality|code quality|capacity|redundancy|fault tolerance|"
    r"(?:error|exception) handling|infrastructure|architecture|systems?))"
)
_TEXT = r"(?:documentation|docs?|runbooks?|playbooks?|wiki|readme|guides?|instructions)"
_HABIT = (
    r"(?:process(?:es)?|procedures?|workflows?|communications?|collaboration|coordination|"
    r"training|onboarding|tooling|tools|governance|incident (?:response|management|process)|"
    r"change management|code reviews?|(?:deployment|release|review|change|escalation) process(?:es)?|"
    r"handovers?|planning|escalation)"
)
_THIS = (
    r"(?:this|it|that|recurrences?|(?:this|these|such|such an?|similar|the same|the)\s"
    r"(?:kinds? of |types? of )?(?:incidents?|issues?|outages?|problems?|mistakes?|errors?))"
)
_PEOPLE = (
    r"(?:(?:the|our|all|every|everyone in the)\s)?(?:teams?|people|staff|engineers?|developers?|"
    r"operators?|everyone|everybody|employees|colleagues)"
)
_QUESTION = (
    r"(?:investigat(?:e|ing)|look(?:ing)? into|dig into|explor(?:e|ing)|research(?:ing)?|"
    r"examin(?:e|ing)|analy[sz](?:e|ing))"
)
_THOUGHT = rf"(?:{_QUESTION}|evaluat(?:e|ing)|consider|think about|discuss)"
_CAREFUL = (
    r"(?:careful|cautious|diligent|vigilant|attentive|mindful|thorough|proactive|disciplined|"
    r"aware|rigorous)"
)


def _several(noun: str) -> str:
    return rf"{noun}(?: (?:and|or) {noun}){{0,2}}"


class VaguePhrase(NamedTuple):
    """A way to say too little.

    Attributes:
        begins: the words with which it can begin, in lower case.
        cues: texts of which at least one is in every such item, in lower case; none where there is
            no such text. They are looked for first, because compiling the words takes long.
        words: matches the words of a whole item, behind *we should* and the like; its groups
            ``object`` and ``kind`` are what the author says it is about.
        lacks: what such an item does not say; goes on from its text.
        ask: what to write instead; ``{about}`` or ``{for}`` is where its object is put.
        example: an item of the specific form.
        open_ended: whatever follows makes it no more specific: a condition in it is no object.
    """

    begins: frozenset[str]
    cues: tuple[str, ...]
    words: str
    lacks: str
    ask: str
    example: str
    open_ended: bool = False

    def match(self, words: str) -> re.Match[str] | None:
        """The match of all the words of an item, or ``None``."""
        lower = words.casefold()
        first = _FIRST_WORD.match(lower)
        if first is None or first[0] not in self.begins:
            return None
        if self.cues and not any(cue in lower for cue in self.cues):
            return None
        return _compiled(self.words).fullmatch(words)


_FIRST_WORD = lazy_pattern(r"[a-z']+")


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """The pattern, compiled when an item begins as it does: most items begin in another way."""
    return re.compile(words, re.IGNORECASE)


def _phrase(  # noqa: PLR0913 - one for each part of a phrase
    *patterns: str,
    begins: str,
    cues: str = "",
    lacks: str,
    ask: str,
    example: str,
    open_ended: bool = False,
) -> tuple[VaguePhrase, ...]:
    first, needed = frozenset(begins.split()), tuple(cues.split())
    return tuple(
        VaguePhrase(first, needed, pattern, lacks, ask, example, open_ended) for pattern in patterns
    )


_TO_ADD = "add adding have create implement implementing introduce set setup provide ensure make "
_TO_BETTER = (
    f"{_TO_ADD} look consider investigate explore improve improving enhance enhancing strengthen "
    "strengthening increase increasing better more improved improvement improvements invest beef "
    "tighten tightening "
)
_TO_RENEW = "update updating review revise revisit write clean rework "
_TO_THINK = (
    "investigate investigating look looking dig explore exploring research researching examine "
    "examining analyse analyze analysing analyzing evaluate evaluating consider think discuss"
)


PHRASES: tuple[VaguePhrase, ...] = (
    *_phrase(
        rf"{_BETTER}{_ARTICLE}{{0,2}}{_KIND}{_several(_SIGNAL)}{_ABOUT}{_PURPOSE}?",
        rf"(?:{_ADD}|{_RENEW}){_ARTICLE}{{0,2}}{_several(_SIGNAL)}",
        rf"{_ADD}{_ARTICLE}{{0,2}}{_KIND}{_several(_SIGNAL)}{_PURPOSE}",
        rf"{_ADD}{_ARTICLE}{{0,2}}{_NO_FIGURE}{_KIND}{_WATCH}(?: and {_WATCH})?",
        rf"{_ADD}(?:better|more|additional|further)\s{_NAME}(?:{_WATCH}|dashboards?){_TO_WATCH}",
        rf"(?:ensure|make sure)(?: that)?(?: we have)? (?:proper |good |enough )?{_several(_SIGNAL)}"
        r"(?: (?:is|are) (?:in place|set up|working|adequate|sufficient))?",
        begins=_TO_BETTER + _TO_RENEW,
        cues="monitor alert alarm observab visib log metric dashboard telemetry trac detect instrument "
        "notif pag",
        lacks="says neither which figure is watched nor from which value on",
        ask="name the figure{for}, the value, and who is told",
        example="Alert the on-call engineer at 80 % use of the payment pool",
    ),
    *_phrase(
        rf"(?:{_BETTER}|{_ADD}){_ARTICLE}{{0,2}}{_several(_TESTS)}",
        begins=_TO_BETTER,
        cues="test coverage",
        lacks="names no case to be tested",
        ask="say which case is tested, and what has to come of it",
        example="Test that an order is refused, not lost, when the payment pool is full",
    ),
    *_phrase(
        rf"{_BETTER}{_ARTICLE}{{0,2}}{_KIND}{_several(_QUALITY)}{_ABOUT}",
        rf"mak(?:e|ing) {_ARTICLE}{{0,2}}(?P<object>{_WORD}(?:\s{_WORD}){{0,2}}) more "
        r"(?:robust|resilient|reliable|stable|scalable|secure|maintainable|performant)",
        rf"(?:reduce|pay down|address) {_ARTICLE}?(?:technical|tech) debt",
        begins=_TO_BETTER + "making reduce pay address",
        cues="reliab resilien stabil stable robust perform availab scalab secur quality capacity redundan "
        "tolerance handling infrastructure architecture system maintainab debt",
        lacks="says neither how nor by how much",
        ask="say what will be different{for}, and how that is seen",
        example="Keep a second replica of the session store, so that one of them may fail",
    ),
    *_phrase(
        rf"(?:{_BETTER}|{_ADD}|{_RENEW}){_ARTICLE}{{0,2}}{_several(_TEXT)}",
        r"(?:better )?document(?:ing)? (?:things|everything|it|this|better|more|the "
        r"(?:process|procedure|fix|solution|issue|problem|incident))",
        begins=_TO_BETTER + _TO_RENEW + "document documenting",
        cues="doc runbook playbook wiki readme guide instruction",
        lacks="names no page and no step",
        ask="say what can be read, and where",
        example="Write the steps of a database failover into the runbook of the checkout",
    ),
    *_phrase(
        rf"{_BETTER}{_ARTICLE}{{0,2}}{_several(_HABIT)}{_ABOUT}",
        rf"{_RENEW}{_ARTICLE}{{0,2}}{_several(_HABIT)}",
        r"(?:communicate|collaborate|coordinate|plan) (?:better|more|more often|earlier|clearly)"
        rf"{_ABOUT}",
        rf"(?:follow|adopt|apply|use|enforce) {_ARTICLE}?best practices{_ABOUT}",
        begins=_TO_BETTER
        + _TO_RENEW
        + "communicate collaborate coordinate plan follow adopt apply use enforce",
        cues="process procedure workflow communicat collaborat coordinat training onboarding tool "
        "governance response management review handover plan escalation practice",
        lacks="names no step that will be different",
        ask="say which step is added or changed{for}, and who takes it",
        example="Post to the status page within 15 minutes of an alert for the checkout",
    ),
    *_phrase(
        rf"be (?:(?:more|extra|very|much more) )?{_CAREFUL}\b.{{0,200}}",
        r"pay (?:more|closer|better|close) attention\b.{0,200}",
        r"take (?:more|greater|better|extra) care\b.{0,200}",
        r"exercise (?:more |greater )?caution\b.{0,200}",
        r"(?:remember to|don't forget|do not forget|never forget)\b.{0,200}",
        r"double[- ]check(?:ing)? (?:everything|things|(?:all )?(?:changes|commands|work))\b.{0,200}",
        rf"remind(?:ing)? {_PEOPLE}\b.{{0,200}}",
        r"(?:avoid|prevent) (?:human errors?|mistakes)\b.{0,200}",
        begins="be pay take exercise remember don't do never double remind reminding avoid prevent",
        lacks="asks for care, and names nothing that makes the slip harder",
        ask="say what will catch the slip, or make it impossible",
        example="Ask for the name of the host before a production database is deleted",
        open_ended=True,
    ),
    *_phrase(
        rf"(?:make sure|ensure)(?: that)? {_THIS} (?:does not|doesn't|do not|don't|cannot|can't|"
        r"never|will not|won't) (?:happens?|occurs?|recurs?|be repeated)(?: again)?"
        r"(?: in (?:the )?future)?",
        rf"(?:prevent(?:ing)?|avoid(?:ing)?) {_THIS}(?: from)?"
        r"(?: (?:happening|occurring|recurring))?(?: again)?(?: in (?:the )?future)?",
        rf"learn from {_THIS}",
        begins="make ensure prevent preventing avoid avoiding learn",
        cues="sure prevent avoid learn",
        lacks="names the aim, and not what is done for it",
        ask="say what will stop it the next time",
        example="Refuse a removal that leaves fewer than three replicas",
    ),
    *_phrase(
        r"reflect(?:ing)? (?:on|about)\b.{0,200}",
        begins="reflect reflecting",
        lacks="does not say what will be different",
        ask="write what will be different, or where the answer will stand",
        example="Post each planned upgrade to the channel of the teams a week before",
        open_ended=True,
    ),
    *_phrase(
        rf"{_THOUGHT}(?: (?:further|more|deeper))?",
        rf"{_QUESTION} (?:further |more |deeper |possible )?{_ARTICLE}?"
        rf"(?P<object>{_WORD}(?:\s{_WORD}){{0,2}})(?: further)?",
        rf"{_THOUGHT} (?:further |more |possible )?(?:options|ways|solutions|ideas|alternatives|"
        rf"possibilities|approaches|improvements)"
        rf"(?: (?:of|for|to) (?P<object>{_WORD}(?:\s{_WORD}){{0,5}}))?",
        begins=_TO_THINK,
        lacks="names no question and no result",
        ask="write the question{about}, and where its answer will stand",
        example="Find out why the pool keeps idle connections, and add the remedy to this list",
    ),
    *_phrase(
        r"(?:raise|increase|create|spread|improve|build) (?:the |more |better )?awareness\b.{0,200}",
        rf"(?:train|educate|coach|teach|inform|brief) {_PEOPLE}(?: better| more| again)?"
        r"(?: (?:on|about|in) (?:this|it|best practices|the (?:incident|issue|process|system)))?",
        begins="raise increase create spread improve build train educate coach teach inform brief",
        cues="awareness train educat coach teach inform brief",
        lacks="names no session and no text that people will have",
        ask="say who learns what, and by when they have tried it",
        example="Walk each on-call engineer through a database failover in an exercise",
        open_ended=True,
    ),
    *_phrase(
        rf"follow(?:ing)? up(?: (?:with|on) (?P<object>{_WORD}(?:\s{_WORD}){{0,2}}))?",
        rf"keep an eye on (?P<object>{_WORD}(?:\s{_WORD}){{0,9}})",
        r"(?:keep|continue) monitoring(?: (?:it|this|the (?:situation|issue|system)))?",
        r"monitor (?:it|this|closely|the (?:situation|issue))(?: closely)?",
        begins="follow following keep continue monitor",
        cues="follow eye monitor",
        lacks="names no result after which it is done",
        ask="say what is known or changed afterwards{about}",
        example="Ask the vendor for the date of the fix, and write it down here",
    ),
    *_phrase(
        rf"(?:fix|solve|resolve|address|handle)(?:ing)? (?:it|this|{_ARTICLE}?"
        r"(?:bugs?|issues?|problems?|root causes?|causes?|defects?|errors?))",
        begins="fix fixing solve resolve address addressing handle",
        lacks="names neither the defect nor the change",
        ask="say what behaves wrongly, and what it will do instead",
        example="Close connections of the pool that were idle for 60 seconds",
    ),
)
"""Every phrase, the more telling one first."""
