"""The whole site as a ZIP file that is read without a server."""

from aidstories.site.takeaway.pack.pack import ADDRESS, SERVER, pack_site, readme

__all__ = ["ADDRESS", "SERVER", "pack_site", "readme"]
