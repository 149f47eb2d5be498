"""The demo: its door opens on this machine only, everybody can be entered, the tour leads through the loop."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.actions import ReportGiven, file_case
from civic.cases.models import Case
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from portal import demo
from portal.tour import name_of
from tests.people import IN_DONGQIAO, City


@pytest.fixture
def tourist(city: City, settings: Any) -> Client:
    """A browser at the machine of a demo."""
    settings.DEMO = True
    return Client()


def test_without_the_setting_there_is_no_demo(city: City, settings: Any) -> None:
    settings.DEMO = False
    client = Client()
    for path in ("/demo/", "/demo/mail/"):
        assert client.get(path).status_code == 404
    for path in ("/demo/enter/lin/", "/demo/tour/", "/demo/leave/"):
        assert client.post(path).status_code == 404


@pytest.mark.parametrize("address", ["203.0.113.9", "10.0.0.4", "2001:db8::1", ""])
def test_nobody_from_elsewhere_finds_the_demo(tourist: Client, address: str) -> None:
    assert tourist.get("/demo/", REMOTE_ADDR=address).status_code == 404
    assert tourist.post("/demo/enter/lin/", REMOTE_ADDR=address).status_code == 404


def test_behind_a_proxy_nobody_is_taken_for_a_neighbour(tourist: Client) -> None:
    assert tourist.get("/demo/", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


def test_a_city_that_the_demo_did_not_make_has_no_demo(tourist: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "INVENTED_CITY", "110100")
    assert tourist.get("/demo/").status_code == 404


def test_everybody_of_the_cast_can_be_entered_and_finds_a_page(tourist: Client) -> None:
    page = tourist.get("/demo/").content.decode()
    names = re.findall(r"/demo/enter/([a-z-]+)/", page)
    assert {"mei", "lin", "mo", "zhao", "chen", "shen", "he", "rui", "root"} <= set(names)
    for name in names:
        answer = tourist.post(f"/demo/enter/{name}/", follow=True)
        assert answer.status_code == 200, name
        assert answer.wsgi_request.user.handle == name


def test_strangers_and_closed_accounts_cannot_be_entered(tourist: Client) -> None:
    Person.objects.create_user("somebody", email="somebody@example.com")
    assert tourist.post("/demo/enter/somebody/").status_code == 404
    Person.objects.filter(handle="lin").update(is_active=False)
    assert tourist.post("/demo/enter/lin/").status_code == 404


def test_entering_leads_to_pages_of_this_site_only(tourist: Client) -> None:
    assert tourist.post("/demo/enter/mei/", {"next": "/cases/"})["Location"] == "/cases/"
    assert tourist.post("/demo/enter/mei/", {"next": "https://elsewhere.example/"})["Location"] == "/me/"
    assert tourist.post("/demo/enter/mei/", {"next": "//elsewhere.example/"})["Location"] == "/me/"


def test_entering_needs_a_form_of_this_site(city: City, settings: Any) -> None:
    settings.DEMO = True
    assert Client(enforce_csrf_checks=True).post("/demo/enter/lin/").status_code == 403


def test_whoever_was_entered_can_be_nobody_again(tourist: Client) -> None:
    tourist.post("/demo/enter/mei/")
    assert not tourist.post("/demo/leave/", follow=True).wsgi_request.user.is_authenticated


def _tour(client: Client) -> dict[str, Any]:
    tour = client.get("/privacy/").context["tour"]
    assert tour is not None
    return tour


def _follow(client: Client) -> tuple[int, str]:
    """Press the button of the bar; the step, and who one is now."""
    tour = _tour(client)
    answer = client.post(tour["next"]["url"], {"next": tour["next"]["go"]}, follow=True)
    assert answer.status_code == 200
    return tour["step"], answer.wsgi_request.user.handle


def test_the_tour_leads_through_the_loop_the_refusal_and_the_reopening(tourist: Client, city: City) -> None:
    now = timezone.now()
    waits = city.case("answered", by=city.mei, at=now - timedelta(days=3))
    doubtful = city.case("closed", by=city.mei, at=now - timedelta(days=4))
    answer = tourist.post("/demo/tour/", {"next": "/report/"}, follow=True)
    assert (answer.wsgi_request.user.handle, _tour(tourist)["step"]) == ("mei", 1)

    given = ReportGiven(
        kind="complaint", text="望江路的灯不亮。", matter=city.matter(), lat=IN_DONGQIAO[0], lon=IN_DONGQIAO[1]
    )
    case = file_case(given, by=city.mei, at=timezone.now()).case
    assert _follow(tourist) == (2, "lin")
    supervision.accept(case, by=city.lin, matter=city.matter(), at=timezone.now())
    assert _follow(tourist) == (2, "mo")
    supervision.publish(case, by=city.mo, title="望江路的灯", text="望江路的灯不亮。", at=timezone.now())
    assert _follow(tourist) == (3, "zhao")
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=timezone.now())
    assert _follow(tourist) == (3, "chen")
    handling.take(case, by=city.chen, at=timezone.now())
    assert _tour(tourist)["step"] == 3
    handling.answer(case, by=city.chen, outcome="solved", text="已更换。", at=timezone.now())
    assert _follow(tourist) == (4, "lin")
    supervision.verify(case, by=city.lin, at=timezone.now())
    assert _follow(tourist) == (5, "mei")
    case.refresh_from_db()
    feedback.rate(case, by=city.reporter(case), solved="yes", at=timezone.now())

    tour = _tour(tourist)
    assert tour["next"]["go"] == f"/desk/cases/{waits.number}/"
    assert _follow(tourist) == (5, "chen")
    beside = tourist.get(f"/desk/cases/{waits.number}/").context["tour"]
    assert "try to cheat" in beside["text"]  # the question stays beside its answer, while the button leads on
    assert beside["next"]["go"] == f"/cases/{doubtful.number}/rate/"
    tour = _tour(tourist)
    assert tour["next"]["go"] == f"/cases/{doubtful.number}/rate/"
    assert _follow(tourist) == (5, "mei")
    feedback.rate(doubtful, by=city.reporter(doubtful), solved="no", at=timezone.now())
    assert _tour(tourist)["step"] == 6
    tourist.post("/demo/enter/chen/")
    assert "try to cheat" in tourist.get(f"/desk/cases/{waits.number}/").context["tour"]["text"]
    assert tourist.post("/demo/tour/", {"do": "close"}, follow=True).context["tour"] is None


def test_the_bar_calls_people_as_the_page_of_who_is_who_does(tourist: Client, city: City) -> None:
    Person.objects.filter(handle="zhao").update(name="赵")
    assert name_of("zhao") == "赵 Zhao"
    assert name_of("mei") == "Mei"


def test_a_page_without_a_tour_asks_nothing(tourist: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        tourist.get("/privacy/")


def test_the_letters_that_left_can_be_read(tourist: Client, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    box = EmailBackend(file_path=str(tmp_path / "mail"))
    box.open()
    box.send_messages(
        [
            EmailMessage("第一封", "您的验证码是 123456。", "a@city.example", ["mei@example.com"]),
            EmailMessage("第二封", "办好了。", "a@city.example", ["gu@example.com"]),
        ]
    )
    box.close()
    letters = tourist.get("/demo/mail/").context["letters"]
    assert [letter["subject"] for letter in letters] == ["第二封", "第一封"]
    assert "123456" in letters[1]["text"]


# --- the command ---


def test_the_demo_refuses_to_be_served_to_others(settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="this machine"):
        call_command("demo", "--host", "0.0.0.0")


def test_the_demo_does_not_run_in_a_citys_own_house(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="make demo"):
        call_command("demo")


@pytest.fixture
def elsewhere(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of its own in an empty folder, for this test only."""
    settings.DATA_DIR = tmp_path
    database = tmp_path / "gongzhi.sqlite3"
    monkeypatch.setitem(settings.DATABASES, "default", {**settings.DATABASES["default"], "NAME": database})
    return database


