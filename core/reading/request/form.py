"""The labels that alliances' own request forms use, and which part of a request each asks for."""

import re
from collections.abc import Sequence

from core.reading.labels import Answer, read_labelled

_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ignored",
        (
            r"e ?-?mail|tel\w*|phone|mobile|fax|website|address|school address|post ?code",
            r"date|date of request|todays date|signed|signature|sent|to|cc|subject",
            r"position|role|job title|name|your name|(?:form )?completed by|requested by",
            r"head ?teachers?(?: name)?|head|(?:school |main |named )?contact(?: \w+)*",
            r"la|local authority|number on roll|nor|ofsted\b.*|urn|trust|chair of governors",
        ),
    ),
    ("on_behalf_of", (r"(?:requested |submitted |made |written )?on behalf of",)),
    (
        "wanted_sle",
        (
            r"(?:preferred|requested|named|wanted|desired) sle\w*|named sle if known",
            r"sles? (?:preferred|requested|wanted|you want|you would like|name)",
            r"(?:do you have a |any )?(?:preferred sle|preference\w*)(?: for.*)?",
            r"an sle you (?:want|would like)",
        ),
    ),
    (
        "unwanted_sle",
        (
            r"(?:any |an )?sles? (?:you (?:do not|dont) want|not wanted|to avoid)",
            r"unwanted sles?|an sle you would rather not have",
        ),
    ),
    (
        "school",
        (
            (
                r"(?:name of )?(?:the |your )?(?:receiving |requesting |host |purchasing |"
                r"supported )?"
                r"(?:schools?|academy|setting)(?: ?/ ?(?:academy|setting|college))?"
                r"(?: names?| requesting(?: the)? support| requiring(?: the)? support|"
                r" involved| details"
                r"| to be supported)?"
            ),
            r"schools? name|(?:for )?which schools?\b.*|school s",
        ),
    ),
    (
        "teacher_standards",
        (
            r"(?:which )?teach(?:er|ers|ing) standards?\b.*",
            r"(?:ts|standards?)(?: numbers?| focus| to be addressed)?",
        ),
    ),
    (
        "key_stages",
        (
            r"(?:phase ?(?:and|/|&|or)? ?)?(?:key ?stages?|ks)\b.*|years?(?: groups?)?",
            r"(?:year|age) ?(?:groups?|range|phase)s?\b.*|phase ?(?:and|/|&|or) ?\w+.*",
        ),
    ),
    ("phase", (r"(?:school )?phase(?: of education)?|type of school|school type",)),
    (
        "who",
        (
            (
                r"who (?:needs|requires|will receive|is in need of|would receive|is it for|"
                r"will be|"
                r"would be|should be|will the sle)\b.*|who"
            ),
            (
                r"(?:members? of )?staff(?: members?| to be supported| involved|"
                r" requiring support)?.*"
            ),
            r"target staff|teachers? to be supported|people to be supported",
        ),
    ),
    (
        "po_number",
        (r"(?:po|purchase order|official order|order)(?: (?:number|no|ref\w*))?(?: if known)?",),
    ),
    ("ignored", (r"(?:invoice|billing)\b.*|where invoices should go",)),
    (
        "funding",
        (
            r"who (?:will|is|is to|is going to|shall|would|should) (?:be )?(?:pay\w*|fund\w*)\b.*",
            r"who pays|(?:source of |how .*)?fund(?:ing|ed)\b.*|financ\w+|paid (?:for )?by",
            (
                r"payment(?: source| method)?|money|budget(?: source| holder)?|costs?(?: (?:met|"
                r"covered) by)?"
            ),
            r"how will (?:this|it|the support) be (?:paid|funded)\b.*",
        ),
    ),
    (
        "days",
        (
            (
                r"(?:approx\w* |estimated |total |anticipated |expected )?"
                r"(?:number|no|how many|amount|quantity)\b.*\b(?:days?|time|visits?|sessions?|"
                r"support)\b.*"
            ),
            r"(?:sle )?days?(?: of support)?(?: required| needed| requested| wanted)?",
            r"how long(?: for)?|duration(?: of support)?|length(?: of (?:support|deployment))?",
            (
                r"time (?:required|needed|commitment)|how much(?: time)?\b.*|level of support|"
                r"amount|quantity"
            ),
        ),
    ),
    (
        "when",
        (
            r"when\b.*|time ?-?(?:frame|scale|line)s?\b.*|timing|availability|by when",
            r"(?:preferred |proposed |desired |anticipated )?start(?:ing)?(?: date| from)?",
            (
                r"(?:preferred |proposed |possible |desired )?dates?"
                r"(?: (?:and times?|required|needed|preferred|of support|support is required))?"
            ),
            r"period(?: of support)?|(?:preferred |proposed )?(?:timings?|dates?/times?|term)",
        ),
    ),
    (
        "outcomes",
        (
            r".*\b(?:outcomes?|success criteria|impact|success)\b.*",
            r"measures?(?: of success)?|what will success look like",
        ),
    ),
    (
        "specialisms",
        (
            (
                r"(?:subject|specialism|area of expertise|curriculum area|expertise|"
                r"sle specialism|"
                r"specialist area)s?\b(?!.*\b(?:knowledge|leader)\b).*"
            ),
            (
                r"(?:main |key |priority |particular )?(?:area|focus)s?(?: (?:of|"
                r"for) (?:support|focus|"
                r"development|need|the support|expertise|improvement|concern))?"
                r"(?: required| needed| requested)?"
            ),
            r"(?:type|kind|area)s? of sle\w*.*|what|support area|areas? requiring support",
            r"focus of (?:the )?(?:support|deployment|work)",
        ),
    ),
    (
        "need",
        (
            r".*\b(?:detail\w*|description|describe|nature) (?:of|on|about|for|the)\b.*",
            r"(?:the )?needs?(?: in detail| identified| of the school)?",
            r"(?:identified|specific|school) needs?|areas? for development|why",
            r"what (?:support|help|do|is|are|would|you)\b.*",
            r"support (?:required|needed|requested|sought)|reasons?(?: for)?\b.*",
            r"background(?: information)?|context|how can we help|issues?|expectations?|request",
            r"(?:school )?priorit(?:y|ies)|(?:brief )?description|details?",
            (
                r"further (?:details|information)|please (?:give|describe|outline|provide|explain|"
                r"tell)\b.*"
            ),
        ),
    ),
)
_KNOWN = tuple((name, re.compile("|".join(patterns))) for name, patterns in _LABELS)
_ENOUGH = 2
"""Different labels from which on a text is taken for a filled-in form."""


def _name_of(label: str) -> str | None:
    if not label or label.count(" ") > 22:
        return None
    for name, pattern in _KNOWN:
        if pattern.fullmatch(label):
            return name
    return None


def read_request_form(text: str, whole: str = "") -> tuple[tuple[Answer, ...], str]:
    """Return the answers of a request form that a mail's text holds, and the text around it; no
    answers and the whole text if there is no form in it. In the mail as a `whole`, quotations
    included, a form may be found that is answered between its quoted headings.
    """
    if text.count("\n") >= _ENOUGH - 1:
        labelled = read_labelled(text, _name_of)
        if _is_form([answer.name for answer in labelled.answers if answer.text]):
            return labelled.answers, "\n".join(labelled.before)
    if ">" in whole:
        answers = tuple(a for a in read_labelled(whole, _name_of).answers if a.own)
        if _is_form([answer.name for answer in answers]):
            return answers, ""
    return (), text


def _is_form(told: Sequence[str]) -> bool:
    return len(set(told) - {"ignored"}) >= _ENOUGH
