"""Moments, days and endings as Slack's readers see them."""

from datetime import datetime
from pathlib import Path

from bot.views.mrkdwn import Mrkdwn, line, put
from bot.views.shown import Ending
from core.model import Channel, PromptState
from core.notices.wording import Wording

TEMPLATES = Path(__file__).parents[1] / "templates"
WORDING = Wording(TEMPLATES)
"""The words of notices in Slack."""

_THROUGH = {
    Channel.EMAIL: ", by email",
    Channel.SLACK: ", in Slack",
    Channel.COMMAND_LINE: ", at the office",
}


def moment(at: datetime) -> str:
    """Return a local time in words: "3 November at 14:05"."""
    return f"{at:%-d %B} at {at:%H:%M}"


def ended(ending: Ending) -> str:
    """Say how a question ended: "Answered Yes by Hanna Okafor on 3 November at 14:05, by email"."""
    when = moment(ending.at)
    if ending.passed_to:
        return f"Passed on to {ending.passed_to} on {when}"
    match ending.state:
        case PromptState.ANSWERED | PromptState.DECLINED:
            by = f" by {ending.by}" if ending.by else ""
            through = _THROUGH.get(ending.channel, "") if ending.channel else ""
            return f"{_answer(ending)}{by} on {when}{through}"
        case PromptState.SUPERSEDED:
            return f"Asked anew on {when}, since something has changed"
        case PromptState.WITHDRAWN:
            return f"No longer needed since {when}"
        case PromptState.OPEN:
            return f"Still open on {when}"


def _answer(ending: Ending) -> str:
    verdict = {"yes": " Yes", "no": " No", "done": ""}.get(ending.verdict, "")
    return f"Answered{verdict or (' No' if ending.state is PromptState.DECLINED else '')}"


def body_text(text: str) -> Mrkdwn:
    """Return a notice's words with its lists as lists, their labels and their headings in bold."""
    rows = text.strip().split("\n")
    return Mrkdwn("\n".join(_row(x, after) for x, after in zip(rows, [*rows[1:], ""], strict=True)))


def _row(row: str, after: str) -> Mrkdwn:
    if row.startswith("- "):
        label, colon, value = row[2:].partition(": ")
        if colon and len(label) <= _LONGEST_LABEL and value:
            return put("• ", Mrkdwn(f"*{line(label)}:* "), value)
        return put("• ", row[2:])
    if row.endswith(":") and after.startswith("- ") and len(row) <= _LONGEST_HEADING:
        return Mrkdwn(f"*{line(row)}*")
    return put(row)


_LONGEST_LABEL = 48
_LONGEST_HEADING = 80
