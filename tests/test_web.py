"""The chat in a browser: only here, only with the token, only so many, and it really works in a browser."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="textual-serve is not installed")
pytest.importorskip("aiohttp", reason="aiohttp is not installed")

from triage.faces.cli import parser
from triage.faces.web import HOST, LocalServer, command_of, server_of

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path_factory.mktemp("data")), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "triage", "chat", "--web", "--port", "0", "--no-save", "--region", "US", "--sessions", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, cwd=ROOT) as server:
        assert server.stdout is not None
        found = ""
        while not found:
            line = server.stdout.readline()
            if not line:
                pytest.fail("the server ended")
            match = re.search(r"http://\S+", line)
            found = match.group(0) if match else ""
        yield found
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def get(url: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers)


def cookie_of(address: str) -> str:
    status, _, headers = get(address)
    assert status == 303
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    return headers["Set-Cookie"].split(";")[0]


def test_it_listens_on_this_computer_only(address: str) -> None:
    assert address.startswith(f"http://{HOST}:")


@pytest.mark.parametrize("path", ["/", "/ws", "/?token=wrong", "/static/js/textual.js", "/download/x"])
def test_without_the_token_nothing_is_given(address: str, path: str) -> None:
    status, text, _ = get(address.split("/?")[0] + path)
    assert status == 401
    assert "token" in text


def test_with_the_token_the_page_is_given_and_loads_nothing_from_elsewhere(address: str) -> None:
    status, text, headers = get(address.split("?")[0], Cookie=cookie_of(address))
    assert status == 200
    assert "terminal" in text
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}])
def test_another_host_or_origin_is_refused_even_with_the_token(address: str, headers: dict[str, str]) -> None:
    status, _, _ = get(address.split("?")[0], Cookie=cookie_of(address), **headers)
    assert status == 403


async def test_one_more_than_the_limit_is_told_so() -> None:
    from aiohttp.test_utils import TestClient, TestServer

    server = LocalServer("true", port=1, token="secret", limit=1)
    server.chats = 1
    async with TestClient(TestServer(await server._make_app())) as client:
        server.port = client.port or 0
        answer = await client.get("/", cookies={server.cookie: "secret"})
        assert answer.status == 503
        assert "places are taken" in await answer.text()


def test_the_warning_says_that_it_must_not_be_exposed() -> None:
    from triage.faces.web import WARNING

    assert "Do not forward this port" in WARNING


def test_options_of_the_person_are_handed_on_and_nobody_gets_the_talk_of_another() -> None:
    options = parser().parse_args(["chat", "--web", "--age", "34", "--medicine", "warfarin@1; rm x", "--port", "0"])
    command = command_of(options)
    assert "--new" in command
    assert "'warfarin@1; rm x'" in command
    assert len(server_of(options).token) >= 32


def test_there_is_no_way_to_listen_elsewhere() -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["chat", "--web", "--host", "0.0.0.0"])


class Browser:
    """A headless Chromium driven over its debugging socket."""

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM is not None
        self._process = subprocess.Popen(
            [
                CHROMIUM,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--window-size=1200,800",
                "--remote-debugging-port=0",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port_file = profile / "DevToolsActivePort"
        for _ in range(300):
            if port_file.exists() and port_file.read_text().strip():
                break
            time.sleep(0.1)
        self.port = int(port_file.read_text().splitlines()[0])

    def page(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json", timeout=10) as answer:
            return str(next(entry["webSocketDebuggerUrl"] for entry in json.load(answer) if entry["type"] == "page"))

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.skipif(importlib.util.find_spec("textual_serve") is None, reason="textual-serve is not installed")
async def test_a_message_typed_in_a_browser_is_answered(address: str, tmp_path: Path) -> None:
    """Type a message in headless Chromium, see the answer: the emergency number of the region, which only the chat can have put there."""
    import aiohttp

    browser = await asyncio.to_thread(Browser, tmp_path / "profile")
    try:
        async with aiohttp.ClientSession() as session, session.ws_connect(browser.page(), max_msg_size=0) as socket:
            number = 0
            received: list[str] = []

            async def do(method: str, **parameters: object) -> dict[str, object]:
                nonlocal number
                number += 1
                await socket.send_json({"id": number, "method": method, "params": parameters})
                while True:
                    message = await socket.receive_json(timeout=20)
                    if message.get("method") == "Network.webSocketFrameReceived":
                        received.append(message["params"]["response"]["payloadData"])
                    if message.get("id") == number:
                        return dict(message.get("result", {}))

            def shown() -> str:
                import base64

                text = b"".join(base64.b64decode(part) for part in received if not part.startswith("["))
                return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.decode("utf-8", errors="replace"))

            async def until(words: str) -> None:
                for _ in range(150):
                    await do("Runtime.evaluate", expression="1")
                    if words in shown():
                        return
                    await asyncio.sleep(0.2)
                raise AssertionError(f"{words!r} was not shown")

            await do("Network.enable")
            await do("Page.enable")
            await do("Page.navigate", url=address)
            await until("What is wrong?")
            await do("Runtime.evaluate", expression="document.querySelector('.xterm-helper-textarea').focus()")
            for letter in "crushing chest pain and sweating":
                await do("Input.dispatchKeyEvent", type="char", text=letter)
            await do("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
            await until("EMERGENCY")
            assert "911" in shown()
    finally:
        await asyncio.to_thread(browser.close)
