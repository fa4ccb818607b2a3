"""The practice page's files, which are served as they are."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

_PAGE = Path(__file__).parent / "page"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; frame-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def mount_page(app: web.Application) -> None:
    """Serve the page at `/`, its files under `/practice/`."""
    app.middlewares.append(_own_pages_only)
    app.router.add_get("/", _front)
    app.router.add_get("/practice/page/{path:[a-z_/]+\\.(?:css|js|svg)}", _file)


@web.middleware
async def _own_pages_only(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse what a page of another site has the reader's browser send here."""
    acts = request.method not in {"GET", "HEAD"}
    if acts and request.headers.get("Sec-Fetch-Site") == "cross-site":
        return web.json_response({"error": "This comes from another site."}, status=403)
    return await handler(request)


async def _front(_request: web.Request) -> web.StreamResponse:
    return _sent(_PAGE / "index.html")


async def _file(request: web.Request) -> web.StreamResponse:
    path = _PAGE / request.match_info["path"]
    if not path.is_file():
        raise web.HTTPNotFound(text="There is no such file.")
    return _sent(path)


def _sent(path: Path) -> web.Response:
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return web.Response(
        body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8", headers=headers
    )
