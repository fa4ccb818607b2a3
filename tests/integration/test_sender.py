"""Handing mail over to a real SMTP server that can be told to refuse, to wait or to hang up."""

import ssl
from collections.abc import Iterator

import pytest
import trustme

from core.errors import (
    BrokerError,
    ConfigError,
    NoticeRejected,
    RecipientGone,
    RemoteUnavailable,
)
from core.outbox import ChannelDown
from intake.sender import Relay, Sendable, SmtpSender, read_smtp_url
from tests.support.receiving_server import Mailbox, free_port, receiving

BODY = b"Subject: Hello\r\nMessage-ID: <1@alliance.example>\r\n\r\n.A line with a dot\r\n"


def a_mail(recipient: str = "head@oakfield.example") -> Sendable:
    return Sendable("support+bounce-1.x@alliance.example", recipient, BODY)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as found:
        yield found


def sender_to(url: str, ca: str | None = None) -> SmtpSender:
    return SmtpSender(read_smtp_url(url), "alliance.example", timeout=5, tls_ca=ca)


@pytest.fixture
def sender(mailbox: Mailbox) -> Iterator[SmtpSender]:
    found = sender_to(mailbox.url)
    yield found
    found.rest()


# --- what is handed over ------------------------------------------------------------------------


def test_a_mail_arrives_as_it_was_written(mailbox: Mailbox, sender: SmtpSender) -> None:
    sender.send(a_mail())
    [got] = mailbox.received
    assert (got.sender, got.recipient) == (a_mail().sender, a_mail().recipient)
    assert got.body == BODY


def test_one_connection_serves_a_batch(mailbox: Mailbox, sender: SmtpSender) -> None:
    for _ in range(3):
        sender.send(a_mail())
    assert len({x.peer_port for x in mailbox.received}) == 1
    sender.rest()
    sender.send(a_mail())
    assert len({x.peer_port for x in mailbox.received}) == 2


def test_a_kept_connection_that_was_closed_meanwhile_is_opened_again(
    mailbox: Mailbox, sender: SmtpSender
) -> None:
    sender.send(a_mail())
    mailbox.drop = 1
    sender.send(a_mail())
    assert len(mailbox.received) == 2


def test_an_address_outside_ascii_goes_out_as_the_relay_takes_it(
    mailbox: Mailbox, sender: SmtpSender
) -> None:
    sender.send(a_mail("head@bücher.example"))
    sender.send(a_mail("zoë@oakfield.example"))
    assert [x.recipient for x in mailbox.received] == [
        "head@xn--bcher-kva.example",
        "zoë@oakfield.example",
    ]


# --- later, or never ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("450 4.2.1 try later", RemoteUnavailable),
        ("451 greylisted", RemoteUnavailable),
        ("421 shutting down", RemoteUnavailable),
        ("550 5.1.1 no such user", RecipientGone),
        ("550 no such user", RecipientGone),
        ("550 5.2.1 mailbox disabled", RecipientGone),
        ("550 5.7.1 relaying denied", NoticeRejected),
        ("552 5.2.2 mailbox full for good", NoticeRejected),
        ("554 no", NoticeRejected),
    ],
)
def test_a_refused_recipient_is_told_apart(
    mailbox: Mailbox, sender: SmtpSender, reply: str, fault: type[BrokerError]
) -> None:
    mailbox.refused["head@oakfield.example"] = reply
    with pytest.raises(BrokerError) as raised:
        sender.send(a_mail())
    assert isinstance(raised.value, fault)
    assert not isinstance(raised.value, ChannelDown)
    assert reply in str(raised.value)
    assert mailbox.received == []


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("452 disk full", RemoteUnavailable),
        ("554 5.6.0 looks like spam", NoticeRejected),
        ("550 5.1.1 looks like nobody", NoticeRejected),
    ],
)
def test_a_refused_text_is_told_apart(
    mailbox: Mailbox, sender: SmtpSender, reply: str, fault: type[BrokerError]
) -> None:
    mailbox.after_data.append(reply)
    with pytest.raises(BrokerError) as raised:
        sender.send(a_mail())
    assert type(raised.value) is fault


def test_a_refused_sender_says_nothing_about_the_recipient(
    mailbox: Mailbox, sender: SmtpSender
) -> None:
    mailbox.at_mail_from.append("550 5.1.1 you may not send here")
    with pytest.raises(NoticeRejected):
        sender.send(a_mail())


@pytest.mark.parametrize("reply", ["421 too busy", "530 5.7.0 sign in first", "535 5.7.8 expired"])
def test_a_relay_that_takes_nobodys_mail_blames_no_notice(
    mailbox: Mailbox, sender: SmtpSender, reply: str
) -> None:
    mailbox.at_mail_from.append(reply)
    with pytest.raises(ChannelDown, match=reply):
        sender.send(a_mail())
    sender.send(a_mail())
    assert len(mailbox.received) == 1


