"""What the tests of making share: a child in the running edition, its words, pictures with secrets, and two readers."""

from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from civic.accounts.models import Person
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal, Topic
from civic.youth.rules import Phase
from tests.youth.ground import Track, during, enter, found_track

AT = during(Phase.ENTRY, 10)
HOUR = timedelta(hours=1)
SAW = "桥洞里只有一盏灯，还老是坏。我们放学要从那里过。"
CHANGE = "桥洞两头各装一盏灯。\n灯低一点，照得到地。"
SHOW = youth.VerdictGiven("show")
BACK = youth.VerdictGiven("send-back", because=("unclear",), note="请再说说在哪里。")


def track_and_child(name: str = "林小雨") -> tuple[Track, Entry]:
    """The ground, and a child that takes part."""
    track = found_track()
    return track, enter(track, "木棉", name=name, school=track.school)


def written(entry: Entry, *, at: datetime = AT) -> Proposal:
    """A proposal with everything it needs, not handed in."""
    proposal = youth.make(entry, at=at)
    given = youth.Given(
        title="给老桥下面装几盏灯",
        saw=SAW,
        change=CHANGE,
        helps="晚上回家的人。",
        topic=Topic.objects.first(),
        question="你怕走桥洞吗？",
        answers=[("怕", 14), ("不怕", 3)],
    )
    return youth.keep(proposal, given=given, at=at)


def handed_in(entry: Entry, *, at: datetime = AT) -> Proposal:
    """A proposal that waits for its readers."""
    return youth.hand_in(written(entry, at=at), at=at)


def person(handle: str) -> Person:
    """Somebody of the cast."""
    return Person.objects.get(handle=handle)


def read_by(proposal: Proposal, handle: str, given: youth.VerdictGiven = SHOW, *, at: datetime = AT + HOUR) -> Proposal:
    """The proposal after somebody read it as it stands."""
    youth.read(proposal, by=person(handle), version=proposal.version, given=given, at=at)
    proposal.refresh_from_db()
    return proposal


def photo(color: str = "green", *, secret: str = "") -> SimpleUploadedFile:
    """A photo as a phone makes it; `secret` stands in its EXIF, where phones write names, places and numbers."""
    made = BytesIO()
    exif = Image.Exif()
    if secret:
        exif[0x010E] = secret  # ImageDescription
        exif[0x9C9B] = secret.encode("utf-16-le")  # XPTitle
        exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 7.0, 48.1), 3: "E", 4: (113.0, 16.0, 12.3)})  # GPS
    Image.new("RGB", (640, 480), color).save(made, "JPEG", exif=exif, comment=secret.encode())
    return SimpleUploadedFile("IMG 13800138000.jpg", made.getvalue(), content_type="image/jpeg")
