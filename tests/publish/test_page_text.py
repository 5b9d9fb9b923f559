"""What the archive's search knows of the site's other pages."""

import json
import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any

import pytest

from postmortem_archive.publish.page_text import (
    MAX_PAGE,
    MAX_SITE,
    PageText,
    Section,
    pages_payload,
    read_sections,
)
from site_builder import MKDOCS_YML, Build, BuiltSite, Write

ARTICLE = """<!doctype html><title>no</title><nav>no</nav><main><article class="md-content__inner">
<a href="edit" title="Edit"><svg><title>no</title></svg></a>
<p>Before <em>any</em> heading&nbsp;&amp; so on.</p>
<h1 id="top">The <code>title</code><a class="headerlink" href="#top" title="no">¶</a></h1>
<p>One<br>two</p><ul><li>three</li><li>f<b>ou</b>r</li></ul>
<script>var no = "</p>";</script><style>no {}</style><template><p>no</p></template>
<h2>Without an ID</h2><table><tr><td>a</td><td>b</td></tr></table>
<pre><span>--max-conns=500</span>
<span>next</span></pre>
<h2 id="empty">Empty</h2>
</article></main><footer>no</footer>"""


def test_an_article_is_read_by_its_headings() -> None:
    sections = [(one.anchor, one.heading, one.text) for one in read_sections(ARTICLE)]
    assert sections == [
        ("", "", "Before any heading & so on."),
        ("top", "The title", "One two three four"),
        ("", "Without an ID", "a b --max-conns=500 next"),
        ("empty", "Empty", ""),
    ]


@pytest.mark.parametrize(
    "html",
    ["", "<p>no article</p>", "<article>", "<article></article></article><p>x", "<article><svg>x"],
)
def test_a_page_without_text_has_no_sections(html: str) -> None:
    assert read_sections(html) == ()


def test_a_page_is_cut_and_so_is_a_site() -> None:
    long = Section("a", "Heading", ["word " * MAX_PAGE])
    (page,) = pages_payload([PageText("One", "one.html", (long, long))])
    assert sum(map(len, (text for _, *texts in page[2] for text in texts))) == MAX_PAGE  # type: ignore[attr-defined]
    pages = pages_payload(PageText(f"Page {n}", f"{n}.html", (long,)) for n in range(200))
    assert len(pages) == 200
    assert sum(len(json.dumps(page[2])) for page in pages) < MAX_SITE * 1.1


DOCS: Mapping[str, str | bytes] = {
    "docs/index.md": "# Home\n\nWelcome to Zanzibar.\n",
    "docs/guide/on-call.md": "# On call <b>&</b> you\n\n## Who to ask\n\nAsk Quagga first.\n",
    "docs/hidden.md": "---\nsearch: {exclude: true}\n---\n# Hidden\n\nSecretOne\n",
    "docs/left-out.md": "# Left out\n\nSecretTwo\n",
    "docs/draft.md": "# Draft\n\nSecretThree\n",
    "docs/locked.md": "# Locked\n\nSecretFive\n",
    "lock.py": "def on_post_page(output, page, config):\n    return output.replace('SecretFive', '')\n",
    "docs/quiet.md": "# Not in the navigation\n\nSaid anyway\n",
    "postmortems/2026-03-12-pool.md": "---\ntitle: Pool\n---\n## Summary\n\nSecretFour\n",
    "mkdocs.yml": MKDOCS_YML
    + "use_directory_urls: false\nexclude_docs: left-out.md\ndraft_docs: draft.md\n"
    + "not_in_nav: quiet.md\nhooks: [lock.py]\n",
}


def index_pages(site: BuiltSite) -> list[Any]:
    """What the index says of other pages."""
    folder = "assets/postmortems/index"
    (name,) = re.findall(r'"pages":"([^"]+)"', site.read(f"{folder}/entry.js"))
    text = site.read(f"{folder}/{name}.js")
    return list(json.loads(text[text.index(",") + 1 : text.rindex(")")]))


def test_the_owner_s_pages_are_found_and_nothing_internal(
    write_project: Write, build_project: Build
) -> None:
    site = build_project(write_project(DOCS), strict=False)
    assert index_pages(site) == [
        [
            "On call & you",
            "guide/on-call.html",
            [
                ["on-call-you", "On call & you", ""],
                ["who-to-ask", "Who to ask", "Ask Quagga first."],
            ],
        ],
        ["Home", "index.html", [["home", "Home", "Welcome to Zanzibar."]]],
        ["Locked", "locked.html", [["locked", "Locked", ""]]],
        [
            "Not in the navigation",
            "quiet.html",
            [["not-in-the-navigation", "Not in the navigation", "Said anyway"]],
        ],
    ]
    for name in site.names("assets/postmortems/index/pages-*.js"):
        assert "Secret" not in site.read(name)


def test_every_page_has_the_box_whatever_the_site_chose(
    write_project: Write, build_project: Build
) -> None:
    """Without the theme's search, with it, and where it is switched off; with addresses of both kinds."""
    off = "[search: {enabled: false}, postmortems]"
    for plugins, folders in [
        ("[postmortems]", True),
        ("[search, postmortems]", False),
        (off, False),
    ]:
        settings = MKDOCS_YML.replace("[postmortems]", plugins)
        settings += f"use_directory_urls: {str(folders).lower()}\n"
        site = build_project(write_project({**DOCS, "mkdocs.yml": settings}), strict=False)
        pages = {name for name in site.names("*.html") if not name.startswith("assets/")}
        assert {"404.html", "index.html"} < pages
        for name in pages:
            (action,) = re.findall(
                r'<form class="md-search__form" action="([^"]*)"', site.read(name)
            )
            target = normpath(join("/", dirname(name), action))
            assert target == ("/archive" if folders else "/archive.html"), name
        said = [line for line in site.messages if "plugin 'search'" in line]
        assert len(said) == (plugins == "[search, postmortems]")
