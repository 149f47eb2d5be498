"""A backup brings the whole city back or changes nothing, and no key is inside."""

import json
import tarfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.models import Case, Contact
from civic.cases.queries import first_broken_line
from tests.people import City, found_city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT, settings.UPLOAD_DIR = tmp_path / "pictures", tmp_path / "uploads"
    yield
    if not Person.objects.exists():
        found_city()


def _backup(city: City, tmp_path: Path) -> Path:
    city.case("closed", email="lan@example.com", at=timezone.now())
    city.rated(city.case("closed", at=timezone.now()))
    (tmp_path / "pictures" / "ab").mkdir(parents=True)
    (tmp_path / "pictures" / "ab" / "a-large.jpg").write_bytes(b"a picture")
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "c0ffee").write_bytes(b"still to be prepared")
    call_command("backup", str(tmp_path / "city.tar"), stdout=StringIO())
    return tmp_path / "city.tar"


def _restore(file: Path, *options: str) -> str:
    said = StringIO()
    call_command("restore", str(file), *options, stdout=said, stderr=said)
    return said.getvalue()


def test_what_was_backed_up_comes_back_whole(city: City, tmp_path: Path) -> None:
    file = _backup(city, tmp_path)
    numbers = set(Case.objects.values_list("number", flat=True))
    call_command("flush", "--noinput", verbosity=0)
    (tmp_path / "pictures" / "ab" / "a-large.jpg").unlink()
    assert not Case.objects.exists()
    assert "2 cases" in _restore(file)
    assert set(Case.objects.values_list("number", flat=True)) == numbers
    assert [first_broken_line(case) for case in Case.objects.all()] == [None, None]
    assert Contact.objects.get().email == "lan@example.com"
    assert (tmp_path / "pictures" / "ab" / "a-large.jpg").read_bytes() == b"a picture"
    assert (tmp_path / "uploads" / "c0ffee").read_bytes() == b"still to be prepared"
    assert not list(tmp_path.glob(".restore-*"))


def test_a_city_gives_way_only_when_told_to(city: City, tmp_path: Path) -> None:
    file = _backup(city, tmp_path)
    later = city.case("filed").number
    with pytest.raises(CommandError, match="--replace"):
        _restore(file)
    assert Case.objects.filter(number=later).exists()
    _restore(file, "--replace")
    assert not Case.objects.filter(number=later).exists()


@pytest.mark.parametrize(
    ("name", "key"),
    [("SEAL_KEYS", ["another-key-altogether-0123456789"]), ("HASH_KEY", "another-key-altogether-0123456789")],
)
def test_other_keys_are_refused_and_the_right_ones_named(
    city: City, settings: Any, tmp_path: Path, name: str, key: Any
) -> None:
    file = _backup(city, tmp_path)
    before = getattr(settings, name)
    setattr(settings, name, key)
    with pytest.raises(CommandError, match=f"{name}.*{timezone.now():%Y-%m-%d}"):
        _restore(file, "--replace")
    setattr(settings, name, before)
    assert Case.objects.count() == 2


def test_an_older_key_among_the_present_ones_will_do(city: City, settings: Any, tmp_path: Path) -> None:
    file = _backup(city, tmp_path)
    settings.SEAL_KEYS = ["the-newest-key-of-all-0123456789", *settings.SEAL_KEYS]
    assert "2 cases" in _restore(file, "--replace")


def test_another_secret_key_is_warned_of(city: City, settings: Any, tmp_path: Path) -> None:
    file = _backup(city, tmp_path)
    settings.SECRET_KEY = "another-secret-altogether-0123456789"
    assert "SECRET_KEY" in _restore(file, "--replace")


def _rewritten(file: Path, change: Any) -> Path:
    """The same backup with its files changed on the way."""
    target = file.with_name("changed.tar")
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for entry in old:
            content = old.extractfile(entry)
            name, data = change(entry.name, content.read() if content else b"")
            if name:
                fresh = tarfile.TarInfo(name)
                fresh.size = len(data)
                new.addfile(fresh, BytesIO(data))
    return target


def _flip(name: str, data: bytes) -> tuple[str, bytes]:
    return name, data[:-1] + bytes([data[-1] ^ 1]) if name.startswith("database") else data


def _lose(name: str, data: bytes) -> tuple[str, bytes]:
    return "" if name.startswith("pictures") else name, data


def _climb(name: str, data: bytes) -> tuple[str, bytes]:
    return name.replace("pictures/", "../../outside/"), data


def _newer(name: str, data: bytes) -> tuple[str, bytes]:
    if name != "manifest.json":
        return name, data
    told = json.loads(data)
    return name, json.dumps({**told, "migrations": [*told["migrations"], "cases.9999_of_tomorrow"]}).encode()


def _other(name: str, data: bytes) -> tuple[str, bytes]:
    return name, json.dumps({**json.loads(data), "vendor": "another"}).encode() if name == "manifest.json" else data


@pytest.mark.parametrize(
    ("change", "said"),
    [(_flip, "damaged"), (_lose, "missing"), (_climb, "does not name"), (_newer, "newer"), (_other, "DATABASE_URL")],
)
def test_a_backup_that_is_not_sound_changes_nothing(city: City, tmp_path: Path, change: Any, said: str) -> None:
    file = _rewritten(_backup(city, tmp_path), change)
    later = city.case("filed").number
    with pytest.raises(CommandError, match=said):
        _restore(file, "--replace")
    assert Case.objects.filter(number=later).exists()
    assert (tmp_path / "pictures" / "ab" / "a-large.jpg").exists()
    assert not (tmp_path.parent / "outside").exists()


def test_half_a_file_and_no_backup_are_told_apart_from_one(city: City, tmp_path: Path) -> None:
    file = _backup(city, tmp_path)
    half = tmp_path / "half.tar"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    (tmp_path / "none.tar").write_bytes(b"something else")
    for wrong in (half, tmp_path / "none.tar", tmp_path / "nowhere.tar"):
        with pytest.raises(CommandError, match="Nothing was changed"):
            _restore(wrong, "--replace")
    assert Case.objects.count() == 2


def test_a_backup_holds_no_key_and_is_its_owners_alone(city: City, settings: Any, tmp_path: Path) -> None:
    settings.SECRET_KEY, settings.HASH_KEY, settings.SEAL_KEYS = (
        "first-secret-0123456789",
        "second-secret-0123456789",
        ["third-secret-0123456789"],
    )
    file = _backup(city, tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    kept = file.read_bytes()
    assert not any(
        key.encode() in kept for key in (settings.SECRET_KEY, settings.HASH_KEY, *settings.SEAL_KEYS, "lan@example.com")
    )


def test_a_backup_writes_over_nothing_and_leaves_no_half(city: City, tmp_path: Path) -> None:
    file = _backup(city, tmp_path)
    before = file.read_bytes()
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", str(file))
    with pytest.raises(CommandError, match="no folder"):
        call_command("backup", str(tmp_path / "nowhere" / "city.tar"))
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("*")) == ["city.tar", "pictures", "uploads"]
