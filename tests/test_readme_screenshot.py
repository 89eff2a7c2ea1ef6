"""The picture in the README is made here, from a real conversation.

To write it anew: `python -m pytest tests/test_readme_screenshot.py --update-screenshot`.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from textual.widgets import Input

from triage.dialogue.assessor import Assessor
from triage.faces.terminal.app import ChatApp
from triage.faces.terminal.dock import ReplyBox
from triage.model.patient import Patient

PICTURE = Path(__file__).resolve().parents[1] / ".github" / "chat.svg"
SIZE = (120, 40)
SAID = "My dad takes warfarin. For two days his stools have been black and sticky like tar, no pain"


async def picture(assessor: Assessor) -> str:
    """Hold the conversation and take the picture; nothing of it comes from the network when it is shown."""
    app = ChatApp(assessor=lambda: assessor, patient=lambda _: Patient(region="US"))
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(300):
            await pilot.pause(0.02)
            if app.ready:
                break
        box = app.chat.query_one(ReplyBox)
        box.value = SAID
        await pilot.press("enter")
        await pilot.pause(0.2)
        svg = app.export_screenshot(title="triage chat")
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", svg)


def words_of(svg: str) -> str:
    """The text of a picture."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", svg)).replace("\u00a0", " ").split())


async def test_the_picture_shows_a_conversation_of_today(
    assessor: Assessor, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)
    svg = await picture(assessor)
    if request.config.getoption("--update-screenshot"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(svg, encoding="utf-8")
    if not PICTURE.exists():
        pytest.fail("there is no picture yet: run this test with --update-screenshot")
    kept = words_of(PICTURE.read_text(encoding="utf-8"))
    for words in ("How urgent", "What I understood", "Person and medicines", "My dad takes warfarin.", "In danger now? Call 911."):
        assert words in kept
        assert words in words_of(svg)
    assert "https://" not in PICTURE.read_text(encoding="utf-8")
