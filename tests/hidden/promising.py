"""Promises in the hideaway: one everybody reads, with a picture nobody has looked at and one hidden again; and a draft
of which only the desk knows."""

import uuid
from typing import Any

from civic.lib.picture_files import picture_path
from civic.promises import actions
from civic.promises.models import Picture, Promise
from tests.hidden.ground import HOUR, Hideaway
from tests.people import NOON
from tests.promises.ground import DUE, drafted, promised

PUBLIC, HIDDEN, DRAFT = "P26-00009", "P26-00008", "P26-00001"  # fillers in surfaces.py


def promise_shown(town: Hideaway) -> None:
    """A promise with a report, in front of everybody."""
    promise = promised(
        town.city, at=NOON, words=f"加装长椅，{town.say('promise')}。", titles=_titles(town.say("promise title"))
    )
    Promise.objects.filter(pk=promise.pk).update(number=PUBLIC)
    promise = Promise.objects.get(pk=promise.pk)
    told: dict[str, Any] = {"progress": 40, "text": f"长椅到货，{town.say('promise report')}。"}
    actions.report(promise, by=town.city.chen, at=NOON + HOUR, **told)


def promise_pictures(town: Hideaway) -> None:
    """One that waits for a moderator, one that she hid."""
    promise, name, keys = Promise.objects.get(number=PUBLIC), "promise pictures", []
    for piece in ("waiting", "hidden again"):
        picture = Picture.objects.create(
            promise=promise,
            moment="after",
            alt=f"长椅 {town.word(name, piece)}",
            state="ready",
            digest=uuid.uuid4().hex,
            received_at=NOON,
        )
        for size in ("large", "small"):
            path = picture_path(picture.key, size)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(town.word(name, "picture"))
        keys.append(str(picture.key))
    actions.show_picture(picture, by=town.city.mo, at=NOON + HOUR)
    actions.hide_picture(picture, by=town.city.mo, at=NOON + 2 * HOUR)
    town.keep(name, None, "nothing", photos=keys)


def promise_drafted(town: Hideaway) -> None:
    """An office thinks about what it might promise."""
    name = "promise draft"
    word = lambda piece: town.word(name, piece)  # noqa: E731
    draft = drafted(
        town.city,
        titles=_titles(word("title")),
        words=f"也许装灯，{word('words')}。",
        source_words=word("source"),
        post=word("post"),
        post_zh_hant=word("post in Traditional Chinese"),
        post_en=word("post in English"),
        place=word("place"),
        budget_source=word("budget"),
        stages=[(word("stage"), DUE)],
    )
    Promise.objects.filter(pk=draft.pk).update(number=DRAFT)
    town.hidden[name].words["number"] = DRAFT
    town.keep(name, None, "nothing")


def promise_hidden(town: Hideaway) -> None:
    """One that everybody read, with what was reported of it, until a moderator hid it; and a draft put aside."""
    name, city = "promise hidden", town.city
    word = lambda piece: town.word(name, piece)  # noqa: E731
    told: dict[str, Any] = {"titles": _titles(word("title")), "words": f"加灯，{word('words')}。"}
    told |= {"post_zh_hant": word("post in Traditional Chinese"), "post_en": word("post in English")}
    told |= {"post": word("post"), "place": word("place"), "source_words": word("source")}
    told |= {"budget_source": word("budget"), "stages": [(word("stage"), DUE)]}
    promise = drafted(city, at=NOON, **told)
    Promise.objects.filter(pk=promise.pk).update(number=HIDDEN)
    promise = Promise.objects.get(pk=promise.pk)
    actions.publish(promise, by=city.shen, at=NOON)
    said = {"text": f"灯到了，{word('report')}。", "progress": 20}
    actions.report(promise, by=city.chen, at=NOON + HOUR, **said)  # type: ignore[arg-type]
    actions.hide(promise, by=city.mo, text=f"不该公开，{word('reason')}。", at=NOON + 2 * HOUR)
    aside = drafted(city, titles=_titles(word("put aside")), words=f"算了，{word('words put aside')}。")
    actions.discard(aside, by=city.chen, text=word("why put aside"), at=NOON + HOUR)
    town.hidden[name].words["number"] = HIDDEN
    town.keep(name, None, "nothing")


def _titles(word: str) -> dict[str, str]:
    return {"zh-hans": f"长椅 {word}", "en": f"Benches {word}"}
