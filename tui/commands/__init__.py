"""One file a subcommand. Data goes to stdout, narration to stderr; textual is never imported."""
