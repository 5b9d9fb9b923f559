"""Slack."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator

from postmortem_archive.model.lazy_pattern import lazy_pattern

from ..base import Asked, Reader, Sureness, first_text, list_of, map_of, text_of
from ..event import Captured, CapturedEvent, Importance, one_line
from ..export import Export, Head
from ..moments import tells_a_moment

_TS = lazy_pattern(r"\d{9,11}\.\d{1,6}")
_NOISE = frozenset(
    [
        *("channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name"),
        *("channel_archive", "group_join", "group_leave", "bot_add", "bot_remove", "tombstone"),
        *(
            "pinned_item",
            "unpinned_item",
            "reminder_add",
            "huddle_thread",
            "reply_broadcast_hidden",
        ),
        *("channel_canvas_updated", "channel_convert_to_private", "channel_posting_permissions"),
    ]
)
_SMALL_TALK = frozenset(
    [
        *(
            "thanks",
            "thank",
            "thx",
            "ty",
            "ok",
            "okay",
            "k",
            "yes",
            "yep",
            "no",
            "nope",
            "lol",
            "nice",
        ),
        *(
            "great",
            "cool",
            "1",
            "got",
            "it",
            "hi",
            "hello",
            "hey",
            "morning",
            "evening",
            "good",
            "all",
        ),
        *(
            "everyone",
            "folks",
            "team",
            "so",
            "much",
            "a",
            "lot",
            "you",
            "same",
            "works",
            "np",
            "sure",
        ),
        *("done", "perfect", "awesome", "well", "job", "work", "very"),
    ]
)
"""Words of which a message that says nothing about an incident is made."""

_EMOJI = lazy_pattern(r":[\w+-]{1,60}:")
_WORD = lazy_pattern(r"[\w']+")
_MARKUP = lazy_pattern(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,1000}))?>")
_BOLD = lazy_pattern(r"(?<![\w*])\*([^*\n]{1,500})\*(?![\w*])")
_ITALIC = lazy_pattern(r"(?<![\w_])_([^_\n]{1,500})_(?![\w_])")
_STRUCK = lazy_pattern(r"(?<![\w~])~([^~\n]{1,500})~(?![\w~])")
_BLOCK = lazy_pattern(r"```([^`]{0,4000})```")
_MAX_LIST = 32 * 1024 * 1024
_MANY_REACTIONS = 3
_LONG_THREAD = 3
_MANY_WORDS = 12
"""Who writes as much in the middle of an incident has something to say."""


class Slack(Reader):
    """Messages of Slack.

    Documentation: Slack Help Center, "How to read Slack data exports", and Slack API, "message event",
    "conversations.history" and "Formatting text for app surfaces".
    """

    name = "Slack"
    reads = "an export (zip, folder, or a file of one day), and `conversations.history`"
    hint = "Workspace settings, Import/Export Data; unpacked or as the zip that it is"

    def sureness(self, head: Head) -> Sureness:
        """Certain of messages with the time stamps of Slack."""
        for prefix in ("item", "messages.item"):
            is_message = head.values.get(f"{prefix}.type") == "message"
            if is_message and _TS.fullmatch(head.values.get(f"{prefix}.ts", "")):
                return Sureness.CERTAIN
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """Messages and replies; what was pinned or marked counts more, small talk not at all."""
        if asked.privacy.is_first_of(export.name.rpartition("/")[0]):
            _learn_people(export, asked)
        is_listed = export.head().has("messages.item.ts")
        channel = "" if is_listed else export.folder
        source = f"#{channel}" if channel and channel not in (".", "..") else "Slack"
        for message in export.maps("messages.item" if is_listed else "item"):
            if text_of(message.get("type")) == "message":
                yield from _message(message, source, export, asked)


def _learn_people(export: Export, asked: Asked) -> None:
    """The names that ``users.json`` gives to the IDs of messages."""
    file = export.beside("users.json") or export.beside("org_users.json")
    if file is None:
        return
    with file:
        data = file.read(_MAX_LIST + 1)
    try:
        users = json.load(io.BytesIO(data)) if len(data) <= _MAX_LIST else []
    except (ValueError, RecursionError):
        users = []
    if not isinstance(users, list) or not users:
        export.note("users.json could not be read: people are not told apart by their names")
        return
    for user in map(map_of, users):
        profile = map_of(user.get("profile"))
        shown = first_text(profile, "display_name") or text_of(user.get("name"))
        names = [
            text_of(value)
            for value in (
                *(user.get("id"), user.get("name"), user.get("real_name")),
                *(profile.get("real_name"), profile.get("email")),
            )
        ]
        if shown and not user.get("is_bot"):
            asked.privacy.learn(text_of(user.get("name")) or shown, [shown, *names])


def _message(
    message: dict[str, object], source: str, export: Export, asked: Asked
) -> Iterator[CapturedEvent]:
    at = asked.time_or_note(message.get("ts"), "a message", export)
    if at is None:
        return
    text = _plain(_said(message), asked)
    is_reply = text_of(message.get("thread_ts")) not in ("", text_of(message.get("ts")))
    where = f"{source} (thread)" if is_reply else source
    importance = _importance(message, text, asked)
    shown = f"{_who(message, asked)}: {text}"
    yield CapturedEvent(
        at,
        one_line(shown[:1].upper() + shown[1:]),
        where,
        text_of(message.get("permalink")),
        importance=importance,
        id=f"slack {text_of(message.get('ts'))}",
    )


def _said(message: dict[str, object]) -> str:
    """The text of a message; of a bot's, that of its attachments where it has none."""
    if isinstance(text := message.get("text"), str) and text.strip():
        return text
    for attachment in map(map_of, list_of(message.get("attachments"))):
        title, body = first_text(attachment, "title"), first_text(attachment, "text")
        if said := ": ".join(part for part in (title, body) if part):
            return said
        if fallback := first_text(attachment, "fallback", "pretext"):
            return fallback
    names = [text_of(map_of(file).get("name")) for file in list_of(message.get("files"))]
    return f"shared {', '.join(filter(None, names))}" if any(names) else ""


