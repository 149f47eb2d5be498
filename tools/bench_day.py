"""A whole day of reports: so many prepared drafts, each handed in by the last press of the web form, from eight clients
at once; then the same with photos waiting beside them. Prints how long it took and counts that none was lost.

Beside `make bench`, which runs it on both databases; it adds its cases to the city it finds there.
"""

import argparse
import http.client
import io
import os
import queue
import statistics
import threading
import time
from datetime import timedelta
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from civic.cases.actions import open_draft, receive_photo, save_answers  # noqa: E402
from civic.cases.models import Case, Contact, Draft  # noqa: E402
from civic.notices.models import Notice  # noqa: E402
from tools.cities import laid_city  # noqa: E402
from tools.serving import serving  # noqa: E402

MATTERS = ("0101", "0102", "0900")  # those of the bench city
PLACES = ("望江路公交站旁", "东桥市场北门", "明月小区六号楼下", "河滨步道第三个亭子", "实验小学门口")


def prepare(count: int, *, photos: int) -> list[str]:
    """Drafts with everything said but the last press; each its own text, place and contact. Gives their tokens."""
    at, tokens, picture = timezone.now(), [], _picture()
    mark = time.time_ns()
    for turn in range(count):
        draft, token = open_draft(at=at)
        said = {
            "kind": "complaint",
            "text": f"{PLACES[turn % 5]}，第 {turn} 处坏了，已经 {turn % 9 + 1} 天，晚上看不见路。",
            "matter": MATTERS[turn % 3],
            "noticed_on": (at - timedelta(days=turn % 9)).date().isoformat(),
            "lat": 23.09 + (turn % 97) / 1000,
            "lon": 113.20 + (turn % 89) / 1000,
            "area": "",
            "words": PLACES[turn % 5],
            "plate": "",
            "email": f"day{mark}-{turn}@example.com",
            "phone": "",
            "confidential": False,
            "confidential_of": MATTERS[turn % 3],
        }
        save_answers(draft, said, at=at)
        for number in range(photos):
            upload = SimpleUploadedFile(f"{turn}-{number}.jpg", picture + str((turn, number)).encode(), "image/jpeg")
            receive_photo(upload, draft=draft, at=at)
        tokens.append(token)
    return tokens


def _picture() -> bytes:
    """A photo as a phone takes one: twelve million points, under two megabytes."""
    noise = Image.effect_noise((504, 378), 60).resize((4032, 3024))
    kept = io.BytesIO()
    noise.convert("RGB").save(kept, "JPEG", quality=80)
    return kept.getvalue()


def press(port: int, tokens: list[str], *, clients: int) -> tuple[float, list[float], list[int]]:
    """Every draft's last press, by so many clients at once: seconds in all, milliseconds of each, the answers."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for token in tokens:
        waiting.put(token)
    took: list[float] = []
    answers: list[int] = []

    def client() -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            try:
                token = waiting.get_nowait()
            except queue.Empty:
                return
            began = time.perf_counter()
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"draft={token}"}
            link.request("POST", "/report/check/", urlencode({"draft": token}), headers)
            answer = link.getresponse()
            answer.read()
            took.append((time.perf_counter() - began) * 1000)
            answers.append(answer.status if answer.getheader("Location", "").endswith("/receipt/") else 0)

    hands = [threading.Thread(target=client) for _ in range(clients)]
    began = time.perf_counter()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return time.perf_counter() - began, took, answers


def told(name: str, tokens: list[str], port: int, *, clients: int) -> None:
    """Press, print, and count that every draft became one case with its contact and its message."""
    cases, notices = Case.objects.count(), Notice.objects.count()
    connection.close()
    seconds, took, answers = press(port, tokens, clients=clients)
    edge = statistics.quantiles(took, n=20)
    became = Draft.objects.filter(pk__in=_pks(tokens), case__isnull=False)
    whole = Contact.objects.filter(case__in=became.values("case")).count()
    print(
        f"{name:<40} {len(tokens):,} in {seconds:5.1f} s ({len(tokens) / seconds:4.0f}/s)   p50 {edge[9]:6.1f} ms   "
        f"p95 {edge[18]:6.1f} ms   {answers.count(302):,} receipts, {Case.objects.count() - cases:,} cases, "
        f"{became.count():,} drafts, {whole:,} contacts, {Notice.objects.count() - notices:,} messages"
    )


def _pks(tokens: list[str]) -> list[int]:
    newest = Draft.objects.order_by("-pk").values_list("pk", flat=True)
    return list(newest[: len(tokens)])


def main() -> None:
    """Prepare, serve with two workers, press."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--port", type=int, default=8198)
    options = parser.parse_args()
    laid_city()
    print(f"{Case.objects.count():,} cases, {connection.vendor}, {options.clients} clients, 2 workers")
    # messages are written and wait; nobody sends them here
    city = {"LIMIT_REPORT_NETWORK": "1000000/60", "EMAIL_URL": "smtp://127.0.0.1:9"}
    with serving(options.port, workers=2, threads=2, **city):
        told("a day, the last press", prepare(options.reports, photos=0), options.port, clients=options.clients)
        with_photos = prepare(200, photos=2)
        told("receipts, two photos of 12 MP waiting", with_photos, options.port, clients=options.clients)
    for token_draft in Draft.objects.order_by("-pk")[:200]:  # the uploads go; nobody prepares them here
        for photo in token_draft.photos.all():
            (settings.UPLOAD_DIR / photo.key.hex).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
