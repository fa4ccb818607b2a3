"""What a sentence says of a subject: help is asked for it, it is only mentioned, or denied."""

import re
from enum import IntEnum

from core.reading.cues import Cue, cues_in
from core.reading.wording import Sentence, Text


class Standing(IntEnum):
    """How a subject stands in a sentence, the weakest first."""

    DENIED = 0  # "not phonics"
    PRAISED = 1  # "maths is fine"
    MENTIONED = 2  # thanks, the past, the writer's own subject, an arrangement
    NEUTRAL = 3  # nothing around it tells
    ASKED = 4  # help is asked for it, or it does not go well


_SHORT = 8
"""Words up to which a sentence that names a subject is a heading or a bare wish."""

_CLAUSE = re.compile(
    r"[,;:()]|\s-\s|\b(?:but|because|while|whilst|although|though|whereas|however)\b|"
    r"\band (?=(?:we|i|our|she|he|they|my|the|it)\b)"
)
_FILLER = (
    r"(?: (?:really|actually|so|much|about|for|in|with|to|do|the|our|a|an|need|needing|want|"
    r"wanting|"
    r"require|looking|after|asking|help|support|any|anything|someone|somebody|sle|on|be|going))*$"
)
_DENIED_BEFORE = re.compile(
    r"(?:\bnot|\w+n't|\b(?:dont|isnt|doesnt)|\bno longer|\bnever)" + _FILLER + "|"
    r"\b(?:rather than|instead of|as opposed to|apart from|other than|except|unlike|regardless of|"
    r"nothing to do with)(?: (?:for|the|our|in|with|any|a|an|help|support))*$"
)
_DENIED_BEHIND = re.compile(
    r"(?: \w+){0,2}?,? (?:but |though |and )?(?:(?:i|we) (?:\w+ )?(?:don't|do not|am not|"
    r"are not|aren't) "
    r"(?:\w+ )?(?:think|believe|feel|convinced|sure|need|want)|"
    r"(?:isn't|is not|wasn't|was not) (?:\w+ ){0,3}?(?:issue|problem|priority|concern|worry|"
    r"need)\b)"
)
_GOES_ON = re.compile(r"\b(?:extend\w*|extension|more of|continue|again|another|more days)\b")
_PRAISED_BEFORE = re.compile(
    r"(?<!not )(?<!not very )(?<!n't )(?<!not so )(?<!not as )"
    r"\b(?:strong|good|great|secure|fine|kind|happy|pleased|confident|positive|strengths?|"
    r"outstanding|delighted|complimentary|nice|lovely|known|reputation|tradition|proud|award|"
    r"impressed|excellent|brilliant|high)(?: (?:results?|outcomes|data|standards|progress|"
    r"attainment|"
    r"provision|teaching|practice))? (?:in|at|about|with|for|on|of|by)\b([^;]{0,40})$"
)
_WANTING = re.compile(
    r"\b(?:need\w*|help\w*|support\w*|like|want\w*|struggl\w+|weak\w*|sles?|not)\b"
)
_PRAISED_BEHIND = re.compile(
    r"(?: \w+){0,2}?[ (,]*(?:which |that )?(?:the \w+ |staff |they |we )?(?:would say |say |"
    r"feel )?"
    r"(?:is|are|was|were|has been|seems|looks) "
    r"(?:(?:now|all|really|very|already|quite|in|a|an|our|pretty|looking|going|so|just|absolutely|"
    r"generally|much|actually|one of|the) )*"
    r"(?:fine|good|strong|great|secure|lovely|outstanding|ok|okay|sorted|strengths?|better|"
    r"covered|"
    r"excellent|sound|solid|well|healthy|brilliant|super|under control|on track|"
    r"not (?:an? |the |really |our |so )*(?:issue|problem|priority|concern|worry|bad))\b"
)
_NEITHER = re.compile(r"\b(?:neither|nor|not|never|hardly)\b")
_GRADED = re.compile(
    r" ?[:=-] ?(?:very |was |is )?(?:good|outstanding|strong|fine|secure|great|ok)\b"
)
_ROLE_BEHIND = re.compile(
    r" (?:lead|leader|coordinator|co-ordinator|teacher|head|team|department|manager|sle|tutor)"
)
_OWN_SUBJECT = re.compile(
    r"\b(?:i|she|he) (?:only |also |currently |mainly )?(?:teach|taught|teaches|lead|led|"
    r"specialise in|specialised in|studied|used to \w+|am|was)(?: an?| the)?$|\bi'm an?$|"
    r"\b(?:my|her|his) (?:own )?(?:subject|background|degree|specialism|training) (?:is|was|in)"
    r"(?: in)?$|\bbackground in$|\btrained (?:in|as)(?: an?)?$|\b(?:former|ex|retired)$|"
    r"\bdegree in$"
)
_NAMED_AS_SUBJECT = re.compile(
    r"\b(?:subject|area|specialism)(?! (?:leader|lead|knowledge))"
    r"(?: (?!strong|best|better|well|good|proud|least|happ|not\b|n't)[\w']+){0,9}? "
    r"(?:is|would be|being)(?: (?:mainly|mostly|really|probably|particularly))?$"
)
"""What says which subject is meant: "The subject in which it shows most is …"."""
_PERSON_BEHIND = re.compile(r" (?:lead|leader|coordinator|co-ordinator|teacher|tutor)s?\b")
_OBJECT_BEFORE = re.compile(
    r"\b(?:support\w*|coach\w*|mentor\w*|help\w*|train\w*|develop\w*|upskill\w*|for|guide|needs?)"
    r"(?: (?:our|my|the|an?|their|new|newly|appointed|relatively|two|both|current|acting|to))*$"
)
_OBJECT_BEHIND = re.compile(
    r" [\w-]+(?: \w+)?,? (?:needs?|would|wants?|lacks|is (?:new|struggling|really|very|keen|only|"
    r"drowning|inexperienced|finding|brand)|are (?:new|struggling|both)|has (?:never|no|little|"
    r"just|"
    r"only|gone|left)|who|left)\b"
)
_PAST_BEHIND = re.compile(
    r" (?:sle |support |deployment |work |visits? |training |project )+"
    r"(?:\w+ ){0,3}?(?:went|was|were|came|has been|last|finished|ended|we had|is going)\b"
)
_UNDECIDED = re.compile(
    r"\b(?:not (?:really |quite |entirely |yet )?(?:sure|certain)|unsure|don't know|undecided|"
    r"can't decide|whether|either)\b"
)


