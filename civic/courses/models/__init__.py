"""Courses with their test, what was learnt, and what somebody is qualified for."""

from civic.courses.models.claims import Claim
from civic.courses.models.courses import Course, CourseDay, Learning, Place, Question
from civic.courses.models.qualifications import Grant, Inclusion, Qualification

__all__ = ["Claim", "Course", "CourseDay", "Grant", "Inclusion", "Learning", "Place", "Qualification", "Question"]
