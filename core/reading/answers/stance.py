"""Where a clause of a reply stands: for, against, undecided, or asking something."""

import re

_GREETED = r"(?:(?:dear|hi|hello|hey|morning)(?: \w+)? )?"
_LEAD = (
    r"(?:and|so|then|oh|ah|well|please|also|therefore|to "
    r"confirm|just to confirm|"
    r"(?:i|we) (?:can|am happy to|would like to|am writing to) confirm(?: that)?|i confirm that|"
    r"in short|it is|that is|that(?= (?:i|we) )|"
    r"a|an|big|definite|resounding|from me|from us|(?:the|my|our) (?:answer|reply|decision) is|"
    r"on balance|all|both|of course|absolutely|definitely|certainly|really|very|most|more than|"
    r"totally|completely|fully|jolly|"
    r"actually|personally|indeed|great|thanks|thank you|sorry|but|though|otherwise|hereby|"
    r"it has|this is|now|quite|perfectly|only too|yes|ok|N+)"
)
_ADVERB = (
    r"(?:(?:hereby|fully|really|very|quite|also|both|all|certainly|definitely|absolutely|of course|"
    r"more than|perfectly|only too|do|now|formally|personally|wholeheartedly|strongly|gladly|so|"
    r"happily|completely|totally|just|therefore|still|entirely|broadly|extremely|most) )*"
)
_TALK = (
    r"(?:discuss|talk|chat|meet|answer|consider|look|hear|explore|revisit|think|be (?:contacted|"
    r"asked|approached)|have been|speak|"
    r"explain|clarify|read|see|learn|review|have a (?:chat|conversation|think|look|call)|wait|"
    r"help (?:in|with|another|if|find)|decline|refuse)\b"
)
_PLEASED = (
    rf"(?:happy|delighted|pleased|glad|content|willing|prepared|honoured)\b"
    rf"(?= ?$| to(?: ?$| (?!{_TALK}))| (?:for(?! you)|with|that (?:this|she|he|we)|about|P+|N+|"
    rf"and|on)\b)|(?:fine|ok|comfortable|good) (?:with|for|about)\b"
)
_OUR = r"(?:my|our)(?: (?:full|formal|wholehearted))?"
_PAPER = (
    r"(?:plan|action plan|evaluation|agreement|dates?|costs?|terms|proposal|form|request|report|"
    r"arrangements?|timetable|deployment|funding|release)"
)
_EXPLICIT = (
    r"yes\b|ok\b(?! (?:so|who|noted|received|got|thing))|agreed\b|approved?\b(?! by who)|"
    r"accept(?:ed)?\b(?! that)|"
    r"granted\b|authori[sz]ed?\b|signed\b(?! for)|affirmative\b|thumbsup|P+|gladly\b|go ahead\b|"
    r"go for it\b|"
    rf"(?:fine|sure|certainly|absolutely|definitely|perfect|done|confirmed|indeed|of course|"
    rf"y|righto?|rightio|roger|cool|champion|splendid|full(?:y)? support(?:ive)?|thumbs up)\b|"
    r"by all means\b|with (?:great )?pleasure\b|my pleasure\b|agree\b(?! to dis)|"
    r"please do(?= ?$| (?:go|so|proceed|it|and|P+)\b)|please (?:go ahead|proceed|go for it|carry "
    r"on)\b(?! not)|do go ahead\b|"
    r"(?:you|she|he|they) (?:can|may|should) (?:go ahead|proceed)\b|proceed\b|carry on\b|"
    r"crack on\b|let us (?:do it|go ahead|proceed|go for it)\b|confirm ?$|it would be (?:a|my|"
    r"our) pleasure\b|"
    r"of course (?:you|she|he|they|we) (?:can|may)\b|please find (?:attached )?(?:the |my |our "
    r")?signed\b|"
    r"(?:sounds|looks) (?:really |very |absolutely )?(?:good|great|fine|perfect|ok|"
    r"excellent|lovely|reasonable|like a (?:good )?plan)\b|works for (?:me|us)\b|"
    r"(?:i am|we are) (?:in ?$|up for (?:it|this)\b)|(?:the )?board (?:approves|agrees|(?:is|are) "
    r"(?:very )?(?:happy|pleased|delighted)|can fund|will fund)\b|"
    r"suits (?:me|us)\b|okey dokey\b|okie dokie\b|"
    r"(?:(?:please )?feel|you are) free to (?:go ahead|proceed)\b|"
    r"(?:(?:i|we) (?:(?:can|am pleased to|are pleased to|am happy to) )?confirm (?:that "
    r")?)(?:(?:the|our) )?(?:governors|"
    r"governing body|board|trust|chair|committee) (?:have|has) (?:now )?(?:approved|agreed|"
    r"accepted|signed)\b|"
    r"good (?:to go|by me|by us|with me|with us|for me|for us)\b|(?:all )?good(?: here)? ?$|"
    rf"{_PLEASED}|very well ?$|consider it (?:done|approved|agreed)\b|count (?:me|us) in\b|"
    rf"(?:permission|approval|consent|(?:the )?{_PAPER}) (?:(?:is|are|has been) )?(?:granted|given|"
    rf"approved|agreed)\b|"
    rf"{_OUR} (?:approval|consent|agreement) ?$|confirmation of {_OUR} (?:approval|consent|"
    rf"agreement)\b|"
    rf"(?:you have (?:got )?)?{_OUR} (?:permission|approval|consent|agreement|blessing|"
    rf"support)\b(?! (?:is|"
    rf"depends))"
)
_THAT_IS_FINE = (
    rf"(?:that|this|it|which|all|everything|(?:the |your ){_PAPER})(?: all)? (?:is|are|sounds|look|"
    rf"looks|works|(?:would|will) "
    r"be(?! (?:approved|agreed|signed)))"
    rf" {_ADVERB}(?:fine|ok|good|great|acceptable|agreed|approved|perfect|lovely|wonderful|"
    r"excellent|in order|brilliant|brill|grand|super|fab|smashing|signed|well|P+)\b(?! (?:idea|"
    r"question|"
    r"point|of you|to (?:hear|know|see)|"
    r"work|news))"
)
_THAT_WORKS = (
    r"(?:that|this|it|which)(?: all)? (?:works(?: (?:well|fine|perfectly))?(?: for (?:me|"
    r"us))?(?= ?$| P)|suits (?:me|us)\b)"
)
_SELF = (
    rf"(?:i|we|both of us|we both|(?:the )?(?:\w+ and i|myself and (?:the |my )?\w+)|our school|"
    rf"the school) {_ADVERB}(?:(?:approve|accept|authori[sz]e|sanction|"
    rf"endorse)\b"
    r"(?! that\b)|agree\b(?! that (?:she|he|it|there|this|\w+) (?:is|are|has|needs)| to "
    r"(?:disagree|"
    r"think|consider|discuss|differ))|consent\b|support\b(?= ?$| (?:this|it|that|your|her|his|P+|"
    r"N+|the (?:request|release|deployment|proposal|placement|plan|application|"
    r"arrangement))\b)|"
    rf"confirm (?:{_OUR} |the )?(?:approval|agreement|consent|acceptance|release)\b|confirm ?$|"
    rf"would like to (?:go ahead|proceed|accept|agree|approve)\b|"
    rf"(?:give|grant) (?:{_OUR} )?(?:permission|consent|approval|agreement|blessing|support)\b|"
    rf"(?:am|are|r|would be|will be|remain) {_ADVERB}(?:{_PLEASED}|in (?:full |complete )?"
    r"(?:agreement|favour)\b|behind (?:this|it|her|him)\b|agreeable\b|supportive of\b|able to "
    r"(?:release|spare|lend|agree|"
    r"support|"
    r"approve|let)\b)|"
    r"have (?:now |already |both |all )?(?:approved|agreed|signed|accepted|authori[sz]ed)\b"
    r"(?! (?:not|that)\b)|(?:can|will|would|are able to|could) (?:certainly |gladly |happily |"
    r"definitely )?"
    r"(?:release|spare|lend|approve|agree|support (?:this|it|her)|accept|let (?:her|him|them))\b|"
    r"would (?:love|welcome)(?: (?:this|it|that|for|her))?\b(?! to (?:say|help|know|talk|discuss|"
    r"hear)))"
)
_RELEASED = (
    r"(?:\w+ ){1,3}(?:can|may) (?:certainly |definitely )?(?:be released|go ahead|go|take part|"
    r"do (?:it|this|that))\b"
)
_CAN_OFFER = (
    r"(?:i|we|she|he) (?:(?:can|could|would be able to|might manage) (?:only |just "
    r")?(?:offer|do|manage|give|spare|release|make)|(?:am|are|is) (?:only )?(?:free|available))\b|"
    r"\w+ is (?:only )?(?:free|available)\b"
)
_AFTER_PREFACE = r"(?:having|after|following|as|in (?:the )?light|given|with|N+|on) [^,]{1,120}? "

