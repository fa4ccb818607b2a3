"""The practice world over HTTP: what its page and the acceptance tests use, on loopback only."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from aiohttp import web

from core.clock import Clock
from sle_broker.practice.cases_shown import CasesShown
from sle_broker.practice.letters_at_hand import letters_at_hand
from sle_broker.practice.live import Live
from sle_broker.practice.mail.letters import (
    Draft,
    MailRefused,
    attachments,
    forwarded,
    quoted,
)
from sle_broker.practice.mail.office import PostOffice, address_of
from sle_broker.practice.mail.store import Mail, MailStore
from sle_broker.practice.moving import TimeMachine, local
from sle_broker.practice.slack.people import people_application
from sle_broker.practice.slack.workspace import Workspace
from sle_broker.practice.story import Story
from sle_broker.practice.world import World, examples
from sle_broker.service import Service

_KEEP_ALIVE_SECONDS = 15
_LARGEST = 16 * 1024 * 1024
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PracticeApi:
    """Answers for the practice world."""

    def __init__(
        self,
        *,
        service: Service,
        world: World,
        workspace: Workspace,
        office: PostOffice,
        store: MailStore,
        time: TimeMachine,
        live: Live,
        clock: Clock,
    ) -> None:
        """Stand on the parts of the practice world."""
        self._service = service
        self._world = world
        self._office = office
        self._store = store
        self._time = time
        self._live = live
        self._clock = clock
        self._workspace = workspace
        self._shown = CasesShown(service)
        self._story = Story(service, world, store)
        self._people: list[dict[str, Any]] = []

    def mount(self, app: web.Application) -> None:
        """Add the routes under /practice/api to an application."""
        self._people = self._world.people()
        slack_ids = {x["id"]: x["slack_user_id"] for x in self._people if x["slack_user_id"]}
        people = people_application(self._workspace, slack_ids)
        people.router.add_get("", self._list_people)
        people.router.add_get("/{person}/mail", self._read_mail)
        people.router.add_post("/{person}/mail", _refusing(self._send_mail))
        people.router.add_get(r"/{person}/mail/{mail:\d+}/attachments/{number:\d+}", self._attached)
        app.add_subapp("/practice/api/people", people)
        for path, handler in (
            ("examples", self._examples),
            ("clock", self._tell_time),
            ("cases", self._list_cases),
            ("cases/{ref}", self._one_case),
            ("story", self._tell_story),
            ("live", self._follow),
        ):
            app.router.add_get(f"/practice/api/{path}", handler)
        app.router.add_post("/practice/api/clock", _refusing(self._move_time))
        app.on_shutdown.append(self._let_go)

    # --- people and their mail ---

    async def _list_people(self, _request: web.Request) -> web.Response:
        waiting = await asyncio.to_thread(self._shown.waiting)
        return web.json_response([{**x, "waiting": waiting[x["id"]]} for x in self._people])

    async def _read_mail(self, request: web.Request) -> web.Response:
        address = self._person(request)["address"]
        mails = await asyncio.to_thread(self._store.of, address) if address else []
        return web.json_response({"mails": [x.to_json() for x in mails]})

    async def _attached(self, request: web.Request) -> web.Response:
        address, told = self._person(request)["address"], request.match_info
        mail = await asyncio.to_thread(self._store.find, address or "", int(told["mail"]))
        found = mail.attachment(int(told["number"])) if mail is not None else None
        if found is None:
            raise web.HTTPNotFound(text="There is no such attachment.")
        name, content = found
        return web.Response(
            body=content,
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def _send_mail(self, request: web.Request) -> web.Response:
        person, told = self._person(request), await _body(request)
        if not person["address"]:
            raise MailRefused(f"{person['name']} has no address, so they cannot send mail.")
        draft = await asyncio.to_thread(self._draft, person, told)
        await asyncio.to_thread(self._office.send, draft)
        return web.json_response({})

    def _draft(self, person: Mapping[str, Any], told: Mapping[str, Any]) -> Draft:
        words = {x: str(told.get(x) or "") for x in ("to", "subject", "text")}
        about = self._about(person, told)
        answers = references = ""
        if about is not None and told.get("reply_to"):
            answers, references = about.header("Message-ID"), about.header("References")
        words = _filled(words, about, replying=bool(told.get("reply_to")))
        return Draft(
            sender_name=person["name"],
            sender=person["address"],
            to=(words["to"],),
            subject=words["subject"],
            text=words["text"],
            attachments=attachments(told.get("attachments") or ()),
            answers=answers,
            references=references,
        )

    def _about(self, person: Mapping[str, Any], told: Mapping[str, Any]) -> Mail | None:
        """Return the mail that is replied to or forwarded; None: this is a new one."""
        wanted = told.get("reply_to") or told.get("forward")
        if wanted is None:
            return None
        found = self._store.find(person["address"], int(wanted))
        if found is None:
            raise MailRefused("That mail is not in this mailbox.")
        return found

    def _person(self, request: web.Request) -> dict[str, Any]:
        wanted = request.match_info["person"]
        found = next((x for x in self._people if x["id"] == wanted), None)
        if found is None:
            raise web.HTTPNotFound(text="There is nobody of that name here.")
        return found

    # --- the rest of the world ---

    async def _examples(self, _request: web.Request) -> web.Response:
        alliances, domain = self._service.library.alliances, self._service.settings.mail_domain
        found = await asyncio.to_thread(
            letters_at_hand, examples(), list(alliances.values()), domain
        )
        return web.json_response(found)

    async def _tell_time(self, _request: web.Request) -> web.Response:
        return web.json_response(await asyncio.to_thread(self._times))

    async def _move_time(self, request: web.Request) -> web.Response:
        told = await _body(request)
        try:
            moved = await asyncio.to_thread(self._time.advance, str(told.get("advance") or ""))
        except ValueError as error:
            raise MailRefused(str(error)) from error
        self._live.changed()
        times = await asyncio.to_thread(self._times)
        happened = await asyncio.to_thread(self._shown.since, moved.before)
        answer = {**times, "moved_from": moved.before.isoformat(), "happened": happened}
        return web.json_response(answer)

    def _times(self) -> dict[str, Any]:
        now, due = self._clock.now(), self._time.next_due()
        return {
            "now": now.isoformat(),
            "local": local(now),
            "next_due": due.isoformat() if due else None,
            "next_due_local": local(due) if due else None,
        }

    async def _list_cases(self, _request: web.Request) -> web.Response:
        return web.json_response(await asyncio.to_thread(self._shown.all), dumps=_dumps)

    async def _one_case(self, request: web.Request) -> web.Response:
        found = await asyncio.to_thread(self._shown.one, request.match_info["ref"].upper())
        if found is None:
            raise web.HTTPNotFound(text="There is no such case.")
        return web.json_response(found, dumps=_dumps)

    async def _tell_story(self, _request: web.Request) -> web.Response:
        return web.json_response(await asyncio.to_thread(self._story.told))

    async def _follow(self, request: web.Request) -> web.StreamResponse:
        """Send `changed` whenever something has changed, as server-sent events."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        event = self._live.look()
        try:
            while not self._live.over:
                try:
                    await asyncio.wait_for(event.wait(), _KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                else:
                    event.clear()
                    await response.write(b"event: changed\ndata: {}\n\n")
        except ConnectionResetError:
            pass
        finally:
            self._live.leave(event)
        return response

    async def _let_go(self, _app: web.Application) -> None:
        self._live.end()


def _filled(words: dict[str, str], about: Mail | None, *, replying: bool) -> dict[str, str]:
    """Return to, subject and text as a mail program fills them in for a reply or a forward."""
    if about is None:
        return words
    sender, subject = about.header("From"), about.header("Subject")
    text = about.text() or "(This mail has no plain text.)"
    if replying:
        back = about.header("Reply-To") or sender
        return {
            "to": words["to"] or back,
            "subject": words["subject"] or _prefixed("Re: ", subject),
            "text": f"{words['text']}\n\n{quoted(text, sender or address_of(back), about.at)}",
        }
    below = forwarded(text, sender, about.at, about.header("To"), subject)
    return {
        "to": words["to"],
        "subject": words["subject"] or _prefixed("Fwd: ", subject),
        "text": f"{words['text']}\n\n{below}",
    }


def _prefixed(prefix: str, subject: str) -> str:
    return subject if subject.lower().startswith(prefix.lower()) else f"{prefix}{subject}"


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        told = await request.json()
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise web.HTTPBadRequest(text="The request's body is not a JSON object.")
    return told


def _refusing(handler: Callable[[web.Request], Awaitable[web.Response]]) -> _Handler:
    """Answer 422 with the sentence where something is refused."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except MailRefused as error:
            return web.json_response({"error": str(error)}, status=422)

    return handle


def _dumps(value: object) -> str:
    return json.dumps(value, default=str)
