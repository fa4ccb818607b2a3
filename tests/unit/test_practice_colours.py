"""The practice page can be read by people with low vision: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from pathlib import Path

import pytest

import sle_broker.practice

CSS = (Path(sle_broker.practice.__file__).parent / "page" / "css" / "base.css").read_text("utf-8")
TEXT, EDGE = 4.5, 3.0


def _colours(dark: bool) -> dict[str, str]:
    light, _, rest = CSS.partition("prefers-color-scheme: dark")
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    return found | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", rest)) if dark else found


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG's definition."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        *((ink, ground, TEXT) for ink in ("ink", "soft") for ground in ("paper", "sheet", "sunk")),
        *(("ink", ground, TEXT) for ground in ("amber-pale", "red-pale", "green-pale")),
        *(("green", ground, TEXT) for ground in ("paper", "sheet", "green-pale")),
        ("soft", "amber-pale", TEXT),
        ("soft", "green-pale", TEXT),
        ("amber", "amber-pale", TEXT),
        ("amber", "paper", TEXT),
        ("amber", "sheet", TEXT),
        ("red", "sheet", TEXT),
        ("red", "red-pale", TEXT),
        ("on-green", "green", TEXT),
        ("on-green", "green-deep", TEXT),
        ("edge", "sheet", EDGE),
        ("focus", "sheet", EDGE),
        ("focus", "paper", EDGE),
        ("focus", "amber-pale", EDGE),
    ],
)
def test_what_is_to_be_read_stands_out(dark: bool, ink: str, ground: str, least: float) -> None:
    colours = _colours(dark)
    assert _contrast(colours[ink], colours[ground]) >= least
