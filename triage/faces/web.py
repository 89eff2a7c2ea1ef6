"""`triage chat --web`: the same app in a browser on this computer, through textual-serve.

It listens on 127.0.0.1 only, wants the token of its address, refuses other host names (DNS rebinding) and other origins, lets in a few
people at a time and ends a chat after a long silence. It is not made to be put on a network: there are no accounts and no encryption.
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import logging
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from textual_serve.server import Server

HOST = "127.0.0.1"
TITLE = "Symptom triage"
WARNING = """\
Open this address in a browser on this computer:

  {address}

It works on this computer only. Do not forward this port, do not put it behind a proxy and do not show the address to others: whoever has
it can chat in your name, and nothing on the way is encrypted. Press Ctrl+C to stop.
"""
NO_TOKEN = "The address is not complete: open the whole address that the program shows, with its token.\n"
WRONG_HOST = "This chat answers on this computer only.\n"
FULL = "All {limit} places are taken. Close another chat, or try again later.\n"
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
    "connect-src 'self' ws://{host}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LocalServer(Server):
    """Serves the chat to browsers of this computer that have the token."""

    def __init__(self, command: str, *, port: int, token: str, limit: int) -> None:
        super().__init__(command, host=HOST, port=port, title=TITLE)
        self.token = token
        self.limit = limit
        self.chats = 0
        self.cookie = f"triage-{port}"

    @property
    def address(self) -> str:
        """The address to open, with its token."""
        return f"{self.public_url}/?token={self.token}"

    def initialize_logging(self) -> None:
        """Log nothing of what goes by: it is the words of patients."""
        logging.getLogger("textual_serve").addHandler(logging.NullHandler())
        logging.getLogger("textual_serve").propagate = False
        logging.getLogger("aiohttp").setLevel(logging.CRITICAL)

    async def on_startup(self, app: web.Application) -> None:
        """Say where, and what not to do."""
        sys.stdout.write(WARNING.format(address=self.address) + "\n")
        sys.stdout.flush()

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)  # type: ignore[arg-type]
        return app

    @property
    def _guard(self) -> Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            refusal = self.refuse(request)
            if refusal is not None:
                return self._closed(refusal)
            if "token" in request.query:
                welcome = web.HTTPSeeOther("/")
                welcome.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict", path="/")
                return self._closed(welcome)
            if request.path in ("/", "/ws") and self.chats >= self.limit:
                return self._closed(web.Response(status=503, text=FULL.format(limit=self.limit)))
            response = await handler(request)
            return response if response.prepared else self._closed(response)

        return guard

    def refuse(self, request: web.Request) -> web.Response | None:
        """Give the refusal of a request, or None: the host must be this one, the origin too, and the token must be right."""
        hosts = {f"{HOST}:{self.port}", f"localhost:{self.port}"}
        if request.host not in hosts:
            return web.Response(status=403, text=WRONG_HOST)
        origin = request.headers.get("Origin")
        if origin is not None and origin.removeprefix("http://") not in hosts:
            return web.Response(status=403, text=WRONG_HOST)
        given = request.query.get("token") or request.cookies.get(self.cookie, "")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return web.Response(status=401, text=NO_TOKEN)
        return None

    def _closed(self, response: web.StreamResponse) -> web.StreamResponse:
        """Add the headers that keep the page to itself: nothing from elsewhere, no frames, nothing kept."""
        response.headers["Content-Security-Policy"] = POLICY.format(host=f"{HOST}:{self.port}")
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run one chat, as long as there is a place."""
        self.chats += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self.chats -= 1


def command_of(options: argparse.Namespace) -> str:
    """The command line of one served chat, with the options of the person handed on."""
    words: list[Any] = [sys.executable, "-m", "triage", "chat", "--served", "--new", "--idle-minutes", options.idle_minutes]
    if options.no_save:
        words.append("--no-save")
    for name in ("theme", "content", "age", "sex", "region"):
        if getattr(options, name) is not None:
            words += [f"--{name}", getattr(options, name)]
    if options.pregnant:
        words.append("--pregnant")
    for condition in options.condition or ():
        words += ["--condition", condition]
    for medicine in options.medicine or ():
        words += ["--medicine", medicine]
    return shlex.join(str(word) for word in words)


def free_port() -> int:
    """A port of this computer that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def server_of(options: argparse.Namespace) -> LocalServer:
    """Make the server that the options ask for."""
    return LocalServer(command_of(options), port=options.port or free_port(), token=secrets.token_urlsafe(24), limit=options.sessions)


def serve(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C. Raises OSError where the port is taken."""
    server = server_of(options)
    asyncio.set_event_loop(asyncio.new_event_loop())
    server.serve()
    return 0
