"""The labels that alliances' own request forms use, and which part of a request each asks for."""

import re

from core.reading.labels import Answer, read_labelled

_LABELS: tuple[tuple[str, str], ...] = (
    ("ignored", r"(?:e ?-?mail|tel\w*|phone|mobile|fax|date of request|date|todays date|signed|"
    r"signature|position|"
                r"role|job title|name|your name|completed by|form completed by|requested by|"
                r"head ?teachers?(?: name)?|head|"
                r"contact(?: \w+)*|(?:school |main |named )?contact(?: \w+)*|address|"
                r"school address|website|la|local authority|"
                r"number on roll|nor|ofsted\b.*|post ?code|urn|trust|chair of governors|sent|"
                r"to|cc|subject)"),
    ("on_behalf_of", r"(?:requested |submitted |made |written )?on behalf of"),
    ("wanted_sle", r"(?:preferred|requested|named|wanted|desired) sle\w*|sles? (?:preferred|"
    r"requested|wanted|you want|you would like|name)|"
                   r"(?:do you have a |any )?(?:preferred sle|preference\w*)(?: for.*)?|"
                   r"named sle if known|an sle you (?:want|would like)"),
    ("unwanted_sle", r"(?:any |an )?sles? (?:you (?:do not|dont) want|not wanted|to avoid)|"
    r"unwanted sles?"),
    ("school", r"(?:name of )?(?:the |your )?(?:receiving |requesting |host |purchasing |"
    r"supported )?(?:schools?|academy|setting)(?: ?/ ?(?:academy|setting|college))?"
               r"(?: names?| requesting(?: the)? support| requiring(?: the)? support| involved|"
               r" details| to be supported)?|"
               r"schools? name|which schools?\b.*|for which schools?\b.*|school s"),
    ("teacher_standards", r"(?:which )?teach(?:er|ers|ing) standards?\b.*|(?:ts|"
    r"standards?)(?: numbers?| focus| to be addressed)?"),
    ("key_stages", r"(?:phase ?(?:and|/|&|or)? ?)?(?:key ?stages?|ks)\b.*|(?:year|"
    r"age) ?(?:groups?|range|phase)s?\b.*|years?(?: groups?)?|phase ?(?:and|/|&|or) ?\w+.*"),
    ("phase", r"(?:school )?phase(?: of education)?|type of school|school type"),
    ("who", r"who (?:needs|requires|will receive|is in need of|would receive|is it for|will be|"
    r"should be|will the sle)\b.*|who|"
            r"(?:members? of )?staff(?: members?| to be supported| involved|"
            r" requiring support)?.*|target staff|teachers? to be supported|"
            r"people to be supported"),
    ("po_number", r"(?:po|purchase order|official order|order)(?: (?:number|no|"
    r"ref\w*))?(?: if known)?"),
    ("ignored", r"(?:invoice|billing)\b.*"),
    ("funding", r"who (?:will|is|is to|is going to|shall|would|should) (?:be )?(?:pay\w*|"
    r"fund\w*)\b.*|who pays|(?:source of |how .*)?fund(?:ing|ed)\b.*|"
                r"payment(?: source| method)?|paid (?:for )?by|budget(?: source| holder)?|"
                r"costs?(?: met by| covered by)?|financ\w+|how will (?:this|it|"
                r"the support) be (?:paid|funded)\b.*"),
    ("days", r"(?:approx\w* |estimated |total |anticipated |expected )?(?:number|no|how many|"
    r"amount|quantity)\b.*(?:days?|time|visits?|sessions?|support)\b.*|"
    r"(?:sle )?days?(?: of support)?(?: required| needed| requested| wanted)?|"
             r"how long(?: for)?|duration(?: of support)?|length(?: of (?:support|"
             r"deployment))?|time (?:required|needed|commitment)|how much time.*|"
             r"level of support"),
    ("when", r"when\b.*|time ?-?(?:frame|scale|line)s?\b.*|timing|(?:preferred |proposed |"
    r"desired |anticipated )?start(?:ing)?(?: date| from)?|"
             r"(?:preferred |proposed |possible |desired )?dates?(?: (?:and times?|required|"
             r"needed|preferred|of support|support is required))?|period(?: of support)?|"
             r"(?:preferred |proposed )?(?:timings?|dates?/times?|term)|availability|by when"),
    ("outcomes", r".*\b(?:outcomes?|success criteria|impact|success)\b.*|"
    r"measures?(?: of success)?|what will success look like"),
    ("specialisms", r"(?:subject|specialism|area of expertise|curriculum area|expertise|"
    r"sle specialism|specialist area)s?\b(?!.*\b(?:knowledge|leader)\b).*|"
                    r"(?:main |key |priority |particular )?(?:area|focus)s?(?: (?:of|"
                    r"for) (?:support|focus|development|need|the support|expertise|improvement|"
                    r"concern))?(?: required| needed| requested)?|"
                    r"(?:type|kind|area)s? of sle\w*.*|what|support area|"
                    r"areas? requiring support|focus of (?:the )?(?:support|deployment|work)"),
    ("need", r".*\b(?:detail\w*|description|describe|nature) (?:of|on|about|for|the)\b.*|"
    r"(?:the )?needs?(?: in detail| identified| of the school)?|(?:identified|specific|"
    r"school) needs?|"
             r"what (?:support|help|do|is|are|would)\b.*|support (?:required|needed|requested|"
             r"sought)|reasons?(?: for)?\b.*|background(?: information)?|context|"
             r"how can we help|issues?|(?:school )?priorit(?:y|ies)|expectations?|"
             r"brief(?: description)?|details?|request|further (?:details|information)|"
             r"please (?:give|describe|outline|provide|explain|tell)\b.*|"
             r"areas? for development|why"),
)  # fmt: skip
_KNOWN = tuple((name, re.compile(pattern)) for name, pattern in _LABELS)
_ENOUGH = 2
"""Different labels from which on a text is taken for a filled-in form."""


def _name_of(label: str) -> str | None:
    if not label or label.count(" ") > 22:
        return None
    for name, pattern in _KNOWN:
        if pattern.fullmatch(label):
            return name
    return None


def read_request_form(text: str) -> tuple[tuple[Answer, ...], str]:
    """Return the answers of a request form that a mail's text holds, and the text around it; no
    answers and the whole text if there is no form in it.
    """
    if text.count("\n") < _ENOUGH - 1:
        return (), text
    labelled = read_labelled(text, _name_of, exact=False)
    told = {answer.name for answer in labelled.answers if answer.name != "ignored" and answer.text}
    if len(told) < _ENOUGH:
        return (), text
    return labelled.answers, "\n".join(labelled.before)
