"""A whole alliance in the practice world of a running service: each answers where they were asked.

Everything is seen and done through the practice page's HTTP interface; between steps the service
is stopped and started again.
"""

import http.client
import json
import re
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from core.calendars import LONDON, is_working_day
from core.forms import FIELDS
from core.prompts import KINDS, Answers
from tests.integration.test_cli_serve import Running, serving
from tests.support.command_line import CommandLine

Json = dict[str, Any]

PATIENCE = 30.0
_EVERYTHING = ("--only", "intake,bot,scheduler")
_STEPS_BETWEEN_RESTARTS = 6
_MOST_STEPS = 60
_SENSIBLE: Mapping[str, str] = {
    "text": "As we discussed on the telephone",
    "long": "Pupils reason with growing confidence, and two teachers lead it themselves.",
    "number": "3",
    "money": "£350.00",
    "days": "3",
    "yes_no": "Yes",
    "specialisms": "Mathematics",
    "standards": "5",
    "scale": "3",
}
_SUBJECTS: Mapping[str, str] = {
    "request_form": "A few questions about your request",
    "agree_scope": "The scope of your support: do you agree?",
    "confirm_choice": "Our proposal for your school: do you agree?",
    "approve_release": "Release of an SLE",
    "agree_plan": "The plan for your school: do you agree?",
    "sign_agreement": "Please sign:",
    "evaluate": "How did it go?",
    "sign_off_evaluation": "please sign it off",
    "raise_invoice": "An invoice to raise",
    "supply_invoice": "Please send us your invoice",
    "pay_invoice": "An invoice to pay",
    "confirm_receipt": "Has the money arrived?",
}
"""By what people know in their mailbox what they are asked."""
_THANKS = "We have your request"
_HEADING = re.compile(r"^== (.+?) ==\s+(\S.*)$", re.MULTILINE)
_BY_TITLE = {x.title: x for x in FIELDS.values()}
_BY_NAME = {x.name: x for x in FIELDS.values()}
_PRESSED_ONCE = ("answer_yes", "answer_done")
_OPENS_A_FORM = ("answer_form", "answer_choice")