def _who(message: dict[str, object], asked: Asked) -> str:
    profile = map_of(message.get("user_profile"))
    if message.get("bot_id") or text_of(message.get("subtype")) == "bot_message":
        bot = map_of(message.get("bot_profile"))
        return first_text(message, "username") or text_of(bot.get("name")) or "a bot"
    return asked.privacy.person(
        message.get("user"), profile.get("name"), profile.get("real_name"), message.get("username")
    )


def _importance(message: dict[str, object], text: str, asked: Asked) -> Importance:
    reactions = [map_of(one) for one in list_of(message.get("reactions"))]
    names = {text_of(one.get("name")).partition("::")[0] for one in reactions}
    counts = [one.get("count") for one in reactions]
    if message.get("pinned_to") or message.get("pinned_info"):
        return Importance.MARKED
    if not asked.marks.isdisjoint(names):
        return Importance.NOTABLE
    if text_of(message.get("subtype")) in _NOISE or _is_small_talk(text):
        return Importance.NOISE
    replies = message.get("reply_count")
    is_long = isinstance(replies, int) and replies >= _LONG_THREAD
    reacted = sum(number for number in counts if isinstance(number, int))
    is_notable = is_long or reacted >= _MANY_REACTIONS or len(text.split()) >= _MANY_WORDS
    is_notable = is_notable or tells_a_moment(text)
    is_bots = bool(message.get("bot_id")) or text_of(message.get("subtype")) == "bot_message"
    return Importance.NOTABLE if is_notable or is_bots else Importance.PLAIN


def _is_small_talk(text: str) -> bool:
    words = _WORD.findall(_EMOJI.sub(" ", text).casefold())
    return _SMALL_TALK.issuperset(words)


def _plain(text: str, asked: Asked) -> str:
    """The text without Slack's own markup; people in it are named as the archive wants it."""
    text = _MARKUP.sub(lambda found: _shown(found, asked), text)
    text = html.unescape(text)
    text = _BLOCK.sub(lambda found: f"`{found[1].strip()}`", text)
    for form in (_BOLD, _ITALIC, _STRUCK):
        text = form.sub(r"\1", text)
    return " ".join(text.split())


def _shown(found: re.Match[str], asked: Asked) -> str:
    kind, target, label = found.groups()
    if kind == "@":
        return asked.privacy.person(target, label)
    if kind == "#":
        return f"#{label or target}"
    if kind == "!":
        return f"@{label or target.partition('^')[0]}".replace("@@", "@")
    if target.startswith(("mailto:", "tel:")):
        return label or target.partition(":")[2]
    is_short_form = not label or ("." in label and label in target)
    return target if is_short_form else f"{label} ({target})"
