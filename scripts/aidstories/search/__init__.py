"""Search that finds every substring: an index of static files, and the engine that reads it.

The browser reads the same files; ``docs/guide/search-index.md`` describes them.
"""

from aidstories.search.build import build_index
from aidstories.search.documents import Document, read_documents
from aidstories.search.engine import Hit, Results, search
from aidstories.search.index import Index

__all__ = ["Document", "Hit", "Index", "Results", "build_index", "read_documents", "search"]
