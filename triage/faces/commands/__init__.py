"""The subcommands of `triage`, one a file: each adds its options and runs."""
