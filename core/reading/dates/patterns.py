"""The spellings of dates, weekdays and weeks, as patterns for `core.reading.dates.words`."""

import re
from collections.abc import Iterator

_DAY_NAMES = (
    "mon monday munday mondy",
    "tue tues tuesday tuseday teusday",
    "wed weds wednesday wensday wednsday wedsday",
    "thu thur thurs thursday thurday thrusday",
    "fri friday firday frday",
    "sat saturday",
    "sun sunday",
)
_MONTH_NAMES = (
    "",
    "jan january",
    "feb february febuary feburary",
    "mar march",
    "apr april",
    "may",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september setember septmber",
    "oct october ocotber",
    "nov november novemeber novmber",
    "dec december decemeber decmber",
)
_NUMBER_WORDS = ("", "a an one", "two couple", "three", "four", "five", "six", "seven", "eight")


def _numbered(lines: tuple[str, ...]) -> dict[str, int]:
    return {word: index for index, words in enumerate(lines) for word in words.split()}


WEEKDAYS = _numbered(_DAY_NAMES)
MONTHS = _numbered(_MONTH_NAMES)
NUMBERS = _numbered(_NUMBER_WORDS)

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_COUNT = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|a couple of|a few)"
_WEEKS = r"(?:weeks?|wks?|fortnight)"
_YEAR = r"(?:\s*,?\s*(?P<%s>20\d\d\b|'\d\d\b|2[4-9]\b(?!\s*(?:[-:./]|am|pm|to|til))))?"
_NTH = r"(?:st|nd|rd|th)"
_COUNTED = (
    r"(?:visit|session|time|day|week|half(?!-? ?(?:a )?day)|term|year|one|party|lesson|period|"
    r"grade|class|meeting|attempt|floor|part|of \d|in (?:a |the |our |my )?(?:row|series))"
)
_PART = r"(?:morning|morn|mornin|afternoon|aft|evening|eve|am|pm|twilight)\b"
_YESTERDAY = r"(?:yesterday|yest|yday|ystday|ysterday|yesterdy|yesteday|yesterdya|yestrday)"
_TOMORROW = (
    r"(?:tomorrow|tomoro|tomorow|tommorow|tommorrow|tomorro|tmrw|tmw|tmr|2moro|2morrow|2moz)"
)

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "iso": (r"(?<![\d/.-])(?P<iy>20\d\d)-(?P<im>\d{1,2})-(?P<id>\d{1,2})(?![\d/-])",),
    "dmy": (
        r"(?<![\d/.-])(?P<dd>\d{1,2})(?P<sep>[/.-])(?P<dm>\d{1,2})(?P=sep)(?P<dy>20\d\d|\d\d)",
        r"(?![\d/-]|\.\d)",
    ),
    "day_month": (
        rf"(?<![\d:./])(?P<ad>\d{{1,2}}){_NTH}?\s*(?:of\s+)?(?P<am>{_MONTH})\b(?:\.(?=\s?2))?",
        _YEAR % "ay",
    ),
    "month_day": (
        rf"\b(?P<bm>{_MONTH})\b\.?\s*(?:the\s+)?(?P<bd>\d{{1,2}})",
        rf"(?![\d:/]|\.\d|\s*(?:am|pm)\b){_NTH}?\b",
        _YEAR % "by",
    ),
    "dotted": (
        r"(?:(?<=^)|(?<=\n)|(?<=, )|(?<=\bon )|(?<=\bthe )|(?<=\band )|(?<=\bam )|(?<=\bpm )|",
        r"(?<=day )|(?<=\bdays )|(?<=day, )|(?<=\bmon )|(?<=\btue )|(?<=\btues )|(?<=\bwed )|",
        r"(?<=\bweds )|(?<=\bthu )|(?<=\bthurs )|(?<=\bfri ))",
        r"(?P<gd>\d{1,2})\.(?P<gm>0[1-9]|1[0-2])(?![\d/:%]|\.\d| ?-| ?(?:to|til|till|until)\b|",
        r"\s*(?:am|pm|h|hrs?|hours?|days?|miles|mins?)\b)",
    ),
    "fraction": (r"(?<![\d/.£])(?P<fd>\d{1,2})/(?P<fm>\d{1,2})(?![\d/])",),
    "ordinal": (rf"\b(?P<od>\d{{1,2}}){_NTH}\b(?!\s*-?\s*{_COUNTED}s?\b)",),
    "commencing": (
        r"\b(?:w/?c|w/?b|(?:week|wk) (?:commencing|beginning|starting|beg|of)|week of)\b\.?:?",
    ),
    "week_last": (
        r"\b(?:an?\s+)?(?:week|wk)\s+(?:before\s+)?last(?:\s+on)?\s+",
        r"(?P<wl>[a-z]+day|mon|tues?|weds?|thu(?:rs?)?|fri)\b",
    ),
    "week_yesterday": (r"\b(?:an?\s+)?week\s+yesterday\b",),
    "week_ahead": (
        r"\b(?:(?:an?\s+)?week|fortnight)\s+(?:today|on\s+[a-z]+day|tomorrow|from\s+\w+)\b",
    ),
    "weeks_ago_day": (
        rf"\b(?:(?P<wn>{_COUNT})\s+)?(?P<wu>{_WEEKS})\s+ago\s+(?P<wd>today|yesterday)\b",
    ),
    "weeks_ago": (rf"\b(?:(?P<xn>{_COUNT})\s+)?(?P<xu>{_WEEKS})\s+(?:ago|back)\b",),
    "days_ago": (rf"\b(?P<an>{_COUNT})\s+days?\s+(?:ago|back)\b",),
    "before_last_week": (
        r"\b(?:the\s+)?(?:week|wk)\s+before\s+last\b|\blast\s+week\s+but\s+one\b",
    ),
    "time_last_week": (r"\bthis\s+time\s+last\s+week\b",),
    "last_week": (
        r"(?<!\bas )(?<!\blike )(?<!\bthan )\b(?:earlier\s+)?",
        r"(?:last|prev(?:ious)?)\s+(?:week|wk)\b(?:'s)?",
    ),
    "this_week": (
        r"\b(?:earlier\s+|later\s+)?this\s+(?:week|wk)\b(?:'s)?|\bearlier in the week\b",
    ),
    "next_week": (r"\b(?:next|coming)\s+(?:week|wk)\b(?:'s)?|\bweek after next\b",),
    "before_yesterday": (rf"\b(?:the\s+)?day\s+before\s+{_YESTERDAY}\b",),
    "after_tomorrow": (rf"\b(?:the\s+)?day\s+after\s+{_TOMORROW}\b",),
    "today": (r"\b(?:today|2day|tday|todya|tody|toady)(?:'s)?\b(?:\s+week\b)?",),
    "tonight": (r"\b(?:tonight|2nite|tonite)(?:'s)?\b|\bthis\s+(?:eve|evening)(?:'s)?\b",),
    "this_part": (rf"\bthis\s+(?={_PART})",),
    "last_night": (r"\blast\s+(?:night|evening)(?:'s)?\b",),
    "yesterday": (rf"\b{_YESTERDAY}(?:'s)?\b",),
    "tomorrow": (rf"\b{_TOMORROW}(?:'s)?\b",),
    "elsewhere": (
        r"\b(?:the\s+)?(?:next|following|same|previous)\s+day\b|",
        r"\bthe\s+day\s+(?:after|before)\b|\bthat\s+day\b",
    ),
    "vague": (
        r"\b(?:the\s+)?other\s+(?:day|week|morning|afternoon|night)\b|\brecently\b|",
        r"\bone\s+day\b(?=\s+(?:last|this|in)\b)|",
        r"\b(?:last|this|that)\s+(?:month|term|half[ -]?term|year|weekend)\b|",
        r"\b(?:at|over)\s+the\s+weekend\b|\bsome\s*time\b|\bevery\s+(?:[a-z]+day|week|day)\b",
    ),
    "vague_ahead": (r"\bnext\s+(?:month|term|half[ -]?term|year)\b|\bafter\s+half[ -]?term\b",),
    "word": (r"\b[a-z]{3,11}(?:'s)?\b",),
}
"""Kinds of expression, each a pattern in pieces, the more particular ones first."""


