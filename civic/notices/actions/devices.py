"""Devices that take messages: kept with somebody's will, given a new address, forgotten."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.lib.push_vendors import is_known, vendor_of
from civic.lib.refusals import NotValid
from civic.lib.sealed import keyed_hash
from civic.lib.web_push import BadKey, Browser, check_browser
from civic.notices.actions.withdrawing import forget as forget_addresses
from civic.notices.models import Device, DeviceQuerySet, browser_hash, device_digest, device_token

MOST = 10  # devices of one account or contact
NO_DEVICE = _("This browser gave no address that the city can send to. Choose another way to be told.")


@transaction.atomic
def keep_device(
    browser: Browser, *, number: str, person: int | None = None, contact_hash: str = "", language: str, at: datetime
) -> Device:
    """A browser may be told things from now on, for somebody who is known, or for the browser alone: `number` is what
    it is known by. The same browser is one device, whatever address its vendor gives it; of eleven the oldest goes.

    Raises NotValid for an address at none of the vendors that the city knows, or with broken keys.
    """
    try:
        check_browser(browser)
    except BadKey:
        raise NotValid(NO_DEVICE) from None
    if not is_known(browser.endpoint):
        raise NotValid(NO_DEVICE)
    seen, digest = browser_hash(number), _digest(browser)
    Device.objects.filter(browser_hash=seen).exclude(address_hash=digest).delete()
    columns = _columns(browser) | {"browser_hash": seen, "language": language}
    if person is not None or contact_hash:  # a browser that nobody is signed in at stays whose it was
        columns |= {"person_id": person, "contact_hash": contact_hash}
    device, _is_new = Device.objects.update_or_create(
        address_hash=digest, defaults=columns, create_defaults=columns | {"created_at": at}
    )
    if person is not None:
        _drop_oldest(Device.objects.filter(person=person))
    elif contact_hash:
        _drop_oldest(Device.objects.filter(person=None, contact_hash=contact_hash))
    return device


def _columns(browser: Browser) -> dict[str, str | int | None]:
    digest = _digest(browser)
    return {
        "address": json.dumps({"endpoint": browser.endpoint, "key": browser.key, "secret": browser.secret}),
        "address_hash": digest,
        "stop_digest": device_digest(device_token(digest)),
        "vendor": vendor_of(browser.endpoint)[:100],
    }


def _digest(browser: Browser) -> str:
    return endpoint_hash(browser.endpoint)


def endpoint_hash(endpoint: str) -> str:
    """By which a device is found by the address its vendor gave it."""
    return keyed_hash(endpoint, purpose="device")


def _drop_oldest(devices: DeviceQuerySet) -> None:
    old = list(devices.order_by("-created_at", "-pk").values_list("pk", flat=True)[MOST:])
    devices.filter(pk__in=old).delete()


@transaction.atomic
def renew_device(old_endpoint: str, browser: Browser, *, at: datetime) -> bool:
    """The vendor gave a browser another address; whoever knows the old one is that browser. Was it known?"""
    try:
        check_browser(browser)
    except BadKey:
        return False
    known = Device.objects.select_for_update().filter(address_hash=endpoint_hash(old_endpoint)).first()
    if known is None or not is_known(browser.endpoint):
        return False
    Device.objects.filter(address_hash=_digest(browser)).exclude(pk=known.pk).delete()
    return bool(Device.objects.filter(pk=known.pk).update(**_columns(browser)))


@transaction.atomic
def drop_device(device: Device, *, at: datetime) -> None:
    """Nothing is sent to it any more, what waits included."""
    forget_addresses([device.address_hash], at=at)
    Device.objects.filter(pk=device.pk).delete()


@transaction.atomic
def drop_idle(browsers: Iterable[str], *, at: datetime) -> None:
    """These browsers follow nothing any more: the devices that were kept for that alone are forgotten."""
    for device in Device.objects.idle().filter(browser_hash__in=[one for one in browsers if one]):
        drop_device(device, at=at)


@transaction.atomic
def forget_devices(
    *, person: int | None = None, contact_hashes: Iterable[str] = (), browser: str = "", at: datetime
) -> None:
    """Nobody finds from the devices who this person was."""
    theirs = Device.objects.none()
    if person is not None:
        theirs |= Device.objects.filter(person=person)
    theirs |= Device.objects.filter(contact_hash__in=[one for one in contact_hashes if one])
    if browser:
        theirs |= Device.objects.filter(browser_hash=browser_hash(browser))
    for device in theirs:
        drop_device(device, at=at)
