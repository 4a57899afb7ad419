"""The quotes of a body: the stages of this package in their order.

marks → sentences → cues → content spans → speakers → coreference → chain. Nothing here raises on
any text; ``body[start:end] == text`` holds for every quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from diploread.index.article import Mention, Quote
from diploread.index.quotes.authors import signature
from diploread.index.quotes.chain import reading_order
from diploread.index.quotes.coreference import Coreference
from diploread.index.quotes.discourse import Discourse, read_paragraphs
from diploread.index.quotes.layout import titled_labels
from diploread.index.quotes.lexicon import lexicon
from diploread.index.quotes.marks import Quoted, marked_spans
from diploread.index.quotes.paragraphs import Range, paragraphs
from diploread.index.quotes.people import People
from diploread.index.quotes.records import Recorder
from diploread.index.quotes.scare import unattributed, without_titles
from diploread.index.quotes.sentence import Finding


def find_quotes(
    body: str, mentions: Sequence[Mention], *, date: str | None = None, author: str = ""
) -> tuple[Quote, ...]:
    """Every quotation of ``body`` with its speaker, in order of appearance.

    ``mentions`` are the entities of the body; without them names are detected here. ``date`` is the
    ISO date of the article, from which a weekday beside the attribution becomes a day;
    ``author`` is who "I" is outside quotation marks (see ``authors``). Ids are left empty;
    ``nested_in`` is the index of the outer quote as a string.
    """
    words = lexicon()
    parts = paragraphs(body)
    all_marked = marked_spans(body, parts)
    marked = without_titles(body, all_marked, words)
    quoted = Quoted(marked)
    discourse = Discourse(body, marked, quoted, words)
    findings = _tidied(body, read_paragraphs(discourse, parts))
    findings.extend(unattributed(body, all_marked, findings, words))
    findings.sort(key=reading_order)
    people = People(body, mentions, words)
    speakers = Coreference(body, people, mentions, discourse.starts, quoted, words)
    speakers.author = author or signature(body, words)
    turns = [f.speaker for f in findings if f.rule == "transcript" and f.speaker]
    speakers.turns = turns or titled_labels(body, parts, words)
    named = [(finding.speaker, finding.antecedent) for finding in findings if finding.speaker]
    named += [(silent, None) for silent in discourse.silent]
    for speaker, antecedent in sorted(named, key=itemgetter(0)):  # as the text names them
        speakers.resolve(speaker, antecedent)
    return Recorder(body, Quoted(all_marked), speakers, mentions, date).records(findings)


def _tidied(body: str, findings: Sequence[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    seen: set[tuple[Range, ...]] = set()
    for finding in findings:
        finding.spans = _tidy(body, finding.spans)
        key = tuple(finding.spans)
        if key and key not in seen:
            seen.add(key)
            kept.append(finding)
    return kept


def _tidy(body: str, spans: Sequence[Range]) -> list[Range]:
    """Spans trimmed and in order, neighbours with only space between them joined."""
    trimmed = sorted(span for span in (_trim(body, a, b) for a, b in spans) if span[1] > span[0])
    joined: list[Range] = []
    for start, end in trimmed:
        if joined and (start <= joined[-1][1] or not body[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _trim(body: str, start: int, end: int) -> Range:
    """Without the space, commas and dashes at both ends, and without a reported clause's stop."""
    while start < end and (body[start].isspace() or body[start] in ",:;–—->*"):
        start += 1
    while end > start and (body[end - 1].isspace() or body[end - 1] in ",;:–—-*"):
        end -= 1
    if end > start and body[end - 1] == "." and body[start] not in '"“‘':
        end -= 1
    return (start, end)