_STRONG = re.compile(
    rf"{_GREETED}(?:{_LEAD} )*(?!(?:absolutely|certainly|definitely|surely|really|perfectly|of "
    rf"course) (?:not|no|never)\b)(?:{_EXPLICIT}|{_THAT_IS_FINE}|{_THAT_WORKS}|{_RELEASED})"
)
_OWN = re.compile(rf"{_GREETED}(?:{_LEAD} )*(?:{_AFTER_PREFACE})?{_SELF}")
_OFFER = re.compile(rf"{_GREETED}(?:{_LEAD} )*{_CAN_OFFER}")
_VOID = re.compile(
    r"\b(?:whether|asked|before|once|when|until|hope|wish|said|says|told|think|thought he|"
    r"who|would have|should have|could have)\b"
)

UNDECIDED = re.compile(
    r"\bget(?:ting)? back to\b|\bcome back to (?:you|this)\b|\blet you know\b|\bin due course\b|"
    r"\b(?:will|need to|needs to|have to|has to|want to|would like to|must|am going to|shall|let "
    r"(?:me|us)|"
    r"needs?|would want to|should) (?:first |just |also |now )?(?:think|consider|check|speak|talk|"
    r"discuss|ask|consult|look|see|review|run|raise|sleep on|reply|respond|revert|decide|chat|"
    r"reflect|"
    r"mull|take (?:this|it)|pass (?:this|it|your|that)|forward)\b|"
    r"\b(?:thinking about|considering|mulling|under consideration|awaiting|waiting (?:for|to hear|"
    r"on)|"
    r"undecided|unsure|tbc|tba|to be confirmed|yet to|maybe|perhaps|possibly|probably|might|"
    r"hopefully|"
    r"presumably|hmm+|dunno|no idea|leave it with|bear with|too (?:early|soon)|premature|in theory|"
    r"tentative\w*|provisional\w*|could be (?:fine|ok)|should be (?:fine|ok|good|possible)|"
    r"all being well|fingers crossed|god willing|with (?:any )?luck|weather permitting|"
    r"depends|on the fence|wait and see|watch this space|in two minds)\b|"
    r"\bnot\b[^,;.]{0,60}\byet\b|\byet\b[^,;.]{0,12}\bnot\b|"
    r"\bnot (?:sure|certain|decided|made up|been able to (?:read|look|decide|speak)|had|read|seen|"
    r"looked|know|received|discussed|spoken|remember|understand)\b|"
    r"\bcan not (?:decide|say(?! (?:yes|no)\b)|answer|comment|commit (?:yet|now)|remember)\b|"
    r"\b(?:i|we) (?:think|suppose|guess|imagine|expect|believe)(?: (?:so|that|this|it|yes|we|"
    r"she)\b| ?$)|"
    r"\bask me\b|\b(?:can|will) (?:only )?(?:approve|sign|agree|decide|confirm|"
    r"answer)\b[^,;.]{0,40}\b(?:next|"
    r"tomorrow|later|soon|shortly|by|today|tonight|on (?:mon|tues|wednes|thurs|fri)day|this "
    r"(?:week|afternoon))\b|"
    r"\b(?:ask|try) (?:me |us )?again\b|\bnot (?:the right person|my decision|for me to)\b|"
    r"\bno longer (?:the )?(?:work\w*|teach\w*|employed|with|here|part of|head|headteacher|"
    r"principal|at)\b|"
    r"\b(?:have |has )?(?:forwarded|passed|copied|referred) (?:this|it|your|that|to|on)\b|"
    r"\bbefore (?:i|we) (?:can |could )?(?:agree|approve|decide|sign|answer|commit|say)\b"
)

