"""Words that lead up to the report of a visit, or unsettle it, and words that make place names."""

_LEADING = """
eve evening place ahead away ago weeks split a an the at in on for of from to by with and as i i'm
i've i'd ive im we we've we're my our me us it it's its that's thats was were wos been have had
has did done doing am being so just also only again back out up over down along into off then this
that these those here there still finally really very quite too well yes yep yeah ok okay hi hello
hey morning afternoon please pls plus thanks thank you your cheers all everyone sorry apologies
late belated forgot log logged logging logs record recorded recording add added adding report
reporting reported submit submitting update updating note visit visits visited visiting session
sessions support supported supporting sle deployment day days hour hours full half first second
third fourth fifth sixth final last another one two three four five six let letting know say
saying wanted want need trying meant made make useful part most few lots some quick brief short
long proper whole entire complete completed now today's yesterday's next steps good great lovely
school schools sch primary secondary academy infants juniors junior infant head heads staff team
teacher teachers class lead leads leader leaders slt sendco about around approx roughly total
altogether week month term half- autumn spring summer number no nos item entry details info date
time length duration when where who seen hrs mins min used spent went working worked day's days'
planned arranged usual per claim claims claiming invoice timesheet sheet form correct correction
actually yesterday today both each every ended ending turned became managed able ever nice popped
pop rescheduled cancelled postponed rearranged missed zoom phone call calls online virtual remote
video teams meeting they needed phonecall telephone conference look looks scrutiny study coaching
mentoring observing modelling moderating reviewing delivering leading running facilitating
planning teaching training helping developing auditing monitoring scrutinising marking spending
starting continuing completing finishing covering assessing evaluating embedding introducing
improving implementing designing focus focused focusing input follow catch follow-up deep dive
intro introductory initial learning walk walks round tour drop drop-in checking check chat
discussion discussions obs ob mtg mtgs convo catchup home alongside joint shared during between
including inc incl across through after before since under early earlier previous same such own
other others different new more much many several couple pair group groups whole-school
wholeschool any lot bit things thing stuff piece pieces work job jobs times tonight's got- onsite
site person face visit's session's rounds stint block productive positive further extra additional
v pm st w x n b4 re vs via ie eg etc hr plan plans action actions target targets priority
priorities progress impact evaluation meetings supportive regular weekly fortnightly monthly
termly twilight's headteacher deputy deputies assistant coordinator coordinators colleague
colleagues mrs miss sir ma'am instead rather than inclusive knackered lol onwards
""".split()

_UNSETTLING = """
be if unless assuming whether apparently supposedly allegedly says said saying tells told reckons
reckon thinks thought believe believes guess cover supply agency rota diary calendar timetable
reminder remind remember forget interview interviews interviewed interviewing governor governors
parent unpaid volunteer volunteered voluntary elsewhere called rang phoned emailed texted messaged
drove drive driving past passed collected collect played play match fixture tournament trip tbc
tbd want wants needs asked asking asks waiting available offered offers offering free hope hopes
wish would could should might may can will shall must suppose supposed expected expecting expect
invited invite request requested requests book booking bookings booked confirm confirms pencil
pencilled provisional possible possibly potential potentially proposed propose suggested suggest
scheduled schedule due intending intend next upcoming forthcoming mentee student conference
wedding funeral swap swapped moved move apply application vacancy job love why usually normally
typically generally who what how which when where
""".split()

PLACE_NOUNS = frozenset(
    """
    park hill road street lane manor house green wood woods court hall vale bridge grove farm castle
    down downs heath mead meadow meadows cross view gate grange lodge abbey priory
    brook lea leigh field fields bank banks hurst cliff bay marsh mount moor ford
    """.split()
)
PLACE_QUALIFIERS = frozenset(
    "north south east west upper lower new old little great nether central".split()
)

LEADING_WORDS = frozenset(_LEADING)
"""Words that may lead up to the day, length or school of a report."""

UNSETTLING_WORDS = frozenset(_UNSETTLING)
"""Words that make a sentence something else than a plain report of a visit."""
