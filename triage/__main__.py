"""`python -m triage` is `triage`."""

from triage.faces.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
