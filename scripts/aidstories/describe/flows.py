"""Who helped whom, as a table: one row for each donor and region of each story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from aidstories.model import Evidence, Origin, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A row of ``flows.csv``. ``year`` is empty where it is unknown, ``programme`` likewise.

    ``evidence`` is the words that name the donor as one, or the region where no donor's are kept.
    """

    story: str
    donor: str
    region: str
    programme: str
    year: str
    evidence: str


COLUMNS = tuple(f.name for f in fields(Flow))


def flows(stories: Iterable[Story]) -> Iterator[Flow]:
    """Yield the flows of ``stories`` in their order; a story without donor or region has none.

    Several programmes of a story are joined by ``|``: the story does not say which flow is whose.
    """
    for story in stories:
        about = story.description
        for donor in about.donors:
            for region in about.regions:
                if donor != region:
                    yield Flow(
                        story=story.id,
                        donor=donor,
                        region=region,
                        programme="|".join(about.programs),
                        year="" if about.year is None else str(about.year),
                        evidence=_quote(about.evidence, donor, region),
                    )


def _quote(evidence: Iterable[Evidence], donor: str, region: str) -> str:
    quotes = {(e.field, e.value): e.quote for e in evidence if e.by is Origin.TEXT}
    return quotes.get(("donors", donor)) or quotes.get(("regions", region)) or ""
