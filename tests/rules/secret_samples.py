"""Made-up secrets in every known form, put together here so that no scanner takes them for real ones."""

import random
import string

_LETTERS = string.ascii_letters
_DIGITS = string.digits
_HEX = "0123456789abcdef"
_BASE32 = string.ascii_uppercase + "234567"
_WORD = _LETTERS + _DIGITS


def _made(seed: str, length: int, signs: str = _WORD) -> str:
    return "".join(random.Random(seed).choices(signs, k=length))


SAMPLES: tuple[tuple[str, str, str, str], ...] = (
    # the form, what stands before the secret, the secret, what stands behind it
    ("an AWS access key", "", "AK" + "IA" + _made("aws", 16, _BASE32), ""),
    ("an AWS access key", "", "AS" + "IA" + _made("aws sts", 16, _BASE32), ""),
    ("an AWS secret key", "aws_secret_" + "access_key = ", _made("aws key", 40, _WORD + "/+"), ""),
    ("an AWS secret key", '"secretAccess' + 'Key": "', _made("aws json", 40), '"'),
    *(
        ("a GitHub token", "", f"gh{kind}" + "_" + _made(f"github {kind}", 36), "")
        for kind in "pousr"
    ),
    ("a GitHub token", "", "github" + "_pat_" + _made("pat", 22) + "_" + _made("pat 2", 59), ""),
    ("a GitLab token", "", "gl" + "pat-" + _made("gitlab", 20), ""),
    ("a Slack token", "", "xo" + "xb-" + _made("slack", 12, _DIGITS) + "-" + _made("xoxb", 24), ""),
    (
        "a Slack webhook",
        "https://hooks.slack.com/" + "services/",
        "T" + _made("team", 9) + "/B" + _made("bot", 9) + "/" + _made("hook", 24),
        "",
    ),
    ("a Google API key", "", "AI" + "za" + _made("google", 35), ""),
    ("a Google client secret", "", "GOC" + "SPX-" + _made("oauth", 28), ""),
    ("a Stripe key", "", "sk_" + "live_" + _made("stripe", 24), ""),
    ("a SendGrid key", "", "S" + "G." + _made("sg", 22) + "." + _made("sendgrid", 43), ""),
    ("a Twilio key", "", "S" + "K" + _made("twilio", 32, _HEX), ""),
    ("an npm token", "", "npm" + "_" + _made("npm", 36), ""),
    ("a PyPI token", "", "pypi-" + "AgEIcHlwaS5vcmc" + _made("pypi", 60), ""),
    ("an OpenAI key", "", "sk-" + _made("openai", 20) + "T3Blbk" + "FJ" + _made("open", 20), ""),
    ("an Anthropic key", "", "sk-" + "ant-api03-" + _made("anthropic", 93) + "AA", ""),
    ("a Hugging Face token", "", "hf" + "_" + _made("hf", 34, _LETTERS), ""),
    ("a DigitalOcean token", "", "dop" + "_v1_" + _made("do", 64, _HEX), ""),
    ("a Docker token", "", "dckr" + "_pat_" + _made("docker", 27), ""),
    ("a Shopify token", "", "shp" + "at_" + _made("shop", 32, _HEX), ""),
    ("a Databricks token", "", "da" + "pi" + _made("bricks", 32, _HEX), ""),
    ("a Vault token", "", "hv" + "s." + _made("vault", 90), ""),
    ("a Grafana token", "", "gl" + "sa_" + _made("gf", 32) + "_" + _made("gf", 8, _HEX), ""),
    ("a New Relic key", "", "NR" + "AK-" + _made("nr", 27, _BASE32), ""),
    ("an Atlassian token", "", "ATA" + "TT3" + _made("atlas", 180), ""),
    ("a Telegram bot token", "", _made("tg", 10, "23456789") + ":A" + "A" + _made("tg2", 33), ""),
    ("an age key", "", "AGE-" + "SECRET-KEY-1" + _made("age", 58, _BASE32), ""),
    ("an Azure storage key", "Account" + "Key=", _made("azure", 86) + "==", ";"),
    ("an Azure access key", "SharedAccess" + "Key=", _made("bus", 43) + "=", ";"),
    (
        "a signed web token",
        "token ",
        ".".join(["ey" + "J" + _made("head", 20), "ey" + "J" + _made("jwt", 60), _made("sig", 43)]),
        ".",
    ),
    ("a password in an address", "postgres://app:", _made("url", 12), "@db.shop.io/checkout"),
    ("a password in an address", "redis://:", _made("redis", 12), "@cache:6379/0"),
    (
        "a password in a connection string",
        "Server=db;User Id=app;Pass" + "word=",
        _made("sql", 9),
        ";",
    ),
    ("an authorization header", "Author" + "ization: Bearer ", "7" + _made("bearer", 40), ""),
    (
        "a private key",
        "-----BEGIN RSA PRIVATE" + " KEY-----\n",
        f"{_made('rsa', 64)}\n{_made('rsa 2', 64)}",
        "\n-----END RSA PRIVATE" + " KEY-----",
    ),
)
