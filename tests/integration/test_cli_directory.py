"""Directories and bank statements brought in from files: all or nothing, and again without harm."""

from pathlib import Path

import pytest

from core.calendars import local_date
from core.clock import SystemClock
from core.settings import read_settings
from core.store import chain
from core.store.people import coordinators
from core.store.sles import sle_names
from sle_broker.service import Service
from tests.integration.test_cli_journey import answer, open_case, waiting
from tests.support.command_line import ALLIANCE, EXAMPLES, LINWOOD, CommandLine


def written(cli: CommandLine, name: str, text: str) -> Path:
    path = cli.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_examples_are_imported_once_and_then_the_same(either_cli: CommandLine) -> None:
    for what in ("schools", "contacts", "sles", "terms"):
        words = ("import", what, LINWOOD / f"{what}.csv", "--alliance", ALLIANCE)
        first = either_cli.json(*words)
        assert first["ok"] is True
        assert first["counts"]["new"] == len(first["rows"]) > 0
        again = either_cli.json(*words)
        assert again["counts"]["same"] == len(again["rows"])


def test_the_national_register_is_imported_as_it_is_published(cli: CommandLine) -> None:
    register = next((EXAMPLES / "gias").glob("edubasealldata*.csv"))
    assert cli.json("import", "schools", register)["counts"]["new"] > 20


def test_a_file_with_one_bad_row_changes_nothing(cli: CommandLine) -> None:
    bad = written(cli, "contacts.csv", "school,name,role,email\nNowhere School,Ann,head,a@b.test\n")
    ended = cli("import", "contacts", bad, "--json")
    assert ended.code == 1
    assert ended.json["ok"] is False
    assert ended.json["rows"][0]["outcome"] == "problem"
    assert "Nowhere School" in ended.json["rows"][0]["what"]
    good = written(cli, "schools.csv", "name\nOak School\n")
    cli.do("import", "schools", good)
    half = (
        "school,name,role,email\nOak School,Ann,head,ann@oak.test\nElm School,Bo,head,bo@elm.test\n"
    )
    assert cli("import", "contacts", written(cli, "half.csv", half)).code == 1
    fine = "school,name,role,email\nOak School,Ann,head,ann@oak.test\n"
    assert cli.json("import", "contacts", written(cli, "f.csv", fine))["counts"]["new"] == 1


def test_a_dry_run_tells_all_and_writes_nothing(cli: CommandLine) -> None:
    for _ in range(2):
        told = cli.json("import", "schools", LINWOOD / "schools.csv", "--dry-run")
        assert told["dry_run"] is True
        assert told["counts"]["new"] == len(told["rows"])


def test_a_file_that_is_no_table_is_refused(cli: CommandLine) -> None:
    letter = written(cli, "letter.csv", "Dear all,\n\nwelcome back.\n")
    ended = cli("import", "sles", letter, "--alliance", ALLIANCE)
    assert ended.code == 1
    assert ended.err.strip()
    assert ended.out == ""


def test_every_import_stands_in_the_directorys_own_chain(cli: CommandLine) -> None:
    cli.import_examples()
    cli.do("import", "schools", LINWOOD / "schools.csv", "--dry-run")
    service = Service(read_settings(), SystemClock())
    with service.database.read() as connection:
        links = chain.links(connection, "directory")
    service.close()
    assert [x.name for x in links] == [
        "schools_imported",
        "contacts_imported",
        "sles_imported",
        "terms_imported",
    ]
    assert [x.previous for x in links[1:]] == [x.hash for x in links[:-1]]
    assert all(x.command_key.startswith("import:") for x in links)


