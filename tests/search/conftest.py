import pytest

from aidstories.search.documents import document
from tests.browser import served
from tests.search.site import make_site
from tests.search.synthetic import synthetic

MANY = 1000


@pytest.fixture(scope="session")
def many():
    """A thousand synthetic stories, oldest first."""
    return synthetic(MANY)


@pytest.fixture(scope="session")
def many_documents(many):
    return sorted(map(document, many), key=lambda d: (d.date, d.id))


@pytest.fixture(scope="session")
def many_site(many_documents, tmp_path_factory):
    return make_site(tmp_path_factory.mktemp("many"), many_documents)


@pytest.fixture(scope="session")
def many_address(many_site):
    with served(many_site) as address:
        yield address
