"""What a page states about itself: JSON-LD first, then ``og:`` and ``meta``, then the title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_TYPES = re.compile(r"Article|Report|BlogPosting|PressRelease|LiveBlog|Review$", re.IGNORECASE)
_LARGEST_JSON = 400_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_NEWS_XML = {
    # NITF, NewsML and Factiva, whose names HTML does not have; lower case as the parser gives them.
    "hl1": "title", "headline": "title", "date.issue": "date", "publicationdate": "date",
    "firstcreated": "date", "contentcreated": "date", "sourcename": "source",
    "bytag": "byline", "byline": "byline", "sectionname": "section", "dateline": "dateline",
}  # fmt: skip
_META = {
    "title": (
        "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline",
        "sailthru.title", "hdl", "citation_title",
    ),
    "date": (
        "article:published_time", "og:article:published_time", "og:published_time",
        "datepublished", "date", "pubdate", "publishdate", "publish-date", "dc.date",
        "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "parsely-pub-date",
        "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate", "pdate",
        "citation_publication_date", "article.published", "publication_date", "published-date",
        "published_date", "publication-date", "dc.date.created", "article_date_original",
    ),
    "source": (
        "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher",
        "citation_journal_title", "apple-mobile-web-app-title",
    ),
    "byline": (
        "author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author",
        "sailthru.author", "citation_author",
    ),
    "section": ("article:section", "parsely-section", "og:article:section", "section"),
    "language": ("og:locale", "dc.language", "language"),
    "url": ("og:url", "parsely-link", "twitter:url"),
}  # fmt: skip


def page_metadata(root: Any, markup: str) -> dict[str, str]:
    """Title, date, source, byline, section, language, url: whichever the page states, verbatim."""
    found: dict[str, str] = {}
    for values in (_linked_data(root), _meta(root), _news_xml(root, markup), _elements(root)):
        for name, value in values.items():
            found.setdefault(name, unescape(value))  # many sites escape twice
    if saved := _SAVED_FROM.search(markup[:4000]):
        found.setdefault("url", saved[1])
    if not found.get("url", "https://").startswith(("http://", "https://")):
        del found["url"]  # a path within the site says nothing here
    return found


def _meta(root: Any) -> dict[str, str]:
    stated: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            stated.setdefault(name.strip().lower(), content)
    found = {}
    for slot, names in _META.items():
        for name in names:
            value = stated.get(name)
            if value and not (slot == "byline" and value.startswith(("http:", "https:"))):
                found[slot] = value
                break
    return found


def _news_xml(root: Any, markup: str) -> dict[str, str]:
    """What the elements of news formats state, where the file is XML and no page."""
    found: dict[str, str] = {}
    if not markup[:200].lstrip("\ufeff \r\n").startswith("<?xml") or "<html" in markup[:2000]:
        return found
    for element in root.iter(*_NEWS_XML):
        value = element.get("norm") or " ".join("".join(element.itertext()).split())
        if value:
            found.setdefault(_NEWS_XML[element.tag], value)
    return found


def _elements(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("title"):
        found["title"] = " ".join("".join(element.itertext()).split())
        break
    times = [e for e in root.iter("time") if e.get("datetime")]
    for element in times:
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            found["date"] = element.get("datetime")
            break
    else:
        if len({e.get("datetime")[:10] for e in times}) == 1:  # several: of which article?
            found["date"] = times[0].get("datetime")
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            found["url"] = element.get("href").strip()
            break
    if language := root.get("lang"):
        found["language"] = language
    return {name: value for name, value in found.items() if value}


def _linked_data(root: Any) -> dict[str, str]:
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text:
            continue
        if len(element.text) > _LARGEST_JSON:
            continue
        try:
            data = json.loads(element.text.strip().rstrip(";"), strict=False)
            for node in _nodes(data, 0):
                if _TYPES.search(_first(node.get("@type"))):
                    return _of_article(node)
        except (ValueError, RecursionError):
            continue
    return {}


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if key in data:
                yield from _nodes(data[key], depth + 1)


def _of_article(node: dict[str, Any]) -> dict[str, str]:
    values = {
        "title": _first(node.get("headline") or node.get("name")),
        "date": _first(node.get("datePublished") or node.get("dateCreated")),
        "source": _names(node.get("publisher")),
        "byline": _names(node.get("author")),
        "section": _first(node.get("articleSection")),
        "language": _first(node.get("inLanguage")),
        "url": _first(node.get("url") or node.get("mainEntityOfPage"), "@id"),
        "dateline": _first(node.get("dateline")),
    }
    return {name: value for name, value in values.items() if value}


def _first(value: Any, key: str = "name") -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def _names(value: Any) -> str:
    if isinstance(value, list):
        names = [_first(item) for item in value[:20]]
        return ", ".join(dict.fromkeys(name for name in names if name))
    return _first(value)
