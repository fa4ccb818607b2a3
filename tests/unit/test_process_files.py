"""Process files are read whole or refused; their hash is that of what they say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.process import YearLimit
from core.process_files import (
    ProcessFileError,
    load_all,
    load_pinned,
    load_process,
    load_source,
)
from core.process_files.loading import content_hash
from core.prompts import KINDS, Answers, PromptKind

SHIPPED = Path(__file__).parents[2] / "core/processes"
SOUND_FILE = Path(__file__).parents[1] / "fixtures/processes/north_downs.toml"
SOUND = SOUND_FILE.read_text("utf-8")


def _hash(text: str) -> str:
    return load_source(text, "it.toml").hash


def test_the_shipped_processes_are_sound_and_known_by_their_slugs() -> None:
    loaded = load_all(SHIPPED)

    assert len(loaded) == len(list(SHIPPED.glob("*.toml"))) == 3
    assert all(slug == x.process.slug for slug, x in loaded.items())


def test_a_loaded_process_keeps_the_text_it_was_read_from() -> None:
    loaded = load_process(SOUND_FILE)

    assert loaded.source == SOUND
    assert load_source(loaded.source, "again").hash == loaded.hash


def test_comments_layout_and_order_of_keys_do_not_change_the_hash() -> None:
    changed = SOUND.replace("[titles]\n", "# who is who\n[titles]   \n\n").replace(
        'name = "fee"\npayer = "receiving_school"', 'payer  =  "receiving_school"\nname="fee"'
    )
    assert changed != SOUND

    assert _hash(changed) == _hash(SOUND)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('due = "1 week"', 'due = "2 weeks"'),
        ('"sle", "receiving_head"', '"receiving_head", "sle"'),
        ('coordinator = "Broker"', 'coordinator = "Organiser"'),
        ('over = "refuse"', 'over = "warn"'),
        ('on_decline = "ask"\n', ""),
    ],
)
def test_anything_that_is_said_changes_the_hash(old: str, new: str) -> None:
    assert _hash(SOUND.replace(old, new)) != _hash(SOUND)


def test_windows_line_ends_and_byte_order_marks_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())

    assert load_process(path).hash == _hash(SOUND)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.booleans()), max_size=5))
def test_the_hash_does_not_depend_on_the_order_of_keys(content: dict[str, object]) -> None:
    assert content_hash(content) == content_hash(dict(reversed(content.items())))


def test_a_file_that_is_not_there_is_told_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(ProcessFileError, match=r"nowhere\.toml, line 1: cannot be read"):
        load_process(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_utf_8_is_told_with_the_line_of_the_first_such_character(
    tmp_path: Path,
) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'slug = "x"\n\nname = "Caf\xe9"\n')

    with pytest.raises(ProcessFileError, match=r"latin\.toml, line 3: is not UTF-8"):
        load_process(path)


def test_lists_nested_beyond_reason_are_refused_and_break_nothing() -> None:
    with pytest.raises(ProcessFileError, match="too deep"):
        load_source("x = " + "[" * 20_000, "deep.toml")


def test_an_empty_text_is_told_all_that_it_lacks() -> None:
    with pytest.raises(ProcessFileError) as caught:
        load_source("", "empty.toml")

    lacking = {x.what.split("'")[1] for x in caught.value.problems}
    assert lacking == {"slug", "name", "source", "rate", "step"}


def test_the_faults_of_all_files_of_a_directory_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SOUND, "utf-8")
    (tmp_path / "b.toml").write_text("slug = ", "utf-8")
    (tmp_path / "c.toml").write_text(SOUND.replace("Europe/London", "Nowhere/Land"), "utf-8")

    with pytest.raises(ProcessFileError) as caught:
        load_all(tmp_path)

    assert {x.file for x in caught.value.problems} == {"b.toml", "c.toml"}


def test_two_files_cannot_share_a_slug(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(SOUND, "utf-8")

    with pytest.raises(ProcessFileError, match=r"two\.toml, line 2: another process file has"):
        load_all(tmp_path)


def test_a_directory_without_processes_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProcessFileError, match="no process file here"):
        load_all(tmp_path)


def test_a_new_kind_of_prompt_can_be_put_as_soon_as_the_registry_has_it() -> None:
    text = SOUND.replace(
        '[[step]]\nname = "look back"',
        '[[step]]\nname = "tea"\neach = "deployment"\n\n[[step.prompt]]\nkind = "drink_tea"\n'
        'to = "sle"\ndue = "1 week"\n\n[[step]]\nname = "look back"',
    )
    kinds = {**KINDS, "drink_tea": PromptKind(name="drink_tea", title="", answers=Answers.DONE)}

    assert "drink_tea" in [x.spec.kind for x in load_source(text, "t", kinds).process.specs()]
    with pytest.raises(ProcessFileError, match="no kind of prompt 'drink_tea'"):
        load_source(text, "t")


def test_a_process_that_cases_follow_stays_readable_when_checks_grow_stricter() -> None:
    text = SOUND.replace('kind = "evaluate"', 'kind = "retired_kind"')
    with pytest.raises(ProcessFileError):
        load_source(text, "pinned")

    assert load_pinned(text, "pinned").hash != load_pinned(SOUND, "pinned").hash


def test_a_pinned_text_has_the_hash_that_it_was_pinned_by() -> None:
    assert load_pinned(SOUND, "pinned").hash == _hash(SOUND)


OTHER_WAYS = {
    "the home head is asked before anybody else": [
        (
            'kind = "confirm_choice"\nto = "receiving_head"\ndue = "3 school days"',
            'kind = "approve_release"\nto = "home_head"\ndue = "4 school days"',
        ),
        (
            'kind = "approve_release"\nto = "home_head"\ndue = "3 school days"',
            'kind = "confirm_choice"\nto = "receiving_head"\ndue = "3 school days"',
        ),
    ],
    "a fee of 15 % on top for the broker": [
        ("day = 420_00", "day = 483_00"),
        ("per_day = 420_00", "per_day = 483_00"),
        ("per_day = 120_00", "per_day = 183_00"),
    ],
    "everybody signs a memorandum": [
        (
            'to = ["sle", "receiving_head"]\ndue = "1 week"',
            (
                'to = ["sle", "home_head", "coordinator", "director", "receiving_head"]\n'
                'form = "Memorandum of understanding"\ndue = "1 week"'
            ),
        )
    ],
    "each head of a group agrees the request": [
        (
            (
                'name = "agree"\neach = "case"\n\n[[step.prompt]]\nkind = "agree_request"\n'
                'to = "coordinator"'
            ),
            (
                'name = "agree"\neach = "receiving_school"\n\n[[step.prompt]]\n'
                'kind = "agree_scope"\nto = "receiving_head"'
            ),
        )
    ],
    "VAT at a code of the alliance's": [("day = 420_00", 'day = 420_00\nvat_code = "T1"')],
    "no reminders at all": [('nudge = ["1 working day", "3 working days: director"]\n', "")],
}


@pytest.mark.parametrize("edits", OTHER_WAYS.values(), ids=OTHER_WAYS)
def test_another_way_of_brokering_is_only_another_file(edits: list[tuple[str, str]]) -> None:
    text = SOUND
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)

    assert load_source(text, "other.toml").process.slug == "north-downs"


def test_what_a_file_leaves_out_is_as_usual() -> None:
    process = load_source(
        SOUND.replace('timezone = "Europe/London"\n', "").replace(
            '[limits]\ndays_per_year = 15\nover = "refuse"\n', ""
        ),
        "short.toml",
    ).process

    assert process.timezone == "Europe/London"
    assert process.limits.half_days_per_year is None
    assert process.limits.over is YearLimit.WARN
    assert process.titles.director == "Director"