def denial(text: Text, sentence: Sentence, start: int, end: int) -> Standing | None:
    """Say whether what stands at these offsets is denied ("not phonics") or said to go well ("KS1
    is fine"); None if neither.
    """
    clause_start, clause_end = _clause(text, sentence, start, end)
    before = text.low[clause_start:start].rstrip(" \"'*")
    behind = text.low[end : sentence.end]
    if _DENIED_BEFORE.search(before) or _DENIED_BEHIND.match(behind):
        return Standing.DENIED
    return Standing.PRAISED if _goes_well(before, behind, text.low[end:clause_end]) else None


def standing(
    text: Text, sentence: Sentence, cues: int, first: int, last: int, *, alone: bool
) -> Standing:
    """Judge a subject, not denied, said as the words `first` to before `last`. `alone`: the
    sentence holds no other subject, so that all of it may speak of this one.
    """
    start, end = text.starts[first], text.ends[last - 1]
    clause_start, clause_end = _clause(text, sentence, start, end)
    before = text.low[clause_start:start].rstrip(" \"'*")
    if _is_only_mentioned(before, text.low[end : sentence.end], cues):
        return Standing.MENTIONED
    if _NAMED_AS_SUBJECT.search(before.replace("\n", " ")):
        return Standing.ASKED
    if alone or sentence.last - sentence.first <= _SHORT:
        said = cues
    else:
        words = text.words[text.word_at(clause_start + 1) : text.word_at(clause_end) + 1]
        said = 0
        for cue in cues_in(words):
            said |= cue
    if said & (Cue.ASK | Cue.HELP | Cue.TROUBLE) or sentence.last - sentence.first <= _SHORT:
        return Standing.ASKED
    return Standing.NEUTRAL


def is_bystander(text: Text, sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a subject is only that of somebody who is there, "our English lead is also our
    deputy", and not of somebody who is to be helped, "support for our English lead".
    """
    start, end = text.starts[first], text.ends[last - 1]
    behind = text.low[end : sentence.end]
    if not _PERSON_BEHIND.match(behind) or _OBJECT_BEHIND.match(behind):
        return False
    return _OBJECT_BEFORE.search(text.low[sentence.start : start].rstrip()) is None


def is_undecided(text: Text, sentence: Sentence) -> bool:
    """Say whether the sentence wavers between what it names: "not sure whether maths or
    English".
    """
    return bool(
        " or " in text.low[sentence.start : sentence.end]
        and _UNDECIDED.search(text.low, sentence.start, sentence.end)
    )


def _clause(text: Text, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    clause_start = sentence.start
    for cut in _CLAUSE.finditer(text.low, sentence.start, start):
        clause_start = cut.end()
    cut_behind = _CLAUSE.search(text.low, end, sentence.end)
    return clause_start, cut_behind.start() if cut_behind is not None else sentence.end


def _goes_well(before: str, behind: str, clause_behind: str) -> bool:
    praised = _PRAISED_BEFORE.search(before)
    if praised is not None and not _WANTING.search(praised[1]):
        return True
    if _ROLE_BEHIND.match(clause_behind) or _NEITHER.search(before):
        return False
    well = _PRAISED_BEHIND.match(behind) or _GRADED.match(behind)
    return well is not None and not _GOES_ON.search(behind)


def _is_only_mentioned(before: str, behind: str, cues: int) -> bool:
    if _OWN_SUBJECT.search(before):
        return True
    if _PAST_BEHIND.match(behind) and not _GOES_ON.search(behind):
        return True
    wanting = cues & (Cue.ASK | Cue.TROUBLE)
    if cues & (Cue.CANCEL | Cue.CHASE | Cue.NEWS):
        return True
    if cues & Cue.ADMIN and not cues & (Cue.HELP | Cue.TROUBLE):
        return True
    return bool(cues & (Cue.PAST | Cue.THANKS)) and not wanting
