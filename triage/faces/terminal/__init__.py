"""The chat on the screen, made with Textual. It shows what the interview says and hands on what the person does; it decides nothing."""
