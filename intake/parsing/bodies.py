"""Which parts of a message are its text and which are attachments (after RFC 8621, 4.1.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intake.letter import Attachment
from intake.parsing import tnef
from intake.parsing.charsets import cleaned, decode
from intake.parsing.html_text import MAX_HTML, html_to_text
from intake.parsing.names import safe_name, type_of
from intake.parsing.structure import Part, enclosed_subject

MAX_TEXT = 1_000_000
"""Characters of text that are kept; a longer mail is cut there."""

_TEXT = frozenset({"text/plain", "text/html"})
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE
)
# What the text shows in place: pictures by content id, or by location (RFC 2557).
_CITED = re.compile(r"""(?:cid:|src=["'](?!cid:))([^\s"'<>)\]]{1,998})""")
_LOGO = re.compile(r"(?:image\d{3}|outlook-[\w-]+|~WRD\d+)\.(?:png|gif|jpe?g|bmp)$", re.IGNORECASE)
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


@dataclass(slots=True)
class Contents:
    """A message's leaves, sorted; ``plain`` and ``html`` in reading order."""

    plain: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    others: list[Part] = field(default_factory=list)
    related: list[Part] = field(default_factory=list)

    def take(self, part: Part, *, within: str = "multipart/mixed", first: bool = True) -> None:
        """Sort ``part`` and what lies under it."""
        if not part.is_multipart or not part.children:
            self._take_leaf(part, within, first=first)
            return
        if part.content_type == "multipart/alternative":
            self._take_alternatives(part)
            return
        for number, child in enumerate(part.children):
            self.take(child, within=part.content_type, first=number == 0)

    def _take_leaf(self, part: Part, within: str, *, first: bool) -> None:
        related = within == "multipart/related"
        is_text = (
            part.content_type in _TEXT
            and part.disposition != "attachment"
            and (first or (not related and not part.given_name))
        )
        if is_text:
            (self.plain if part.content_type == "text/plain" else self.html).append(part)
        else:
            self.others.append(part)
            if related and not first:
                self.related.append(part)

    def _take_alternatives(self, part: Part) -> None:
        """The same text in several forms: one of each form is read, the rest is attached."""
        before = len(self.plain), len(self.html)
        for child in part.children:
            held = Contents()
            held.take(child)
            has_plain = len(self.plain) > before[0]
            has_html = len(self.html) > before[1]
            for texts, mine, taken in (
                (held.plain, self.plain, has_plain),
                (held.html, self.html, has_html),
            ):
                (self.others if taken else mine).extend(texts)
            self.others.extend(held.others)
            self.related.extend(held.related)


@dataclass(slots=True)
class Body:
    """What is read of a message beside its headers."""

    text: str
    html: str | None
    attachments: tuple[Attachment, ...]


def read_body(message: Part, problems: list[str]) -> Body:
    """The text, the HTML if any, and the attachments of ``message``."""
    contents = Contents()
    contents.take(message)
    plain = "\n".join(part_text(part) for part in contents.plain)
    html = "\n".join(part_text(part) for part in contents.html) or None
    wrapped = _opened(contents, problems)
    if wrapped is not None:
        plain = plain if plain.strip() else wrapped.text
        html = html or wrapped.html or None
    text = plain
    if html is not None:
        if len(html) > MAX_HTML:
            problems.append(f"HTML longer than {MAX_HTML} characters was cut")
        if not plain.strip():
            text = html_to_text(html)
    if len(text) > MAX_TEXT:
        problems.append(f"text longer than {MAX_TEXT} characters was cut")
        text = text[:MAX_TEXT]
    return Body(text, html, _attachments(contents, wrapped, text, html))


def part_text(part: Part) -> str:
    """A text part decoded by its charset, with LF line ends and no control characters."""
    raw = part.decoded()
    charset = part.parameters.get("charset", "")
    if not charset and part.content_type == "text/html":
        meta = _META_CHARSET.search(raw[:2_048])
        charset = meta[1].decode("ascii") if meta else ""
    return cleaned(decode(raw, charset))


def _opened(contents: Contents, problems: list[str]) -> tnef.Opened | None:
    """The first winmail.dat, opened and taken off the attachments."""
    for part in contents.others:
        if part.content_type in tnef.CONTENT_TYPES or part.given_name.lower() == "winmail.dat":
            opened = tnef.open_tnef(part.decoded())
            if opened is None:
                problems.append("winmail.dat could not be opened")
                return None
            if opened.text or opened.html or opened.files:
                contents.others.remove(part)
            return opened
    return None


def _attachments(
    contents: Contents, wrapped: tnef.Opened | None, text: str, html: str | None
) -> tuple[Attachment, ...]:
    shown = html if html is not None else text
    if not contents.others and wrapped is None:
        return ()
    cited = frozenset(_CITED.findall(shown)) if contents.related or "cid:" in shown else frozenset()
    related = {id(part) for part in contents.related}
    found = [
        _attachment(part, inline=_shown_inline(part, cited, related=id(part) in related))
        for part in contents.others
    ]
    for file in wrapped.files if wrapped else ():
        name = safe_name(file.name, "application/octet-stream")
        inline = file.content_id in cited
        found.append(Attachment(name, type_of(name), file.content, inline))
    return tuple(found)


def _attachment(part: Part, *, inline: bool) -> Attachment:
    content, given = part.decoded(), part.given_name
    if not given and part.content_type == "message/rfc822":
        subject = enclosed_subject(content).replace("/", "-").replace("\\", "-")
        given = f"{subject}.eml" if subject else ""
    elif not given and part.content_type in _ENCRYPTED:
        given = "smime.p7m"
    return Attachment(safe_name(given, part.content_type), part.content_type, content, inline)


def _shown_inline(part: Part, cited: frozenset[str], *, related: bool) -> bool:
    """Whether the part is a picture within the text, such as a logo, and not a document."""
    if part.content_id in cited or part.headers.first("content-location") in cited:
        return True
    if not part.content_type.startswith("image/"):
        return False
    return (related and bool(part.content_id)) or (
        part.disposition == "inline" and _LOGO.match(part.given_name) is not None
    )
