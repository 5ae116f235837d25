"""The whole archive to take away: tables, texts, a data package, an OAI-PMH static repository."""

from aidstories.site.takeaway.oai import oai_repository
from aidstories.site.takeaway.package import FOLDER, Resource, descriptor, resources
from aidstories.site.takeaway.shelf import Shelf

__all__ = ["FOLDER", "Resource", "Shelf", "descriptor", "oai_repository", "resources"]
