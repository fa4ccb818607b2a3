"""The words that a plain agreement is made of, and those by which it sets a limit.

A word belongs here only if it cannot turn a yes into something else wherever it stands: no verb
that sends somebody away ("ask", "find", "remove"), no word of doubt, and none of trouble.
"""

_LITTLE = """
a an the and so then also too both all each every of to for with from by in on at about as into
through via per i we you she he they it this that these those here me us her him them my our your
his their its myself ourselves is are am was were be been being has have had do does did
doing can could will would shall just now today already again still very really quite such more most
than much many lots plenty well always ever yesterday morning afternoon evening night who re oh ah
dear hi before got like one mr mrs ms miss dr r having after following any otherwise rest sent see
said either real
""".split()
_AGREEING = """
yes ok agree agreed agrees agreeing agreement approve approved approves approving approval accept
accepted accepting authorise authorised authorize authorized confirm confirmed confirming
confirmation consent permission blessing support supports supported supporting supportive sign
signed signing signature sealed delivered go ahead goahead proceed proceeding release released
releasing grant granted sanction endorse affirmative y sure surely certainly certain absolutely
definitely definite defo deffo indeed course fine good great lovely perfect perfectly happy happily
glad gladly delighted pleased content willing prepared honoured comfortable favour pleasure means
full fully formal formally wholehearted wholeheartedly completely totally entirely acceptable
agreeable thumbsup resounding big huge carry crack righto right-oh roger free available capacity
keen eager able welcome okey dokey okie count feel thumbs happen involved yours look
hereby cool behind nicely accommodate pay ready above splendid champion jolly news thrilled asap
host hosting cracking give given spare lend
""".split()
_KIND = """
please thanks thank cheers ta regards wishes kind kindest best warm warmest many diolch gen i xx x
xxx sorry apologies team all brilliant brill excellent wonderful fantastic fab fabulous super superb
smashing grand amazing awesome outstanding ideal marvellous terrific nice helpful useful valuable
worthwhile excited exciting thrilled enthusiastic grateful appreciate appreciated proud privileged
opportunity idea plan plans planned job asset strong experienced talented skilled capable colleague
practitioner credit star gem development experience career benefit benefits benefited learning cpd
progress sense choice match fit makes make love loves loved enjoy enjoys enjoyed deserves luck help
helps helped helping quick quickly promptly efficient efficiently arranging organising sorting work
works worked hen pal mate duck cheerio rightio
""".split()
_PRACTICAL = """
request requested proposal proposed arrangement arrangements deployment placement booking book
booked visit visits visiting session sessions date dates day days diary calendar timetable time
timing times term week year cover covered covering supply staff staffing class classes lessons
teacher teachers leader leaders lead group school schools children pupils governors governor
governing body board trust chair chairman chairwoman deputy head headteacher heads slt leadership
senior office admin finance business manager sbm bursar pa secretary invoice invoices invoicing po
number payment payments money funding fund funded funds budget cost costs rate fee fees price
charges terms contract document documents paperwork form forms copy copies details evaluation report
action priorities outcomes room arrange arranged organise organised sort sorted set schedule
scheduled attend attending join joining suit suits fits manage managed spoken chatted chat talked
discussed checked read reviewed considered attached attach enclosed returned scanned copied cc cced
discussion discussions careful consideration looks sound sounds email emailed soon directly direct
immediately personally together everything whole half of this thing things primary secondary infant
infants junior juniors academy college nursery sle maths english science phonics music art pe eyfs
reception difference stands order
""".split()
_LIMITING = """
any only but not no or if except excluding excepting other apart otherwise offer offers next
anything prefer preferred preferably ideally rather note keep kept need needs must should limit
limited start starting starts begin beginning out off in busy teaching training part half halves
working available unavailable free remaining by until till from late later early earlier during
because since due maximum max minimum at least a per between outside avoid make sure ensure usually
normally always never short shorter long longer single separate alternate every few couple notice
advance leave leaves needed another around bit possible remember bear mind aware let two three four
five six seven eight nine ten twice once fortnight month months weeks weekly fortnightly monthly
terms mornings afternoons weekday weekdays easter christmas xmas summer autumn spring sats mocks
exam exams holidays holiday break lunch assessment inset gcse gcses parents evening concert play
meeting meetings ppa duty duties commitments want dinner lunchtime ks1 ks2 ks3 ks4 eyfs reception
nursery unless provided assuming
""".split()

LITTLE_WORDS = frozenset(_LITTLE)
"""Words that say nothing by themselves: "just about", "well", "which"."""

WORDS = frozenset((*_LITTLE, *_AGREEING, *_KIND, *_PRACTICAL))
"""Words that an agreement may be made of."""

LIMITING_WORDS = frozenset(_LIMITING)
"""Words by which a reply says when, how much and on what terms."""
