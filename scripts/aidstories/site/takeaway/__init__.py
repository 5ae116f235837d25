"""The whole archive to take away: tables, texts, a data package, an OAI-PMH static repository."""
