"""The specialisms (the National College's areas of expertise) and the words people use for them.

Words are in `Text.words`' spelling: "P.E." is "p e", "D&T" is "d t". `words` are said of the
specialism; `loose` ones may be, and only ever lead to a question. What makes an ordinary word mean
something else is in `core.reading.specialisms.guards`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Specialism:
    """An area of expertise. `near` names specialisms whose leaders often help with this one
    too.
    """

    slug: str
    title: str
    words: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def _split(words: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in words.split("|") if word.strip())


def _specialism(slug: str, title: str, words: str, loose: str = "", near: str = "") -> Specialism:
    return Specialism(slug, title, _split(words), _split(loose), tuple(near.split()))


SPECIALISMS: tuple[Specialism, ...] = (
    _specialism(
        "academies-and-transition",
        "Academies and transition",
        """academies and transition|academies and academy transition|academy transition|
        academy conversion|academisation|academisation process|academy status|
        converting to an academy|conversion to an academy|becoming an academy|
        becoming academies|joining a mat|joining a trust|joining a multi academy trust""",
        "transition|mat growth|trust growth",
        "school-business-management governance",
    ),
    _specialism(
        "assessment",
        "Assessment",
        """assessment|assessments|assessing|assessment for learning|afl|formative assessment|
        summative assessment|assessment without levels|tracking system|pupil tracking|
        data tracking|tracking and assessment|pupil progress tracking""",
        "tracking|moderation|marking|marking and feedback|feedback|data analysis|assess",
        "leadership-of-curriculum closing-the-gap",
    ),
    _specialism(
        "leadership-of-cpd",
        "Leadership of continuing professional development",
        """leadership of cpd|leadership of continuing professional development|cpd leadership|
        leading cpd|cpd lead|cpd leader|cpd coordinator|cpd co ordinator|leadership of cpl|
        leading professional development|professional development lead|
        leadership of professional development|cpd programme|cpd strategy""",
        "cpd|professional development|continuing professional development|staff development|cpl",
        "initial-teacher-training-and-early-career-teachers leadership-of-curriculum",
    ),
    _specialism(
        "school-business-management",
        "School business management",
        """school business management|school business and financial management|
        school business manager|school business leader|business manager|business management|
        sbm|sbl|school finance|school finances|financial management|budget planning|
        budget setting|curriculum led financial planning|icfp|bursar""",
        "finance|finances|procurement|hr",
        "academies-and-transition governance",
    ),
    _specialism(
        "leadership-of-curriculum",
        "Leadership of curriculum",
        """leadership of curriculum|leadership of the curriculum|curriculum leadership|
        leading the curriculum|curriculum leader|curriculum leaders|curriculum lead|
        curriculum leads|curriculum design|curriculum development|curriculum planning|
        curriculum intent|curriculum review|curriculum mapping|whole school curriculum|
        wider curriculum|primary curriculum|subject leadership|curriculum coordinator""",
        """curriculum|foundation subjects|foundation subject|subject leaders|subject leads|
        middle leaders|middle leadership|middle leader|knowledge rich|schemes of work|
        deep dives""",
        "leadership-of-cpd assessment",
    ),
    _specialism(
        "art",
        "Art",
        "art|art and design|fine art|art craft and design|artwork|visual arts",
        "arts|ceramics|painting|the arts",
        "design-and-technology",
    ),
    _specialism(
        "closing-the-gap",
        "Closing the gap",
        """closing the gap|close the gap|narrowing the gap|narrow the gap|closing gaps|
        diminishing the difference|pupil premium|pupil premium pupils|pupil premium review|
        ppg|disadvantaged|disadvantaged pupils|disadvantaged children|disadvantage|
        attainment gap|the gap between|fsm|free school meals|pp pupils|pp children|pp lead|
        pp strategy""",
        "vulnerable groups|underachieving groups|white working class|ever 6|looked after children",
        "most-able assessment send",
    ),
    _specialism(
        "drama",
        "Drama",
        "drama|theatre studies|drama and theatre",
        "performing arts",
        "english music",
    ),
    _specialism(
        "early-years",
        "Early years",
        """early years|eyfs|early years foundation stage|foundation stage|
        early years provision|early years lead|early years leader|eyfs lead|eyfs leader|
        eyfs coordinator|ey|continuous provision|outdoor provision|early years education|
        early years practice""",
        """reception|nursery|pre school|preschool|two year olds|2 year olds|
        good level of development|gld|fs1|fs2|foundation 1|foundation 2|yr r|
        early language""",
        "phonics english",
    ),
    _specialism(
        "english",
        "English",
        """english|literacy|reading|writing|guided reading|reading comprehension|
        reading scheme|reading schemes|whole class reading|reading fluency|shared reading|
        handwriting|spelling|grammar|punctuation|spag|oracy|early writing|english language|
        english literature|talk for writing|power of reading|gps|reading for pleasure|
        reading and writing|speaking and listening|writing in year|writing in years|
        writing in ks1|writing in ks2|writing in ks3|writing in key|writing in reception|
        writing and maths|writing and spelling|reading in year|reading in years|
        reading in ks1|reading in ks2|reading in key|reading in reception""",
        "text choice|vocabulary|library|phonological",
        "phonics early-years drama",
    ),
    _specialism(
        "design-and-technology",
        "Design and technology",
        """design and technology|design technology|d t|dt|d and t|food tech|food technology|
        resistant materials|product design|textiles""",
        "cooking and nutrition|electronics|engineering",
        "art computing",
    ),
    _specialism(
        "geography",
        "Geography",
        "geography|geographical|geographers|fieldwork",
        "humanities",
        "history",
    ),
    _specialism(
        "history", "History", "history|historical enquiry|historians", "humanities", "geography"
    ),
    _specialism(
        "computing",
        "Computing",
        """computing|ict|i c t|computer science|computing and ict|coding|programming|
        information technology|digital technology|it""",
        "e safety|online safety|edtech|digital learning|digital strategy",
        "design-and-technology mathematics",
    ),
    _specialism(
        "mathematics",
        "Mathematics",
        """mathematics|maths|math|numeracy|arithmetic|mathematical|times tables|
        multiplication|number fluency|maths mastery|mastery maths|number sense|
        problem solving in maths|fractions|place value|calculation policy|algebra|
        mathematicians""",
        "mastery|problem solving|reasoning|fluency|white rose|stem",
        "science computing",
    ),
    _specialism(
        "modern-foreign-languages",
        "Modern foreign languages",
        """modern foreign languages|modern languages|foreign languages|foreign language|mfl|
        french|german|spanish|mandarin|italian|language teaching|primary languages|
        modern foreign language""",
        "languages|latin",
        "english",
    ),
    _specialism(
        "music", "Music", "music|music curriculum|musical", "singing|choir|performing arts", "drama"
    ),
    _specialism(
        "phonics",
        "Phonics",
        """phonics|phonic|systematic synthetic phonics|synthetic phonics|ssp|
        letters and sounds|phonics screening|phonics screening check|read write inc|rwi|rwinc|
        little wandle|early reading and phonics|phonics and early reading|phonix|fonics|
        grapheme|graphemes|blending and segmenting""",
        "early reading|decoding|decodable|screening check|blending",
        "english early-years",
    ),
    _specialism(
        "physical-education",
        "Physical education",
        """physical education|pe|p e|pe and sport|sports premium|pe and sports premium|
        gymnastics|school sport""",
        "sport|sports|dance|games|swimming|playground games",
        "pshe",
    ),
    _specialism(
        "pshe",
        "Personal, social, health and economic education",
        """pshe|phse|psche|personal social health and economic education|
        personal social and health|personal social and health education|p s h e|rse|rshe|sre|
        relationships and sex education|relationships education|sex education|
        relationships sex and health education|health education""",
        "wellbeing|well being|mental health|personal development|emotional wellbeing|smsc|"
        "relationships",
        "citizenship safeguarding",
    ),
    _specialism(
        "religious-education",
        "Religious education",
        "religious education|re|r e|religious studies|r s|theology",
        "collective worship|siams|church school distinctiveness|rs|world views|worldviews",
        "pshe citizenship",
    ),
    _specialism(
        "science",
        "Science",
        """science|sciences|physics|chemistry|biology|working scientifically|
        scientific enquiry|combined science|triple science|scientific""",
        "stem",
        "mathematics",
    ),
    _specialism(
        "send",
        "Special educational needs and disabilities",
        """send|sen|s e n|s e n d|senco|sendco|senda|sencos|sendcos|senc0|
        special educational needs|special needs|special educational needs and disabilities|
        special educational needs and disability|sen support|autism|autistic|asd|asc|adhd|
        dyslexia|dyslexic|ehcp|ehcps|ehc plans|education health and care plans|
        provision mapping|provision map|inclusion lead|inclusion leader|inclusion manager|
        sen d|additional needs|speech and language|send provision|send lead|send leader|
        send pupils|send children|send support|send review|send register|send needs|send team|
        send code of practice|send coordinator|send co ordinator|with send|support for send|
        send and inclusion|send department|send practice|send strategy|send audit""",
        """inclusion|nurture|social emotional and mental health|semh|graduated approach|
        differentiation|attachment|sensory""",
        "behaviour-and-discipline closing-the-gap",
    ),
    _specialism(
        "most-able",
        "Support for the most able pupils",
        """most able|more able|more able pupils|most able pupils|gifted and talented|
        gifted talented|g t|g and t|higher attainers|high attainers|higher attaining|
        high attaining|higher ability|high ability|able gifted and talented|agt|able pupils|
        higher attaining pupils|high prior attainers|high prior attaining""",
        "greater depth|stretch and challenge|challenge for all|depth|hpa",
        "closing-the-gap assessment",
    ),
    _specialism("citizenship", "Citizenship", "citizenship", "british values", "pshe"),
    _specialism(
        "initial-teacher-training-and-early-career-teachers",
        "Initial teacher training and early-career teachers",
        """initial teacher training and early career teachers|initial teacher training|
        initial teacher education|itt|early career framework|ecf|ect mentor|ect mentors|
        nqt mentor|nqt mentors|nqt induction|ect induction|mentoring of nqts|
        mentoring of ects|mentoring nqts|mentoring ects|induction tutor|induction tutors|
        nqt programme|ect programme|teacher training|school direct|ect tutor|nqt development|
        newly qualified teacher development|itt mentors""",
        """ect|ects|nqt|nqts|early career teacher|early career teachers|
        newly qualified teacher|newly qualified teachers|rqt|rqts|trainee|trainees|
        trainee teacher|trainee teachers|student teacher|student teachers|pgce""",
        "leadership-of-cpd",
    ),
    _specialism(
        "behaviour-and-discipline",
        "Behaviour and discipline",
        """behaviour|behavior|behaviours|behaviour and discipline|behaviour management|
        discipline|behaviour for learning|behaviour policy|low level disruption|disruption|
        disruptive behaviour|exclusions|suspensions|challenging behaviour|managing behaviour|
        classroom management|poor behaviour|positive handling|de escalation""",
        "rewards and sanctions|lunchtimes|relational practice|restorative|routines|disruptive",
        "send attendance",
    ),
    _specialism(
        "attendance",
        "Attendance",
        """attendance|persistent absence|persistent absentees|persistently absent|punctuality|
        persistent absenteeism|absenteeism|school refusal|emotionally based school avoidance|
        ebsa""",
        "absence|lateness",
        "behaviour-and-discipline",
    ),
    _specialism(
        "governance",
        "Governance",
        """governance|governing body effectiveness|governor training|governance review|
        external review of governance|review of governance|nlg|clerking|
        governing board effectiveness|development of governors|governor development|
        support for governors""",
        "governing body|governing board|trustees",
        "academies-and-transition",
    ),
    _specialism(
        "safeguarding",
        "Safeguarding",
        """safeguarding|safe guarding|child protection|safeguarding audit|safeguarding review|
        dsl|dsls|designated safeguarding lead|designated safeguarding leads|kcsie|
        single central record|scr""",
        "prevent duty|online safety",
        "pshe attendance",
    ),
)


OFTEN_MISSPELT: tuple[str, ...] = (
    "mathematics",
    "phonics",
    "behaviour",
    "assessment",
    "science",
    "geography",
    "history",
    "computing",
    "attendance",
    "safeguarding",
    "governance",
    "citizenship",
    "literacy",
    "numeracy",
    "english",
    "discipline",
)
"""Words looked for with a letter left out or two letters swapped as well."""
