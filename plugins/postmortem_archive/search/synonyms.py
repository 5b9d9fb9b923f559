"""Words that mean the same: those of incident language, and what ``archive.yml`` adds to them.

A word of a query also finds its synonyms, in either direction: `db` finds "database" and `database`
finds "db"; `oom` finds the phrase "out of memory", and these three words find "oom". What stands in
quotes means just itself, and so does every technical token.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from .analyzer import exact_phrase, exact_terms, fold, is_unspaced

if TYPE_CHECKING:  # a search that finds its index up to date starts without it
    from postmortem_archive.model.settings import Settings

MAX_WORDS = 5
"""Most words of a synonym; longer ones are left out."""

Phrase = tuple[tuple[str, int], ...]
"""Terms with their relative positions; one for a word."""

DEFAULT = """
k8s: kubernetes
db: database
postgres: postgresql
mongo: mongodb
es: elasticsearch
lb: load balancer
cert: certificate
ca: certificate authority
config: configuration
auth: authentication
authz: authorization, authorisation
env: environment
repo: repository
infra: infrastructure
perf: performance
deploy: deployment
oom: out of memory, oomkilled
cpu: processor
gc: garbage collection
dc: data center, data centre, datacenter, datacentre
az: availability zone
vm: virtual machine
fs: filesystem, file system
nic: network interface
ddos: denial of service
rca: root cause analysis
slo: service level objective
sla: service level agreement
ttl: time to live
mq: message queue
cdn: content delivery network
healthcheck: health check
runbook: playbook
stg: staging
authn: authentication
prod: production
segfault: segmentation fault
behavior: behaviour
center: centre
authorization: authorisation
organization: organisation
unauthorized: unauthorised
analyze: analyse
artifact: artefact
catalog: catalogue
defense: defence
license: licence
"""
"""What means the same everywhere; an archive switches a line off by giving its word an empty list."""


def synonym_groups(settings: "Settings") -> list[tuple[str, ...]]:
    """The words and phrases that mean the same, group by group."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in DEFAULT.strip().splitlines():
        word, _, others = line.partition(":")
        groups[fold(word)] = (word, *others.split(","))
    for word, values in settings.words.synonyms.items():
        groups[fold(word)] = (word, *values) if values else ()
    return list(groups.values())


class Synonyms:
    """What else a word or some words of a query may stand for.

    Args:
        groups: words and phrases that mean the same.
        has: whether any postmortem has a term; what none has is never looked for.
    """

    def __init__(self, groups: Iterable[Sequence[str]], has: Callable[[str], bool]) -> None:
        self._has = has
        self._others: dict[str, dict[Phrase, None]] = {}
        for group in groups:
            members = {text: exact_phrase(text) for text in group}
            for text, phrase in members.items():
                if key := _key(text):
                    others = {other: None for other in members.values() if other != phrase}
                    self._others.setdefault(key, {}).update(others)

    def of(self, words: Sequence[str]) -> tuple[Phrase, ...]:
        """What else these terms, typed one after the other, may stand for."""
        others = self._others.get(" ".join(words), ())
        return tuple(other for other in others if self._is_found(other))

    def table(self) -> Mapping[str, tuple[Phrase, ...]]:
        """All that :meth:`of` knows, by the terms with spaces between them."""
        found = {key: self.of((key,)) for key in self._others}
        return {key: others for key, others in found.items() if others}

    def _is_found(self, phrase: Phrase) -> bool:
        return 0 < len(phrase) <= MAX_WORDS and all(self._has(term) for term, _ in phrase)


def _key(text: str) -> str:
    """The terms of some plain words with spaces between them; empty for anything else."""
    terms = [term for exact in exact_terms(text) for term, _ in exact]
    plain = all(term.isalnum() and not is_unspaced(term) for term in terms)
    return " ".join(terms) if plain and len(terms) <= MAX_WORDS else ""