def _alternatives() -> Iterator[str]:
    for name, pieces in EXPRESSIONS.items():
        yield f"(?P<{name}>{''.join(pieces)})"


ANY_EXPRESSION = re.compile("|".join(_alternatives()))

BEFORE_WEEKDAY = re.compile(
    r"\b(?P<word>(?:this\s+)?(?:past|last|gone)|this(?:\s+coming)?|next|coming|following|"
    r"previous|each|every|most|any|alternate|on\s+an?)\s+$"
)
AFTER_WEEKDAY = re.compile(
    r"\s+(?:(?P<gone>just\s+gone|gone|past|just\s+passed)|(?P<before>before\s+last)|"
    r"(?P<ahead>week|fortnight)(?!\s+(?:before|commencing|ago|beginning))|"
    r"(?P<last>last))\b(?!\s+(?:week|wk|month|term|half))"
)
VERB_AFTER_SAT = re.compile(r"\s+(?:in|on|down|with|through|next|beside|alongside|at the back)\b")
SAT_IN_A_LIST = re.compile(r"(?:\b(?:on|last|this|and)|[,&/-])\s*$|^\s*$")
COUNTED_BEFORE = re.compile(
    r"\b(?:visit|(?<!\d )(?<!a )(?<!full )(?<!half )(?<!one )day|session|part|week|number|no|"
    r"lesson|year|yr|y|page|p|period|stage|ks|of|scored|group|class|half|chapter|room|"
    r"score)s?\.?\s*#?$"
)
COUNTED_AFTER = re.compile(
    r"\s*(?:of\b|visits?|sessions?|days?|staff|pupils|children|teachers|classes|hours|hrs|h\b|"
    r"terms?|agreed|done|split|left|completed?|so far)"
)
DANGLING = re.compile(r"(?<![\d.:/])\d{1,2} ?- ?$")
LISTED_BEFORE = re.compile(
    r"(?<![\d:./-])\b(\d{1,2})(?:\s*(?:,|and|&|\+|/|-|to|until|till|"
    r"til)\s*)(?:[a-z]+\s+(?:the\s+)?)?$"
)
LISTED_AFTER = re.compile(
    r"\s*(?:and|&|\+|-|to|until|till|til)\s*(\d{1,2})(?=$|\s|[,.;)!?])(?![.]\d|"
    rf"\s*(?:am|pm|[-:/]|{_MONTH}\b))"
)
BARE_DAY = re.compile(
    rf"\s+(?P<day>\d{{1,2}})\b(?!\s*(?:[:./-]\s*\d|am|pm|[hx]\b|hrs?|hours?|days?|half|full|to\b|"
    rf"till?\b|until|lesson|session|visit|period|staff|teacher|of\b|min|{_MONTH}\b))"
)
