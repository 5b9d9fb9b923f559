r"""Phrases by which an action item says that something is to be done, but not what.

A phrase is matched against the whole item, brought to words by :func:`vague_phrase`. What an author
adds (a figure, a name, code, a condition, an explanation in brackets) makes an item concrete, and no
phrase matches it any more. To add a phrase, add it to :data:`PHRASES`.
"""

import re
from dataclasses import dataclass

from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.markdown import plain

_MAX_TEXT = 300
"""Longest item, in characters, that is looked at: a longer one explains itself."""

_WORD = r"[A-Za-z][A-Za-z0-9'-]{0,30}"
_ARTICLE = (
    r"(?:(?:the|our|all|any|its|their|some|existing|general|overall|internal|current|a|an)\s)"
)
_LEAD = (
    r"(?:(?:we|the team|everyone|everybody|engineers|developers|operators|people)\s)?"
    r"(?:(?:should|must|will|need to|need|needs to|have to|want to|plan to|are going to)\s)?"
    r"(?:(?:please|also|always|try to|start to|continue to|work on|focus on)\s)?"
)
_BETTER = (
    r"(?:(?:(?:look into|look at|consider|investigate|explore)\s)?"
    r"(?:improv(?:e|ing)|enhanc(?:e|ing)|strengthen(?:ing)?|increas(?:e|ing))|"
    r"better|more|improved|"
    r"(?:make )?improvements? (?:to|in|of)|invest in|beef up|tighten(?:ing)?|"
    r"(?:(?:add|have|create|implement|introduce|set up|provide|ensure)\s)"
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
    r"dashboards?|telemetry|tracing|detection|instrumentation|notifications?)"
    r"(?: coverage| setup| system| tooling| tools)?))"
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


@dataclass(frozen=True, slots=True)
class VaguePhrase:
    """A way to say too little.

    Attributes:
        pattern: matches the words of a whole item, behind *we should* and the like; its groups
            ``object`` and ``kind`` are what the author says it is about.
        lacks: what such an item does not say; goes on from its text.
        ask: what to write instead; ``{about}`` or ``{for}`` is where its object is put.
        example: an item of the specific form.
        open_ended: whatever follows makes it no more specific: a condition in it is no object.
    """

    pattern: re.Pattern[str]
    lacks: str
    ask: str
    example: str
    open_ended: bool = False


def _phrase(
    *patterns: str, lacks: str, ask: str, example: str, open_ended: bool = False
) -> tuple[VaguePhrase, ...]:
    return tuple(
        VaguePhrase(re.compile(pattern, re.IGNORECASE), lacks, ask, example, open_ended)
        for pattern in patterns
    )


PHRASES: tuple[VaguePhrase, ...] = (
    *_phrase(
        rf"{_BETTER}{_ARTICLE}{{0,2}}{_KIND}{_several(_SIGNAL)}{_ABOUT}{_PURPOSE}?",
        rf"(?:{_ADD}|{_RENEW}){_ARTICLE}{{0,2}}{_several(_SIGNAL)}",
        rf"{_ADD}{_ARTICLE}{{0,2}}{_KIND}{_several(_SIGNAL)}{_PURPOSE}",
        rf"(?:ensure|make sure)(?: that)?(?: we have)? (?:proper |good |enough )?{_several(_SIGNAL)}"
        r"(?: (?:is|are) (?:in place|set up|working|adequate|sufficient))?",
        lacks="says neither which figure is watched nor from which value on",
        ask="name the figure{for}, the value, and who is told",
        example="Alert the on-call engineer at 80 % use of the payment pool",
    ),
    *_phrase(
        rf"(?:{_BETTER}|{_ADD}){_ARTICLE}{{0,2}}{_several(_TESTS)}",
        lacks="names no case to be tested",
        ask="say which case is tested, and what has to come of it",
        example="Test that an order is refused, not lost, when the payment pool is full",
    ),
    *_phrase(
        rf"{_BETTER}{_ARTICLE}{{0,2}}{_KIND}{_several(_QUALITY)}{_ABOUT}",
        rf"mak(?:e|ing) {_ARTICLE}{{0,2}}(?P<object>{_WORD}(?:\s{_WORD}){{0,2}}) more "
        r"(?:robust|resilient|reliable|stable|scalable|secure|maintainable|performant)",
        rf"(?:reduce|pay down|address) {_ARTICLE}?(?:technical|tech) debt",
        lacks="says neither how nor by how much",
        ask="say what will be different{for}, and how that is seen",
        example="Keep a second replica of the session store, so that one of them may fail",
    ),
    *_phrase(
        rf"(?:{_BETTER}|{_ADD}|{_RENEW}){_ARTICLE}{{0,2}}{_several(_TEXT)}",
        r"(?:better )?document(?:ing)? (?:things|everything|it|this|better|more|the "
        r"(?:process|procedure|fix|solution|issue|problem|incident))",
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
        lacks="names the aim, and not what is done for it",
        ask="say what will stop it the next time",
        example="Refuse a removal that leaves fewer than three replicas",
    ),
    *_phrase(
        rf"{_THOUGHT}(?: (?:further|more|deeper))?",
        rf"{_QUESTION} (?:further |more |deeper |possible )?{_ARTICLE}?"
        rf"(?P<object>{_WORD}(?:\s{_WORD}){{0,2}})(?: further)?",
        rf"{_THOUGHT} (?:further |more |possible )?(?:options|ways|solutions|ideas|alternatives|"
        rf"possibilities|approaches|improvements)"
        rf"(?: (?:of|for|to) (?P<object>{_WORD}(?:\s{_WORD}){{0,5}}))?",
        lacks="names no question and no result",
        ask="write the question{about}, and where its answer will stand",
        example="Find out why the pool keeps idle connections, and add the remedy to this list",
    ),
    *_phrase(
        r"(?:raise|increase|create|spread|improve|build) (?:the |more |better )?awareness\b.{0,200}",
        rf"(?:train|educate|coach|teach|inform|brief) {_PEOPLE}(?: better| more| again)?"
        r"(?: (?:on|about|in) (?:this|it|best practices|the (?:incident|issue|process|system)))?",
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
        lacks="names no result after which it is done",
        ask="say what is known or changed afterwards{about}",
        example="Ask the vendor for the date of the fix, and write it down here",
    ),
    *_phrase(
        rf"(?:fix|solve|resolve|address|handle)(?:ing)? (?:it|this|{_ARTICLE}?"
        r"(?:bugs?|issues?|problems?|root causes?|causes?|defects?|errors?))",
        lacks="names neither the defect nor the change",
        ask="say what behaves wrongly, and what it will do instead",
        example="Close connections of the pool that were idle for 60 seconds",
    ),
)
"""Every phrase, the more telling one first."""

_REFERENCES = re.compile(
    r"\[(?:issue|ticket|pr|pull request|link|(?:[\w.-]{1,60})?[#-]?\d{1,9})\]"
    r"(?:\([^()\s]{0,500}\))?"
    r"|https?://[^\s<>]{1,500}"
    r"|\((?:[\w./-]{0,80}#\d{1,9}|(?-i:[A-Z][A-Z0-9]{1,15})-\d{1,9})\)"
    r"|(?<!\w)(?:#\d{1,9}|(?-i:[A-Z][A-Z0-9]{1,15})-\d{1,9}|@[\w./-]{1,80})(?!\w)",
    re.IGNORECASE,
)
"""Tickets, addresses and people: where and with whom, but not what."""

_CONDITION = frozenset(
    [
        *("so", "when", "whenever", "if", "whether", "why", "how", "which", "who", "where", "what"),
        *("until", "before", "after", "every", "each", "per", "above", "below", "least", "most"),
        *("over", "under", "instead", "without", "within", "via", "using", "because", "than"),
        *("not", "to", "once", "by", "with"),
    ]
)
"""Words that begin a measure, a question, a condition or a result."""

_JOINING = ("about", "for")

_LEADING = re.compile(_LEAD, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vague:
    """A phrase that an item is made of, and what the author says it is about, if anything."""

    phrase: VaguePhrase
    object: str

    @property
    def ask(self) -> str:
        """What to write instead, with the author's object in it."""
        joined = {name: f" {name} {quoted(self.object)}" * bool(self.object) for name in _JOINING}
        return self.phrase.ask.format(**joined)


def vague_phrase(text: str) -> Vague | None:
    """The vague phrase that the Markdown of an action item consists of, or ``None``."""
    if len(text) > _MAX_TEXT:
        return None
    words = _words(text)
    rest = words[_end_of_lead(words) :]
    for candidate in dict.fromkeys((rest, words)):
        for phrase in PHRASES:
            found = phrase.pattern.fullmatch(candidate)
            if found and (phrase.open_ended or not _is_concrete(found)):
                groups = found.groupdict()
                return Vague(phrase, (groups.get("object") or groups.get("kind") or "").strip())
    return None


def _words(text: str) -> str:
    """The item on one line, without references and markup; *a/b* and *a & b* are *a and b*."""
    bare = plain(_REFERENCES.sub(" ", text).replace("`", '"'))
    bare = re.sub(r"\s*[/&]\s*", " and ", bare.replace("\u2019", "'"))
    return " ".join(bare.split()).strip(" .!;,-")


def _end_of_lead(words: str) -> int:
    found = _LEADING.match(words)
    return found.end() if found else 0


def _is_concrete(found: re.Match[str]) -> bool:
    """Whether what it is about holds a name, a condition, a measure or a question."""
    groups = found.groupdict()
    said = " ".join(groups.get(name) or "" for name in ("kind", "object"))
    return said != said.lower() or not _CONDITION.isdisjoint(said.split())
