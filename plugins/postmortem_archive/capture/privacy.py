"""What must not get into a postmortem is taken out while an export is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from postmortem_archive.model.capture_settings import CapturePeople
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import count
from postmortem_archive.rules.shared.confidential import (
    Found,
    find_cards,
    find_emails,
    find_phones,
    find_secrets,
)

from .event import CapturedEvent, Downtime

SOMEBODY = "a responder"
"""What a person is called whose role is not known."""

_PHONE = lazy_pattern(
    r"(?<![\w.+=/?&-])\+[1-9](?:[ \u00a0.()/-]{0,2}[0-9]){8,14}(?![\w%]|[.,:][0-9])"
)


def _phones(text: str) -> Iterator[Found]:
    """Phone numbers, also those that could be a count such as +49 170 000 000: nobody needs that one."""
    yield from find_phones(text)
    for found in _PHONE.finditer(text):
        yield Found("a phone number", found.start(), found.end())


_KINDS: tuple[tuple[str, str, Callable[[str], Iterable[Found]]], ...] = (
    ("token", "tokens", find_secrets),
    ("card number", "card numbers", find_cards),
    ("e-mail address", "e-mail addresses", find_emails),
    ("phone number", "phone numbers", _phones),
)
_MAY_HOLD = lazy_pattern(r"[@+_/=:-]|[0-9]{4}")
_HANDLE = lazy_pattern(r"(?<![\w@./-])@([A-Za-z0-9][\w.-]{0,60}[A-Za-z0-9]|[A-Za-z0-9])(?![\w@])")
_MAX_NAMES = 5_000
_MACHINES = frozenset(
    [
        *(
            "ci",
            "cd",
            "bot",
            "system",
            "automation",
            "jenkins",
            "argocd",
            "argo",
            "flux",
            "spinnaker",
        ),
        *("github-actions", "gitlab-ci", "deploybot", "prometheus", "grafana", "alertmanager"),
    ]
)
"""Who deploys and closes without being anybody."""


class Privacy:
    """Masks what is confidential, and says of people only what the archive wants to be said.

    Args:
        settings: ``people`` and ``capture`` of ``archive.yml``.

    Attributes:
        masked: how many of each kind were taken out, by the name of the kind.
    """

    def __init__(self, settings: Settings) -> None:
        self._way = settings.capture.people
        self._roles = {_key(name): role for name, role in settings.capture.roles.items()}
        self._handles: dict[str, str] = {}
        self._names: set[str] = set()
        self._folders: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self.masked: Counter[str] = Counter()
        for handle, term in (settings.people or {}).items():
            self.learn(handle, term.names)

    def is_first_of(self, folder: str) -> bool:
        """Whether this is the first question about a folder, whose list of people is then to be learned."""
        is_first = folder not in self._folders
        self._folders.add(folder)
        return is_first

    def learn(self, handle: str, names: Iterable[str]) -> None:
        """Know a person by further names: IDs, full names, addresses, as an export lists them."""
        known = self._handles.get(_key(handle), handle)
        every = [name for name in (handle, *names) if name.strip()]
        known = next((self._handles[_key(n)] for n in every if _key(n) in self._handles), known)
        for name in every:
            self._handles.setdefault(_key(name), known)
            if " " in name.strip() and len(self._names) < _MAX_NAMES:
                self._names.add(name.strip())
                self._pattern = None

    def person(self, *names: object) -> str:
        """How a person is called in a timeline, who goes by these names (the first known one counts)."""
        given = [str(name) for name in names if isinstance(name, str) and name.strip()]
        if given and (given[0].casefold() in _MACHINES or given[0].endswith("[bot]")):
            return given[0]
        given += [name.partition("@")[0] for name in given if "@" in name[1:]]
        handles = [self._handles[_key(name)] for name in given if _key(name) in self._handles]
        for name in (*given, *handles):
            if role := self._roles.get(_key(name)):
                return role
        if self._way is CapturePeople.HANDLES and (handles or given):
            handle = handles[0] if handles else given[0]
            return f"@{handle}" if " " not in handle and "@" not in handle else SOMEBODY
        return SOMEBODY

    def event(self, event: CapturedEvent) -> CapturedEvent:
        """The event without what is confidential; a link that holds any of it is left out."""
        return replace(
            event,
            text=self.text(event.text),
            source=self.text(event.source),
            link=self._link(event.link),
        )

    def downtime(self, window: Downtime) -> Downtime:
        """The window without what is confidential."""
        return replace(
            window,
            what=self.text(window.what),
            reason=self.text(window.reason),
            link=self._link(window.link),
        )

    def text(self, text: str) -> str:
        """The text with everything confidential replaced by the name of its kind."""
        if _MAY_HOLD.search(text):
            text = self._without_secrets(text)
            text = _HANDLE.sub(self._mentioned, text)
        if self._names:
            text = self._full_names().sub(lambda found: self.person(found[0]), text)
        return text

    def said(self) -> str:
        """What was masked, by kind: ``2 tokens, 1 e-mail address``; empty for nothing."""
        plurals = {name: plural for name, plural, _ in _KINDS}
        return ", ".join(
            count(self.masked[name], name, plural)
            for name, plural in plurals.items()
            if self.masked[name]
        )

    def _without_secrets(self, text: str) -> str:
        spans: list[tuple[int, int, str]] = []
        for name, _, find in _KINDS:
            spans += [(one.start, one.end, name) for one in find(text)]
        pieces: list[str] = []
        at = 0
        for start, end, name in sorted(spans):
            if start >= at:
                pieces += [text[at:start], f"(masked {name})"]
                self.masked[name] += 1
                at = end
        return "".join([*pieces, text[at:]])

    def _link(self, link: str) -> str:
        # counted as masked, too: it would have been published
        return link if self._without_secrets(link) == link else ""

    def _mentioned(self, found: re.Match[str]) -> str:
        return self.person(found[1]) if _key(found[1]) in self._handles else found[0]

    def _full_names(self) -> re.Pattern[str]:
        if self._pattern is None:
            longest_first = sorted(self._names, key=lambda name: (-len(name), name))
            self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
        return self._pattern


def _key(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("@")
