"""Sealed words open for one purpose only, survive a change of keys, and are plain in Python."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from civic.lib.sealed import SealBroken, SealedText, keyed_hash, normal_email, normal_phone, reseal, seal, unseal


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.SEAL_KEYS = ["newest", "older"]
    settings.HASH_KEY = "a key of the tests"
    settings.PHONE_REGION = "CN"


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_is_sealed_opens_again(text: str) -> None:
    assert unseal(seal(text, purpose="contact"), purpose="contact") == text


def test_nothing_stays_nothing_and_no_two_tokens_are_alike() -> None:
    assert seal("", purpose="contact") == unseal("", purpose="contact") == ""
    assert seal("mei@example.cn", purpose="contact") != seal("mei@example.cn", purpose="contact")
    assert "mei" not in seal("mei@example.cn", purpose="contact")


def test_a_token_for_one_purpose_does_not_open_for_another() -> None:
    token = seal("mei@example.cn", purpose="contact")
    with pytest.raises(SealBroken):
        unseal(token, purpose="notice")


@pytest.mark.parametrize("token", ["rubbish", "gAAAAA", "路灯", "\ud800"])
def test_a_changed_token_is_told_as_broken(token: str) -> None:
    with pytest.raises(SealBroken):
        unseal(token, purpose="contact")


def test_old_keys_still_open_and_the_newest_seals(settings: Settings) -> None:
    settings.SEAL_KEYS = ["older"]
    token = seal("words", purpose="contact")
    settings.SEAL_KEYS = ["newest", "older"]
    fresh = reseal(token, purpose="contact")
    settings.SEAL_KEYS = ["newest"]
    assert unseal(fresh, purpose="contact") == "words"
    with pytest.raises(SealBroken):
        unseal(token, purpose="contact")


def test_without_a_key_nothing_is_sealed_or_hashed(settings: Settings) -> None:
    settings.SEAL_KEYS, settings.HASH_KEY = [], ""
    with pytest.raises(ImproperlyConfigured):
        seal("words", purpose="contact")
    with pytest.raises(ImproperlyConfigured):
        keyed_hash("words", purpose="contact")


def test_a_keyed_hash_belongs_to_its_purpose_and_key(settings: Settings) -> None:
    known = keyed_hash("mei@example.cn", purpose="contact")
    assert known == keyed_hash("mei@example.cn", purpose="contact")
    assert known != keyed_hash("mei@example.cn", purpose="limit")
    settings.HASH_KEY = "another"
    assert known != keyed_hash("mei@example.cn", purpose="contact")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" Mei@Example.CN ", "mei@example.cn"),
        ("ｍｅｉ＠example.cn", "mei@example.cn"),
        ("mei", None),
        ("", None),
        ("a@b", None),
        ("a\n@b.cn", None),
        ("a" * 300 + "@b.cn", None),
    ],
)
def test_an_email_address_has_one_form(typed: str, meant: str | None) -> None:
    assert normal_email(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("13800138000", "+8613800138000"),
        ("138-0013-8000", "+8613800138000"),
        ("１３８ ００１３ ８０００", "+8613800138000"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("020-8512 3456", "+862085123456"),
        ("+852 2345 6789", "+85223456789"),
        ("12345", None),
        ("138001380001", None),
        ("", None),
        ("call me", None),
        ("1" * 400, None),
    ],
)
def test_a_phone_number_has_one_form(typed: str, meant: str | None) -> None:
    assert normal_phone(typed) == meant


@pytest.fixture
def letter() -> Iterator[type[models.Model]]:
    with isolate_apps("civic.lib"):

        class Letter(models.Model):
            words = SealedText(purpose="letter", blank=True, default="")

            class Meta:
                app_label = "lib"

            def __str__(self) -> str:
                return "a letter"

        with connection.schema_editor() as editor:
            editor.create_model(Letter)
        yield Letter
        with connection.schema_editor() as editor:
            editor.delete_model(Letter)


def stored(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"select words from {connection.ops.quote_name(table)}")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_sealed_field_is_a_token_on_disk_and_plain_in_python(letter: type[models.Model]) -> None:
    letter._default_manager.create(words="138-0013-8000")
    assert stored(letter._meta.db_table).startswith("gAAAA")
    assert letter._default_manager.values_list("words", flat=True).get() == "138-0013-8000"


@pytest.mark.django_db(transaction=True)
def test_a_sealed_field_seals_in_every_way_of_writing_and_can_be_blanked(letter: type[models.Model]) -> None:
    everyone = letter._default_manager
    first = everyone.create(words="first")
    everyone.bulk_update([letter(pk=first.pk, words="second")], ["words"])
    assert stored(letter._meta.db_table).startswith("gAAAA")
    assert everyone.values_list("words", flat=True).get() == "second"
    everyone.update(words="third")
    assert everyone.values_list("words", flat=True).get() == "third"
    assert not everyone.filter(words="").exists()
    everyone.update(words="")
    assert stored(letter._meta.db_table) == ""
    assert everyone.filter(words="", words__isnull=False).exists()
    assert not everyone.exclude(words="").exists()


@pytest.mark.django_db(transaction=True)
def test_a_sealed_field_cannot_be_searched_by_its_words(letter: type[models.Model]) -> None:
    everyone = letter._default_manager
    for looked_for in ({"words": "first"}, {"words__in": ["first"]}, {"words__contains": "f"}, {"words__gt": "f"}):
        with pytest.raises(FieldError):
            everyone.filter(**looked_for).exists()


def test_a_sealed_field_can_be_rebuilt_for_a_migration() -> None:
    _name, _path, _args, kwargs = SealedText(purpose="contact", blank=True).deconstruct()
    assert kwargs == {"purpose": "contact", "blank": True}
