"""A form of ours, however it comes back, says what its writer said: or that it is not clear."""

import json
from pathlib import Path

import pytest

from core.forms import FORMS
from core.reading.forms import read_form

REPLIES = Path(__file__).parent.parent / "fixtures" / "forms"


@pytest.mark.parametrize("path", sorted(REPLIES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_filled_in_form_reads_as_it_was_meant(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reply, _, rest = file.read().partition("\n~~~~\n")
    meant = json.loads(rest)
    fields = FORMS[meant["form"]]
    reading = read_form(reply, fields)

    assert json.loads(json.dumps(reading.values)) == meant["values"]
    problems = reading.problems
    assert len(problems) == len(meant["problems"]), problems
    for title in meant["problems"]:
        assert any(f"“{title}”" in problem for problem in problems), problems
    settled = {field.title for field in fields if field.name in reading.values}
    unclear = {field.title for field in fields if any(f"“{field.title}”" in x for x in problems)}
    assert set(reading.unread) >= {field.title for field in fields} - settled - unclear
    assert not set(reading.unread) & settled
