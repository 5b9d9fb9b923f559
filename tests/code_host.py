"""What a code host makes of Markdown, and of the text that is left once it has been read."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

# what GitHub and GitLab look for in text that is not code, as their documentation says
REFERENCES = re.compile(
    r"@\w|#\w|(?<!\w)[!&~^$]\w|%\w|%[\"{]|://|\bwww\.|\bmailto:|\bxmpp:|\w@\w|\bGH-\d|\bCVE-\d|\bGHSA-"
    r"|\b[A-Z]{2,10}-\d|\b[0-9a-f]{7,40}\b|:[a-z0-9_+-]+:|\$|\{[+-]|\[[+-]|\[\[|\[\w+:|&\w+;",
    re.IGNORECASE,
)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def obeyed_markdown(text: str) -> list[str]:
    """Whatever is in Markdown that leads somewhere, calls somebody or is not text.

    Links to a file of the same repository are left out, and so are comments of HTML and the folding of
    a part, which the reports write themselves.
    """
    return [found for block in PARSER.parse(text) for found in _obeyed_in(block)]


def _obeyed_in(block: Token) -> list[str]:
    if block.type == "html_block":
        return [] if re.fullmatch(_OWN_HTML, block.content.strip()) else [block.content]
    return [found for token in block.children or () if (found := _obeyed(token))]


_OWN_HTML = r"<!-- postmortem-check -->|</?details>|<details>\n<summary>[\w ,]+</summary>"


def _obeyed(token: Token) -> str:
    if token.type in ("html_inline", "image"):
        return f"{token.type} {token.content}"
    if token.type == "link_open" and re.match(r"[a-z]+:|//", str(token.attrGet("href"))):
        return f"link {token.attrGet('href')}"
    if token.type == "text" and (found := REFERENCES.search(token.content)):
        return f"reference {found[0]}"
    return ""
