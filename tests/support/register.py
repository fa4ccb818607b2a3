"""Files as large as the nation's: a register of schools as GIAS publishes it, all invented."""

import csv
import io
from itertools import product

HEADERS = (
    *("URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName"),
    *("TypeOfEstablishment (name)", "EstablishmentStatus (name)", "PhaseOfEducation (name)"),
    *("StatutoryLowAge", "StatutoryHighAge", "NumberOfPupils", "Trusts (name)", "Street"),
    *("Town", "Postcode", "SchoolWebsite", "Easting", "Northing"),
)
_TREES = "Ash Beech Birch Cedar Elm Hazel Holly Larch Lime Maple Oak Pine Rowan Willow Yew".split()
_PLACES = "bank brook dale field ford gate hill lea moor side stone ton vale well wick".split()
_KINDS = (("Primary School", "Primary"), ("Academy", "Secondary"), ("Infant School", "Primary"))
_TOWNS = [f"{x}{y}" for x, y in product(("Wex", "Down", "Mar", "Sand"), ("ham", "ley", "port"))]


def national_register(rows: int, *, first: int = 0) -> bytes:
    """Return a register of so many schools, saved as GIAS saves it (cp1252)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for number in range(first, first + rows):
        writer.writerow(_school(number))
    return text.getvalue().encode("cp1252")


def _school(number: int) -> tuple[object, ...]:
    kind, phase = _KINDS[number % len(_KINDS)]
    tree, place = _TREES[number // 3 % 15], _PLACES[number // 45 % 15]
    name = f"{tree}{place} {kind} No {number // 675 + 1}"
    return (
        *(100_000 + number, 981, "Wessex Coast", 2000 + number % 7000, name),
        *("Community school", "Open", phase, 4, 11, 90 + number % 900, "", "Kiln Lane"),
        *(_TOWNS[number % len(_TOWNS)], "XD1 1AG", f"http://www.s{number}.example/"),
        *(400_000 + number, 100_000 + number),
    )


def contacts_of(rows: int, *, first: int = 0) -> bytes:
    """Return the heads and offices of so many of the register's schools, two rows a school."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("school", "name", "role", "email"))
    for number in range(first, first + rows):
        urn = 100_000 + number
        writer.writerow((urn, f"Harriet Head {number}", "Headteacher", f"head@s{number}.example"))
        writer.writerow((urn, f"Office {number}", "Office", f"office@s{number}.example"))
    return text.getvalue().encode()
