"""The whole archive to take away: tables, texts, a data package, an OAI-PMH static repository."""

from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.oai import oai_repository
from aidstories.site.takeaway.package import (
    FOLDER,
    STORIES_INDEX,
    Resource,
    descriptor,
    resources,
    stories_index,
)

__all__ = [
    "FOLDER",
    "STORIES_INDEX",
    "ExportContext",
    "Resource",
    "descriptor",
    "oai_repository",
    "resources",
    "stories_index",
]
