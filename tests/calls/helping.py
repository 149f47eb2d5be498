"""What the tests of the phone desk share: a call that was handed in, a caller made sure of."""

from datetime import datetime, timedelta
from typing import Any

from civic.calls import actions
from civic.calls.models import Check
from civic.cases.actions import Filed, ReportGiven
from civic.cases.models import Case
from tests.people import NOON, City

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
PHONE = "13800138000"
OTHER = "13900139000"
WORDS = "望江路 18 号对面的路灯不亮一个星期了。"


def called(city: City, *, at: datetime = NOON, token: str = "page-1", **given: Any) -> Filed:
    """A call that operator He wrote down and handed in."""
    report = ReportGiven(**({"kind": "complaint", "text": WORDS, "phone": PHONE} | given))
    kept = actions.keep_call(token, by=city.he, said={"text": report.text}, at=at)
    return actions.register_call(kept, by=city.he, given=report, at=at)


def sure(city: City, case: Case, *, at: datetime, phone: str = PHONE) -> Check:
    """He has called back on the number left with the case, and the caller answered."""
    check = actions.start_calling_back(phone, number=case.number, by=city.he, at=at)
    return actions.confirm_called_back(check, is_reached=True, by=city.he, at=at)


def closed(city: City, *, phone: str = PHONE, **given: Any) -> Case:
    """A closed case whose reporter left only a telephone number."""
    return city.case("closed", phone=phone, **given)
