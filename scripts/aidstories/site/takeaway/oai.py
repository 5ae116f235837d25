"""``oai-static.xml``: the archive as an OAI-PMH static repository, in unqualified Dublin Core.

Source of the form: Specification for an OAI Static Repository and an OAI Static Repository
Gateway, release 2004-04-23, with the schemas ``static-repository.xsd`` and ``oai_dc.xsd``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from aidstories.site.story.metadata import dublin_core
from aidstories.site.story.view import View
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.stamps import stamps

PATH = "oai-static.xml"
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


def oai_repository(context: ExportContext) -> str:
    """Return the static repository. Each record bears the day when its story last changed."""
    stamped = stamps(context.archive, context.date)
    root = ElementTree.Element(
        "Repository",
        {
            "xmlns": f"{_OAI}static-repository",
            "xmlns:oai": _OAI,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{_OAI}static-repository {_OAI}static-repository.xsd",
        },
    )
    _identify(root, context, min(stamped.values(), default=context.date))
    formats = ElementTree.SubElement(root, "ListMetadataFormats")
    form = ElementTree.SubElement(formats, "oai:metadataFormat")
    _text(form, "oai:metadataPrefix", "oai_dc")
    _text(form, "oai:schema", f"{_OAI}oai_dc.xsd")
    _text(form, "oai:metadataNamespace", f"{_OAI}oai_dc/")
    if context.archive.stories:
        listed = ElementTree.SubElement(root, "ListRecords", metadataPrefix="oai_dc")
        for view in context.archive.stories:
            _record(listed, view, context, stamped[view.story.id])
    ElementTree.indent(root, " ")
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + ElementTree.tostring(root, encoding="unicode") + "\n"


def _identify(root: ElementTree.Element, context: ExportContext, earliest: str) -> None:
    about = ElementTree.SubElement(root, "Identify")
    host = _host(context)
    _text(about, "oai:repositoryName", context.name)
    _text(about, "oai:baseURL", urljoin(context.url or f"http://{host}/", PATH))
    _text(about, "oai:protocolVersion", "2.0")
    _text(about, "oai:adminEmail", f"webmaster@{host}")
    _text(about, "oai:earliestDatestamp", earliest)
    _text(about, "oai:deletedRecord", "no")
    _text(about, "oai:granularity", "YYYY-MM-DD")


def _record(listed: ElementTree.Element, view: View, context: ExportContext, day: str) -> None:
    record = ElementTree.SubElement(listed, "oai:record")
    header = ElementTree.SubElement(record, "oai:header")
    _text(header, "oai:identifier", f"oai:{_host(context)}:{view.story.id}")
    _text(header, "oai:datestamp", day)
    metadata = ElementTree.SubElement(record, "oai:metadata")
    described = ElementTree.SubElement(
        metadata,
        "oai_dc:dc",
        {
            "xmlns:oai_dc": f"{_OAI}oai_dc/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xsi:schemaLocation": f"{_OAI}oai_dc/ {_OAI}oai_dc.xsd",
        },
    )
    found = list(_elements(view, context))
    for element in _ORDER:
        for value in (value for name, value in found if name == element):
            _text(described, f"dc:{element}", value)


def _elements(view: View, context: ExportContext) -> Iterator[tuple[str, str]]:
    ref = context.references[view.story.id]
    for term, value in dublin_core(view, ref, context.tables.fields):
        plain = term.removeprefix("DCTERMS.")
        yield _ELEMENTS.get(plain, plain), value
    if view.excerpt:
        yield "description", view.excerpt


def _host(context: ExportContext) -> str:
    return urlsplit(context.url).hostname or _NO_HOST


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _NOT_XML.sub("", text)
