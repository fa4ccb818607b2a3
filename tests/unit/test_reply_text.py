"""The writer's words and nobody else's, and not one of them lost."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsing import parse
from intake.reply_text import forwarded, split
from intake.reply_text.splitting import MAX_TEXT

QUOTE = "Dear Helen\nWould you confirm?"
MARKED = "> Dear Helen\n> Would you confirm?"


@pytest.mark.parametrize(
    "introduction",
    [
        "On Mon, 3 Nov 2025 at 10:02, Broker <b@x.example> wrote:",
        "On Mon, 3 Nov 2025, 10:02\u202fam Broker, <b@x.example> wrote:",
        "On Mon, 3 Nov 2025 at 10:02, A Very Long Name of a Broker <\nbroker@x.example> wrote:",
        "On Mon, 3 Nov 2025 at 10:02, Broker\n<b@x.example>\nwrote:",
        "On 03/11/2025 10:02, Broker wrote:",
        "On 3 Nov 2025, at 10:02, Broker <b@x.example> wrote:",
        "On Nov 3, 2025 you wrote:",
        ' On Nov 3, 2025 9:59 AM, "Broker" <b@x.example> wrote:',
        "2025-11-03 10:02 GMT+00:00 Broker <b@x.example>:",
        '03.11.2025, 10:02, "Broker" <b@x.example>:',
        "Monday, 3 November 2025, 10:02 AM +0000 from Broker <b@x.example>:",
        "---- On Mon, 03 Nov 2025 10:02:00 +0000 b@x.example wrote ----",
        "-------- Original message --------\nFrom: Broker <b@x.example>\nDate: 03/11/2025",
        "-----Original Message-----",
        "______________\nFrom: Broker <b@x.example>\nSent: 3 November 2025\nTo: H\nSubject: R",
        "From: Broker\nSent: Monday, 3 November 2025 10:02\nTo: Helen\nSubject: Release",
        "*From:* Broker [mailto:b@x.example]\n*Sent:* 3 November 2025\n*To:* H\n*Subject:* R",
        "From: Broker \n<a-long-address-of-a-broker@x.example> \nSent: 3 November 2025\nTo: Helen",
        ">>> Broker <b@x.example> 03/11/2025 10:02 >>>",
        "Am 03.11.2025 um 10:02 schrieb Broker <b@x.example>:",
        "Am Mo., 3. Nov. 2025 um 10:02 Uhr schrieb Broker <\nb@x.example>:",
        "Von: Broker <b@x.example>\nGesendet: Montag, 3. November 2025 10:02\nAn: H\nBetreff: R",
        "Le lun. 3 nov. 2025 à 10:02, Broker <b@x.example>\na écrit :",
        "De : Broker <b@x.example>\nEnvoyé : lundi 3 novembre 2025 10:02\nÀ : H\nObjet : R",
        "El lun, 3 nov 2025 a las 10:02, Broker (<b@x.example>) escribió:",
        "Em seg., 3 de nov. de 2025 às 10:02, Broker <b@x.example> escreveu:",
        "Il giorno lun 3 nov 2025 alle ore 10:02 Broker <b@x.example> ha scritto:",
        "Op ma 3 nov 2025 om 10:02 schreef Broker <b@x.example>:",
        "W dniu 3.11.2025 o 10:02, Broker pisze:\n",
        "pon., 3 lis 2025 o 10:02 Broker <b@x.example> napisał(a):",
        "Den mån 3 nov. 2025 kl 10:02 skrev Broker <b@x.example>:",
        "ma 3. marrask. 2025 klo 10.02 Broker (b@x.example) kirjoitti:",
        "Ar Llun, 3 Tach 2025 am 10:02 ysgrifennodd Broker <b@x.example>:",
        "Oddi wrth: Broker <b@x.example>\nAnfonwyd: 03 Tachwedd 2025\nAt: H\nPwnc: R",
    ],
)  # fmt: skip
@pytest.mark.parametrize("quote", [QUOTE, MARKED], ids=["unmarked", "marked"])
def test_what_a_mail_program_quotes_is_not_the_writers(introduction: str, quote: str) -> None:
    parts = split(f"Yes, but not Thursdays.\n\n{introduction}\n\n{quote}\n")
    assert parts.reply == "Yes, but not Thursdays."
    assert "Would you confirm?" in parts.quoted


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday I cannot do it.\nOn Friday I can.",
        "On 5 November 2025 we hold INSET.\nSo not that day.",
        "On Tuesday 4 November the inspector wrote:\nteaching is good.",
        "Dear all\nThe other school wrote:\nwe agree\nso do we.",
        "From: January\nTo: March\nSubject: Maths",
        "Date: 3 Nov 2025\nTo: be agreed\nSubject: phonics",
        "Original message from the head follows.\nShe said yes.",
        "-----\nOption A\n-----\nYes to A",
        "Yes to the visit.\n--\nBut no to six more days.",
        "Thanks\n\nNot Thursdays",
        "Many thanks\nHelen\n\nPS only from the 17th",
        "Kind regards to Jo, who may come on Mondays.",
        "Sent from the office this morning: the signed form.",
        "Sent the forms by mail",
        "Sent from my desk, which is easier than my phone.",
        "Please invoice:\n\nMrs Jones\nfinance@oak.example\n01323 555 0199",
        "We need:\n- maths\n- phonics",
        "Attention: the trust has changed how schools open links with others.\nWe need an SLE.",
        "Caution is what we ask for: only two days.",
        "This email is to say yes.",
        "We want >= 5 days\n>= 6 would be better",
        "Yes\n\nHelen",
        "Kind regards",
        "",
    ],
)
def test_what_only_looks_like_a_quote_or_a_signature_stays(text: str) -> None:
    assert split(text).reply == text


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nHelen Smith\nAnything at all, even a sentence. Or two.",
        "--\nHelen Smith\nHeadteacher",
        "Kind regards\nHelen",
        "Kind regards,\n\nHelen Smith\nHeadteacher, Oak Primary School\nT: 01323 555 0123",
        "Best wishes\nHelen Smith (she/her)\nDeputy Head and SENCO",
        "Many thanks\nHelen Smith\nHeadteacher",
        "Helen Smith\nHeadteacher\nhead@oak.example\n01323 555 0123",
        "Regards\nHelen\n[cid:image001.png@01DC]",
        "Cofion gorau\nSiân",
        "Mit freundlichen Grüßen\nJörg Weiß",
        "Sent from my iPhone",
        "Sent from Outlook for iOS",
        "Sent from Mail for Windows 10",
        "Sent from Yahoo Mail on Android",
        "Get Outlook for Android<https://aka.ms/AAb9ysg>",
        "Envoyé de mon iPhone",
        "Von meinem iPad gesendet",
        "This email and any attachments are confidential.\nPlease delete it if it is not yours.",
        "***********\nThe information in this e-mail is private and may be monitored.\n******",
        "Please consider the environment before printing this email.",
        "_______________________________________\nheads mailing list\nhttps://lists.example/heads",
    ],
)
def test_signatures_and_disclaimers_are_put_aside(signature: str) -> None:
    parts = split(f"Yes, please.\n\n{signature}\n")
    assert parts.reply == "Yes, please."
    assert parts.signature == "\n".join(line.rstrip() for line in signature.split("\n"))


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organisation. Do not click links.",
        "[EXTERNAL]",
        "EXTERNAL EMAIL",
        "This message was sent from outside the trust. Think before you click on links.",
        "You don't often get email from head@oak.example. Learn why this is important<https://a>",
        "WARNING: External email. Be careful with\nlinks and attachments.",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["joined", "apart"])
def test_warnings_above_the_text_are_put_aside(banner: str, gap: str) -> None:
    parts = split(f"{banner}{gap}No, thank you.\nWe have somebody.")
    assert parts.reply == "No, thank you.\nWe have somebody."
    assert parts.signature == banner


def test_answers_between_quoted_lines_are_the_writers() -> None:
    quote = "On 3 Nov 2025 at 10:02, B wrote:\n> Which days?\nTuesdays\n> Who pays?\n\nWe do\n"
    text = f"See below.\n\n{quote}"
    assert split(text).reply == "See below.\n\nTuesdays\n\nWe do"


def test_an_answer_below_the_quote_is_found() -> None:
    text = f"On 3 Nov 2025 at 10:02, B <b@x.example> wrote:\n{MARKED}\n\nIt would not.\n"
    assert split(text).reply == "It would not."


def test_an_attribution_on_the_writers_line_is_cut_off() -> None:
    text = "Yes On Mon, 3 Nov 2025 at 10:02, Broker <b@x.example> wrote:\n> Would you?\n"
    assert split(text).reply == "Yes"


def test_the_wrapped_end_of_a_quoted_line_is_no_answer() -> None:
    long = "> " + "support for leaders of mathematics " * 3 + "and of"
    text = (
        f"Yes\n\nOn 3 Nov 2025 at 10:02, B wrote:\n{long}\nphonics in the spring term\n> Regards\n"
    )
    assert split(text).reply == "Yes"


def test_a_mail_of_nothing_but_a_name_keeps_it() -> None:
    assert split("Helen Smith\nHeadteacher\nhead@oak.example").reply.startswith("Helen Smith")


def test_text_beyond_the_limit_is_kept() -> None:
    parts = split("word\n" * (MAX_TEXT // 5) + "the very last words")
    assert parts.reply.endswith("the very last words")


def words(text: str) -> Counter[str]:
    return Counter(text.split())


LINES = st.sampled_from(
    [
        "", "Yes", "No, sorry.", "Thanks", "Kind regards", "Helen Smith", "Headteacher",
        "-- ", "--", "> quoted", ">> older", "On 3 Nov 2025 at 10:02, B <b@x.example> wrote:",
        "On Monday", "From: B <b@x.example>", "Sent: 3 Nov 2025", "To: H", "Subject: R",
        "-----Original Message-----", "____________", "Sent from my iPhone", "[EXTERNAL]",
        "CAUTION: do not click links.", "This email and any attachments are confidential.",
        "01323 555 0123", "PS not Thursdays", "reply On Mon, 3 Nov 2025 at 9:00, B wrote:",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(LINES, max_size=14))
def test_every_word_is_in_exactly_one_part(lines: list[str]) -> None:
    parts = split("\n".join(lines))
    assert words(f"{parts.reply}\n{parts.quoted}\n{parts.signature}") == words("\n".join(lines))


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_split(text: str) -> None:
    parts = split(text)
    assert words(f"{parts.reply}\n{parts.quoted}\n{parts.signature}") == words(text)


@pytest.mark.parametrize(
    ("subject", "comment", "introduction"),
    [
        ("Fwd: Help", "FYI\n\n", "From: F <f@x.example>\nSent: 3 Nov 2025\nTo: A\nSubject: Help"),
        ("Help", "FYI\n\n", "--- Forwarded message ---\nFrom: F <f@x.example>\nSubject: Help"),
        ("Help", "", "From: F <f@x.example>\nSent: 3 Nov 2025\nTo: A\nSubject: Help"),
        ("Tr : Aide", "Oui\n\n", "De : F <f@x.example>\nEnvoyé : 3/11/2025\nÀ : A\nObjet : Aide"),
        ("FW: Help", "", "From: F [mailto:f@x.example]\nSent: 3 Nov 2025\nTo: A\nSubject: Help"),
    ],
)
def test_a_forwards_author_is_found(subject: str, comment: str, introduction: str) -> None:
    text = f"{comment}{introduction}\n\nHi"
    found = forwarded(parse(f"Subject: {subject}\n\n{text}".encode()))
    assert found is not None
    assert found.sender is not None
    assert (found.sender.address, found.text) == ("f@x.example", "Hi")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Help", f"Yes\n\nOn 3 Nov 2025 at 10:02, B <b@x.example> wrote:\n{MARKED}"),
        ("RE: Help", "Yes\n\nFrom: F <f@x.example>\nSent: 3 Nov 2025\nTo: A\nSubject: Help\n\nHi"),
        ("Help", "We need help."),
    ],
)
def test_a_reply_is_no_forward(subject: str, text: str) -> None:
    assert forwarded(parse(f"Subject: {subject}\n\n{text}".encode())) is None