def test_a_new_head_is_asked_what_the_old_one_was(cli: CommandLine) -> None:
    ref = open_case(cli)
    while (prompt := waiting(cli, ref)[0])["to"] != "receiving_head":
        answer(cli, ref, prompt)
    school = prompt["school"]
    news = f"school,name,role,email\n{school},Ottilie Brand,head,o.brand@successor.example\n"
    told = cli.json("import", "contacts", written(cli, "new.csv", news))
    assert told["readdressed"] == 1
    after = next(x for x in cli.json("show", ref)["prompts"] if x["id"] == prompt["id"])
    assert after["person"] == "Ottilie Brand"
    assert after["state"] == "open"
    assert "Put to somebody new" in cli.do("show", ref).out
    assert cli.json("import", "contacts", cli.folder / "new.csv")["readdressed"] == 0


def test_a_question_nobody_could_be_asked_goes_out_once_there_is_somebody(
    cli: CommandLine,
) -> None:
    cli.do("import", "schools", LINWOOD / "schools.csv")
    contacts = (LINWOOD / "contacts.csv").read_text("utf-8").splitlines(keepends=True)
    of_schools = [x for x in contacts if not x.startswith(",")]
    cli.do("import", "contacts", written(cli, "schools-only.csv", "".join(of_schools)))
    cli.do("ingest", LINWOOD / "requests" / "01-maths-free-text.eml")
    ref = cli.json("cases")[0]["ref"]
    assert waiting(cli, ref)[0]["person"] is None
    told = cli.json("import", "contacts", LINWOOD / "contacts.csv", "--alliance", ALLIANCE)
    assert told["readdressed"] == 1
    assert waiting(cli, ref)[0]["person"]


# --- whose it is --------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["contacts", "sles"])
def test_sles_and_posts_of_an_alliance_need_to_know_whose_they_are(
    cli: CommandLine, what: str
) -> None:
    cli.do("import", "schools", LINWOOD / "schools.csv")
    file = LINWOOD / f"{what}.csv"
    if what == "contacts":  # a name of an alliance in the file says it too
        file = written(cli, "c.csv", file.read_text("utf-8").replace("Linwood Teaching", "Our"))
    ended = cli("import", what, file)
    assert ended.code == 1
    assert "--alliance" in ended.out + ended.err
    assert "--alliance all" in ended.out + ended.err
    for slug in (ALLIANCE, "all"):
        assert cli.json("import", what, file, "--alliance", slug, "--dry-run")["ok"] is True
    assert cli("import", what, file, "--alliance", "nowhere").code == 1


def listed(cli: CommandLine) -> dict[str, list[str]]:
    """Return how often each alliance has the person of an SLE listed, by their names."""
    service = Service(read_settings(), SystemClock())
    with service.database.read() as connection:
        found = {
            slug: sorted(sle_names(connection, slug).values()) for slug in service.library.alliances
        }
    service.close()
    return found


def test_an_import_with_an_alliance_claims_the_sles_that_all_shared(cli: CommandLine) -> None:
    for what in ("schools", "contacts"):
        cli.do("import", what, LINWOOD / f"{what}.csv", "--alliance", ALLIANCE)
    sles = LINWOOD / "sles.csv"
    shared = cli.json("import", "sles", sles, "--alliance", "all")
    assert shared["counts"]["new"] == len(shared["rows"])
    everywhere = listed(cli)
    assert everywhere["east-sussex"] == everywhere[ALLIANCE]
    claimed = cli.json("import", "sles", sles, "--alliance", ALLIANCE)
    assert claimed["counts"]["changed"] == len(claimed["rows"])
    assert listed(cli) == {
        slug: everywhere[slug] if slug == ALLIANCE else [] for slug in everywhere
    }
    again = cli.json("import", "sles", sles, "--alliance", ALLIANCE)
    assert again["counts"]["same"] == len(again["rows"])
    cli.do("import", "sles", sles, "--alliance", "all")
    assert listed(cli) == everywhere


