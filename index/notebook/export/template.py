"""One's own format: a Jinja template, in a sandbox, over the same records as the JSONL export.

The template sees ``entries`` (nested dicts as in JSONL), ``options`` and the filters ``cite``,
``speaker``, ``date`` and ``line``, which print guesses in brackets.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from diploread.config.problems import UsageError
from diploread.index.notebook.entry import Entry, exportable
from diploread.index.notebook.export import wording
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options


def render(entries: Sequence[Entry], options: Options) -> str:
    """The template filled in. Raises UsageError where it is off or Jinja is not installed."""
    try:
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise UsageError(
            "templates need Jinja", "install it with: pip install 'diploread[templates]'"
        ) from None
    records = {entry.id: entry for entry in entries}
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters.update(
        cite=lambda record: cite(records[record["id"]], options),
        speaker=lambda record: wording.speaker(records[record["id"]]),
        date=lambda record: wording.date_words(records[record["id"]].date),
        line=lambda record: wording.line(records[record["id"]]),
    )
    try:
        template = environment.from_string(options.template)
        return template.render(
            entries=[msgspec.to_builtins(exportable(entry)) for entry in entries],
            options=msgspec.to_builtins(options),
        )
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}: " if line else ""
        raise UsageError(f"template: {where}{str(error).splitlines()[0]}") from error
