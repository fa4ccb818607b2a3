"""django-helpdesk on the same mail: run by `mail_to_case.py` with .venv-bench's Python.

Prints seconds for the mails it was given as a folder of files. Its own intake function is called
directly, with SQLite as durable as ours and an acknowledgement handed to a backend that keeps it.
"""

import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

urlpatterns: list[Any] = []
"""The site's addresses, filled once there are settings."""


def main(folder: Path) -> None:
    """Take every mail of the folder in, after a warm-up of ten."""
    set_up(Path(tempfile.mkdtemp(prefix="broker-peer-")))
    from helpdesk.email import extract_email_metadata  # noqa: PLC0415 — needs the settings
    from helpdesk.models import Queue, Ticket  # noqa: PLC0415

    queue = Queue.objects.create(
        title="SLE",
        slug="sle",
        allow_email_submission=True,
        email_box_type="local",
        email_address="sle@broker.example",
        enable_notifications_on_email_events=True,
    )
    mails = [x.read_text() for x in sorted(folder.iterdir())]
    logger = logging.getLogger("bench")
    for mail in mails[:10]:
        extract_email_metadata(mail, queue, logger)
    began = time.perf_counter()
    for mail in mails[10:]:
        extract_email_metadata(mail, queue, logger)
    seconds = time.perf_counter() - began
    assert Ticket.objects.count() == len(mails)
    print(seconds)


def set_up(home: Path) -> None:
    """Make a site with the helpdesk as its documentation says, and its database."""
    settings.configure(
        DEBUG=False,
        SECRET_KEY="bench",
        SITE_ID=1,
        USE_TZ=True,
        ROOT_URLCONF=__name__,
        STATIC_URL="/static/",
        MEDIA_ROOT=str(home / "media"),
        # as its documentation says for a site without teams
        HELPDESK_TEAMS_MODEL="auth.User",
        HELPDESK_TEAMS_MIGRATION_DEPENDENCIES=[],
        HELPDESK_KBITEM_TEAM_GETTER=lambda _: None,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(home / "peer.sqlite3"),
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.sites",
            "django.contrib.messages",
            "django.contrib.humanize",
            "rest_framework",
            "helpdesk",
        ],
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
    )
    django.setup()
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    from django.urls import include, path  # noqa: PLC0415 — needs the settings

    urlpatterns.append(path("", include("helpdesk.urls", namespace="helpdesk")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
