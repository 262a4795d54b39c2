"""Every list can be taken away as a file, from the page that shows it."""

import pytest

from tests.frontend.conftest import Painter, words
from tests.frontend.sample_day import SITE_ID

LISTS = {
    "/decisions": "/api/v1/proposals",
    "/changes": "/api/v1/demand-changes",
    "/inbox": "/api/v1/alerts",
    "/plan": f"/api/v1/plan/{SITE_ID}/lines",
    "/kpi/otif": "/api/v1/kpi/otif/rows",
}
WORDS = {"en": "Download Excel", "zh": "下载 Excel", "ru": "Скачать Excel"}


@pytest.mark.parametrize("language", ["en", "zh", "ru"])
@pytest.mark.parametrize("page", LISTS)
async def test_a_page_leads_to_its_list_as_a_file(paint: Painter, page: str, language: str) -> None:
    painted = await paint(page, language)

    for ending in ("csv", "xlsx"):
        assert f'href="{LISTS[page]}.{ending}"' in painted.markup
    assert WORDS[language] in words(painted.markup)
