"""One saved story, shown before the site is built again: its own pages, and these alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import BytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from aidstories.site.archive.tags import story_tags
from aidstories.site.assembly.assembly import Assembly
from aidstories.site.assembly.placing import place_stories
from aidstories.site.assembly.renderers import fragments_of, in_each_language
from aidstories.site.assembly.setting import Setting
from aidstories.site.framing.rendered_page import RenderedPage
from aidstories.site.interface.terms import CHINESE, TIBETAN
from aidstories.site.model import Model, read_model, with_story
from aidstories.site.page_address import page_address
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.story.cite import Reference, reference
from aidstories.site.story.repairs import Repairs, repairs
from aidstories.site.story.view import View
from aidstories.site.takeaway.texts import Texts
from aidstories.stories.store.keep import Keep


def with_saved(whole: Assembly, path: Path, keep: Keep, compiled: BytecodeCache) -> Assembly | None:
    """Return ``whole`` with the story that the file at ``path`` tells as it is now; None for none.

    What its pages say of other stories is as the last whole build had it. Raises `BadInput` where
    the story, or one that it stands beside, cannot be read.
    """
    model = _model(whole, path, keep)
    view = model.archive.views.get(_original(path).stem)
    if view is None:
        return None
    renderers = _renderers(whole, model, view, keep, compiled)
    pages = {**whole.pages, _source(whole, path): view}
    return replace(whole, model=model, renderers=renderers, pages=pages)


def _original(path: Path) -> Path:
    """Return the file of the story that the file at ``path`` holds or translates."""
    return path.with_name(f"{path.stem.partition('.')[0]}.md")


def _source(assembly: Assembly, path: Path) -> str:
    """Return the source of the story's Chinese page."""
    return _original(path).relative_to(assembly.setting.paths.docs).as_posix()


def _model(whole: Assembly, path: Path, keep: Keep) -> Model:
    model = with_story(whole.model, path) if path == _original(path) else None
    if model is None:
        given = whole.setting
        model = read_model(given.paths, given.tables, given.names, given.locales, keep)
    return replace(model, facsimiles=whole.model.facsimiles)  # whose pictures are at hand


def _renderers(
    whole: Assembly, model: Model, view: View, keep: Keep, compiled: BytecodeCache
) -> dict[str, PageRenderer]:
    """Return the renderers of ``whole`` taken over to ``model``, for the page of ``view`` alone."""
    id_, before = view.story.id, whole.chinese
    fragments = fragments_of(whole.setting, model, compiled)
    where = page_address(view.url, view, model.archive, model.locales)
    renderer = replace(
        before,
        archive=model.archive,
        references={**before.references, id_: _reference(whole.setting, model, view)},
        related={id_: before.related.get(id_, ())},
        texts=Texts(fragments[CHINESE], model.facsimiles),
        translated=model.translations.keys(),
        repairs=_repairs(whole.setting, model, view, keep),
        addresses={**before.addresses, view.url: where},
    )
    return in_each_language(renderer, fragments, model)


def _reference(setting: Setting, model: Model, view: View) -> Reference:
    tags = story_tags(view.story, model.archive.facets)
    url = urljoin(setting.url, view.url) if setting.url else None
    return reference(view.story, tags, url, setting.name)


def _repairs(setting: Setting, model: Model, view: View, keep: Keep) -> dict[str, Repairs]:
    record = model.records.get(view.story.capture or "")
    return repairs(setting.paths, [record], model.stories, keep) if record else {}


def saved_files(
    saved: Assembly, path: Path, files: Files, config: MkDocsConfig
) -> tuple[File, ...]:
    """Return the files of a story's pages in each language; a new story's are added to ``files``.

    ``path`` is as in `with_saved`.
    """
    uri = _source(saved, path)
    if uri not in files.src_uris:
        for file in _new_files(saved, uri, config):
            files.append(file)
    return tuple(file for file in files if saved.source(file).src_uri == uri)


def _new_files(saved: Assembly, uri: str, config: MkDocsConfig) -> Iterator[File]:
    source = File(uri, config.docs_dir, config.site_dir, use_directory_urls=True)
    own = Files([source])
    list(place_stories(own, saved.model.archive))
    if TIBETAN in saved.model.locales:
        saved.translated_site.add(own, config)
    for file in own:
        RenderedPage(None, file, config)  # takes the place of the file's page
        yield file
