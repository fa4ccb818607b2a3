"""Statements that an agreement is not made of: where a teacher is or will be, who has them, what
they are doing, and who is still to say. Each may be put in the very words of an agreement ("Yes,
she is booked", "Happy for her to be here"), so that the words alone do not tell.

What may be said of somebody after "is", "has" and the like is a closed list; whatever else is said
of them is no part of a yes.
"""

import re
from collections.abc import Collection

from core.reading.answers.lines import patterns_of

_CHOICES = {
    "ADVERB": (
        r"((very|really|so|also|all|both|now|still|just|quite|more than|most|only too|too|fully|"
        r"completely|totally|absolutely|certainly|definitely|of course|extremely|always|indeed|"
        r"personally|entirely|perfectly|truly|both|formally|hereby|already|well|behind it and|"
        r"such|pretty|over|broadly|yes|N+) )*"
    ),
    "PRAISE": (
        r"(great|good|brilliant|excellent|wonderful|fantastic|fab|fabulous|super|superb|lovely|"
        r"amazing|awesome|outstanding|ideal|perfect|marvellous|terrific|nice|helpful|useful|"
        r"valuable|strong|experienced|talented|skilled|capable|real|huge|big|best|right|grand|"
        r"smashing|fine|splendid|champion|cracking|worthwhile|exciting|very|really|such|super)"
    ),
    "ROLE": (
        r"(asset|star|gem|teacher|leader|colleague|practitioner|sle|match|fit|choice|help|credit|"
        r"opportunity|idea|person|one|thing|pleasure|privilege|benefit|yes|plan|resounding|"
        r"experience|support|development)"
    ),
    "FEELING": (
        r"(happy|keen|able|eager|free|available|welcome|delighted|pleased|thrilled|excited|glad|"
        r"willing|grateful|proud|honoured|privileged|prepared|content|ok|comfortable|supportive|"
        r"agreeable|agreed|approved|enthusiastic|involved|ready|sure|kind|acceptable|appreciated|"
        r"confident|certain|looking|aware)"
    ),
    "PART": (
        r"(in ((full|complete|total) )?(agreement|favour|support|order|place)|on board|up for|in "
        r"?$|behind (this|it|her|him|them)|good to go|all yours|yours|one of|going to (be|love|"
        r"enjoy|do|make)|P+|N+|signing|approving|releasing|agreeing|supporting (this|it|her|him|"
        r"them|your|the) ?|confirming|doing (this|it|that)|to be commended|part of (this|it)|"
        r"(signed|sorted|arranged|confirmed|accepted|authorised|authorized|granted|covered|paid|"
        r"funded|set)|much|said (she|he|they|it|N+))\b"
    ),
    "SHE": r"(she|he|they|(mr|mrs|ms|miss|dr) X|X)",
    "WHOEVER": r"(i|we|she|he|they|you|who|(mr|mrs|ms|miss|dr) X|X)",
    "BE": r"(is|are|am|was|were|will be|would be|shall be|has been|have been|had been)",
    "MEANS": (
        r"((the |a |any |enough |plenty |lots |full )?(of )?(agreed|approved|signed|spoken|"
        r"discussed|checked|talked|chatted|considered|thought|read|reviewed|attached|sent|"
        r"returned|copied|cced|arranged|organised|sorted|set|told|let|enclosed|confirmed|given|"
        r"accepted|authorised|authorized|capacity|budget|staff|cover|room|time|money|funds|funding|"
        r"supply|plenty|lots|enough|released|put|worked|enjoyed|loved|scanned|granted|"
        r"appreciated|my|our|your|N+|P+|every|received|cc))\b"
    ),
    "PROMISE": (
        r"(agreed|accepted|said|confirmed|my|our|your|full|the (full |capacity|support|approval|"
        r"blessing|skills|experience|go)|capacity|time|lots|plenty|much|a lot|great|given|told|"
        r"signed|worked|done|shown|an? (real |great |lot|wealth)|P+|every|expressed|"
        r"already (agreed|said|accepted|told)|been (ADVERB)(an? |PRAISE|FEELING|told|N+|P+)|so)\b"
    ),
    "NOTABLE": (
        r"(is|are|was|were|will|would|can|may|could|shall|has|have|had|loves?|deserves?|enjoys?|"
        r"agrees?|looks?|sounds?|makes?|wants?|also|really|both|all|certainly|definitely|too|and|"
        r"or|,|[.!)(-]|N|P|is|very|indeed|again|now|(do|does)( not\b| ?$| ?[,.!]))"
    ),
    "DECIDER": (
        r"(governors?|governing body|body|chair\w*|board|trust|head|headteacher|principal|office|"
        r"deputy|slt|leadership|manager|bursar|secretary|team|they|she|he|staff|X)"
    ),
    "CONFIRM": r"(confirm|sign|approve|agree|authori[sz]e|accept|decide|check|consent)",
    "PLACED": (
        r"(in|at|on|with|by|here|back|all|then|until|booked|this|that|those|during|for|under)"
    ),
    "OPENING": r"^(yes |and |so |also |, )*",
    "PARTICIPLE": r"(agreed|approved|confirmed|signed|released|arranged|accepted|granted|taken)",
    "PRAISED": r"((an?|the|our|my|her|his) (PRAISE |ADVERB)*(PRAISE|ROLE))",
    "TALKED": (
        r"(an? (big |full |resounding )?(chat|word|talk|discussion|meeting|conversation|yes))"
    ),
    "BUSY": (
        r"(works?|worked|supports?|supported|helps|helped|covers?|covered|leads|does|did|attends|"
        r"starts|visits|booked|got|get|having|asked|needs|teaches|signs)"
    ),
    "HELPED": r"(you|them|this|it|with this|out)",
    "DESK": (
        r"(governors?|office|chair\w*|board|trust|head|deputy|bursar|secretary|team|body|pa|admin|"
        r"sbm|manager|finance|staff)"
    ),
    "THING": r"(it|this|that|everything|form|request|agreement)",
    "AWAY": (
        r"(with|at|on(?! board)|by|in(?! (order|place|agreement|favour|line|hand|the diary)\b))"
    ),
    "SOMEBODY": r"(her|him|them|it|be|stay|back|us|me|X|she|he|they|works?|lead|now|then|today)",
    "FOR_IT": (
        r"(released|doing|helping|supporting|an? |the |out on this|able|with (them|this|you))"
    ),
    "WHERE": r"(with|in|at|on|here|there|ours|back|by|as|where)",
    "SITE": (
        r"((the|a|an|her|his|our|their|my) (\w+ )?(class\w*|course|school|visits?|lessons?|office|"
        r"training|academy|college|nursery|meeting|conference|team|children|governors?|board|"
        r"trust|head|chair))"
    ),
    "SPOKEN_BY": "".join(
        rf"(?<!{word} )"
        for word in "as have having had has now both also already just i we".split()
    ),
    "GOT": r"(?<!get )"
    + "".join(rf"(?<!get {word} )" for word in "her him it this that them X everything".split()),
    "DOING": (
        r"(supporting|covering|teaching|leading|visiting|helping|working|training|joining|"
        r"attending|hosting)"
    ),
}
_ELSEWHERE = r"""
\bWHOEVER BE (?!ADVERB(PRAISE|FEELING|PART|PRAISED)\b)(?!ADVERB( ?$|[,.!(-]))
\bSHE (has|have|had|has got|have got) (?!ADVERBPROMISE)(?! ?$)
\b(she|he) has (lots|plenty|enough|so much) (of |to )(work|class\w*|lessons|do|visits)
\b(i|we) (have|had|have got) (?!ADVERBMEANS)(?!(had|been|now|already|both|all|just) )(?!TALKED\b)
\b(i|we) (have|had) (\w+ )?(her|him|them|X)\b
\b(she|he) (?!NOTABLE)\w
\bX (BUSY|first)\b
\bX agreed ?$
\bSHE will (have|cover|lead|teach|stay|start|need|support|help|work|attend|join)\b(?! HELPED\b)
\bSHE will go to X\b
\bSHE (can|may|could|will) (be|stay|remain|sit) (with|in|at|on|here|there|back)\b
\bDESK (has|have|had|got) (the|this|it|your|a|an) (?!(go|green|power)\b)
\bTHING (is|are|was|will be|has been) (now |still |all |currently |also )*AWAY\b
(?<!from )(?<!fine )(?<!good )(?<!ok )(?<!all )(?<!us )(?<!happy )\bSOMEBODY here\b
\bto (be|stay|remain|keep|work|teach|sit|stop|lead) (?!ADVERB(PRAISE|FEELING|PART|FOR_IT))WHERE\b
\b(with|have|having|keep|keeping) (her|him|them|X) PLACED\b
\b(with|of) (her|his|their) (work|classes)\b
\bto (stay|remain)\b
\bDECIDER to (then |now |also )?CONFIRM\b
OPENINGfrom (the|our|my) (\w+ )?(?!governors?|board|chair|trust|head|body|team)DESK\b
OPENING(just )?(here |back |out |off |away )?(with (us|me|X)|(with|in|on|at|to|for|by) (X|SITE))
OPENING(just )?(in (class|school|lessons|college|training|nursery)|at (school|college))
OPENING(all |now |already |fully |been )*PARTICIPLE (with|for|to|by) X ?($|[,.!])
\b(has|have) (also |already |now )?(agreed|signed) (with|to) X ?($|[,.!])
OPENING(all |now |been )*already (released|taken|gone|supporting|working|visiting|covering)\b
\b(is|are|been|already) released\b(?! (for this|from))
SPOKEN_BY\bspoken\b|\bspoken for\b
GOT(?<!have )\bbooked\b(?! (cover|it|supply|this)\b)
\bas (we|they|things|it|she|he) (are|is) ?($|[,.!])
\bof course (you|she|he|they|it) would\b|\b(you|they) would ?$|\b(would|must|need|should) (i|we) ?$
\bDOING (?!(this|it|that|her|him|your|you|the (release|request|plan|proposal)))\w+
OPENING(supporting|covering|teaching|leading|visiting|working|training|attending)\b ?$
"""
_TOLD = re.compile("|".join(patterns_of(_ELSEWHERE, _CHOICES)))
_LATELY = re.compile(r"\b(?:yesterday|last|sorry|apologies)\b")
_RECURS = re.compile(
    r"\b(?:not|out|off|busy|part time|unavailable|needed|teaching|working|only|works?|must|"
    r"(?:is|are) N)\b"
)
_UNFINISHED = re.compile(
    r"\b(?:and|or|but|if|with|the|a|an|by|of|at|as|my|our|because|unless|until) ?$"
)


def tells_otherwise(clause: str, names: Collection[str], *, limits: bool = False) -> bool:
    """Whether a clause tells where a teacher is, who has them or what they do, or who is yet to
    say, rather than agreeing. `limits`: it may also say on which days she is out.
    """
    if _LATELY.search(clause) or (limits and _RECURS.search(clause)):
        return False
    said = " ".join("X" if word in names else word for word in clause.split())
    return _TOLD.search(said) is not None


def is_unfinished(sentence: str) -> bool:
    """Whether a sentence breaks off: "Yes and"."""
    return _UNFINISHED.search(sentence) is not None