def test_a_database_that_the_demo_did_not_make_is_left_alone(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "gongzhi.sqlite3").write_bytes(b"a city")
    with pytest.raises(demo.NotOurs):
        demo.open_ground()
    assert (tmp_path / "gongzhi.sqlite3").read_bytes() == b"a city"


def test_half_a_city_is_cleared_away_and_a_whole_one_kept(elsewhere: Path, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.UPLOAD_DIR, settings.EMAIL_FILE_PATH = (
        tmp_path / name for name in ("pictures", "uploads", "mail")
    )
    assert demo.open_ground()
    elsewhere.write_bytes(b"half")
    assert demo.open_ground()
    assert not elsewhere.exists()
    elsewhere.write_bytes(b"whole")
    demo.close_ground()
    assert not demo.open_ground()
    assert elsewhere.read_bytes() == b"whole"


def test_settings_refuse_a_demo_for_others() -> None:
    for name, value in (("ALLOWED_HOSTS", "city.example"), ("DATABASE_URL", "postgres://a:b@127.0.0.1/city")):
        surroundings = {"DEMO": "1", "PATH": "/usr/bin:/bin", name: value}
        tried = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=Path(__file__).parents[2],
            env=surroundings,
            capture_output=True,
            text=True,
        )
        assert tried.returncode != 0
        assert "The demo" in tried.stderr


def test_every_address_of_this_machine_is_known_as_such() -> None:
    assert all(demo.is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"))
    assert not any(demo.is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.4", "city.example", ""))


def test_the_case_of_the_tour_is_the_visitors_own(tourist: Client, city: City) -> None:
    city.case("filed", by=city.mei)
    tourist.post("/demo/tour/")
    assert _tour(tourist)["step"] == 1
    assert Case.objects.count() == 1
