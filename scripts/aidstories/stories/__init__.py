"""Stories on disk: front matter and Markdown, import, checks."""

from aidstories.stories.files import read_stories, read_story, write_atomically, write_story
from aidstories.stories.markdown import GAP_MARK
from aidstories.stories.order import canonical

__all__ = [
    "GAP_MARK",
    "canonical",
    "read_stories",
    "read_story",
    "write_atomically",
    "write_story",
]
