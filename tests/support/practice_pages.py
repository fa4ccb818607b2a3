"""What tests of the practice page do again and again."""

import smtplib
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Page, expect

from tests.support.practice_bot import option, plain
from tests.support.practice_world import World

BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": plain("ES-0001")},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*Maths* &amp; more\n&gt; quoted"},
        "accessory": {"type": "overflow", "action_id": "more", "options": [option("Withdraw")]},
    },
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "yes", "text": plain("Agree"), "style": "primary"},
            {
                "type": "button",
                "action_id": "no",
                "text": plain("Decline"),
                "confirm": {
                    "title": plain("Sure?"),
                    "text": plain("They are told."),
                    "confirm": plain("Do it"),
                    "deny": plain("Do not"),
                },
            },
            {
                "type": "static_select",
                "action_id": "pick",
                "placeholder": plain("Choose an SLE"),
                "options": [option("Martin"), option("Duncan")],
            },
            {"type": "datepicker", "action_id": "day"},
        ],
    },
]
"""A message with something to press of each kind."""


async def be(page: Page, name: str) -> None:
    """Choose somebody."""
    await page.get_by_label("Find somebody").fill(name)
    await page.locator(".who", has_text=name).first.click()
    await expect(page.locator(".desk-head h2")).to_have_text(name)


async def in_slack(world: World, name: str) -> str:
    """Return somebody's Slack id, their conversation with the bot opened."""
    person = await world.person(name)
    await world.get(f"people/{person['id']}/slack")
    return str(person["slack_user_id"])


def deliver(world: World, mail: EmailMessage) -> None:
    """Let a mail come in from outside to the head."""
    office = urlsplit(world.practice.settings.smtp_url)
    with smtplib.SMTP(str(office.hostname), int(office.port or 0), "localhost") as client:
        client.send_message(mail, "x@evil.example", ["c.eze@marshgate.example"])


def note(subject: str) -> EmailMessage:
    """Return a short mail."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.example", "b@x.example", subject
    mail["Message-ID"] = f"<{abs(hash(subject))}@x.example>"
    mail.set_content("Hello")
    return mail
