"""The grid in a browser: a lamp is reported from its plate and picked on the map, danger comes first, cells and things
have their pages; narrow and wide, Chinese and English, with axe."""

import pytest

from civic.cases.models import Answers, Case
from civic.offices import actions as offices
from civic.places.models import Cell
from tests.cases.test_report_about import QUESTIONS, TEXTS
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES, Walk, walked
from tests.people import NOON
from tests.places.lamps import lamp, lay_out_kinds

ON = "#report-form .govuk-button-group > .govuk-button:not([type=button])"


@pytest.fixture(scope="module")
def lamps(site: Site) -> Site:
    """Two lamps in Dongqiao, and the matter of dark lamps with its words and questions."""
    lay_out_kinds()
    lamp(1, address="望江路 18 号")
    lamp(2, east=60)
    matter = site.city.matter("0101")
    offices.amend_matter(matter, standard="GB/T 30428.2", edition="2013", standard_code="component 01 18")
    offices.reword_matter(
        matter, by=site.city.root, texts=TEXTS, questions=QUESTIONS, calls=["120", "95598"], at=NOON, after=None
    )
    offices.set_keywords(matter, ["路灯:3", "lamp:3"])
    return site


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_lead_to_the_matter_and_its_questions(lamps: Site, language: str) -> None:
    def walk(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/report/")
        page.check('[name=kind][value="complaint"]')
        page.fill("[name=text]", "路灯不亮一个星期了，the lamp is out.")
        pages.send(ON, "matter")
        assert not page.is_visible("[name=matter]")  # the whole list opens when it is wanted
        page.check('[name=choice][value="other"]')
        assert page.is_visible("[name=matter]")
        pages.send(ON, "matter, with errors")
        page.check('[name=choice][value="0101"]')
        pages.send(ON, "where, with danger")
        assert page.get_attribute(".urgent__calls a", "href") == "tel:120"
        page.fill("[name=words]", "桥头")
        pages.send(ON, "more")
        assert not page.is_visible("[name=q-count]")  # asked only of a whole street
        page.check('[name=q-extent][value="row"]')
        assert page.is_visible("[name=q-count]")
        page.fill("[name=q-count]", "x")
        pages.send(ON, "more, with errors")
        page.fill("[name=q-count]", "12")
        pages.send(ON, "photos")
        pages.send("#go-on", "contact")
        pages.send(ON, "check")
        pages.send("#report-form .govuk-button", "receipt")

    assert walked(lamps.visitor(language=language), walk) == []
    assert Answers.objects.latest("pk").given == {"extent": "row", "count": 12}


def test_a_lamp_is_picked_on_the_map(lamps: Site) -> None:
    one, other = lamp(11, east=300), lamp(12, east=330)

    def walk(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look(f"/components/{one.code}/")
        pages.visitor.go(f"/report/?component={one.code}")
        pages.here("what, from a plate")
        page.fill("[name=text]", "一个星期不亮了。")
        pages.send(ON, "more, from a plate")
        assert page.is_checked(f'[name=q-lamp][value="{one.code}"]')
        page.locator(f'.leaflet-marker-icon[title="{other.code}"]').click()
        assert page.is_checked(f'[name=q-lamp][value="{other.code}"]')
        page.check('[name=q-extent][value="one"]')
        pages.send(ON, "photos")
        pages.send("#go-on", "contact")
        pages.send(ON, "check, from a plate")
        pages.send("#report-form .govuk-button", "receipt")

    assert walked(lamps.visitor(language="zh-hans"), walk) == []
    case = Case.objects.latest("pk")
    assert case.component == one
    assert case.answers.given["lamp"] == other.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_and_things_have_their_pages(lamps: Site, language: str) -> None:
    cell = Cell.objects.in_force(NOON.date()).first()
    assert cell is not None

    def walk(pages: Walk) -> None:
        for path in (
            "/cells/",
            f"/cells/{cell.layer_id}/{cell.code}/",
            "/components/",
            "/components/?q=zzzzzz",
            "/components/?q=990102",
        ):
            pages.look(path)
        pages.look("/components/NOSUCH0001/", status=404)

    assert walked(lamps.visitor(language=language), walk) == []
