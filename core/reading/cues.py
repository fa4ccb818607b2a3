"""Words and phrases that say what a sentence does: it asks, names a difficulty, thanks.

They are in `Text.words`' spelling: lower case, no punctuation but the apostrophe.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from core.reading.phrases import PhraseBook
from core.reading.wording import Sentence, Text


class Cue:
    """What a sentence does; several are added with `|`. Plain numbers, for there are many."""

    ASK: Final = 1  # somebody asks for something
    HELP: Final = 2  # support, an SLE, somebody to come
    TROUBLE: Final = 4  # what is not going well, or is to get better
    PAST: Final = 8  # it tells what has been
    THANKS: Final = 16
    CHASE: Final = 32  # where has the request got to?
    ADMIN: Final = 64  # arrangements: who is copied in, where to send what
    QUESTION: Final = 128  # wants to know something about the scheme
    PLEASANTRY: Final = 256
    CANCEL: Final = 512
    NEWS: Final = 1024  # a newsletter or an announcement


_PHRASES: tuple[tuple[int, str], ...] = (
    (
        Cue.ASK,
        """could we|could you|could i|could someone|could somebody|could anyone|could an|
        could a|could the|can we|can you|can i|can an|can someone|can somebody|can anyone|
        may we|might we|might you|may i|would you|would an|would one of|would somebody|
        would someone|might an|might one|would like|would love|would value|would welcome|
        would appreciate|would benefit|would be great|would be good|would be grateful|
        would be perfect|would be fantastic|would be brilliant|would be lovely|would really|
        would also like|would help|would it be possible|is it possible|is there an|
        is there any|is there anyone|is there anybody|is there someone|is there somebody|
        is there a|we'd like|i'd like|she'd like|he'd like|they'd like|we'd love|i'd love|
        we'd value|i'd value|we'd welcome|i'd welcome|i'd appreciate|we'd appreciate|
        we'd really|i'd really|we'd be grateful|i'd be grateful|should like|all like|
        like help|like some|like to|like an|like a|like support|had in mind|have in mind|
        we had in mind|i had in mind|we had hoped|we had thought|i had hoped|were thinking|
        was thinking|thinking of|are looking for|am looking for|we're looking for|
        i'm looking for|looking for|looking to|hoping for|hoping to|hoping you|hope you can|
        hope you could|were hoping|need|needs|we need|i need|require|requires|request|
        requesting|wish to|wishes to|wonder if|wonder whether|wondered if|wondered whether|
        wondering if|wondering whether|wondered about|any chance|any possibility|
        do you have anyone|do you have anybody|do you have someone|do you have somebody|
        do you have an|do you have a|do you know anyone|do you know anybody|do you know of|
        have you got anyone|have you got anybody|have you got someone|have you got somebody|
        have you got an|have you an|have you anyone|have you anybody|you know anyone|
        you know anybody|you know someone|grateful for|grateful if|in need of|interested in|
        keen to|keen for|want|wants|we're after|i'm after|we are after|i am after|please|pls|
        plz|desperate for|crying out for|asking for|ask for|ask whether|ask if|asking whether|
        asking if|apply for|applying for|bid for|book|block book|commission|in the market for|
        i'd go for|we'd go for|would go for|go ahead|do with|could do with|can do with|
        it's for|it is for|this is for|line up|find us|find me|arrange for|set up|
        put us in touch|i am writing to|i'm writing to""",
    ),
    (
        Cue.HELP,
        """sle|sles|specialist leader|specialist leaders|specialist|specialists|support|help|
        helping|supporting|coach|coaching|coached|mentor|mentoring|someone|somebody|anyone|
        anybody|expert|expertise|advice|advise|advises|guidance|training|train|deployment|
        deploy|deployed|a hand|work with|work alongside|working with|working alongside|
        alongside|model|modelling|school to school|days|half days|extend|extension|twilights|
        mornings|outreach|consultant|adviser|advisor|upskill|cpd|inset|diagnostic|s2s|audit|
        review|team teach|team teaching|observe|practitioner|colleague from|visit""",
    ),
    (
        Cue.TROUBLE,
        """struggling|struggle|struggles|struggled|weak|weaker|weakest|weakness|weaknesses|
        improve|improving|improvement|improvements|priority|priorities|focus|mess|poor|poorly|
        dropped|drop in|a drop|dropping|dip|dipped|dipping|below|concern|concerns|concerned|
        worry|worried|worries|worrying|problem|problems|problematic|issue|issues|low|lower|
        lowest|crack|cracked|flagged|criticised|criticism|wobbly|patchy|sort out|develop|
        developing|strengthen|strengthening|raise|raising|redesign|rewrite|overhaul|relaunch|
        behind|floundering|drowning|inconsistent|inconsistency|awful|dire|terrible|dreadful|
        hard|difficult|difficulty|difficulties|challenge|challenges|challenging|not confident|
        lack|lacks|lacking|lacked|gap|gaps|nervous|out of date|new to|inexperienced|
        no experience|little experience|unsure|nobody|no one|no idea|stuck|target|targets|
        area for|areas for|key area|weak link|weak spot|falling|fallen|falls|fell|declining|
        declined|slipped|slipping|slump|slumped|requires improvement|inadequate|needs work|
        work on|action point|action plan|recommendation|recommended|tackle|tackling|address|
        boost|getting us down|getting me down|through the roof|on our knees|a disaster|
        disappointing|disappointed|underperforming|underachieving|stubborn|stagnant|stalled|
        plateaued|a headache|neither|shambles|shambolic|nightmare|disaster|in trouble|grim|
        failing|failed|all at sea|not good enough|not up to|rings round|worse|worst|bad|badly|
        complain|complains|complaint|complaints|past their best|past its best|not where|
        not in a good|our achilles heel|shaky|thin|muddled|chaotic|chaos|vacancy|vacant|
        gone on long term|has left|have left|is leaving|long term sick|off sick""",
    ),
    (
        Cue.PAST,
        """last year|last term|last week|last month|last summer|last spring|last autumn|
        last time|last half term|last academic year|years ago|year ago|months ago|weeks ago|
        days ago|ago|in the past|previously|used to|formerly|we had|has had|have had|had an|
        had a|came to us|came in|was brilliant|was excellent|was great|was fantastic|
        was wonderful|was superb|were brilliant|worked with us|visited us|supported us|
        helped us|back in|went well|before that|was outstanding|were outstanding|
        was marvellous|was lovely|were lovely|yesterday|great visit|lovely visit|good visit|
        over the years|history of""",
    ),
    (
        Cue.THANKS,
        """thank you for|thanks for|thank you so much for|thank you very much for|
        many thanks for|thanks so much for|thanks again for|huge thanks|big thank you|
        a thank you|say thank you|say thanks|thank you to|thanks to|grateful to you for|
        appreciated your|just to say|pass on our thanks|very grateful for all|
        really appreciated""",
    ),
    (
        Cue.CHASE,
        """any news|any update|any updates|any progress|any joy|any luck|any word|an update|
        update on|heard anything|heard back|have heard|heard nothing|not heard from|
        not heard back|not heard anything|haven't heard from|haven't heard back|
        haven't heard anything|where we are|where are we|where things|where it has got|
        where this has got|where have we got|how things are|how are things|how are we|
        how is it going|chase|chasing|chased|chaser|following up|to follow up|follow up on|
        follow up my|did you get|did you receive|have you received|has anyone been|
        has someone been|have you been able|have you found|have you managed|have you had|
        status of|what is happening|what's happening|getting on with|got anywhere|
        still waiting|just checking|checking in|gentle nudge|gentle reminder|nudge|
        have you identified|has anybody been|is there any news|is there an update""",
    ),
    (
        Cue.QUESTION,
        """how much|what does it cost|what would it cost|what do you charge|what is the cost|
        what's the cost|what are the costs|what is the rate|what's the rate|the going rate|
        how does it work|how does this work|how do i|how do we|how does the|how would we|
        do we have to|do i have to|who do i|who should i|what is an|what is the|what's the|
        when is the|when will|when would|when can|when should|what happens|which form|
        how long does|how long will|is there a form|is there a list|send me the list|
        send me a list|send us a list|send us the list|send me the form|send us the form|
        send me a form|send me details|let me have the|let me know the|let me know who|
        let me know when|let me know what|let us know the|let us know who|could you tell me|
        can you tell me|remind me|name of the sle|send me the|send us the|send me a copy|
        a list of|the list of|do you have any sles|do you have sles|have you any sles|
        have you got any sles|do any of your sles|which of your sles|what sles|which sles|
        vat""",
    ),
    (
        Cue.PLEASANTRY,
        """hope you are|hope you're|hope you had|hope you have|hope all is|hope all's|
        hope this finds|hope that you|hope things are|hope the term|hope term|trust you are|
        trust you had|trust all is|trust this finds|lovely to see|great to see|good to see|
        nice to see|lovely to meet|good to meet|nice to meet|great to meet|good to speak|
        lovely to speak|nice to speak|great to speak|good to talk|happy new year|
        merry christmas|look forward to|looking forward to|thank you in advance|
        thanks in advance|do give me a ring|give me a ring|give me a call|ring me|call me|
        any questions|do not hesitate|don't hesitate|thank you for your help|
        thanks for your help|thank you for reading|confirm receipt|sorry for the delay|
        sorry to bother|apologies for the delay|hope you managed|have a good|have a lovely|
        enjoy the|get in touch if|let me know if you need|hear from you|very best wishes|
        thank you for your time|catch up soon|speak soon|easier to talk|happy to talk|
        happy to discuss|happy to chat|ta very much""",
    ),
    (
        Cue.ADMIN,
        """copied in|copied into|i have copied|i've copied|cc'd|cc'ing|in copy|will send you|
        will send the|will contact you|will be in touch|will be your contact|your contact|
        main contact|first contact|point of contact|contact person|contact will be|contact is|
        contact for this|please contact|can be contacted|is the contact|will arrange|
        can arrange|please liaise|liaise with|speak to our|please email|invoice the|
        invoice to|invoice should|send the invoice|send invoice|invoices to|po number|
        purchase order number|po box|please reply|reply to|parking|sign in at|my mobile|
        my number|office number|please ring|on holiday|on leave until|the form is|
        please find attached|please see attached|find our form|see attached|is attached|
        attached is|see below|as attached|form attached|form below""",
    ),
    (
        Cue.CANCEL,
        """please cancel|cancel our|cancel the|cancel my|withdraw our|withdraw the|
        withdraw my|no longer need|no longer require|no longer needed|no longer required|
        don't need the|please disregard|please ignore|have found someone|we've found someone|
        have found somebody|we've found somebody|nothing needed|not a request|
        just to let you know|for information only|for your information|changed our minds""",
    ),
    (
        Cue.NEWS,
        """unsubscribe|in this issue|view this email|view in your browser|view this message|
        newsletter|bulletin|book your place|places are limited|early bird|webinar|
        special offer|discount|register now|closing date|advertising for|we are advertising|
        job vacancy|vacancies|apply by|expressions of interest|sign up|tickets""",
    ),
)

