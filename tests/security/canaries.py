"""Random projects with a word of their own in every place where text can hide.

Each place is a channel. Of all the words, none may be found in what is built for readers outside.
"""

import hashlib
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from canary_pictures import inner_picture
from canary_texts import public_postmortem, settings_text
from canary_words import Maker
from postmortem_archive.edition.text import bound_digest, public_text
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings

PUBLIC_WORDS = ("Payments", "Sign-in", "Delivery notes", "Search of products", "Accounts")
MKDOCS_PUBLIC = """\
site_name: Status of the shop
site_url: https://status.shop.example/
theme: {name: material, font: false}
"""


class Tree(NamedTuple):
    """A project.

    Attributes:
        root: its folder.
        words: the word of each channel.
        environment: variables that the build is run with.
        public_ids: names of the pages that are built for readers outside.
    """

    root: Path
    words: Mapping[str, str]
    environment: Mapping[str, str]
    public_ids: Sequence[str]


def make_tree(root: Path, seed: int) -> Tree:
    """Write a project of three public postmortems and several that are not, and commit it.

    Args:
        root: an empty folder.
        seed: what the tree is made of; the same number makes the same files.
    """
    maker = Maker(root, seed)
    settings = settings_text(maker)
    maker.write("postmortems/archive.yml", settings)
    names = [f"{maker.word('file name')}-{number}" for number in range(3)]
    ids = []
    for number, name in enumerate(names):
        title = f"{maker.chance.choice(PUBLIC_WORDS)} failed {number}"
        ids.append(f"outage-{number}")
        text = public_postmortem(maker, names, number, title, f"public_id: outage-{number}\n")
        folder = maker.word("folder name") if number == 1 else "2026"
        path = f"{folder}/{name}.md"
        with_approval = approved(path, text, settings, maker.image)
        who = maker.word("who approved")
        maker.write(f"postmortems/{path}", with_approval.replace("{by}", who))
    _inside(maker, settings, names)
    _around(maker)
    if maker.chance.random() < 0.2:
        for path, content in maker.files.items():
            if path.endswith(".md"):
                maker.files[path] = content.replace(b"\n", b"\r\n")
    for path, content in maker.files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    _commit(maker)
    environment = {
        "DEPLOY_TOKEN": maker.word("environment"),
        "GITHUB_HEAD_REF": maker.word("branch of the pipeline"),
        "CI_COMMIT_AUTHOR": maker.word("author of the pipeline"),
    }
    return Tree(root, maker.words, environment, ids)


def approved(path: str, text: str, settings: str, images: Callable[[str], bytes]) -> str:
    """A postmortem with an approval of its public text as it is.

    Args:
        path: of its file, relative to the archive's folder.
        text: of its file; approvals that are there are left out.
        settings: text of ``archive.yml``.
        images: gives the bytes of an image by its path, relative to the archive's folder.
    """
    text = re.sub(r"\napproved_by:\n  - .*\n", "\n", text)
    read = parse_settings(settings)
    assert not read.problems, read.problems
    postmortem = parse_document(path, text.encode(), read.settings).postmortem
    assert postmortem is not None
    public = public_text(postmortem, read.settings)
    assert not public.faults, (path, public.faults)
    shown = [hashlib.sha256(images(one.path)).hexdigest() for one in public.images]
    approval = (
        "approved_by:\n  - {role: communications, by: '@{by}', on: 2026-06-01, text: {text}}\n"
    )
    approval = approval.replace("{text}", bound_digest(public.mark, shown))
    return text.replace("\n---\n", f"\n{approval}---\n", 1)


_SMALL = """\
---
title: {title}
status: {status}
severity: sev-low
services: [inner]
started: 2025-02-01T10:00Z
resolved: 2025-02-01T11:00Z
{front}---

## Summary

{text}

## Customer summary

{text}
"""


