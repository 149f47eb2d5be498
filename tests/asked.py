"""What each test asks the database, noted on SQLite: a page test that asks PostgreSQL nothing which another test does
not ask it as well need not be seen there again."""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, TypeVar

import pytest
from django.conf import settings
from django.core.signals import request_started
from django.db import connection

KEPT = settings.BASE_DIR / ".pytest_cache" / "d" / "asked"
READ = ("civic", "portal", "tests", "templates")  # what a note hangs on
KEPT_SECONDS = 2 * 86_400
ROW = r"\((?:%s|NULL)(?:, (?:%s|NULL))*\)"
NO_QUESTION = re.compile(r"(?:RELEASE )?SAVEPOINT|ROLLBACK|BEGIN|PRAGMA|EXPLAIN")


class Named(Protocol):
    """A test, as far as choosing asks."""

    @property
    def nodeid(self) -> str:
        """Its file, its name and its row."""
        ...


Asking = TypeVar("Asking", bound=Named)


@dataclass
class Note:
    """What one test asked, and how."""

    questions: set[str] = field(default_factory=set)
    by_a_page: bool = False  # it asked an address, and not only acts, rules and queries
    watched: bool = False  # it counted statements, or one of them was refused: that is a database's own


@cache
def key() -> str:
    """What notes hang on: all that is tried, and all that tries it."""
    read = hashlib.sha256()
    for top in READ:
        for file in sorted((settings.BASE_DIR / top).rglob("*")):
            if file.suffix in {".py", ".html", ".txt", ".xml", ".csv", ".toml"}:
                read.update(str(file.relative_to(settings.BASE_DIR)).encode() + file.read_bytes())
    return read.hexdigest()[:16]


@cache
def plain(statement: str) -> str:
    """A statement without its savepoints, how many rows it brings, and which page of a list it asks for."""
    one_of_many = re.sub(
        r"(\((?:%s|NULL)(?:, (?:%s|NULL))*\))(?:, \((?:%s|NULL)(?:, (?:%s|NULL))*\))+", r"\1", statement
    )
    listed = re.sub(r"\bIN \((%s)(?:, %s)*\)", r"IN (\1)", one_of_many)
    return re.sub(r"\b(LIMIT|OFFSET) \d+", r"\1 N", listed)


def sort_of(given: Any) -> str:
    """What PostgreSQL may take otherwise than SQLite: nothing, a number too large, a text too long or not a text."""
    match given:
        case None | bool():
            return str(given)
        case int():
            return "number" if abs(given) < 2**31 else "large" if abs(given) < 2**63 else "too large"
        case str():
            size = next((most for most in (20, 60, 120, 250, 1000) if len(given) <= most), "long")
            return f"text {size}{' nul' if chr(0) in given else ''}{' torn' if _is_torn(given) else ''}"
        case list() | tuple():
            return "+".join(sorted({sort_of(one) for one in given}))
    return type(given).__name__


def _is_torn(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def question(statement: str, given: Any) -> str:
    """A statement and the sorts of what is given with it, as one short word."""
    sorts = (sort_of(one) for one in given or ())
    told = sorted(set(sorts)) if " IN (" in statement or statement.startswith("INSERT") else list(sorts)
    return hashlib.sha256(f"{plain(statement)} {told}".encode()).hexdigest()[:12]


class Listening:
    """Hears every statement of a worker, and writes down at the end which test asked which."""

    def __init__(self) -> None:
        self.key = key()  # of the code as it is read, whatever is written meanwhile
        self.notes: dict[str, Note] = {}
        self.now = Note()
        self.failed: set[str] = set()
        self.is_connected = False

    def hear(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """A wrapper of Django's around each statement."""
        if not NO_QUESTION.match(sql):
            for given in params if many else (params,):
                self.now.questions.add(question(sql, given))
            self.now.watched = self.now.watched or context["connection"].force_debug_cursor
        try:
            return execute(sql, params, many, context)
        except Exception:
            self.now.watched = True
            raise

    def asked_an_address(self, **_: Any) -> None:
        """A receiver of the start of each request."""
        self.now.by_a_page = True

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """What is asked from now on, this test asks."""
        if not self.is_connected:
            connection.execute_wrappers.append(self.hear)
            request_started.connect(self.asked_an_address)
            self.is_connected = True
        self.now = self.notes.setdefault(item.nodeid, Note())
        yield

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What fails here is seen there too."""
        if not report.passed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write it down."""
        folder = KEPT / self.key
        folder.mkdir(parents=True, exist_ok=True)
        numbers: dict[str, int] = {}
        told = {
            name: [note.by_a_page and not note.watched, *(numbers.setdefault(q, len(numbers)) for q in note.questions)]
            for name, note in self.notes.items()
            if name not in self.failed
        }
        half = folder / f"{os.getpid()}.half"
        half.write_text(json.dumps({"tests": told, "questions": list(numbers)}))
        half.rename(half.with_suffix(".json"))
        for old in KEPT.glob("*/*.*"):
            if old.stat().st_mtime < time.time() - KEPT_SECONDS:
                old.unlink()


def notes() -> dict[str, Note]:
    """What was noted of the code as it stands; nothing, when it has changed since."""
    found: dict[str, Note] = {}
    for file in sorted((KEPT / key()).glob("*.json"), key=lambda file: file.stat().st_mtime):
        read = json.loads(file.read_text())
        for name, (by_a_page, *asked) in read["tests"].items():
            found[name] = Note({read["questions"][number] for number in asked}, by_a_page)
    return found


def worth_asking(items: list[Asking], known: dict[str, Note], *, always: set[Asking]) -> list[Asking]:
    """Every test of acts, rules and queries, everything not known, and each test of pages that asks something new."""
    unknown = Note()
    told = {item: known.get(item.nodeid, unknown) for item in items}
    pages = [item for item in items if told[item].by_a_page and item not in always]
    left_out = set(pages)
    asked: set[str] = set().union(*(told[item].questions for item in items if item not in left_out))
    for item in pages:
        if not told[item].questions <= asked:
            asked |= told[item].questions
            left_out.discard(item)
    return [item for item in items if item not in left_out]
