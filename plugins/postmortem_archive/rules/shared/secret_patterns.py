"""What secrets look like: one entry for each form that is known by its prefix or its structure.

Entropy is not measured: in postmortems it mostly finds commit hashes and IDs.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from postmortem_archive.model.lazy_pattern import lazy_pattern


class SecretForm(NamedTuple):
    """One form of secret.

    Attributes:
        name: what it is, as in "a GitHub token".
        cues: texts of which at least one is in every such secret; looked for first, because that
            is quick.
        expression: the secret itself, or its group ``secret`` where something has to stand before
            it. Every repeat in it is bounded, so that time stays linear.
    """

    name: str
    cues: tuple[str, ...]
    expression: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first needed: most texts need none."""
        return _compiled(self.expression)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _form(name: str, cues: str, expression: str) -> SecretForm:
    return SecretForm(name, tuple(cues.split()), expression)


_END = r"(?![A-Za-z0-9])"

SECRET_FORMS: tuple[SecretForm, ...] = (
    _form("an AWS access key", "AKIA ASIA", r"A[KS]IA[A-Z2-7]{16}" + _END),
    _form(
        "an AWS secret key",
        "ecret_access_key SECRET_ACCESS_KEY ecretAccessKey",
        r"(?i:secret_?access_?key)[\"']?\s{0,3}[=:]\s{0,3}[\"']?"
        r"(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
    ),
    _form("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,255}" + _END),
    _form("a GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}" + _END),
    _form("a GitLab token", "glpat- gldt- glrt- glptt-", r"gl(?:pat|dt|rt|ptt)-[\w-]{20,200}"),
    _form("a Slack token", "xox", r"xox[abeoprs]-[A-Za-z0-9-]{10,250}"),
    _form(
        "a Slack webhook",
        "hooks.slack.com/services/",
        r"hooks\.slack\.com/services/(?P<secret>T\w{8,12}/B\w{8,12}/\w{24})",
    ),
    _form("a Google API key", "AIza", r"AIza[\w-]{35}(?![\w-])"),
    _form("a Google client secret", "GOCSPX-", r"GOCSPX-[\w-]{28}(?![\w-])"),
    _form("a Stripe key", "sk_live_ rk_live_", r"[sr]k_live_[A-Za-z0-9]{16,255}" + _END),
    _form("a SendGrid key", "SG.", r"SG\.[\w-]{22}\.[\w-]{43}(?![\w-])"),
    _form("a Twilio key", "SK", r"SK[0-9a-f]{32}" + _END),
    _form("an npm token", "npm_", r"npm_[A-Za-z0-9]{36}" + _END),
    _form("a PyPI token", "pypi-AgE", r"pypi-AgE[\w-]{50,500}"),
    _form("an OpenAI key", "T3BlbkFJ", r"sk-[\w-]{0,200}?T3BlbkFJ[\w-]{20,200}"),
    _form("an Anthropic key", "sk-ant-", r"sk-ant-[a-z]{3,10}\d\d-[\w-]{40,200}"),
    _form("a Hugging Face token", "hf_", r"hf_[A-Za-z]{34}" + _END),
    _form("a DigitalOcean token", "do", r"do[opr]_v1_[0-9a-f]{64}" + _END),
    _form("a Docker token", "dckr_", r"dckr_[a-z]{3}_[\w-]{27,64}"),
    _form("a Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    _form("a Databricks token", "dapi", r"dapi[0-9a-f]{32}" + _END),
    _form("a Vault token", "hvs. hvb.", r"hv[sb]\.[\w-]{24,300}"),
    _form("a Grafana token", "glsa_", r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}" + _END),
    _form("a New Relic key", "NRAK-", r"NRAK-[A-Z0-9]{27}" + _END),
    _form("an Atlassian token", "ATATT3", r"ATATT3[\w=-]{50,300}"),
    _form("a Telegram bot token", ":AA", r"[0-9]{8,10}:AA[\w-]{33}(?![\w-])"),
    _form("an age key", "AGE-SECRET-KEY-1", r"AGE-SECRET-KEY-1[0-9A-Z]{58}" + _END),
    _form("an Azure storage key", "AccountKey=", r"AccountKey=(?P<secret>[A-Za-z0-9+/]{86}==)"),
    _form(
        "an Azure access key",
        "SharedAccessKey=",
        r"SharedAccessKey=(?P<secret>[A-Za-z0-9+/]{43}=)",
    ),
    _form(
        "a signed web token",
        "eyJ",
        r"(?<![\w-])eyJ[\w-]{8,2000}+\.eyJ[\w-]{8,4000}+\.[\w-]{16,1000}+",
    ),
    _form(
        "a password in an address",
        "://",
        r"://[^\s/@:\"'<>`|]{0,100}:(?P<secret>[^\s/@\"'<>`|]{3,200})@[A-Za-z0-9\[]",
    ),
    _form(
        "a password in a connection string",
        ";",
        r";\s{0,2}(?i:password|pwd)\s?=\s?(?P<secret>[^\s;\"'<>`|]{3,200})",
    ),
    _form(
        "an authorization header",
        "uthorization AUTHORIZATION",
        r"(?i:authorization)[\"']?\s{0,2}[:=]\s{0,2}[\"']?(?i:bearer|basic|token)\s{1,3}"
        r"(?P<secret>(?=[A-Za-z._~+/=-]{0,60}[0-9])[A-Za-z0-9._~+/=-]{16,3000})",
    ),
)
"""Every form that one expression can describe."""

KEY_MARK = lazy_pattern(r"-----(BEGIN|END) [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
"""The lines around a private key."""

KEY_NAME = "a private key"

_OBVIOUSLY_FAKE = lazy_pattern(
    r"example|redacted|placeholder|change.?me|dummy|fake|sample|your|x{4}|\*{3}|\.{3}|…"
    r"|abcdefgh|01234567|12345678"
)
_STAND_INS = frozenset(
    [
        *("password", "passwd", "passphrase", "pass", "pwd", "secret", "token", "key", "user"),
        *("username", "hidden", "masked", "removed", "none", "null", "true", "false", "xxx"),
        *("foo", "bar", "test", "todo"),
    ]
)
_BRACKETS = "$%{[(<*#"
_LEAST_DIFFERENT = 5


def is_stand_in(secret: str) -> bool:
    """Whether a text in the place of a secret is a known example or says that something was removed."""
    text = secret.casefold()
    if text in _STAND_INS or text[0] in _BRACKETS or _OBVIOUSLY_FAKE.search(text):
        return True
    return len(text) >= 2 * _LEAST_DIFFERENT and len(set(text)) < _LEAST_DIFFERENT
