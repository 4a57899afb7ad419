"""HTML: one file that loads nothing, runs nothing, and can be verified."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from diploread.config.visible import visible_line
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.citation import cite
from diploread.index.notebook.export.options import Options
from diploread.index.notebook.export.stamp import stamp
from diploread.index.notebook.export.wording import (
    chain,
    context_line,
    date_words,
    grouped,
    manner,
    note,
    paragraphs,
    place,
    speaker,
)

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.05rem/1.55 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }}
figure {{ margin: 0 0 2rem; }} blockquote {{ margin: 0; padding-left: 1rem;
border-left: 3px solid #888; }} blockquote p {{ margin: 0 0 .5rem; }}
figcaption {{ margin-top: .5rem; }} .small {{ font-size: .85rem; color: #555; }}
</style></head><body>
<h1>{title}</h1>
<p class="small">What stands in [brackets] is inferred.</p>
"""


def render(entries: Sequence[Entry], options: Options) -> str:
    """The page."""
    out = [_HEAD.format(title=escape(visible_line(options.title or "Quotes")))]
    for heading, group in grouped(entries, options.group):
        if heading:
            out.append(f"<h2>{escape(heading)}</h2>\n")
        out += [_figure(entry, options) for entry in group]
    return "".join([*out, "</body></html>\n"])


def _figure(entry: Entry, options: Options) -> str:
    quoted = "".join(f"<p>{escape(part)}</p>" for part in paragraphs(entry))
    out = [f'<figure data-anchor="{escape(stamp(entry))}">\n<blockquote>{quoted}</blockquote>\n']
    out.append(f"<figcaption>{escape(_who(entry))}</figcaption>\n")
    around = context_line(entry)
    if options.context and around:
        out.append(f'<p class="small">Context: {escape(around)}</p>\n')
    if entry.user.note:
        out.append(f"<p>Note: {escape(note(entry))}</p>\n")
    if entry.user.tags:
        out.append(f"<p>Tags: {escape(visible_line(', '.join(entry.user.tags)))}</p>\n")
    cited = escape(cite(entry, options))
    out.append(f'<p class="small">{cited} {_link(entry)}{escape(place(entry))}')
    if entry.date and entry.date.guessed:
        out.append(f"; date {escape(visible_line(f'{entry.date.basis}: {entry.date.evidence}'))}")
    out.append(f", sha256 {escape(visible_line(entry.file.sha256))}.</p>\n</figure>\n")
    return "".join(out)


def _who(entry: Entry) -> str:
    if entry.kind != "quote":
        return date_words(entry.date)
    role = visible_line(entry.speaker.role or "")
    parts = (speaker(entry), role, chain(entry), date_words(entry.date), manner(entry))
    return "\u2014 " + ", ".join(part for part in parts if part)


def _link(entry: Entry) -> str:
    """A link to the page the article came from; http and https only."""
    url = visible_line(entry.article.url or "")
    try:
        scheme = urlsplit(url).scheme.casefold()
    except ValueError:
        return ""
    if scheme not in ("http", "https"):
        return ""
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">source</a>, '
