"""Content-Transfer-Encoding undone; damaged input yields what can be had of it."""

from __future__ import annotations

import binascii

from intake.parsing.header_text import from_base64


def decode_body(raw: bytes, encoding: str) -> bytes:
    """``raw`` as it was before the transfer encoding; unknown encodings leave it alone."""
    match encoding.partition(";")[0].strip().strip('"').lower():
        case "base64" | "b64":
            return from_base64(raw)
        case "quoted-printable":
            return binascii.a2b_qp(raw)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _from_uuencode(raw)
        case _:
            return raw


def _from_uuencode(raw: bytes) -> bytes:
    decoded: list[bytes] = []
    started = False
    for line in raw.splitlines():
        if not started:
            started = line.startswith(b"begin ")
        elif line.strip() == b"end":
            break
        else:
            try:
                decoded.append(binascii.a2b_uu(line))
            except binascii.Error:
                continue
    return b"".join(decoded) if started else raw