_HELPERS = frozenset("someone somebody anyone anybody sle sles specialist support help".split())


def _meaning(cue: int, phrase: str) -> int:
    """Return what a phrase says: "could someone" asks, and speaks of somebody to come as well."""
    return cue | Cue.HELP if cue == Cue.ASK and not _HELPERS.isdisjoint(phrase.split()) else cue


_BOOK: PhraseBook[int] = PhraseBook(
    (phrase.strip(), _meaning(cue, phrase))
    for cue, phrases in _PHRASES
    for phrase in phrases.split("|")
)


class Speaks(Protocol):
    """A sentence of which it is known what it does."""

    @property
    def sentence(self) -> Sentence:
        """Where it stands."""

    @property
    def cues(self) -> int:
        """All that it does."""

    def has(self, cue: int) -> bool:
        """Say whether it does any of these."""


@dataclass(frozen=True, slots=True)
class Cued:
    """A sentence and all that it does."""

    sentence: Sentence
    cues: int

    def has(self, cue: int) -> bool:
        """Say whether the sentence does any of these."""
        return bool(self.cues & cue)


def cued(text: Text, sentences: Sequence[Sentence]) -> tuple[Cued, ...]:
    """Return each sentence with its cues."""
    return tuple(_cued(text, sentence) for sentence in sentences)


def _cued(text: Text, sentence: Sentence) -> Cued:
    cues = 0
    for hit in _BOOK.find(text.words[sentence.first : sentence.last]):
        cues |= hit.meaning
    return Cued(sentence, cues)


def cues_in(words: Sequence[str]) -> Iterator[int]:
    """Yield the cues that stand in some words, in order."""
    for hit in _BOOK.find(words):
        yield hit.meaning
