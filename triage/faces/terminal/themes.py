"""Two themes, dark and light, with enough contrast that level and role never hang on colour alone."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="triage-dark",
    primary="#7db4e6",
    secondary="#a7b6c2",
    accent="#e6c17d",
    foreground="#e8edf2",
    background="#10161c",
    surface="#18212a",
    panel="#212d38",
    success="#7fc79a",
    warning="#e8b45a",
    error="#ff6b5e",
    dark=True,
    variables={"footer-key-foreground": "#e6c17d"},
)
LIGHT = Theme(
    name="triage-light",
    primary="#1c5d99",
    secondary="#4a5a68",
    accent="#8a5a00",
    foreground="#16202a",
    background="#fbfcfd",
    surface="#f0f4f7",
    panel="#e2e9ef",
    success="#1f6b3a",
    warning="#8a5a00",
    error="#b3190b",
    dark=False,
    variables={"footer-key-foreground": "#8a5a00"},
)
THEMES = {"dark": DARK, "light": LIGHT}
