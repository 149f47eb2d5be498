"""A child that writes that somebody hurts it reads at once whom to call; its words are kept."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from civic.lib.refusals import Conflict
from civic.notices.models import Notice
from civic.youth import actions as youth
from civic.youth.guards import PUPIL
from civic.youth.models import ConcernReport
from civic.youth.queries.reading import next_to_read, reading_list
from civic.youth.rules.trouble import sounds_like_trouble
from tests.people import City, sign_in
from tests.youth.ground import enter
from tests.youth.making import AT, HOUR, handed_in, person, read_by, track_and_child, written

HURT = "放学很黑。爸爸打我。"


@pytest.mark.parametrize(
    "words",
    [
        "爸爸打我",
        "我想死",
        "有个叔叔摸我",
        "同学天天欺负我",
        "活着没意思",
        "老師逼我",
        "My uncle hits me.",
        "I want to die",
        "爸爸喝了酒就用皮带打我",
        "我被同学打了",
        "我不敢回家",
        "后妈不给我吃饭",
        "我 想 死",
        "我割自己",
        "我每天被他们欺负。",
        "有人放学跟踪我",
        "Please help me",
        "He hit me again.",
        "I am scared to go home",
    ],
)
def test_words_that_ask_for_help_are_heard(words: str) -> None:
    assert sounds_like_trouble(["桥下很黑。", words])


@pytest.mark.parametrize(
    "words",
    [
        "爸爸打球",
        "妈妈打电话给我",
        "我想打篮球",
        "热死我了",
        "老师教我打字",
        "灯太暗，想装一盏。",
        "The light hits the wall.",
        "同学们打扫了我们的教室。",
        "车子差点撞到我。",
        "我想死你了，奶奶！",
        "老师给我们讲故事。",
        "我被雨打湿了。",
        "消防车来救火。",
    ],
)
def test_other_words_are_left_in_peace(words: str) -> None:
    assert not sounds_like_trouble([words])


@pytest.mark.django_db
def test_the_child_reads_whom_to_call_and_loses_no_word(city: City, client: Client) -> None:
    _track, entry = track_and_child()
    proposal = youth.make(entry, at=AT)
    session = client.session
    session[PUPIL] = str(entry.key)
    session.save()
    with time_machine.travel(AT, tick=False):
        page = f"/little-mayor/make/{proposal.number}/saw/?lang=en"
        told = client.post(page, {"saw": "放学很黑。爸爸打我。", "helps": ""}, follow=True).content.decode()
        proposal.refresh_from_db()
        assert proposal.saw == "放学很黑。爸爸打我。"
        assert "12355 to talk to somebody" in told
        calm = client.post(page, {"saw": "放学很黑。", "helps": ""}, follow=True).content.decode()
        assert "12355 to talk to somebody" not in calm


@pytest.mark.django_db
def test_those_on_duty_are_called_once_for_a_text_and_have_an_hour(city: City) -> None:
    _track, entry = track_and_child()
    proposal = youth.keep(youth.make(entry, at=AT), given=youth.Given(saw=HURT), at=AT)
    said = ConcernReport.objects.get()
    assert (said.origin, said.concern, said.words) == ("words", "danger", "爸爸打我。")
    assert said.due_at - said.at == HOUR
    called = Notice.objects.filter(verb="youth-concern").count()
    assert called == 2  # tang and bai
    youth.keep(proposal, given=youth.Given(saw=HURT, title="路灯", change="装灯。"), at=AT)
    proposal = youth.hand_in(proposal, at=AT)
    assert proposal.state == "handed-in"  # readers find it, and nothing is taken from the child
    assert ConcernReport.objects.count() == 1
    assert Notice.objects.filter(verb="youth-concern").count() == called
    youth.take_concern(said, by=person("bai"), at=AT)
    youth.keep(youth.change(proposal, at=AT), given=youth.Given(helps="我想死。"), at=AT)
    assert ConcernReport.objects.count() == 2  # other words, and somebody sees to the first already
    assert Notice.objects.filter(verb="youth-concern").count() == 2 * called


@pytest.mark.django_db
def test_a_child_whose_words_are_refused_is_heard_all_the_same(city: City, client: Client) -> None:
    _track, entry = track_and_child()
    proposal = youth.make(entry, at=AT)
    with pytest.raises(youth.TellsWho):
        youth.keep(proposal, given=youth.Given(saw="爸爸打我。我的电话13800138000"), at=AT)
    proposal.refresh_from_db()
    assert proposal.saw == ""
    assert ConcernReport.objects.get().words == "爸爸打我。"
    session = client.session
    session[PUPIL] = str(entry.key)
    session.save()
    with time_machine.travel(AT, tick=False):
        page = f"/little-mayor/make/{proposal.number}/saw/?lang=en"
        told = client.post(page, {"saw": "爸爸打我。我的电话13800138000"})
        assert told.status_code == 400
        assert "12355 to talk to somebody" in told.content.decode()


@pytest.mark.django_db
def test_it_stands_first_in_the_queue_with_a_mark(city: City, client: Client) -> None:
    track, entry = track_and_child()
    early, other = handed_in(entry), enter(track, "凤凰", name="陈小河", school=track.school)
    late = written(other)
    youth.keep(late, given=youth.Given(helps="我不敢回家。"), at=AT)
    late = youth.hand_in(late, at=AT + HOUR)
    at = AT + 2 * HOUR
    assert [one.pk for one in reading_list(person("tang"), at=at, most=9)] == [late.pk, early.pk]
    assert next_to_read(person("tang"), at=at) == late
    assert next_to_read(person("tang"), at=at, after=late.number) == early  # left once, the next one comes
    assert next_to_read(person("tang"), at=at, after=early.number) == late
    sign_in(client, person("tang"))
    with time_machine.travel(at, tick=False):
        page = client.get("/desk/youth/reading/?lang=en").content.decode()
    assert page.count("The child may be asking for help") == 1
    assert page.index("asking for help") < page.index(early.number)


@pytest.mark.django_db
def test_two_readers_make_nothing_public_before_an_officer_has_looked(city: City) -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    youth.keep(proposal, given=youth.Given(helps="我不敢回家。"), at=AT)
    proposal = youth.hand_in(proposal, at=AT)
    read_by(proposal, "tang")
    assert read_by(proposal, "bai").state == "handed-in"
    said = ConcernReport.objects.get()
    youth.set_aside(said, by=person("tang"), at=AT + HOUR)
    proposal.refresh_from_db()
    assert proposal.state == "shown"


@pytest.mark.django_db
def test_a_false_alarm_is_set_aside_in_one_press_and_keeps_no_copy(city: City, client: Client) -> None:
    _track, entry = track_and_child()
    proposal = youth.keep(
        youth.make(entry, at=AT), given=youth.Given(saw="路口有人骑车打了我们的灯。他打我的伞。"), at=AT
    )
    said = ConcernReport.objects.get()
    sign_in(client, person("bai"))
    with time_machine.travel(AT, tick=False):
        assert "It means something else" in client.get("/desk/youth/concerns/?lang=en").content.decode()
        assert "The marked words are kept until" in client.get(f"/desk/youth/concerns/{said.key}/").content.decode()
        told = client.post(f"/desk/youth/concerns/{said.key}/set-aside/", follow=True).content.decode()
        assert str(said.kept_until.year) in told
        page = client.get(f"/desk/youth/concerns/{said.key}/").content.decode()
        assert "These words are kept until" in page
        assert "wiped" in page
    said.refresh_from_db()
    assert (said.outcome, said.closed_by) == ("calm", person("bai"))
    assert said.evidence.erased_at is not None
    assert said.evidence.body == ""
    youth.keep(proposal, given=youth.Given(saw=proposal.saw), at=AT)
    assert ConcernReport.objects.count() == 1  # the same words call nobody again
    after = AT + timedelta(days=3 * 365 + 1)
    youth.let_evidence_go(at=after - timedelta(days=2))
    said.refresh_from_db()
    assert said.words
    assert youth.let_evidence_go(at=after) == 0  # the copy went long ago, and the words end all the same
    said.refresh_from_db()
    assert (said.words, said.finding, said.erased_at) == ("", "", after)


@pytest.mark.django_db
def test_what_a_person_said_is_not_set_aside_in_one_press(city: City) -> None:
    _track, entry = track_and_child()
    proposal = handed_in(entry)
    said = youth.report(proposal, concern="danger", words="", by=None, at=AT)
    with pytest.raises(Conflict):
        youth.set_aside(said, by=person("bai"), at=AT)


@pytest.mark.django_db
def test_a_reader_who_sees_danger_hides_what_the_machine_only_marked(city: City) -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    youth.keep(proposal, given=youth.Given(helps="我不敢回家。"), at=AT)
    proposal = youth.hand_in(proposal, at=AT)
    assert read_by(proposal, "tang", youth.VerdictGiven("", is_danger=True)).state == "hidden"
