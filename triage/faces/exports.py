"""Writes a conversation as Markdown, JSON or HTML that a browser prints on one page.

The files hold the person's words; they are written only where the person says, readable by their owner only.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from triage.dialogue.card import Section
from triage.dialogue.sentences import DISCLAIMER
from triage.faces.conversation import Conversation
from triage.faces.handover import handover_of
from triage.faces.input import InputError

TITLE = "Symptom triage: guidance and handover"
STYLE = """\
@page { size: A4; margin: 11mm }
body { font: 10pt/1.3 system-ui, sans-serif; max-width: 190mm; margin: 1em auto; color: #111; background: #fff }
h1 { font-size: 15pt; margin: 0 0 .2em } h2 { font-size: 11pt; margin: .7em 0 .2em; border-bottom: 1px solid #999 }
h3 { font-size: 9.5pt; margin: .5em 0 .1em } ul { margin: 0; padding-left: 1.2em }
.level { border: 3px solid #111; padding: .4em .6em; font-size: 13pt; font-weight: bold }
.columns { columns: 2; column-gap: 8mm } section { break-inside: avoid } .small { font-size: 8.5pt; color: #444 }
@media print { body { font-size: 8.2pt; margin: 0 } .transcript { display: none } h2 { margin-top: .4em } }
"""


def markdown(talk: Conversation) -> str:
    """Write card, handover, receipt and transcript as Markdown."""
    card = talk.card()
    lines = [f"# {TITLE}", ""]
    if card is not None:
        lines += [f"**{_md(card.level)}**", "", _md(card.headline), ""]
        for section in card.sections:
            lines += _markdown_section(section, 2)
    handover = handover_of(talk.interview)
    if handover is not None:
        lines += ["## Handover (SBAR)", ""]
        for section in handover.sections():
            lines += _markdown_section(section, 3)
    lines += ["## Receipt", ""]
    for section in talk.receipt():
        lines += _markdown_section(section, 3)
    lines += ["## Transcript", ""]
    for who, text in transcript(talk):
        lines += [f"- **{who}:** {_md(text)}"]
    return "\n".join([*lines, "", DISCLAIMER, ""])


def as_json(talk: Conversation) -> str:
    """Write everything as one JSON object: assessment, patient, card, handover, receipt, events, transcript."""
    moment = talk.interview.now
    card, handover = talk.card(), handover_of(talk.interview)
    data: dict[str, Any] = {
        "assessment": moment.assessment.model_dump(mode="json") if moment.assessment else None,
        "patient": moment.known.patient.model_dump(mode="json"),
        "speaks_for": moment.known.speaks_for,
        "text": moment.known.text,
        "card": card.model_dump(mode="json") if card else None,
        "handover": handover.model_dump(mode="json") if handover else None,
        "receipt": [section.model_dump(mode="json") for section in talk.receipt()],
        "events": [event.model_dump(mode="json") for event in talk.interview.log],
        "transcript": [{"who": who, "text": text} for who, text in transcript(talk)],
        "disclaimer": DISCLAIMER,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_html(talk: Conversation) -> str:
    """Write card and handover as HTML without scripts or outside parts; the transcript is on the screen only, not on paper."""
    card, handover = talk.card(), handover_of(talk.interview)
    parts = [f"<h1>{TITLE}</h1>"]
    if card is not None:
        parts.append(f'<p class="level">{_h(card.level)}</p><p>{_h(card.headline)}</p><div class="columns">')
        parts.extend(_html_section(section, 2) for section in card.sections)
        parts.append("</div>")
    if handover is not None:
        parts.append('<h2>Handover for a nurse or doctor (SBAR)</h2><div class="columns">')
        parts.extend(_html_section(section, 3) for section in handover.sections())
        parts.append("</div>")
    parts.append(f'<p class="small">{_h(DISCLAIMER)}</p><section class="transcript"><h2>Transcript</h2><ul>')
    parts.extend(f"<li><b>{_h(who)}:</b> {_h(text)}</li>" for who, text in transcript(talk))
    parts.append("</ul></section>")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{TITLE}</title><style>\n{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def card_text(talk: Conversation) -> str:
    """The guidance card as plain text, for the clipboard."""
    card = talk.card()
    if card is None:
        return ""
    lines = [card.level.upper(), card.headline]
    for section in card.sections:
        lines += ["", section.title, *(f"- {line}" for line in section.lines)]
    return "\n".join([*lines, "", DISCLAIMER])


def handover_text(talk: Conversation) -> str:
    """The SBAR handover as plain text, for the clipboard."""
    handover = handover_of(talk.interview)
    if handover is None:
        return ""
    return "\n".join(line for section in handover.sections() for line in (section.title.upper(), *(f"- {item}" for item in section.lines)))


def transcript(talk: Conversation) -> list[tuple[str, str]]:
    """The whole conversation as pairs of speaker and text."""
    found = [("Triage", sentence.text) for sentence in talk.opening().sentences]
    for turn in talk.interview.turns:
        found.append(("You", turn.words))
        found.extend(("Triage", sentence.text) for sentence in turn.reply.sentences)
    return found


FORMATS: dict[str, Callable[[Conversation], str]] = {".md": markdown, ".json": as_json, ".html": as_html}


def save(talk: Conversation, path: Path) -> Path:
    """Write the export that the ending of a file name asks for (.md, .json, .html). Raises InputError."""
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise InputError(f"{path.name}: the name must end in .md, .json or .html")
    path = path.expanduser()
    try:
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(write(talk))
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    return path


def _h(text: str) -> str:
    return html.escape(text, quote=True).replace("\n", "<br>")


def _md(text: str) -> str:
    for mark in "\\`*_{}[]<>#|":
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "  \n  ")


def _markdown_section(section: Section, depth: int) -> list[str]:
    return [f"{'#' * depth} {section.title}", "", *(f"- {_md(line)}" for line in section.lines), ""]


def _html_section(section: Section, depth: int) -> str:
    items = "".join(f"<li>{_h(line)}</li>" for line in section.lines)
    return f"<section><h{depth}>{_h(section.title)}</h{depth}><ul>{items}</ul></section>"