def test_what_two_alliances_list_cannot_become_one_entry_for_all(cli: CommandLine) -> None:
    cli.do("import", "schools", LINWOOD / "schools.csv")
    sles = LINWOOD / "sles.csv"
    for slug in (ALLIANCE, "east-sussex"):
        cli.do("import", "sles", sles, "--alliance", slug)
    ended = cli("import", "sles", sles, "--alliance", "all")
    assert ended.code == 1
    assert "east-sussex and linwood" in ended.out


def test_an_import_with_an_alliance_claims_the_posts_that_all_shared(cli: CommandLine) -> None:
    post = "name,role,email,organisation\nAnn Lee,coordinator,ann@oak.test,Our office\n"
    file = written(cli, "post.csv", post)
    cli.do("import", "contacts", file, "--alliance", "all")
    assert cli.json("import", "contacts", file, "--alliance", ALLIANCE)["counts"]["changed"] == 1
    assert cli.json("import", "contacts", file, "--alliance", ALLIANCE)["counts"]["same"] == 1
    service = Service(read_settings(), SystemClock())
    with service.database.read() as connection:
        held = {slug: len(coordinators(connection, slug)) for slug in service.library.alliances}
    service.close()
    assert held == dict.fromkeys(held, 0) | {ALLIANCE: 1}


# --- bank ---------------------------------------------------------------------------------------


def billed(cli: CommandLine) -> tuple[str, str, int]:
    """Walk a case until the alliance's invoice to the school waits to be paid."""
    ref = open_case(cli)
    while True:
        raised = [x for x in cli.json("show", ref)["money"] if x["payee"] == "alliance"]
        if raised and raised[0]["state"] == "raised":
            return ref, str(raised[0]["number"]), int(raised[0]["amount"])
        answer(cli, ref, waiting(cli, ref)[0])


def statement(cli: CommandLine, *lines: str) -> Path:
    """Write a statement; TODAY is the day that invoices and payments are entered on by default."""
    text = "date,description,amount,reference\n" + "\n".join(lines) + "\n"
    today = local_date(SystemClock().now())
    return written(cli, "bank.csv", text.replace("TODAY", str(today)))


def test_a_bank_line_pays_the_invoice_it_names_once(either_cli: CommandLine) -> None:
    cli = either_cli
    ref, number, amount = billed(cli)
    path = statement(cli, f"TODAY,A SCHOOL,{amount / 100:.2f},{number}")
    told = cli.do("import", "bank", path, "--alliance", ALLIANCE, "--dry-run").out
    assert told.endswith("\nThis was a dry run: nothing was changed.\n")
    dry = cli.json("import", "bank", path, "--alliance", ALLIANCE, "--dry-run")
    assert [x["invoice"] for x in dry["matched"]] == [number]
    assert cli.json("reconcile", ref)[0]["paid"] == 0
    first = cli.json("import", "bank", path, "--alliance", ALLIANCE)
    assert [(x["case"], x["amount"]) for x in first["matched"]] == [(ref, amount)]
    assert cli.json("reconcile", ref)[0]["paid"] == amount
    again = cli.json("import", "bank", path, "--alliance", ALLIANCE)
    assert (again["matched"], again["counts"]["same"]) == ([], 1)
    assert cli.json("reconcile", ref)[0]["paid"] == amount


def test_a_short_payment_is_booked_and_told(cli: CommandLine) -> None:
    ref, number, amount = billed(cli)
    path = statement(cli, f"TODAY,A SCHOOL,{(amount - 1000) / 100:.2f},{number}")
    told = cli.json("import", "bank", path, "--alliance", ALLIANCE)
    assert "Short" in told["matched"][0]["note"]
    money = next(x for x in cli.json("show", ref)["money"] if x["number"] == number)
    assert money["state"] == "part paid"
    assert any(
        "£10.00 is still to be paid" in x for x in cli.json("reconcile", ref)[0]["differences"]
    )