_AGREE = (
    r"(?:agree|approve?|approving|accept|accepting|support|supporting|consent|authori[sz]e|allow|"
    r"permit|"
    r"release|releasing|spare|sparing|lend|let|sign|signing|grant|sanction|endorse|proceed|go "
    r"ahead|"
    r"go|do|doing|manage|commit|take|offer|help|afford|want|wish|make|happen|work|give|be (?:able|"
    r"possible|"
    r"released|happening|going|taking|sparing|signing|approving|agreeing|supporting|releasing|"
    r"doing)|"
    r"have (?:the |any |enough )?(?:capacity|staff|cover|time|budget|money|funds|room|spare)|"
    r"think (?:so|this|it|that|we|i|she)|feel (?:able|that|this|comfortable)|see how|in favour|"
    r"recommend|"
    r"approved|agreed|released|accommodate|send|part with|entertain|countenance|facilitate|oblige|"
    r"accede)"
)
_NOT_SO = (
    r"(?:today|now|this (?:time|year|term|week|month|half)|at (?:the moment|present|this (?:time|"
    r"point|"
    r"stage)|all)|for (?:now|me|us)|on this occasion|possible|going ahead|feasible|viable|"
    r"appropriate|"
    r"convenient|acceptable|agreed|approved|authori[sz]ed|granted|ok|fine|happy|able|willing|"
    r"prepared|"
    r"in a position|in favour|interested|comfortable|keen|available|an option|good|right|suitable|"
    r"workable|sustainable|allowed|permitted|released|signed|signing|approving|agreeing|supporting|"
    r"releasing|doing|going|accepting|supportive|content|pleased|accepted|practical|manageable|"
    r"something (?:we|i|that)|a chance|happening|given|have (?:my|our)|an? (?:good )?(?:time|idea))"
)
_BETWEEN = (
    r"(?:(?:currently|really|feel|think|believe|possibly|at present|at the moment|actually|even|"
    r"be|to|"
    r"want to|wish to|like to|able to|in good conscience|now|simply|just|ever|entirely|completely|"
    r"very|"
    r"at all|personally|always|too|so|quite|really|therefore|formally|fully|hereby) )*"
)
_AUXILIARY = (
    r"(?:do|does|did|can|could|will|would|shall|should|may|must|am|are|is|"
    r"please|i|we|to)"
)
AGAINST = re.compile(
    r"\b(?:too (?:busy|stretched|short|tight|disruptive|expensive|costly|late|far|much|many)|"
    r"fully (?:booked|committed|stretched)|short staffed|over ?stretched|needed here|need \w+ "
    r"here|committed elsewhere)\b|"
    rf"\bnot {_BETWEEN}(?:{_NOT_SO}|{_AGREE})\b|"
    r"\bnot (?:a hope|a chance|happening|on your nelly)\b|\bnot (?:need|require) (?:this|it|"
    r"support|help|any|an sle)\b|"
    r"\bnot (?:needed|required)\b(?! (?:to|on|in|until|before|after))|\bpull(?:ing)? out\b|\bcan "
    r"not (?:justify|see (?:us|me|how))\b|"
    r"\bnot feel (?:that )?(?:we|i) can\b|\bcan not spare\b|"
    r"\bcan not (?:do|fund|afford|manage) (?!(?:any|better|wrong)\b)\w+|\bdecided not to\b|"
    r"\bhave to pass\b|\b(?:said|say|says) no ?$|^(?:hell|oh hell) no\b|^no (?:mate|chance)\b|"
    r"\bnever again ?$|\bno way ?$|"
    rf"\b{_AUXILIARY} not ?(?:at the moment|really|sorry|please|either)? ?$|"
    rf"^{_GREETED}(?:(?:and|but|so|sorry|well|oh|please|then|absolutely|certainly|definitely|of "
    rf"course|i am "
    r"afraid|"
    r"afraid|unfortunately|sadly|regrettably|i said|thanks|thank "
    r"you|N+|hmm|er|um) "
    r")*(?:no|not|never|n)(?: really)? ?$|"
    rf"^{_GREETED}(?:(?:and|but|so|sorry|well|oh|hmm|er|um|N+) )*no(?= (?:thanks|thank|sorry|i|we|"
    r"unfortunately|"
    r"not|that|this|she|he|it|chance|way|can do|go|please|from|to|absolutely|definitely|way|thats|"
    r"really|N+|no)\b)|"
    r"\b(?:is|say|saying|be|a|an|be a|answer|firm|definite|hard|big|resounding|reply) no ?(?:from "
    r"(?:me|us)"
    r"|to this|this time|for now|at the moment)? ?$|\b(?:a|say|answer is) no (?:from|to|for|at|"
    r"this|on|i)\b|"
    r"\bcan not say yes\b|\b(?:say|think) not ?$|\bnot on your life\b|^(?:please )?(?:cancel|"
    r"stop)\b|"
    r"\bno (?:intention|wish|desire|choice but|appetite)\b|\b(?:am|are) not (?:sure|convinced) "
    r"(?:that )?(?:i|we) can\b|"
    r"\b(?:have|has) not (?:got )?(?:the|any|enough) (?:staff|capacity|cover|time|budget|money|"
    r"people|room)\b|\bthanks? no thanks\b|\bno thank|"
    r"\bno (?:longer|approval|permission|consent|capacity|availability|staff|slack|room|can do|"
    r"chance|way|go|spare)\b|"
    r"\b(?:refus(?:e|ed|es|ing|al)|declin(?:e|ed|es|ing)|reject(?:ed|ing)?|den(?:y|ied)|"
    r"veto(?:ed)?|"
    r"disagree|disapprov(?:e|ed)|oppose[ds]?|object|withhold|unwilling|unable|disallow(?:ed)?|"
    r"thumbsdown|impossible|withdraw|rescind|revoke|dissent|unavailable|withdrawn|withdrawing|"
    r"withheld|forget it|under no circumstances|by no means|found someone else|unapproved|non "
    r"starter|negative|struggle to)\b|"
    r"\b(?:out of the question|afraid not|rather not|rather (?:she|he|they|we|you|this) did not|"
    r"prefer (?:her |him |them )?not|prefer (?:that )?(?:she|he|they) did not|rather keep|"
    r"turn(?:ed|ing)? (?:it|this|you|that) down|turn down|decided against|against (?:this|it|the)|"
    r"not to (?:go|proceed|do|release|agree|approve|support|take)|prefer to keep|i will never|we "
    r"will "
    r"never|(?:i|we|you) must not|will pass(?: on (?:this|that))? ?(?:occasion|time)? ?$|will pass "
    r"on this)\b|"
    r"\b(?:do|please do|to) not (?:go|proceed|book|send)\b|^not for (?:us|me)\b|\bnot (?:(?:of|to|"
    r"with|for) )?(?:this|that|it) ?$"
)
REGRET = re.compile(
    r"\b(?:unfortunately|regret\w*|sadly|(?:i am|we are) afraid|sorry (?:but|to say))\b"
)
NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|no one|neither|nor|without|hardly|barely|unable|"
    r"unhappy|"
    r"concern(?:s|ed)?|worr(?:y|ied)|problems?|issues?|difficult\w*|reluctant\w*|reservations?|"
    r"objections?|cancel\w*|wrong|mistake|error|doubt\w*|wary|uneasy|uncomfortable|fake|joking|"
    r"sarcas\w*|ignore|withdrawn|unclear|confused|hesita\w*|disappoint\w*|angry|cross|upset|fed "
    r"up|whatever|under protest|under duress|protest)\b|D+"
)
NO_ANSWER = re.compile(
    r"\bout of (?:the )?office\b|\bauto(?:matic|mated)?[ -]?(?:reply|response)\b|\bautoreply\b|"
    r"\bannual leave\b|\b(?:maternity|sick|study|paternity) leave\b|\baway from (?:my|the) (?:desk|"
    r"office|school)\b|\blimited access to (?:my )?e ?-?mail|\bnot monitored\b|\bcurrently away\b|"
    r"\b(?:school|office) is (?:now )?closed\b|\bwill (?:respond|reply) (?:to your|on my return|"
    r"when i)\b|"
    r"\bon my return\b|\bdelivery (?:has )?(?:failed|status)\b|\bhas been received and\b|"
    r"\bthis mailbox\b|\b(?:am|is|are) (?:on|away on) holiday\b"
)


