"""Whether a reply says plainly that the work of a deployment is over."""

from datetime import date

from core.reading.plain.clauses import said_in
from core.reading.plain.tiling import Tiles

_FINISHED = r"""
NOW(done|finished|completed?|all over)( (with )?(THEWORK|here|now|it all))?
THEWORK (all )?(now )?(done|finished|complete|completed|over)
(yes )?(i|we) (am|are|have)( (all|now|both|just))* (done|finished|completed?)( (THEWORK|it|
    it all|everything|here|now|there))*( (with|at) (this|it|THEWORK|them|aname))?
(yes )?(it|this|that|everything|all of it|THEWORK)( at aname)? (is|are|has|have|was|were)( (all|
    now|both|been|just|come to an end))*( (done|finished|complete|completed|over|made))?
that (is|was) (it|all|everything|the last|the last (one|visit|day|session)|all done)( (of them|
    from me|now))*
no more visits( (to (log|come|report|make)|planned|needed|left))?
nothing (more|else|further) to (log|report|add|come)
all (the |our |my |agreed )*(visits|days|sessions|work)( (are|is|have been|
    has been))?( now)? (done|complete|completed|finished|made)
all
"""
_WORK = "(work|support|deployment|placement|project|visits|days|sessions|job|programme)"
_TILES = Tiles.of(_FINISHED, "yes\nit was a pleasure\nat (the )?school\nwith aname", WORK=_WORK)


def says_finished(text: str, on: date) -> bool:
    """Whether a reply written `on` says that the work is over, and nothing else."""
    said = said_in(text, on)
    return said is not None and _TILES.fit(said.clauses)
