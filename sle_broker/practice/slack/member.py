"""A person of the practice workspace: what they see, and what they do."""

from collections.abc import Mapping, Sequence
from typing import Any

from sle_broker.practice.slack.acting import Acting
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.delivery import Outcome
from sle_broker.practice.slack.errors import Cannot
from sle_broker.practice.slack.rooms import kind_of
from sle_broker.practice.slack.sharing import Upload, shared_with, store_upload
from sle_broker.practice.slack.typed_text import as_stored
from sle_broker.practice.slack.workspace import Workspace

__all__ = ["Cannot", "Member", "Upload"]

SEEN = 200
"""How many messages of a conversation a person is shown, the newest."""
_LONGEST_TYPED = 12_000


class Member:
    """The hands and eyes of one person."""

    def __init__(self, workspace: Workspace, user: str) -> None:
        """Be this person. Raises LookupError for nobody."""
        known = workspace.rooms.user(user)
        if known is None:
            raise LookupError(f"nobody in the practice workspace has the Slack id {user}")
        self.id = user
        self._workspace = workspace
        self._acting = Acting(workspace, known)

    # --- what they see ---

    def conversations(self) -> list[Json]:
        """Return their channels and the direct conversation with the bot, each with its newest
        messages.
        """
        rooms = self._workspace.rooms
        return [self._conversation(channel) for channel in rooms.channels(self.id)]

    def messages(self, channel: str) -> list[Json]:
        """Return what they see in one conversation, the oldest first. Raises Cannot."""
        seen: list[Json] = self._conversation(self._inside(channel))["messages"]
        return seen

    def file(self, file: str) -> tuple[Json, bytes]:
        """Return a file that was shared where they are, and its content. Raises Cannot."""
        found = shared_with(self._workspace, self.id, file)
        if found is None:
            raise Cannot("file_not_found", "There is no such file here.")
        return found

    def home(self) -> Json | None:
        """Return their Home tab, or None before the app published one."""
        return self._workspace.views.home(self.id)

    def modal(self) -> Json | None:
        """Return the view on top of their modal, or None."""
        stack = self._workspace.views.stack(self.id)
        return stack[-1] if stack else None

    def modal_depth(self) -> int:
        """Return how many views their modal has."""
        return len(self._workspace.views.stack(self.id))

    def _conversation(self, channel: Json) -> Json:
        seen = self._workspace.messages.seen_by(channel["id"], self.id, SEEN)
        name = self._workspace.app.name if channel["is_im"] else channel["name"]
        return {
            "id": channel["id"],
            "name": name,
            "kind": "im" if kind_of(channel) == "im" else "channel",
            "messages": [self._shown(message, ephemeral=only) for message, only in seen],
        }

    def _shown(self, message: Json, *, ephemeral: bool) -> Json:
        author = self._workspace.rooms.user(message["user"])
        return {
            "ts": message["ts"],
            "user": message["user"],
            "name": author["real_name"] if author else message["user"],
            "text": message["text"],
            "blocks": message.get("blocks", []),
            "attachments": message.get("attachments", []),
            "files": message.get("files", []),
            "reactions": message.get("reactions", []),
            "thread_ts": message.get("thread_ts"),
            "edited": "edited" in message,
            "ephemeral": ephemeral,
            "bot": "bot_id" in message,
        }

    # --- what they say ---

    async def post(
        self,
        channel: str,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Sequence[Upload] = (),
    ) -> str:
        """Say something and return its ts; the app is told in its own time. Raises Cannot."""
        room = self._inside(channel)
        workspace = self._workspace
        if not text.strip() and not files:
            raise Cannot("no_text", "Please write something first.")
        if len(text) > _LONGEST_TYPED:
            raise Cannot("msg_too_long", f"A message has {_LONGEST_TYPED} characters at most.")
        if thread_ts and workspace.messages.find(room["id"], thread_ts) is None:
            raise Cannot("thread_not_found", "That message is gone.")
        stored = as_stored(text, self._user_named)
        message: Json = {
            "user": self.id,
            "type": "message",
            "ts": workspace.new_ts(),
            "client_msg_id": workspace.new_id("c"),
            "text": stored,
            "team": workspace.app.team_id,
        }
        if thread_ts:
            message["thread_ts"] = thread_ts
        if files:
            shared = [store_upload(workspace, self.id, room, upload) for upload in files]
            message |= {"subtype": "file_share", "files": shared, "upload": False}
        workspace.say(room, message)
        return str(message["ts"])

    async def command(self, channel: str, command: str, text: str = "") -> Outcome:
        """Type a slash command and wait for the app's acknowledgement. Raises Cannot."""
        return await self._acting.command(self._inside(channel), command, self._encoded(text))

    # --- what they press ---

    async def press(
        self,
        action_id: str,
        *,
        block_id: str | None = None,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        choice: Any = None,
        state: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Press a button or choose in a menu: in a message (`channel` and `ts`), or in a view (the
        top of their modal, or their Home tab, when no `view_id` is given). `choice` is an option's
        value, a user, a day …; `state` what stands in the fields around. Raises Cannot.
        """
        wanted = (block_id, action_id)
        if channel is not None:
            room = self._inside(channel)
            return await self._acting.press_message(room, ts or "", wanted, choice, state or {})
        view = self._view(view_id)
        return await self._acting.press_view(view, wanted, choice, state or {})

    async def suggest(
        self,
        action_id: str,
        query: str,
        *,
        block_id: str | None = None,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
    ) -> Json | None:
        """Type into a menu that the app fills and return what it offers: `options` or
        `option_groups`; None: it did not answer. Raises Cannot.
        """
        if channel is None:
            place: Json | tuple[Json, str] = self._view(view_id)
        else:
            place = (self._inside(channel), ts or "")
        return await self._acting.suggest(place, (block_id, action_id), query)

    async def submit(
        self, values: Mapping[str, Any] | None = None, *, view_id: str | None = None
    ) -> Outcome:
        """Submit the modal with what was filled in. Raises Cannot."""
        return await self._acting.submit(self._top(view_id), values or {})

    async def close(self, *, view_id: str | None = None, everything: bool = False) -> Outcome:
        """Close the modal's top view, or all of them. Raises Cannot."""
        return await self._acting.close(self._top(view_id), everything=everything)

    async def open_home(self) -> None:
        """Open the app's Home tab; the app is told in its own time."""
        workspace = self._workspace
        channel = workspace.im(self.id)
        if "app_home_opened" not in workspace.app.events:
            return
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": channel["id"],
            "tab": "home",
            "event_ts": workspace.new_ts(),
        }
        home = self.home()
        workspace.tell({**event, "view": home} if home else event)

    def open_dm(self) -> str:
        """Open the direct conversation with the bot and return its id."""
        return str(self._workspace.im(self.id)["id"])

    # --- where ---

    def _inside(self, channel: str) -> Json:
        rooms = self._workspace.rooms
        found = rooms.channel(channel) or rooms.channel_by_name(channel)
        if found is None or not rooms.is_member(found["id"], self.id):
            raise Cannot("channel_not_found", "There is no such conversation here.")
        return found

    def _view(self, view_id: str | None) -> Json:
        if view_id is None:
            view = self.modal() or self.home()
        else:
            found = self._workspace.views.find(view_id)
            view = found[0] if found and found[1] == self.id else None
        if view is None:
            raise Cannot("not_found", "That view is closed.")
        return view

    def _top(self, view_id: str | None) -> Json:
        top = self.modal()
        if top is None or (view_id is not None and view_id != top["id"]):
            raise Cannot("not_found", "That form is closed.")
        return top

    # --- who is meant ---

    def _user_named(self, name: str) -> str | None:
        for user in self._workspace.rooms.users():
            if name.lower() in {user["name"].lower(), user["real_name"].lower()}:
                return str(user["id"])
        return None

    def _encoded(self, text: str) -> str:
        """Return a command's words with mentions as Slack encodes them for `should_escape`."""
        named = as_stored(text, self._user_named)
        for user in self._workspace.rooms.users():
            named = named.replace(f"<@{user['id']}>", f"<@{user['id']}|{user['name']}>")
        return named