@dataclass
class PracticeStory:
    """One alliance's people, at their mailboxes and their Slack, and the service they work with."""

    cli: CommandLine
    alliance: str
    sle: str
    fields: Mapping[str, str]
    visits: Sequence[str]
    """What the SLE types on the evening of each visit, with the day as strftime writes it."""
    restarts: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    """By which way each question was answered: "slack" or "email", by the question's id."""
    _steps: int = 0
    _running: ExitStack = field(default_factory=ExitStack)
    _service: Running | None = None

    # --- the service ---

    def start(self) -> None:
        """Start the service with what stands in its folder."""
        self._service = self._running.enter_context(serving(self.cli, *_EVERYTHING, lines=3))

    def stop(self) -> None:
        """Stop the service, which must end in peace."""
        assert self._service is not None
        code, err = self._service.stop()
        self._running.close()
        assert code == 0, err
        assert "Traceback" not in err, err

    def _restart(self) -> None:
        self.stop()
        self.start()
        self.restarts += 1

    def kill(self) -> None:
        """End whatever still runs."""
        self._running.close()

    def get(self, path: str) -> Any:
        """Return what the practice interface answers."""
        return self._ask("GET", path, None)

    def post(self, path: str, **told: Any) -> Json:
        """Do something through the practice interface, which must accept it."""
        answer: Json = self._ask("POST", path, told)
        assert "error" not in answer, (path, told, answer)
        assert "errors" not in answer, (path, told, answer)
        return answer

    def _ask(self, method: str, path: str, told: Json | None) -> Any:
        assert self._service is not None
        address = urllib.parse.urlsplit(self._service.web)
        with closing(http.client.HTTPConnection(address.netloc, timeout=PATIENCE)) as connection:
            body = json.dumps(told) if told is not None else None
            headers = {"Content-Type": "application/json"} if body else {}
            connection.request(method, f"/practice/api/{path}", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            assert answer.status == 200, (method, path, told, answer.status, text)
            return json.loads(text)

    # --- people, and time ---

    @cached_property
    def people(self) -> Sequence[Json]:
        """Everybody of the alliance."""
        return [
            x
            for x in self.get("people")
            if any(role["alliance"] in (self.alliance, None) for role in x["roles"])
        ]

    def _asked(self, case: Json, prompt: Json) -> Json:
        """Return who was asked, by name; each school has a "School office"."""
        named = [x for x in self.people if x["name"] == prompt["person"]]
        lends = prompt["to"].startswith("home_")
        schools = [case["home_school"]] if lends else case["receiving_schools"]
        there = [x for x in named if any(role["school"] in schools for role in x["roles"])]
        return (there or named)[0]

    def today(self) -> date:
        """Return the day it is in the practice world."""
        return self._now().date()

    def _now(self) -> datetime:
        return datetime.fromisoformat(self.get("clock")["now"]).astimezone(LONDON)

    def next_working_day(self) -> None:
        """Move to ten in the morning of the next working day."""
        now = self._now()
        then = now.replace(hour=10, minute=0) + timedelta(days=1)
        while not is_working_day(then.date()):
            then += timedelta(days=1)
        self.post("clock", advance=f"{(then - now) // timedelta(minutes=1)}m")

    # --- the story ---

    def ask_for_support(self, title: str) -> None:
        """Let a head send one of the example requests that the page has at hand."""
        letter = next(
            x for x in self.get("examples") if (x["alliance"], x["title"]) == (self.alliance, title)
        )
        head = next(x for x in self.people if x["address"] == letter["from"])
        words = {x: letter[x] for x in ("to", "subject", "text")}
        self.post(f"people/{head['id']}/mail", **words)
        self.until(lambda: self.get("cases"), "no case came of the first mail")

    def case(self) -> Json:
        """Return the one case as it stands."""
        [row] = self.get("cases")
        found: Json = self.get(f"cases/{row['ref']}")
        return found

    def live(self, title: str) -> Json:
        """Go through it all, from the first mail to the end, and return the case."""
        self.start()
        self.next_working_day()
        self.ask_for_support(title)
        for _ in range(_MOST_STEPS):
            case = self.case()
            if case["state"] == "closed":
                return case
            self._answer(case, next(x for x in case["prompts"] if x["state"] == "open"))
            self._steps += 1
            if self._steps % _STEPS_BETWEEN_RESTARTS == 0:
                self._restart()
        raise AssertionError(f"the case still stands at “{self.case()['step']}”")

    def _answer(self, case: Json, prompt: Json) -> None:
        """Let whoever was asked answer, by the way the question came to them."""
        person = self._asked(case, prompt)
        about_visits = KINDS[prompt["kind"]].answers is Answers.VISITS
        if about_visits:
            self.next_working_day()
        asked: Json = self.until(
            lambda: self._question(person, prompt) or self._letter(person, prompt),
            f"nobody asks {person['name']} {prompt['kind']}",
        )
        self.answers[prompt["id"]] = "email" if "message_id" in asked else "slack"
        if "message_id" in asked:
            text = self._written(prompt, asked["text"])
            self.post(f"people/{person['id']}/mail", reply_to=asked["id"], text=text)
        elif about_visits:
            made = len(case["visits"])
            words = self.today().strftime(self.visits[made])
            self._tell_of_visit(person, words, restart=made == 0)
        else:
            self._press_answer(person, asked)

        def taken() -> bool:
            after = self.case()
            now = next(x for x in after["prompts"] if x["id"] == prompt["id"])
            return now["state"] != "open" or len(after["visits"]) > len(case["visits"])

        self.until(taken, f"nothing came of the answer to {prompt['kind']} of {person['name']}")

    # --- by mail ---

    def _letter(self, person: Json, prompt: Json) -> Json | None:
        """Return the newest mail in somebody's mailbox that asks a question and has no answer."""
        mails = self.get(f"people/{person['id']}/mail")["mails"]
        answered = {x["in_reply_to"] for x in mails if x["folder"] == "sent"}
        found = (x for x in mails if x["folder"] == "in" and _asks(x, prompt["kind"]))
        return next((x for x in found if x["message_id"] not in answered), None)

    def _written(self, prompt: Json, asked: str) -> str:
        match KINDS[prompt["kind"]].answers:
            case Answers.YES_NO:
                return "Yes, I agree."
            case Answers.DONE:
                return "Done."
            case Answers.INVOICE:
                return f"Invoice number: INV-{len(self.answers)}"
            case Answers.PAYMENT:
                return "Received in full today, thank you."
            case Answers.FORM:
                return "\n".join(self._headings(asked))
            case _:
                raise AssertionError(f"nobody answers {prompt['kind']} by mail here")

    def _headings(self, asked: str) -> Iterator[str]:
        """Yield each heading of the form in a mail that has to be filled in, with what it gets."""
        for title, help_ in _HEADING.findall(asked):
            if title in _BY_TITLE and not help_.startswith("Optional"):
                yield f"== {title} ==\n{self._value(_BY_TITLE[title])}\n"

    def _value(self, one: Any) -> str:
        if one.written in self.fields:
            return self.fields[one.written]
        if one.kind == "date":
            return f"{self._day(one.name):%-d %B %Y}"
        return one.choices[0] if one.choices else _SENSIBLE[one.kind]

    def _day(self, name: str) -> date:
        """Return what day somebody writes into a form: today, and for the end of the work later."""
        return self.today() + timedelta(weeks=8 if name == "ends_on" else 0)

    # --- in Slack ---

    def _press_answer(self, person: Json, asked: Json) -> None:
        action = next(x for x in (*_PRESSED_ONCE, *_OPENS_A_FORM) if x in asked)
        self._press(person, asked[action])
        if action in _OPENS_A_FORM:
            view = self.until(lambda: self._slack(person)["modal"], f"{action} opened nothing")
            state = {"values": dict(self._filled_in(view))}
            self.post(_slack(person, "view"), view_id=view["id"], do="submit", state=state)

    def _tell_of_visit(self, person: Json, words: str, *, restart: bool) -> None:
        """Type it to the bot, and confirm what was understood, if wanted after a restart."""
        told = self.post(_slack(person, "messages"), channel=self._im(person)["id"], text=words)

        def understood() -> Json | None:
            for message in self._im(person)["messages"]:
                found = _pressable(message).get("visits_confirm")
                if found and float(message["ts"]) > float(told["ts"]):
                    return {**found, "channel": self._im(person)["id"], "ts": message["ts"]}
            return None

        button = self.until(understood, f"not understood: {words}")
        if restart:
            self._restart()
        self._press(person, button)

    def _question(self, person: Json, prompt: Json) -> Json | None:
        """Return what can be pressed in the newest message that asks a question."""
        if not person["slack_user_id"]:
            return None
        room = self._im(person)
        for message in reversed(room["messages"]):
            found = {
                action: {**x, "channel": room["id"], "ts": message["ts"]}
                for action, x in _pressable(message).items()
                if x["about"].get("prompt") == prompt["id"]
            }
            if found:
                return found
        return None

    def _press(self, person: Json, button: Json) -> None:
        where = {x: button[x] for x in ("channel", "ts", "block_id", "action_id")}
        told: list[Json] = []

        def heard() -> bool:
            """Press, and again while Slack has nobody to tell: the bot only just starts."""
            told.append(self._ask("POST", _slack(person, "press"), where))
            return told[-1].get("error") != "dispatch_failed"

        self.until(heard, f"nobody heard {button['action_id']}")
        assert told[-1] == {}, (button, told[-1])

    def _filled_in(self, view: Json) -> Iterator[tuple[str, Json]]:
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            element = block["element"]
            name = block["block_id"].removeprefix("field:")
            value = self._put_in(name, element, optional=block.get("optional", False))
            if value is not None:
                yield block["block_id"], {element["action_id"]: value}

    def _put_in(self, name: str, element: Json, *, optional: bool) -> Any:
        """Return what somebody puts into an input; None: they leave it as it is."""
        options = [x["value"] for x in element.get("options", ())]
        if name == "sle":
            shown = {x["text"]["text"]: x["value"] for x in element["options"]}
            return next(value for text, value in shown.items() if self.sle in text)
        known = _BY_NAME.get(name)
        wanted = self.fields.get(known.written) if known else None
        if wanted is not None and (not options or wanted in options):
            return wanted
        if optional or any(x.startswith("initial_") for x in element):
            return None
        if element["type"] == "datepicker":
            return self._day(name).isoformat()
        if options:
            many = element["type"] in ("checkboxes", "multi_static_select")
            return options[:1] if many else options[0]
        return self._value(known) if known else "As we agreed."

    def _slack(self, person: Json) -> Json:
        found: Json = self.get(f"people/{person['id']}/slack")
        return found

    def _im(self, person: Json) -> Json:
        rooms = self._slack(person)["conversations"]
        return next(x for x in rooms if x["kind"] == "im")

    # --- waiting ---

    @staticmethod
    def until(look: Callable[[], Any], otherwise: str) -> Any:
        """Wait until `look` returns something, and return it."""
        end = time.monotonic() + PATIENCE
        while not (found := look()):
            assert time.monotonic() < end, otherwise
            time.sleep(0.05)
        return found


def _slack(person: Json, what: str) -> str:
    return f"people/{person['id']}/slack/{what}"


def _asks(mail: Json, kind: str) -> bool:
    """Whether a mail asks a kind of question; a request's form may come with the thanks for it."""
    if kind == "request_form" and _THANKS in mail["subject"]:
        return bool(_HEADING.search(mail["text"]))
    return _SUBJECTS[kind] in mail["subject"]


def _pressable(message: Json) -> Mapping[str, Json]:
    """Return a message's buttons by their action, each with its place and what it is about."""
    return {
        x["action_id"]: {
            "block_id": block["block_id"],
            "action_id": x["action_id"],
            "about": json.loads(x.get("value") or "{}"),
        }
        for block in message["blocks"]
        if block["type"] == "actions"
        for x in block["elements"]
    }