def test_a_bank_line_pays_what_a_credit_note_left_open(cli: CommandLine) -> None:
    ref, number, amount = billed(cli)
    cli.do("record-invoice", ref, "CN-1", "-100.00", "--line", "charge")
    path = statement(cli, f"TODAY,A SCHOOL,{(amount - 10_000) / 100:.2f},{number}")
    told = cli.json("import", "bank", path, "--alliance", ALLIANCE)
    assert [(x["invoice"], x["amount"], x["note"]) for x in told["matched"]] == [
        (number, amount - 10_000, "")
    ]
    found = [x for x in cli.json("show", ref)["money"] if x["number"] in (number, "CN-1")]
    assert [x["state"] for x in found] == ["paid", "paid"]
    ended = cli("record-payment", ref, number)
    assert ended.code == 1
    assert f"Nothing is open on {number}." in ended.err


def test_a_bank_line_of_another_time_is_left_to_a_person(cli: CommandLine) -> None:
    ref, number, amount = billed(cli)
    path = statement(
        cli,
        f"2019-10-05,A SCHOOL,{amount / 100:.2f},{number}",
        f"2099-10-05,A SCHOOL,{amount / 100:.2f},{number}",
    )
    told = cli.json("import", "bank", path, "--alliance", ALLIANCE)
    assert told["matched"] == []
    assert "nothing was agreed before" in told["unmatched"][0]["why"]
    assert cli.json("reconcile", ref)[0]["paid"] == 0


def test_what_cannot_be_told_is_kept_listed_and_tried_again(cli: CommandLine) -> None:
    ref, *_ = billed(cli)
    path = statement(cli, "2026-10-05,SOMEBODY,12.34,A THING", "2026-10-06,OTHER,99.99,INV-999")
    told = cli.json("import", "bank", path, "--alliance", ALLIANCE)
    assert told["matched"] == []
    assert [x["amount"] for x in told["unmatched"]] == [1234, 9999]
    assert all(x["why"] for x in told["unmatched"])
    assert cli.json("reconcile", ref)[0]["paid"] == 0
    again = cli.json("import", "bank", path, "--alliance", ALLIANCE)
    assert (again["counts"]["new"], len(again["unmatched"])) == (0, 2)


def test_a_bank_file_needs_to_know_whose_it_is(cli: CommandLine) -> None:
    ended = cli("import", "bank", LINWOOD / "bank.csv")
    assert ended.code == 1
    assert "--alliance" in ended.err


@pytest.mark.parametrize("alliance", [x.parent.name for x in EXAMPLES.glob("*/bank.csv")])
def test_the_example_statements_can_be_read(cli: CommandLine, alliance: str) -> None:
    told = cli.json("import", "bank", EXAMPLES / alliance / "bank.csv", "--alliance", alliance)
    assert told["ok"] is True
    assert len(told["unmatched"]) == len(told["rows"])


@pytest.mark.parametrize(
    "address",
    [
        f"{ALLIANCE}@broker.localhost",
        f"{ALLIANCE.title()}+es-0001.p1@Broker.Localhost",
        "Broker <linwood@broker.localhost>",
    ],
)
def test_our_own_mailboxes_are_nobodys_address(cli: CommandLine, address: str) -> None:
    cli.do("import", "schools", written(cli, "schools.csv", "name\nOak School\n"))
    contacts = f"school,name,role,email\nOak School,Ann,head,{address}\n"
    sles = f"name,email,home_school,specialisms\nAnn,{address},Oak School,phonics\n"
    for what, content in (("contacts", contacts), ("sles", sles)):
        path = written(cli, f"{what}.csv", content)
        ended = cli("import", what, path, "--alliance", ALLIANCE, "--json")
        assert ended.code == 1
        (row,) = ended.json["rows"]
        assert "own mailbox" in row["what"]
        assert "@broker.localhost" in row["what"]
    other = contacts.replace(address, "ann@broker.localhost")
    assert cli.json("import", "contacts", written(cli, "o.csv", other))["counts"]["new"] == 1
