"""Composition objects: texts, options, confirmations, images.

Lengths are Slack's published ones (docs.slack.dev, reference/block-kit/composition-objects).
"""

import ipaddress
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sle_broker.practice.slack.blockkit.shapes import (
    Problem,
    Shape,
    array,
    boolean,
    exactly_one,
    string,
    structure,
    typed,
    union,
)

ID_LENGTH = 255
TEXT_LENGTH = 3000
URL_LENGTH = 3000
OPTIONS = 100

identifier = string(ID_LENGTH)


def _constant(_value: Any, _at: str) -> Iterator[Problem]:
    """Accept the `type`, which has been looked at to come here."""
    return iter(())


KIND: dict[str, Shape] = {"type": _constant}


def plain(most: int = TEXT_LENGTH) -> Shape:
    """A `plain_text` object."""
    return typed({"plain_text": structure({**KIND, "text": string(most)}, {"emoji": boolean})})


def any_text(most: int = TEXT_LENGTH) -> Shape:
    """A `plain_text` or `mrkdwn` object."""
    text = {**KIND, "text": string(most)}
    return union(
        typed(
            {
                "plain_text": structure(text, {"emoji": boolean}),
                "mrkdwn": structure(text, {"verbatim": boolean}),
            }
        )
    )


def url(value: Any, at: str) -> Iterator[Problem]:
    """An address of at most 3000 characters that names its scheme and where it leads."""
    problems = list(string(URL_LENGTH)(value, at))
    yield from problems
    if problems:
        return
    try:
        parts = urlsplit(value)
    except ValueError:
        yield Problem("must be a valid URL", at)
        return
    if not parts.scheme or not (parts.netloc or parts.scheme == "mailto") or " " in value:
        yield Problem("must be a valid URL", at)


def image_url(value: Any, at: str) -> Iterator[Problem]:
    """An address that Slack's own servers could fetch a picture from."""
    problems = list(url(value, at))
    yield from problems
    if problems:
        return
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or _unreachable(parts.hostname or "localhost"):
        yield Problem("downloading image failed", at)


def _unreachable(host: str) -> bool:
    """Say whether a host is one that only this machine or its neighbours can reach."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


confirm = structure(
    {"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": string(10, among=("primary", "danger"))},
)

plain_option = structure({"text": plain(75), "value": string(150)}, {"description": plain(75)})
rich_option = structure({"text": any_text(75), "value": string(150)}, {"description": any_text(75)})
menu_option = structure(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": url}
)
option_group = structure({"label": plain(75), "options": array(plain_option, OPTIONS)})

dispatch_action_config = structure(
    {
        "trigger_actions_on": array(
            string(30, among=("on_enter_pressed", "on_character_entered")), most=2
        )
    }
)

conversation_filter = structure(
    {},
    {
        "include": array(string(10, among=("im", "mpim", "private", "public")), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

slack_file = structure({}, {"id": identifier, "url": url}, exactly_one("id", "url"))
image_element = structure(
    {**KIND, "alt_text": string(2000)},
    {"image_url": image_url, "slack_file": slack_file},
    exactly_one("image_url", "slack_file"),
)