_MIGHT = re.compile(
    r"\b(?:i|we|school|governors|board|trust) (?P<modal>could|would) (?:\w+ly )?(?:release|"
    r"spare|lend|approve|agree|support|accept|let|sign|consent|authori[sz]e|endorse|give|grant|do|manage)\b"
)


def might_agree(clause: str, *, plainly: bool) -> bool:
    """Say whether a clause tells what the writer would or could do, which grants nothing. After a
    plain yes "I would" is a way of saying it again; "I could" is not.
    """
    match = _MIGHT.search(clause)
    return match is not None and not (plainly and match["modal"] == "would")


def agreement(clause: str) -> tuple[int, bool] | None:
    """Return where the words by which a clause agrees end, and whether they are plain ("yes",
    "approved") rather than the writer's feeling ("I would be happy"). None: it does not agree.
    """
    strong = _STRONG.match(clause)
    if strong is not None:
        return strong.end(), True
    own = _OWN.match(clause)
    if own is None or _VOID.search(clause, 0, own.end()):
        return None
    return own.end(), False


def offer(clause: str) -> int | None:
    """Return where the words end by which a clause offers something less than was asked."""
    match = _OFFER.match(clause)
    return match.end() if match else None


# --- questions ------------------------------------------------------------------------------------

_INVERTED = (
    r"(?:can|could|may|would|will|is|are|am|do|does|did|has|have|shall|should|was|were)"
    r"(?: not)? (?:we|i|you|it|this|that|she|he|they|there|the|someone|somebody|anyone|your|"
    r"our|"
    r"my|any|her|his)\b"
)
_POLITE = _GREETED + r"(?:(?:and|but|so|please|sorry|also|ok|just|N+) )*"
_ASKS = re.compile(
    rf"{_POLITE}(?:who(?: will| is| would| pays?| are|se| covers?| do| did| should|m)?\b|"
    r"what(?! a\b)\b|which\b(?! (?:is|are|was|would be) (?:fine|ok|great|good))|why\b|"
    r"how\b(?! (?:lovely|nice|kind|exciting))|when (?:would|will|is|are|does|do|did|can|could|"
    r"should)\b|"
    rf"where\b|{_INVERTED})"
)
_REQUESTS = re.compile(
    rf"^{_POLITE}(?:call|ring|phone|telephone|email) (?:me|us)\b|\bgive (?:me|us) a (?:ring|call|"
    rf"bell)\b|"
    r"\b(?:have|got) (?:a|one|some|two|three|a few|several|a couple of)(?: \w+)? (?:questions?|"
    r"quer(?:y|ies))\b|"
    r"\b(?:need|require|like|want|send|provide|give|have)(?: (?:me|us))?(?: some| a bit| a "
    r"little)? "
    r"(?:more|further|additional) (?:information|info|details?|clarification|clarity)\b|"
    r"\b(?:would like|want|need|wanted) to (?:know|understand|ask (?:you )?(?:about|how|who|what|"
    r"if|whether))\b|"
    r"^(?:just )?(?:a few|some|a couple of|several|one|two|three) (?:quick |more )?questions?\b|"
    r"^more (?:info|information|details?)\b|"
    r"\blike to (?:discuss|talk|speak|chat)\b|\b(?:tell|remind) (?:me|us) (?:who|what|how|when|"
    r"which|why|"
    r"whether|where|more|if)\b|\blet (?:me|us) know (?:who|what|how|which|why|whether|where)\b|"
    r"\bplease (?:clarify|explain|advise)\b|\bwondering (?:who|what|how|when|which|why|whether|"
    r"where|if)\b"
)