def _inside(maker: Maker, settings: str, names: Sequence[str]) -> None:
    """Postmortems that are not public, and files that lie beside postmortems."""
    word, one_of = maker.word, maker.one_of

    def small(path: str, title: str, text: str, status: str = "published", front: str = "") -> None:
        filled = _SMALL.format(title=title, text=text, status=status, front=front)
        maker.write(f"postmortems/{path}", filled)

    public = 'audience: public\npublic_title: "{}"\n'
    small(
        f"2025/{word('name of an internal file')}.md",
        word("title of a related postmortem"),
        f"{word('text of a related postmortem')}\n\n### {word('title or anchor of a link')}",
        front=f"related: [{names[0]}]\n",
    )
    for number in range(maker.chance.randrange(1, 4)):
        small(f"2025/2025-02-0{number + 1}-other.md", "Other", word("another postmortem"))
    small(
        "2025/2025-03-01-draft.md",
        word("title of a draft"),
        word("draft with a public audience"),
        "draft",
        public.format(word("public title of a draft")),
    )
    small(
        "2025/2025-03-02-review.md",
        "Reviewed",
        word("in review with a public audience"),
        "in-review",
        public.format(word("public title in review")),
    )
    doubtful = one_of(
        "audience: Public\n", "audience: pubic\n", "audience: [public]\n", "audience:\n"
    )
    small("2025/2025-03-03-doubt.md", "Doubtful", word("doubtful audience"), front=doubtful)
    small("_drafts/note.md", "Note", word("file that is passed over"), front="audience: public\n")
    maker.write("postmortems/2026/broken.md", f"---\naudience: public\n{word('refused file')}\n")
    maker.write(
        f"postmortems/2026/dump-{word('name of an attachment')}.csv",
        f"a,{word('attachment')}\n",
    )
    maker.write(
        f"postmortems/2026/images/{word('name of an internal image')}.png", inner_picture(maker)
    )


def _around(maker: Maker) -> None:
    """What lies around the archive: the internal site's own pages and settings, caches, notes."""
    word = maker.word
    plugins = maker.one_of(
        "plugins: [postmortems]\n",
        "plugins: [search, postmortems]\n",
        "plugins: [{postmortems: {pages: [trends, services, causes, severities, teams, years, tags, "
        "triggers, detections, actions]}}]\n",
        "use_directory_urls: false\nplugins: [postmortems]\n",
    )
    maker.write("public/mkdocs.yml", f"{MKDOCS_PUBLIC}{plugins}")
    if maker.chance.random() < 0.5:
        maker.write("public/docs/index.md", "# Status\n\nWhat happened, and when.\n")
    maker.write(
        "mkdocs.yml",
        f"site_name: {word('site name')}\n"
        f"site_description: {word('site description')}\n"
        "site_url: https://postmortems.example/\n"
        f"repo_url: https://{word('address of the repository')}.example/x\n"
        "theme: {name: material, font: false, custom_dir: overrides}\n"
        "plugins: [postmortems]\n"
        f"extra: {{note: {word('extra of mkdocs.yml')}}}\n"
        f"copyright: {word('copyright')}\n",
    )
    maker.write(
        "overrides/main.html",
        '{% extends "base.html" %}{% block extrahead %}<meta name="x" content="'
        f'{word("theme override")}">{{% endblock %}}\n',
    )
    maker.write("docs/index.md", f"# Archive\n\n{word('page of the internal site')}\n")
    maker.write(f"docs/{word('name of an internal page')}.md", "# Page\n")
    maker.write("postmortems/baseline.json", f'{{"note": "{word("baseline")}"}}\n')
    maker.write(".cache/postmortems/kept.json", f'"{word("cache")}"\n')
    maker.write("public/.notes", f"{word('hidden file beside the public pages')}\n")
    maker.write(".github/workflows/docs.yml", f"# {word('pipeline')}\n")
    maker.write("README.md", f"# {word('read me')}\n")
    maker.write(".env", f"TOKEN={word('file of secrets')}\n")


def _commit(maker: Maker) -> None:
    word = maker.word
    author = f"{word('author of a commit')} <{word('address of an author')}@shop.example>"
    name, _, mail = author.partition(" <")
    identity = ["-c", f"user.name={name}", "-c", f"user.email={mail.rstrip('>')}"]
    for words in (
        ["init", "--quiet", "--initial-branch", word("branch")],
        ["remote", "add", "origin", f"https://{word('address of a remote')}.example/x.git"],
        ["add", "--all", "--force"],
        [*identity, "commit", "--quiet", "--message", word("message of a commit")],
        ["tag", word("tag of a commit")],
    ):
        subprocess.run(["git", *words], cwd=maker.root, check=True, capture_output=True)