def test_a_kept_connection_that_is_being_closed_is_opened_again(
    mailbox: Mailbox, sender: SmtpSender
) -> None:
    sender.send(a_mail())
    mailbox.at_mail_from.append("421 4.4.2 you were idle")
    sender.send(a_mail())
    assert len(mailbox.received) == 2


def test_the_next_mail_goes_out_after_a_refused_one(mailbox: Mailbox, sender: SmtpSender) -> None:
    mailbox.refused["gone@oakfield.example"] = "550 5.1.1 no such user"
    with pytest.raises(RecipientGone):
        sender.send(a_mail("gone@oakfield.example"))
    sender.send(a_mail())
    assert len(mailbox.received) == 1


def test_a_relay_that_hangs_up_is_to_be_asked_again(mailbox: Mailbox, sender: SmtpSender) -> None:
    mailbox.drop = 1
    with pytest.raises(RemoteUnavailable, match="closed the connection") as raised:
        sender.send(a_mail())
    assert not isinstance(raised.value, ChannelDown)
    sender.send(a_mail())
    assert len(mailbox.received) == 1


def test_nobody_listening_means_the_channel_is_down() -> None:
    with pytest.raises(ChannelDown, match="cannot be used"):
        sender_to(f"smtp://127.0.0.1:{free_port()}").send(a_mail())


def test_a_reply_cannot_bring_control_characters_along(
    mailbox: Mailbox, sender: SmtpSender
) -> None:
    mailbox.refused["head@oakfield.example"] = "550 5.1.1 gone\x1b[31m " + "x" * 400
    with pytest.raises(RecipientGone) as raised:
        sender.send(a_mail())
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 300


# --- signing in and TLS -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_mail_goes_out_encrypted_and_signed_in(
    authority: trustme.CA, server_tls: ssl.SSLContext, scheme: str
) -> None:
    wrapped = {"tls": server_tls} if scheme == "smtps" else {"starttls": server_tls}
    with (
        authority.cert_pem.tempfile() as ca,
        receiving(users={b"broker@alliance": b"p@ss/word"}, **wrapped) as mailbox,
    ):
        url = f"{scheme}://broker%40alliance:p%40ss%2Fword@127.0.0.1:{mailbox.port}"
        sender = sender_to(url, ca)
        sender.send(a_mail())
        sender.rest()
        assert len(mailbox.received) == 1


def test_a_relay_whose_certificate_is_unknown_gets_no_mail(server_tls: ssl.SSLContext) -> None:
    with receiving(starttls=server_tls) as mailbox:
        with pytest.raises(ChannelDown, match="certificate"):
            sender_to(f"smtp+starttls://127.0.0.1:{mailbox.port}").send(a_mail())
        assert mailbox.received == []


def test_a_relay_without_starttls_gets_no_mail_in_the_clear(mailbox: Mailbox) -> None:
    with pytest.raises(ChannelDown, match="STARTTLS"):
        sender_to(f"smtp+starttls://127.0.0.1:{mailbox.port}").send(a_mail())
    assert mailbox.received == []


def test_a_refused_password_is_said_and_not_shown() -> None:
    with receiving(users={b"broker": b"right"}) as mailbox:
        url = f"smtp://broker:sesame-17@127.0.0.1:{mailbox.port}"
        with pytest.raises(ChannelDown, match="535") as raised:
            sender_to(url).send(a_mail())
        assert "sesame-17" not in str(raised.value)


# --- the setting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp://mail.example", Relay("smtp", "mail.example", 25)),
        ("smtp://127.0.0.1:2526", Relay("smtp", "127.0.0.1", 2526)),
        ("smtp://[::1]:2526", Relay("smtp", "::1", 2526)),
        ("smtps://mail.example", Relay("smtps", "mail.example", 465)),
        (
            "smtp+starttls://a%40b.example:x%3Ay%25@mail.example",
            Relay("smtp+starttls", "mail.example", 587, "a@b.example", "x:y%"),
        ),
    ],
)
def test_a_relay_is_read_from_its_setting(url: str, relay: Relay) -> None:
    assert read_smtp_url(url) == relay


@pytest.mark.parametrize(
    "url",
    [
        "mail.example:25",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:twentyfive",
        "smtp://mail.example:99999",
        "smtp://mail.example/inbox",
        "smtp://[::1",
        "smtp://broker:sesame-17@mail.example",
        "smtps://broker:sesame-17@mail.example/?x=1",
    ],
)
def test_a_wrong_setting_is_named_and_its_password_kept(url: str) -> None:
    with pytest.raises(ConfigError, match="BROKER_SMTP_URL") as raised:
        read_smtp_url(url)
    assert "sesame-17" not in str(raised.value)
