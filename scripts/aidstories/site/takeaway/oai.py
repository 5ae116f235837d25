"""``oai-static.xml``: the archive as an OAI-PMH static repository, in unqualified Dublin Core.

A long one is several repositories, each of which names the others as its friends. Source of the
form: Specification for an OAI Static Repository and an OAI Static Repository Gateway, release
2004-04-23, with the schemas ``static-repository.xsd`` and ``oai_dc.xsd``; for friends the OAI-PMH
implementation guidelines, "XML Schema for repositories to list confederate repositories".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from aidstories.fields import Field
from aidstories.site.archive.archive import Archive
from aidstories.site.story.cite import Reference
from aidstories.site.story.metadata import dublin_core
from aidstories.site.story.view import View
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.parts import in_parts
from aidstories.site.takeaway.stamps import stamps

PATH = "oai-static.xml"
PER_FILE = 2_000
"""Stories of one repository: 2.4 MB, .3 behind gzip."""
_OAI = "http://www.openarchives.org/OAI/2.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NO_HOST = "archive.invalid"
"""Stands for the host as long as the site's address is not set (RFC 2606)."""
_REFINED = {
    "title": ("alternative",),
    "description": ("abstract", "tableOfContents"),
    "date": ("issued", "created", "modified", "available", "valid", "dateSubmitted"),
    "source": ("provenance",),
    "format": ("extent", "medium"),
    "coverage": ("spatial", "temporal"),
    "relation": (
        "hasPart",
        "isPartOf",
        "references",
        "isReferencedBy",
        "hasVersion",
        "isVersionOf",
    ),
    "rights": ("license", "accessRights"),
    "identifier": ("bibliographicCitation",),
}
"""What refines each element (DCMI Metadata Terms, "subproperty of"); provenance refines none
there and is told as the source. What refines no element is left out.
"""
_ELEMENTS = {term: element for element, terms in _REFINED.items() for term in terms}
_ORDER = (
    *("title", "creator", "subject", "description", "publisher", "contributor", "date", "type"),
    *("format", "identifier", "source", "language", "relation", "coverage", "rights"),
)
"""The fifteen elements of unqualified Dublin Core."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def oai_repository(context: ExportContext, per_file: int = PER_FILE) -> Iterator[tuple[str, str]]:
    """Yield the address and text of each static repository, that of the oldest stories first.

    Each record bears the day when its story last changed. A repository has ``per_file`` records at
    most.
    """
    stamped = stamps(context.archive, context.date)
    parts = dict(repositories(context.archive, per_file))
    for path, views in parts.items():
        friends = [other for other in parts if other != path]
        yield path, _repository(context, views, stamped, path, friends)


def repositories(
    archive: Archive, per_file: int = PER_FILE
) -> Iterator[tuple[str, Sequence[View]]]:
    """Yield the address of each static repository with its stories."""
    for number, views in enumerate(in_parts(archive.stories, lambda _: 1, per_file), 1):
        yield path_of(number), views


def path_of(number: int) -> str:
    """Return the address of a static repository, counted from 1."""
    stem, dot, end = PATH.partition(".")
    return PATH if number == 1 else f"{stem}-{number}{dot}{end}"


def _repository(
    context: ExportContext,
    views: Sequence[View],
    stamped: Mapping[str, str],
    path: str,
    friends: Sequence[str],
) -> str:
    root = ElementTree.Element(
        "Repository",
        {
            "xmlns": f"{_OAI}static-repository",
            "xmlns:oai": _OAI,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{_OAI}static-repository {_OAI}static-repository.xsd",
        },
    )
    earliest = min((stamped[view.story.id] for view in views), default=context.date)
    _identify(root, context, earliest, path)
    if friends:
        _befriend(root, context, friends)
    formats = ElementTree.SubElement(root, "ListMetadataFormats")
    form = ElementTree.SubElement(formats, "oai:metadataFormat")
    _text(form, "oai:metadataPrefix", "oai_dc")
    _text(form, "oai:schema", f"{_OAI}oai_dc.xsd")
    _text(form, "oai:metadataNamespace", f"{_OAI}oai_dc/")
    if views:
        listed = ElementTree.SubElement(root, "ListRecords", metadataPrefix="oai_dc")
        for view in views:
            about = context.references[view.story.id], context.tables.fields, context.url
            listed.append(record(view, *about, stamped[view.story.id]))
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + ElementTree.tostring(root, encoding="unicode") + "\n"


def _identify(root: ElementTree.Element, context: ExportContext, earliest: str, path: str) -> None:
    about = ElementTree.SubElement(root, "Identify")
    host = _host(context)
    _text(about, "oai:repositoryName", context.name)
    _text(about, "oai:baseURL", _base(context, path))
    _text(about, "oai:protocolVersion", "2.0")
    _text(about, "oai:adminEmail", f"webmaster@{host}")
    _text(about, "oai:earliestDatestamp", earliest)
    _text(about, "oai:deletedRecord", "no")
    _text(about, "oai:granularity", "YYYY-MM-DD")


def _befriend(root: ElementTree.Element, context: ExportContext, friends: Sequence[str]) -> None:
    about = ElementTree.SubElement(root[0], "oai:description")
    listed = ElementTree.SubElement(
        about,
        "friends",
        {
            "xmlns": f"{_OAI}friends/",
            "xsi:schemaLocation": f"{_OAI}friends/ {_OAI}friends.xsd",
        },
    )
    for path in friends:
        _text(listed, "baseURL", _base(context, path))


def _base(context: ExportContext, path: str) -> str:
    return urljoin(context.url or f"http://{_host(context)}/", path)


def record(
    view: View, ref: Reference, fields: Mapping[str, Field], url: str, day: str
) -> ElementTree.Element:
    """Return the record of a story, which bears a ``day``; ``url`` is the site's."""
    told = ElementTree.Element("oai:record")
    header = ElementTree.SubElement(told, "oai:header")
    _text(header, "oai:identifier", identifier(view.story.id, url))
    _text(header, "oai:datestamp", day)
    metadata = ElementTree.SubElement(told, "oai:metadata")
    described = ElementTree.SubElement(
        metadata,
        "oai_dc:dc",
        {
            "xmlns:oai_dc": f"{_OAI}oai_dc/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xsi:schemaLocation": f"{_OAI}oai_dc/ {_OAI}oai_dc.xsd",
        },
    )
    described.extend(description(view, ref, fields))
    return told


