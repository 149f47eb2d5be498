"""A morning at the desk: a saved view, a bulk accept, a dispatch that comes back twice, the committee, an answer from a
template that a colleague reads, the check, the end."""

from civic.cases.models import Case
from civic.offices.models import Matter
from tests.journeys.conftest import Site, Visitor


def _state(number: str) -> str:
    return Case.objects.get(number=number).state


def _send(officer: Visitor, number: str, verb: str, **typed: str) -> None:
    """Make a move on its own page: fill in, read what others will read, send."""
    page = officer.go(f"/desk/cases/{number}/{verb}/")
    for name, words in typed.items():
        page.fill(f"#{verb}-{name}", words)
    if page.is_visible('.open-foot [name="preview"]'):
        officer.press('.open-foot [name="preview"]')
        officer.press('.open-foot [name="send"]')
    else:
        officer.press(".open-foot button")


def test_a_morning_at_the_desk_from_a_saved_view_to_the_end_of_a_case(site: Site) -> None:
    city = site.city
    Matter.objects.filter(code="0101").update(is_read_twice=True)
    numbers = [city.case("filed", published=False, email="mei@example.com").number for _number in range(2)]
    number = numbers[0]

    with site.visitor(city.lin) as lin:
        page = lin.go("/desk/views/?view=filed")
        page.fill("#save-name", "My morning")
        lin.press(".save-form button")
        lin.press(".desk-views a:has-text('My morning')")
        page.check("#choose-all")
        lin.press('[name="verb"][value="accept"]')
        assert {_state(one) for one in numbers} == {"filed"}
        lin.press('[name="do"]')
        assert "Accept: 2 cases done." in lin.words
        assert {Case.objects.get(number=one).publication for one in numbers} == {"unscreened"}

    with site.visitor(city.zhao) as zhao, site.visitor(city.chen) as chen, site.visitor(city.shen) as shen:
        _send(zhao, number, "dispatch")  # the office named for the matter at the place is chosen already
        assert Case.objects.get(number=number).office == city.office("dongqiao-lamps")
        _send(chen, number, "return", reason="这盏灯归公园管理处。")
        assert _state(number) == "accepted"
        _send(zhao, number, "dispatch")
        _send(shen, number, "return", reason="灯杆上有公园的编号。")
        assert _state(number) == "disputed"
        assert "the committee decides" in zhao.go(f"/desk/cases/{number}/dispatch/").inner_text("body")

        with site.visitor(city.sun) as sun:
            page = sun.go("/desk/meeting/")
            assert number in sun.words
            page = sun.go(f"/desk/cases/{number}/decide/")
            page.check("[name='office'][value='dongqiao-lamps']")
            page.fill("#decide-reason", "灯归照明所：合同里写着。")
            sun.press(".open-foot button")
        assert _state(number) == "dispatched"

        _send(chen, number, "take")
        page = chen.go("/desk/templates/new/")
        page.fill("#template-name", "Lamp mended")
        page.fill("#template-text_zh_hans", "{编号}：电缆已更换，灯亮了。")
        page.fill("#template-text_en", "{number}: the cable was replaced, and the lamp is lit.")
        chen.press(".template-form button")
        page = chen.go(f"/desk/cases/{number}/answer/")
        page.select_option("#answer-template", label="Lamp mended")
        chen.press('[name="fill"]')
        assert number in page.input_value("#answer-text")
        page.check('[name="outcome"][value="solved"]')
        chen.press('.open-foot [name="preview"]')
        assert chen.axe() == []
        chen.press('.open-foot [name="send"]')
        case = Case.objects.get(number=number)
        assert (case.state, case.answered_at) == ("in-hand", None)  # nobody outside reads a word yet
        chen.go(f"/desk/cases/{number}/pass/")
        assert "You wrote this answer yourself" in chen.words
        _send(shen, number, "pass")
        assert _state(number) == "answered"

    with site.visitor(city.lin) as lin:
        page = lin.go("/desk/checking/")
        lin.press(f"a[href*='/desk/checking/{number}/']")
        assert lin.axe() == []
        page.fill("#verify-text", "到场看了，灯亮着。")
        lin.press('.open-foot button[form="verify"]')
    assert _state(number) == "closed"
    verbs = list(Case.objects.get(number=number).lines.order_by("seq").values_list("verb", flat=True))
    assert verbs == [
        *("file", "accept", "dispatch", "return", "dispatch", "return", "decide"),
        *("take", "draft", "answer", "verify"),
    ]
