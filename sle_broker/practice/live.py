"""Telling open pages that something changed."""

import asyncio
from contextlib import suppress


class Live:
    """Everybody who is looking; told of a change, they read anew."""

    def __init__(self) -> None:
        """Begin with nobody looking."""
        self._looking: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.over = False
        """Whether nothing more will be told."""

    def attach(self) -> None:
        """Belong to the running event loop."""
        self._loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Tell everybody that nothing more will come: they are not to be waited for."""
        self.over = True
        self._tell()

    def changed(self) -> None:
        """Tell everybody; may be called from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop was closed: nobody is looking any more
                self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        for event in self._looking:
            event.set()

    def look(self) -> asyncio.Event:
        """Return an event that is set at each change, until `leave`."""
        event = asyncio.Event()
        self._looking.add(event)
        return event

    def leave(self, event: asyncio.Event) -> None:
        """Look no longer."""
        self._looking.discard(event)
