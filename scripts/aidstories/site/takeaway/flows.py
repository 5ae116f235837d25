"""Who helped whom, as a table: one row for each statement of each story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from urllib.parse import urljoin

from aidstories.site.story.statements import Stated
from aidstories.site.story.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A row of ``flows.csv``; what the story does not say is empty.

    ``donor`` and ``region`` are places, with the institution or team beside them as printed.
    ``when`` is the day of the aid in EDTF, ``year`` the year of the story. ``evidence`` is the
    words that say so, joined by ``|``; an editor's own statement has none. ``url`` opens them.
    """

    story: str
    donor: str
    donor_body: str
    region: str
    recipient_body: str
    programme: str
    act: str
    when: str
    year: str
    evidence: str
    url: str


COLUMNS = tuple(f.name for f in fields(Flow))


def flows(views: Iterable[View], site_url: str = "") -> Iterator[Flow]:
    """Yield the flows of stories in their order; ``site_url`` is absolute, or empty."""
    for view in views:
        for one in view.statements:
            yield _flow(view, one, site_url)


def _flow(view: View, one: Stated, site_url: str) -> Flow:
    said, year = one.said, view.story.description.year
    return Flow(
        story=view.story.id,
        donor=said.donor,
        donor_body=said.donor_body,
        region=said.recipient,
        recipient_body=said.recipient_body,
        programme=said.program,
        act=said.act,
        when=said.when,
        year="" if year is None else str(year),
        evidence="|".join(quotation.text for quotation in one.quotations),
        url=urljoin(site_url, view.at(one.anchor)),
    )
