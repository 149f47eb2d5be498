"""Ground for the tests of courses: a course that is read, one that is given on a day, and what they give."""

from datetime import datetime
from typing import Any

from civic.courses import actions
from civic.courses.actions import CourseTold, DayTold, QualificationTold
from civic.courses.models import Course, CourseDay, Qualification
from tests.people import NOON
from tests.volunteers.ground import DAY, HOUR, Helpers

TEST = (
    "? 看见井盖没了，先做什么？\n- 拍照发朋友圈\n* 拦住行人，报告\n- 走开\n! 先保护人，再报告。\n\n"
    "? 夜里能一个人去吗？\n- 能\n* 不能\n! 夜巡两人同行。"
)
TEST_EN = (
    "? A manhole cover is gone. What first?\n- Post a photo\n* Keep people off, report\n- Walk on\n"
    "! People first, then the report.\n? Alone by night?\n- Yes\n* No\n! By night you go in twos."
)
RIGHT, WRONG = [1, 1], [1, 0]


def qualification(helpers: Helpers, code: str = "patrol", **changes: Any) -> Qualification:
    """Something a post may ask for."""
    given: dict[str, Any] = {"kind": "course", "names": {"zh-hans": "巡查培训"}, "lasts_months": 12} | changes
    return actions.write_qualification(QualificationTold(code, **given), by=helpers.luo, at=NOON)


def course_told(**changes: Any) -> CourseTold:
    """A course that is read."""
    given: dict[str, Any] = {
        "code": "patrol",
        "way": "read",
        "minutes": 30,
        "names": {"zh-hans": "怎样巡查", "en": "How to patrol"},
        "summaries": {"zh-hans": "十分钟读完。"},
        "words": {"zh-hans": "# 巡查\n\n两人同行。"},
        "tests": {"zh-hans": TEST, "en": TEST_EN},
    }
    return CourseTold(**(given | changes))


def course(helpers: Helpers, *, offered: bool = True, **changes: Any) -> Course:
    """A course of the organisation, offered unless said otherwise."""
    made = actions.write_course(helpers.organisation, course_told(**changes), by=helpers.luo, at=NOON)
    return actions.offer_course(made, by=helpers.luo, at=NOON) if offered else made


def course_day(helpers: Helpers, *, starts: datetime = NOON + 4 * DAY, seats: int = 2, **changes: Any) -> CourseDay:
    """A day on which a course is given by the leader."""
    made = course(helpers, **({"code": "first-aid", "way": "day", "tests": {}, "minutes": 240} | changes))
    told = DayTold(starts, starts + 4 * HOUR, "培训室", seats, helpers.leader)
    return actions.plan_day(made, told, by=helpers.luo, at=NOON)
