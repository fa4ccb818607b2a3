"""Connecting a Slack workspace."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from urllib.parse import urlsplit

from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit


def _public(words: str) -> str:
    parts = urlsplit(words)
    if parts.scheme != "https" or not parts.hostname:
        raise ArgumentTypeError("Slack calls only https: write https://HOST, as it is reached")
    return words


def _manifest_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--http",
        type=_public,
        default=None,
        metavar="URL",
        help="for signed HTTP at this public address, instead of Socket Mode",
    )
    parser.add_argument("--json", action="store_true", help="the same: a manifest is JSON")


def _manifest(program: Program, given: Namespace) -> Ending:
    from bot.manifest import manifest  # noqa: PLC0415 — Slack's libraries are large

    found = manifest(given.http or "")
    program.console.show(found, json.dumps(found, indent=2))
    return Exit.DONE


COMMANDS = {"slack-manifest": CommandSpec(_manifest_arguments, _manifest)}
