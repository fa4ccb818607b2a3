"""How the practice Slack says no."""

from collections.abc import Iterable
from typing import Any


class SlackError(Exception):
    """A refusal under the name Slack gives it, with the details that Slack would add."""

    def __init__(self, name: str, problems: Iterable[object] = (), **more: Any) -> None:
        """Refuse with an error's name; `problems` become `response_metadata.messages`."""
        self.name = name
        self.problems = [str(problem) for problem in problems]
        self.more = more
        super().__init__(f"{name} ({'; '.join(self.problems)})" if self.problems else name)

    def answer(self) -> dict[str, Any]:
        """Return the body of the Web API's answer."""
        body: dict[str, Any] = {"ok": False, "error": self.name, **self.more}
        if self.problems:
            body["errors"] = self.problems
            body["response_metadata"] = {
                "messages": [f"[ERROR] {problem}" for problem in self.problems]
            }
        return body


class Cannot(Exception):
    """A person tried what Slack's own window would not let them do: what it is called, and why."""

    def __init__(self, name: str, why: str) -> None:
        """Name it in Slack's way, and say it in a sentence."""
        self.name = name
        self.why = why
        super().__init__(f"{name}: {why}")