def description(
    view: View, ref: Reference, fields: Mapping[str, Field]
) -> Iterator[ElementTree.Element]:
    """Yield the elements that describe a story, in their order; ``fields`` are the archive's."""
    found = list(_elements(view, ref, fields))
    for element in _ORDER:
        for value in (value for name, value in found if name == element):
            said = ElementTree.Element(f"dc:{element}")
            said.text = _legal(value)
            yield said


def _elements(view: View, ref: Reference, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    for term, value in dublin_core(view, ref, fields):
        plain = term.removeprefix("DCTERMS.")
        yield _ELEMENTS.get(plain, plain), value
    if view.excerpt:
        yield "description", view.excerpt


def heading(view: View) -> ElementTree.Element:
    """Return the element with a story's title, one of its record's."""
    said = ElementTree.Element("dc:title")
    said.text = _legal(view.title)
    return said


def excerpt(view: View) -> ElementTree.Element:
    """Return the element with a story's excerpt, one of its record's descriptions."""
    said = ElementTree.Element("dc:description")
    said.text = _legal(view.excerpt)
    return said


def identifier(story: str, url: str) -> str:
    """Return what a repository of the site at ``url`` knows a story by."""
    return f"oai:{urlsplit(url).hostname or _NO_HOST}:{story}"


def _host(context: ExportContext) -> str:
    return urlsplit(context.url).hostname or _NO_HOST


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _legal(text)


def _legal(text: str) -> str:
    return _NOT_XML.sub("", text)
