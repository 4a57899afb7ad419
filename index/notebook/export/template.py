"""One's own format: a Jinja template, in a sandbox, over the same records as the JSONL export.

The template sees ``entries`` (nested dicts as in JSONL), ``options`` and the filters ``cite``,
``speaker``, ``date`` and ``line``, which print guesses in brackets. Jinja's sandbox keeps it from
the machine; that it may not eat all memory or never end, it is filled in by a process with limits.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Sequence

import msgspec
from diploread.config.problems import UsageError
from diploread.index.notebook.entry import Entry, exportable, from_json, to_json
from diploread.index.notebook.export import wording
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options

SECONDS = 20
MEMORY = 1 << 30
_REFUSED = 3
"""Exit code of the process where the template is off; its reason is then on stderr."""


def render(entries: Sequence[Entry], options: Options) -> str:
    """The template filled in. Raises UsageError where it is off or Jinja is not installed."""
    lines = [msgspec.json.encode(options), *(to_json(exportable(e)).encode() for e in entries)]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "diploread.index.notebook.export.template"],
            input=b"\n".join(lines), capture_output=True, timeout=3 * SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"template: not done after {3 * SECONDS} seconds") from error
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == _REFUSED:
        message, _, hint = said.partition("\n")
        raise UsageError(message, hint)
    if done.returncode:
        limits = f"{SECONDS} seconds or {MEMORY >> 20:,} MiB"
        raise UsageError(f"template: it needs more than {limits}")
    return done.stdout.decode("utf-8", "surrogatepass")


def filled(entries: Sequence[Entry], options: Options) -> str:
    """The template filled in here, without limits. Raises UsageError."""
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
            entries=[msgspec.to_builtins(entry) for entry in entries],
            options=msgspec.to_builtins(options),
        )
    except RecursionError as error:
        raise UsageError("template: it calls itself without end") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}: " if line else ""
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise UsageError(f"template: {where}{why}") from error


def main() -> int:
    """The process: options and entries as lines of JSON on stdin, the text on stdout."""
    for kind, limit in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(kind, (limit, limit))
    first, *lines = sys.stdin.buffer.read().split(b"\n")
    try:
        options = msgspec.json.decode(first, type=Options)
        text = filled([from_json(line) for line in lines], options)
    except UsageError as error:
        print(f"{error.message}\n{error.hint or ''}", file=sys.stderr)
        return _REFUSED
    except MemoryError:
        return 1
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
