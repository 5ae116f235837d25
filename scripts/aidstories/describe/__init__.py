"""Describe restored articles: who helped whom, where, when and under which scheme.

Every value comes with the span of the text, or the field of the capture, that shows it.
"""

from aidstories.describe.describe import describe, describe_parts, described_parts
from aidstories.describe.doubts import field_flags, page_lines

__all__ = ["describe", "describe_parts", "described_parts", "field_flags", "page_lines"]
