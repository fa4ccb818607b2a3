"""When an ordinary word does not mean a specialism: "state of the art", "in writing", "risk
assessment". Phrases are in `Text.words`' spelling.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """When an ordinary word does not mean its specialism. Of `only_after` and `only_before`, if
    any is given, one must hold. `capitals`: it must be written in capitals, among small letters.
    """

    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    capitals: bool = False


def _guard(
    *,
    not_after: str = "",
    not_before: str = "",
    only_after: str = "",
    only_before: str = "",
    capitals: bool = False,
) -> Guard:
    return Guard(
        frozenset(not_after.split()),
        frozenset(not_before.split()),
        frozenset(only_after.split()),
        frozenset(only_before.split()),
        capitals,
    )


_SUBJECT_BEFORE = """
    in with of for our teaching teach improve improving raise raising support supporting their
    pupils' children's boys' boys girls' girls develop developing and ks1 ks2 ks3 ks4 lead leading
    on around about phonics early guided weak poor lower junior infant maths it's is especially
    particularly extended creative independent sle primary secondary english have need needs this"""
_SUBJECT_BEHIND = """
    lead leader leaders coordinator ordinator subject curriculum teaching results data outcomes
    attainment progress across scores sats strategy skills standards support provision sle at is
    has lessons team department teacher teachers specialist moderation stamina fluency
    comprehension scheme schemes deep policy expert"""

GUARDS: dict[str, Guard] = {
    "english": _guard(not_before="heritage schools speaking people baccalaureate system"),
    "reading": _guard(
        only_after=_SUBJECT_BEFORE,
        only_before=_SUBJECT_BEHIND,
        not_after="to before after been was am were by when while forward enjoyed start",
        not_before="this your the through it about borough week festival council",
    ),
    "writing": _guard(
        only_after=_SUBJECT_BEFORE,
        only_before=_SUBJECT_BEHIND,
        not_after="am i'm was been were before after when while by",
        not_before="to this you on as with regarding about from",
    ),
    "art": _guard(not_before="of form"),
    "history": _guard(
        not_before="of with repeating repeats shows", not_after="long recent case family chequered"
    ),
    "music": _guard(not_before="to hub hubs festival concert service"),
    "drama": _guard(not_after="much any no without real more high of", not_before="queen"),
    "science": _guard(
        not_after="rocket social cognitive", not_before="of week fair museum park centre behind"
    ),
    "send": _guard(
        capitals=True,
        not_after="please to will can could you i we i'll we'll kindly shall would they may pls",
    ),
    "sen": _guard(not_after="mr mrs ms"),
    "re": _guard(capitals=True, not_before="our your the my this that a an these those re fw fwd"),
    "it": _guard(capitals=True, not_before="is was would will has had"),
    "ey": _guard(capitals=True),
    "dt": _guard(capitals=True),
    "gps": _guard(capitals=True),
    "scr": _guard(capitals=True),
    "rs": _guard(capitals=True),
    "r s": _guard(capitals=True),
    "ssp": _guard(capitals=True),
    "asc": _guard(capitals=True),
    "ecf": _guard(capitals=True),
    "nlg": _guard(capitals=True),
    "sbl": _guard(capitals=True),
    "hr": _guard(capitals=True),
    "g t": _guard(capitals=True),
    "d t": _guard(capitals=True),
    "assessment": _guard(
        not_after="risk needs self initial carers equality impact statutory ofsted health",
        not_before="centre week day visit form",
    ),
    "assessments": _guard(not_after="risk needs end", not_before="are were week"),
    "assessing": _guard(not_before="the whether our your a their"),
    "attendance": _guard(not_after="your certificate full my", not_before="certificate fee list"),
    "absence": _guard(not_after="my her his the maternity in leave during"),
    "behaviour": _guard(not_after="parental staff my your his her adult inappropriate"),
    "behaviours": _guard(not_after="leadership"),
    "disruption": _guard(not_before="to caused from"),
    "safeguarding": _guard(not_before="children checks reasons form statement"),
    "reception": _guard(not_after="to main school", not_before="desk area staff"),
    "nursery": _guard(not_before="school"),
    "spelling": _guard(not_before="of"),
    "grammar": _guard(not_before="school schools"),
    "the gap between": _guard(not_before="visits terms now"),
    "french": _guard(not_before="exchange trip window visitors"),
    "german": _guard(not_before="exchange trip"),
    "musical": _guard(not_after="the a our"),
}

DECOYS: tuple[str, ...] = tuple(
    " ".join(phrase.split())
    for phrase in """state of the art|the art of|art of|english as an additional language|
    english as a second language|english as an additional|english as additional language|
    english as additional|english hub|english hubs|maths hub|maths hubs|the maths hub|
    plain english|broken english|old english|rocket science|drama in the staffroom|
    drama in the office|all the drama|drama over|drama about|drama since|drama last|
    the drama of|bit of a drama|staffroom drama|family drama|usual drama|drama going on|
    drama with parents|drama queen|most able to|more able to|committed to safeguarding|
    safeguarding and promoting|safeguarding children|safeguarding and welfare|
    attendance at the meeting|attendance at the training|attendance at the course|
    attendance at the event|attendance at the conference|attendance at meetings|
    your attendance|was in attendance|were in attendance|be in attendance|in attendance at|
    attendance is required|assessment of where|an assessment of|assessment of need|
    assessment of needs|based in reading|school in reading|came from reading|
    schools in reading|near reading|from reading|live in reading|reading borough|history of|
    reply in writing|confirm in writing|put it in writing|put in writing|respond in writing|
    confirmation in writing|agreed in writing|set out in writing|teaching school|
    teaching schools|send you|send us|send me|send the|send a|send in|send it|send out|
    send over|teaching assistant|reading this|reading your|writing to|behaviour of parents|
    music to|world book day|school business|trust board|english partners|english system|
    early career|food bank|design a|school sports day|sports day|parents evening|it is|it was|
    body language|language barrier|home language|home languages|first language""".split("|")
)
"""Phrases that hold such a word and never mean it."""
