"""What the parties of a case are called, in the alliance's own titles."""

from collections.abc import Iterable

from core.notices.loading import Loaded
from core.notices.plain_english import listed
from core.process import Role


def post_of(loaded: Loaded, role: str, schools: Iterable[str], about: str) -> str:
    """Return a post in words: "headteacher of Oakfield Primary School"."""
    titles = loaded.process.titles
    deployment = loaded.case.find_deployment(about) or loaded.deployment
    home = deployment.home_school if deployment else None
    receiving = listed([loaded.school(x) for x in schools]) or f"the {titles.receiving_school}"
    at_home = loaded.school(home) or f"the {titles.home_school}"
    return {
        Role.REQUESTER: "who asked for the support",
        Role.RECEIVING_HEAD: f"headteacher of {receiving}",
        Role.RECEIVING_FINANCE: f"finance office of {receiving}",
        Role.HOME_HEAD: f"headteacher of {at_home}",
        Role.HOME_FINANCE: f"finance office of {at_home}",
        Role.SLE: titles.sle,
        Role.COORDINATOR: titles.coordinator,
        Role.DIRECTOR: titles.director,
        Role.ALLIANCE_FINANCE: f"finance office of {loaded.alliance.name}",
        Role.BOARD: titles.board,
    }[Role(role)]
