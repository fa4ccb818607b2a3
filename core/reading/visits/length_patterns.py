"""The spellings of lengths of visits, as patterns for `core.reading.visits.lengths`."""

import re

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})?|\.\d{1,2}|an?|one|two|three|four|five|six|(?:a )?couple of)"
_SMALL = r"(?:one|1|two|2|three|3|four|4|five|5)"
_STOP = (
    r"(?=\s*(?:$|[,.;:&+()!?/\n\x02-]|@|(?:and|at|each|both|there|though|please|thanks|then|not|"
    r"for me|as|because|since|cos|when|but|so|instead|only|in total|total|was|were|support|"
    r"visit)\b))"
)
_HALF = r"(?:half|1/2)(?:[ -]?of)?[ -]?(?:an?[ -])?\s?(?:school |working )?days?(?:'s|')?"
_FULL = (
    r"(?:(?:all|full|whole|entire|complete|proper)[ -]?(?:of (?:the|my) |the |school |working |"
    r"inset |training |cpd )?days?(?:'s|')?|the whole of the day|all of (?:the|my) day)"
)
_EACH = (
    r"(?:[ ,-]*(?:each|apiece|both|per)\b(?: (?:day|days|time|times|one|school|schools|visit))?)"
)
_ALL = r"(?:both|all|each)\s+(?:an?\s+|of (?:them|these|those)\s+)?"
_TOTAL = r"(?: (?:in )?(?:total|all)\b| altogether| overall| combined| between them)"
_HEDGE = (
    r"(?:nearly|almost|most of|part of|bits? of|some of|not quite|up to|at least|at most|(?:just |"
    r"slightly |a bit )?(?:over|under)|(?:a bit )?(?:more|less) than|(?:the )?(?:best|"
    r"better) part of)\s+(?:of\s+)?(?:an?\s+|the\s+|one\s+|my\s+)?"
)
_OR_SO = r"(?:\s*-?\s*(?:ish|or so|or more|or less|or thereabouts|plus)\b)"
_CLOCK_HOUR = r"(?:past|seven|eight|nine|ten|eleven|twelve|one|two|three|four|\d{1,2})"

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "no_length": (
        r"\b(?:full|half)(?: day)? ?(?:or|/) ?(?:full|half)(?: days?)? ?[:?]|",
        r"\bhalf[ -]?terms?\b|\bhalf[ -]?way\b|",
        r"(?<!half )(?<!half a )(?<!1/2 )(?<!full )(?<!whole )(?<!all )",
        r"\bday (?:\d+(?![./]\d)|one|two|three|four)\b|",
        r"\bmid[ -]?(?:morning|afternoon)s?\b|",
        r"\b(?:morning|afternoon) (?:brief\w*|break|assembly|registration|register|coffee|tea|",
        r"traffic|meeting|play)\b|",
        rf"\bhalf {_CLOCK_HOUR}\b|\bhalf (?:of )?(?:the|my|their|our|y\d|year)\b|",
        r"\b(?:second|first|other|last|top|bottom|next) half\b(?! ?-?days?\b)|",
        r"\b(?:good|early|late) (?:morning|afternoon|evening)s?\b|",
        r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.?|p\.m\.?)(?![a-z])",
    ),
    "hours_range": (rf"\b(?P<h1>{_NUMBER})\s*(?:-|to|or)\s*(?P<h2>{_NUMBER})\s*(?:hours?|hrs?)\b",),
    "hour_or_two": (r"\b(?:an?|one) (?:hour|hr) or (?P<h3>two|so)\b",),
    "few_hours": (
        r"\b(?:(?:a )?few|several|some|many|a number of) (?:hours?|hrs?|lessons|periods)\b|",
        r"\b(?:a while|a bit of time|some time)\b",
    ),
    "half_hour": (
        r"\b(?:half(?: an|-a-|-an-|-| a)? ?(?:hour|hr)|",
        r"(?P<hq>three quarters|quarter) of an hour)\b",
    ),
    "hours": (
        rf"(?<![\w.])(?P<hn>{_NUMBER})(?P<hh>\s*(?:and a half|1/2|and half))?\s*-?",
        r"(?:hours?|hrs?|h)\b(?:\s*(?P<hm>\d{1,2})\s*(?:minutes|mins?|m)?\b|",
        r"\s*and (?P<hx>a half|half an hour|a quarter|\d\d? (?:minutes|mins?)))?",
        rf"(?P<ho>{_OR_SO})?",
    ),
    "minutes": (r"\b(?P<mn>\d{1,3})\s*-?(?:minutes?|mins?)\b",),
    "uncertain": (
        rf"\b{_HEDGE}(?:{_HALF}|{_FULL}|days?|morning|afternoon|session)\b|",
        r"\b(?:1/4|3/4|1/3|2/3|(?:a |one |three )?quarters?|(?:a |two )?thirds?)",
        r"(?: of)?(?: an?| the)? days?\b|",
        rf"\b(?:{_HALF}|{_FULL}|(?:a|1) day){_OR_SO}|",
        r"\b(?:a )?days? or (?:two|so)\b|\bhalf (?:a|the) (?:morning|afternoon)\b|",
        rf"\b(?:{_HALF}|{_FULL}) or (?:an? )?(?:{_HALF}|{_FULL}|more)\b|",
        r"\b(?:part|short)[ -]?day\b|\b(?:half|full) or (?:half|full)(?: days?)?\b",
    ),
    "day_and_half": (
        rf"(?:\b(?P<dn>a|{_SMALL}) )?\bdays? (?:and|&|\+) (?:a )?half\b|",
        rf"\b(?P<dm>{_SMALL}) (?:and a half|1/2) days?\b",
    ),
    "half_days": (
        r"\b(?P<kn>two|2|three|3|four|4|five|5) ?(?:x ?)?",
        rf"(?:{_HALF}|halves|half[ -]days)(?P<ke>{_EACH})?",
    ),
    "days": (
        r"(?<![\w.:/])(?:(?P<cx>[2-9]) ?x ?)?",
        r"(?P<cn>\d{1,2}(?:\.\d{1,2})?|\.\d{1,2}|one|two|three|four|five|six)[ -]?",
        rf"(?:x ?)?(?:full |whole |school )?(?:days?|d)\b(?P<ce>{_EACH})?",
        r"(?! (?:ago|back|late|off|left|notice))",
    ),
    "same": (
        r"\b(?:the )?same again\b|\bditto\b|\blikewise\b|\bas above\b(?=[, ]+(?:for |on )?\x02)|",
        r"(?:(?<=\band )|(?<=[,;.:-] )|^)(?:the )?same(?= (?:for |on |this |again )*\x02)",
    ),
    "full": (
        rf"\b(?P<fa>{_ALL})?{_FULL}(?P<fe>{_EACH})?(?P<ft>{_TOTAL})?|\bfd\b|",
        rf"\b(?P<fb>{_ALL})?full{_STOP}(?P<ff>{_EACH})?",
    ),
    "half": (
        rf"\b(?P<ga>{_ALL})?{_HALF}(?P<ge>{_EACH})?(?P<gt>{_TOTAL})?|\bhd\b|",
        rf"\b(?P<gb>{_ALL})?(?:a )?(?:half|1/2){_STOP}(?P<gf>{_EACH})?|",
        r"(?<![\d.:/])0?\.5\b(?![.:/]?\d|\s*(?:miles|%|fte))",
    ),
    "one": (r"(?<![\d.:/])1\.0\b(?![.:/]?\d)",),
    "the_day": (
        r"\b(?:spent|spend|for|did|was in|were in|been in|there) (?P<td>the day)\b",
        r"(?! (?:before|after|care))",
    ),
    "a_day": (
        r"\b(?P<ad>(?:a|one) day|another day(?= (?:at|in|with)\b))\b",
        r"(?! (?:off|out|late|early|trip|to remember|nursery|centre|ago|care))",
    ),
    "day_at": (
        r"(?:^|[,.;:\n\x02-] ?|\b(?:did|done|had|log|logged|spent) )(?P<da>day)",
        r"(?= (?:at|@|in)\b)",
    ),
    "part": (
        r"\b(?P<pp>a\.m\.?|p\.m\.?|am|pm|mornings?|morn|mornin|afternoons?|aft|twilights?)",
        r"(?![a-z'])(?P<pe> each| both days| both)?",
    ),
}
"""Kinds of expression, each a pattern in pieces, the more particular ones first."""

ANY_LENGTH = re.compile(
    "|".join(f"(?P<{name}>{''.join(pieces)})" for name, pieces in EXPRESSIONS.items())
)

AM_IS_A_VERB = re.compile(
    r"\s+(?:going|not|back|doing|off|still|also|sure|hoping|planning|so|very|here|now|just|due|"
    r"able|looking|currently|spending|supposed|booked|aware|afraid|a|visiting|working|writing|"
    r"free|sorry)\b"
)
AM_BEFORE_PLACE = re.compile(r"\s+(?:at|in|with|on|@)\b")
