"""The service's small web face: whether it is up."""

from collections.abc import Callable

from aiohttp import web

from core.errors import ConfigError

Mount = Callable[[web.Application], None]
"""Adds something to be served."""


class Web:
    """Answers `/healthz`: 503 until the service is ready, when it is stopping, and while there is
    trouble; else 200.
    """

    def __init__(self, host: str, port: int, *mounts: Mount) -> None:
        """Serve on an address; port 0 takes any that is free. `mounts` add what else is served."""
        self._host = host
        self._port = port
        self._mounts = mounts
        self._runner: web.AppRunner | None = None
        self.ready = False
        self.troubles: dict[str, str] = {}
        """What is amiss, by the part it is amiss with: a sentence each, naming nobody."""

    async def start(self) -> None:
        """Listen; raises ConfigError when the address cannot be had."""
        app = web.Application()
        app.router.add_get("/healthz", self._health)
        for add in self._mounts:
            add(app)
        if not any(x.canonical == "/" for x in app.router.resources()):
            app.router.add_get("/", self._front)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            message = f"{address_taken('HTTP', self._host, self._port)} ({error.strerror})"
            raise ConfigError(message) from error

    @property
    def url(self) -> str:
        """Where it listens; raises RuntimeError before it does."""
        if self._runner is None:
            raise RuntimeError("the web server has not been started")
        host, port = self._runner.addresses[0][:2]
        return f"http://{bracketed(host)}:{port}/"

    async def stop(self) -> None:
        """Close."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _request: web.Request) -> web.Response:
        if self.troubles:
            told = "".join(f"{x}\n" for x in list(self.troubles.values()))
            return web.Response(status=503, text=told)
        if self.ready:
            return web.Response(text="ok\n")
        return web.Response(status=503, text="not ready\n")

    async def _front(self, _request: web.Request) -> web.Response:
        return web.Response(text="sle-broker is running.\n")


def bracketed(host: str) -> str:
    """Return a host as it stands in a URL: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def address_taken(which: str, host: str, port: int) -> str:
    """Return a sentence for an address that cannot be listened on."""
    return (
        f"Port {port} on {host} is not available; stop whatever uses it, or set "
        f"BROKER_{which}_PORT (and BROKER_{which}_HOST) to another"
    )
