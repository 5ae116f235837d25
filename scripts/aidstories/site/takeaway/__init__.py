"""The whole archive to take away: tables, texts, a data package, an OAI-PMH static repository."""

from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.oai import oai_repository
from aidstories.site.takeaway.package import FOLDER, Resource, descriptor, resources

__all__ = ["FOLDER", "ExportContext", "Resource", "descriptor", "oai_repository", "resources"]
