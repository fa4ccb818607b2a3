"""Addresses with a token: what they prove, and that they can be neither guessed nor lent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.parties import Alliance
from core.tokens import Tokens
from intake.plus_addresses import PlusAddresses

TOKENS = Tokens("a secret")
ALLIANCE = Alliance(
    slug="downland", name="Downland", process="downland", ref_prefix="DA", mailboxes=("support",)
)
ADDRESSES = PlusAddresses(TOKENS, "broker.example")


def extension(address: str) -> str:
    return address.partition("@")[0].partition("+")[2]


# --- what a token proves ------------------------------------------------------------------------


def test_a_token_names_its_question_and_proves_its_party() -> None:
    token = TOKENS.decode(TOKENS.encode("DA-0012", "DA-0012.p3", "hanna"))
    assert token is not None
    assert (token.case, token.prompt) == ("DA-0012", "DA-0012.p3")
    assert TOKENS.proves(token, "hanna")


def test_a_token_may_be_for_a_case_as_a_whole() -> None:
    token = TOKENS.decode(TOKENS.encode("DA-0012", None, "hanna"))
    assert token is not None
    assert (token.case, token.prompt) == ("DA-0012", None)
    assert TOKENS.proves(token, "hanna")


def test_a_token_survives_a_mail_system_that_changes_letter_case() -> None:
    token = TOKENS.decode(TOKENS.encode("DA-0012", "DA-0012.p3", "hanna").upper())
    assert token is not None
    assert TOKENS.proves(token, "hanna")


@pytest.mark.parametrize(
    ("case", "prompt", "recipient", "secret"),
    [
        ("DA-0012", "DA-0012.p3", "gwen", "a secret"),
        ("DA-0012", "DA-0012.p4", "hanna", "a secret"),
        ("DA-0013", "DA-0013.p3", "hanna", "a secret"),
        ("DA-0012", None, "hanna", "a secret"),
        ("DA-0012", "DA-0012.p3", "hanna", "another secret"),
    ],
)
def test_a_forged_token_proves_nothing(
    case: str, prompt: str | None, recipient: str, secret: str
) -> None:
    made = Tokens(secret).encode(case, prompt, recipient).rpartition(".")[2]
    token = TOKENS.decode(f"da-0012.p3.{made}")
    assert token is not None
    assert not TOKENS.proves(token, "hanna")


@given(st.text(max_size=80))
def test_no_text_makes_reading_fail_or_proves_anything(text: str) -> None:
    token = TOKENS.decode(text)
    assert token is None or not TOKENS.proves(token, "hanna")
    assert ADDRESSES.row_of_bounce_address(text) is None


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mailboxes", "mailbox"),
    [
        (("support", "sle@other.example"), "support@broker.example"),
        (("sle@alliance.example", "support"), "sle@alliance.example"),
        ((), "downland@broker.example"),
    ],
)
def test_an_alliance_writes_from_its_first_mailbox(
    mailboxes: tuple[str, ...], mailbox: str
) -> None:
    alliance = Alliance("downland", "Downland", "downland", "DA", mailboxes)
    assert ADDRESSES.mailbox(alliance) == mailbox
    local, _, domain = ADDRESSES.reply_address(alliance, "DA-1", None, "hanna").rpartition("@")
    assert f"{local.partition('+')[0]}@{domain}" == mailbox


def test_a_reply_address_is_short_enough_for_any_mail_system() -> None:
    """RFC 5321, 4.5.3.1.1: 64 octets before the @."""
    address = ADDRESSES.reply_address(ALLIANCE, "DOWNLAND-123456", "DOWNLAND-123456.p123", "hanna")
    assert len(address.partition("@")[0]) <= 64


def test_a_reply_address_carries_the_token_of_its_question() -> None:
    address = ADDRESSES.reply_address(ALLIANCE, "DA-0012", "DA-0012.p3", "hanna")
    assert address.startswith("support+da-0012.p3.")
    token = TOKENS.decode(extension(address))
    assert token is not None
    assert TOKENS.proves(token, "hanna")


@given(st.integers(min_value=1, max_value=10**12))
def test_a_bounce_address_leads_back_to_its_row(row: int) -> None:
    local = ADDRESSES.bounce_address(ALLIANCE, row).partition("@")[0]
    assert ADDRESSES.row_of_bounce_address(local) == row
    assert ADDRESSES.row_of_bounce_address(local.upper()) == row
    assert ADDRESSES.row_of_bounce_address(local.partition("+")[2]) == row


def test_a_forged_bounce_leads_to_no_row() -> None:
    local = ADDRESSES.bounce_address(ALLIANCE, 17).partition("@")[0]
    assert ADDRESSES.row_of_bounce_address(local.replace("17", "18")) is None
    other = PlusAddresses(Tokens("another secret"), "broker.example")
    forged = other.bounce_address(ALLIANCE, 17).partition("@")[0]
    assert ADDRESSES.row_of_bounce_address(forged) is None


def test_a_bounce_address_is_no_reply_address() -> None:
    token = TOKENS.decode(extension(ADDRESSES.bounce_address(ALLIANCE, 17)))
    assert token is not None
    assert not any(TOKENS.proves(token, x) for x in ("hanna", "", "support@broker.example"))
    reply = ADDRESSES.reply_address(ALLIANCE, "DA-0012", "DA-0012.p3", "hanna")
    assert ADDRESSES.row_of_bounce_address(reply.partition("@")[0]) is None
