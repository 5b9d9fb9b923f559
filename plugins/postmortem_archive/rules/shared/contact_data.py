"""E-mail addresses and phone numbers of people, in any text."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.lazy_pattern import lazy_pattern

_AT_DOMAIN = lazy_pattern(r"@([A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,5})")
_LOCAL_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
_MAX_LOCAL = 64
_PARTS = lazy_pattern(r"[._-]")

_ROLES = frozenset(
    [
        *("abuse", "admin", "admins", "administrator", "alert", "alerting", "alerts", "announce"),
        *("api", "billing", "bot", "bugs", "build", "careers", "cert", "ci", "compliance"),
        *("contact", "csirt", "customer", "customerservice", "daemon", "deploy", "dev", "devops"),
        *("discuss", "dns", "donotreply", "dpo", "enquiries", "events", "feedback", "git", "group"),
        *(
            "hello",
            "help",
            "helpdesk",
            "hostmaster",
            "hr",
            "incident",
            "incidents",
            "info",
            "infra",
        ),
        *("it", "jobs", "legal", "list", "mail", "mailer", "marketing", "media", "news"),
        *("cloud", "committee", "community", "council", "data", "desk", "developers", "eng"),
        *(
            "engineering",
            "faculty",
            "hosting",
            "instr",
            "instructors",
            "maintainers",
            "moderators",
            "network",
        ),
        *("networking", "operations", "owners", "students", "teachers", "web"),
        *("newsletter", "nobody", "noc", "noreply", "notification", "notifications", "notify"),
        *("office", "oncall", "ops", "orders", "pager", "platform", "postmaster", "postmortem"),
        *("postmortems", "press", "privacy", "reply", "report", "reports", "returns", "root"),
        *("sales", "sec", "security", "service", "services", "soc", "sre", "ssl", "staff"),
        *("status", "subscribe", "support", "sysadmin", "system", "team", "teams", "trust"),
        *("unsubscribe", "users", "webmaster"),
        *("email", "example", "name", "someone", "somebody", "test", "user", "username", "you"),
        *("your", "yourname", "foo", "bar", "xxx"),
    ]
)
"""Parts of addresses that belong to a role, a list or a program, or stand for any name."""

_NOBODYS_DOMAINS = lazy_pattern(
    r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org|edu))$"
    r"|(?:^|\.)noreply\.|(?:^|[.-])lists?\.|(?:^|\.)googlegroups\.com$|gserviceaccount\.com$"
    r"|^(?:domain|yourdomain|company|yourcompany|mycompany|foo|bar)\.com$"
)
"""Domains reserved for examples, of lists, of programs, and those that stand for any."""

_FILE_ENDINGS = frozenset(
    [
        *("png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ts", "py", "rb", "go", "rs"),
        *("md", "yml", "yaml", "json", "txt", "html"),
    ]
)
_LOGIN_TOOLS = frozenset(["ssh", "scp", "sftp", "rsync", "mosh"])
_MAX_BEFORE = 50


def email_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address of a person; not those of roles, lists, examples and logins."""
    for found in _AT_DOMAIN.finditer(text):
        at = found.start()
        before = text[max(at - _MAX_LOCAL, 0) : at]
        local = before[len(before.rstrip(_LOCAL_SIGNS)) :].lstrip(".%+-")
        domain = found[1].rstrip(".-").lower()
        start, end = at - len(local), found.start(1) + len(domain)
        if local and _is_persons(local.lower(), domain) and not _is_login(text, start, end):
            yield start, end


def _is_persons(local: str, domain: str) -> bool:
    labels = domain.split(".")
    ending = labels[-1]
    if len(labels) < 2 or len(ending) < 2 or not ending.isalpha() or ending in _FILE_ENDINGS:
        return False
    if labels[0].isdigit() or _NOBODYS_DOMAINS.search(domain):
        return False
    name = local.partition("+")[0]
    return name[:1].isalnum() and not any(part in _ROLES for part in _PARTS.split(name))


def _is_login(text: str, start: int, end: int) -> bool:
    """Whether it says where to log in: ``ssh ana@db1.example``, ``git@host:path``, ``ssh://ana@host``."""
    after = text[end : end + 2]
    if len(after) == 2 and after[0] == ":" and not after[1].isspace():
        return True
    before = text[max(start - _MAX_BEFORE, 0) : start]
    if before.endswith("//"):
        return True
    words = before.rpartition("\n")[2].split()
    return not _LOGIN_TOOLS.isdisjoint(word.strip("`$") for word in words)


_PHONE = lazy_pattern(
    r"(?<![\w.,+/=&?#-])(?:tel:\+?|\+(?=[1-9]))"
    r"[0-9]{1,4}(?:[ .\u00a0-]?\(0?[0-9]{0,4}\))?(?:[ .\u00a0/-]?[0-9]{1,12}){0,6}+"
    r"(?![\w%]|[.,:][0-9]|\s?(?:bytes|requests|rows|users|ms|s|[KMGT]i?B)\b)"
)
_NOT_A_DIGIT = lazy_pattern(r"[^0-9]")
_LEAST_DIGITS = 10
_MOST_DIGITS = 15
_FICTION = lazy_pattern(r"^(?:1[0-9]{3}55501[0-9]{2}|447700900[0-9]{3}|442079460[0-9]{3})$")
"""Numbers set aside for films and examples, in North America and the United Kingdom."""
_COUNT_OR_ADDRESS = lazy_pattern(
    r"^\+[0-9]{1,3}(?:(?:[ \u00a0][0-9]{3}){3,4}|(?:\.[0-9]{1,3}){3})$"
)


def phone_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each phone number in international form, or after ``tel:``."""
    if "+" not in text and "tel:" not in text:  # as in most texts; looking closely takes longer
        return
    for found in _PHONE.finditer(text):
        digits = _NOT_A_DIGIT.sub("", found[0])
        if not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS or _FICTION.match(digits):
            continue
        if found[0].startswith("tel:") or _is_dialled(text, found.start(), found[0]):
            yield found.start(), found.end()


def _is_dialled(text: str, start: int, written: str) -> bool:
    """Whether it is neither a count, an IP address nor a number in an added line of a diff."""
    if _COUNT_OR_ADDRESS.match(written):
        return False
    is_added_line = start == 0 or text[start - 1] == "\n"
    return not (is_added_line and written[1:].isdigit())