def asks_from(clauses: list[str], *, marked: bool) -> int | None:
    """Return the index of the clause with which a question begins; None where nothing is asked.
    `marked`: the sentence ends with a question mark.
    """
    for index, clause in enumerate(clauses):
        asks = _ASKS.match(clause) if marked or index == 0 else _bare_question(clause)
        if asks is not None or _REQUESTS.search(clause):
            return index
    return 0 if marked else None


def _bare_question(clause: str) -> re.Match[str] | None:
    match = _ASKS.match(clause)
    return match if match and not clause.startswith(("who", "which", "where")) else None


_PAPERS = re.compile(
    rf"{_POLITE}(?:(?:can|could|would|will|may) (?:you|i|we)|are you able to|is it possible to|"
    rf"would you "
    r"mind) (?:please |just |also |kindly )*(?:N+|send(?:ing)?|email(?:ing)?|resend|forward|post|"
    r"pop|have|let (?:me|us) have)"
    r"(?: (?:me|us|over|through|across|on))*(?: (?:the|a|an|your|our|any|all|copies of|copy of))*"
    r"(?: (?:agreement|invoice|invoices|form|forms|paperwork|contract|po|dates|documents|"
    r"evaluation|link|copy|N+))?"
    r"(?: (?:details?|form|forms|number|over|through|across|to sign|for signing|to us|to me|please|"
    r"thanks|when you "
    r"can|when ready|N+|asap))* ?"
)


def asks_for_papers(clauses: list[str]) -> bool:
    """Say whether all that is asked is that papers be sent, which no answer waits for."""
    return all(_PAPERS.fullmatch(clause) or clause.strip("N ") == "" for clause in clauses)
