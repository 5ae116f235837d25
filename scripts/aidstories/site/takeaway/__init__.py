"""The whole archive to take away: tables, texts, a data package, an OAI-PMH static repository."""

from .oai import oai_repository
from .package import FOLDER, Resource, descriptor, resources
from .shelf import Shelf

__all__ = ["FOLDER", "Resource", "Shelf", "descriptor", "oai_repository", "resources"]
