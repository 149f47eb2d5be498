"""Who may see what of a child, and where. Whatever is not written here is a leak.

A row names words as they were planted ("*" stands for anything, {this,that} for either), who may see them (people of
the cast by name; "guardian", "pupil" and "teacher" are those of the child in question, "lead" is everybody responsible
for the track, "all" is everybody), and how the addresses begin where they may. "POST" stands before what is told to a
press alone.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

MADE = "{title,saw,change,helps,count,picture}"
TABLE = f"""
# what two have read, and the letter the child has
* shown {MADE}                        | all       | /
* shown image                         | all       | /
fox shown {{letter,idea,became}}        | all       | /

# the child: what it made, what was answered, who looked at its name and why, where it is awaited
* {MADE}                              | pupil     | /little-mayor/make/ /little-mayor/about-me/
* image                               | pupil     | /little-mayor/pictures/
cloud sent back note                  | pupil     | /little-mayor/make/
{{rain,fox}} opening                    | pupil     | /little-mayor/about-me/
fox request                           | pupil     | /little-mayor/about-me/
dialogue place                        | rain-slip | /little-mayor/dialogues/mine/
dialogue place                        | gu        | /little-mayor/family/

# its own guardian: who it is, and what two have read; no draft, nothing unread, nothing in which it may be in danger
* {{name,birthday ?,guardian,contact,school}} | guardian | /little-mayor/family/
{{rain,snow}} {{opening,request}}         | guardian  | /little-mayor/family/
cloud {{request,answer}}                | guardian  | /little-mayor/family/
cloud {{hidden,sent back}} {MADE} | guardian | /little-mayor/family/
cloud withdrawn title                   | guardian  | /little-mayor/family/
snow kept {MADE}                      | guardian  | /little-mayor/family/

# the readers, who are also those responsible: what was handed in, the letters on it, what is feared
* {{unread,half read,hidden,danger,sent back,kept}} {MADE} | lead | /desk/youth/reading/
* {{unread,half read,hidden,danger,sent back,kept}} image | lead | /little-mayor/pictures/ /desk/youth/pictures/
* {{sent back,kept}} {MADE}             | lead      | /desk/youth/letters/
* {{letter,idea,became,remark}}         | lead      | /desk/youth/letters/
cloud danger {MADE}                   | lead      | /desk/youth/concerns/
* {{concern,fear,finding,taker,handed over}} | lead | /desk/youth/concerns/
* reason                              | lead      | /desk/youth/reading/
dialogue place                        | lead      | /desk/youth/dialogues/

# the office that signs a letter
rain shown {{letter,idea,became}}       | chen      | /desk/youth/letters/

# the jury, blind: what a juror began to write
rain note of a juror                  | qiu       | /little-mayor/jury/

# schools as such, beside no child
* school                              | teacher   | /little-mayor/school/
* school                              | qiu       | /little-mayor/jury/
* school                              | lead root | /desk/youth/people/
* school                              | lead      | /desk/youth/votes/

# those responsible: why an identity was opened, what families ask, the papers of the audit
* {{opening,opening decision,opening review}} | lead | /desk/youth/openings/
* list                                | lead      | /desk/youth/lists/
* {{request,answer}}                    | lead      | /desk/youth/requests/
paper *                               | lead      | /desk/youth/audit/

# whoever reported something: herself, and the administrator who keeps accounts
reporter                              | mei       | /
reporter                              | root      | /admin/accounts/

# what a press tells, once: an approved opening, an approved list, codes to print
rain {{name,birthday ?,school,guardian,contact}} | tang | POST /desk/youth/openings/
cloud {{name,birthday ?,school,guardian,contact}} | bai | POST /desk/youth/openings/
rain {{name,birthday ?,school}}         | yi        | POST /desk/youth/lists/
vote code ?                           | tang      | POST /desk/youth/votes/
entry code ?                          | ke        | POST /little-mayor/school/
"""
LEADS = frozenset({"tang", "bai", "yi"})
OF_CHILD = {
    "guardian": {"rain": "gu", "cloud": "bo", "snow": "snow-slip"},
    "pupil": {"rain": "rain-slip", "cloud": "cloud-slip", "fox": "fox"},
    "teacher": {"rain": "ke", "cloud": "fang"},
}
# planted to be met nowhere: what a phone writes into a picture, where somebody was asked, codes that were handed out,
# what was refused at the input, what lies in the box of a vote, why something is kept from a guardian
NEVER = (
    "* {artist,camera,caption,upload,slip,class,withholding,invited}", "{fox,nobody} contact",
    "fox {name,birthday ?}", "paper of mei", "fox note of a juror",
    "cloud withdrawn {picture,image,saw,change,helps,count}",
)  # fmt: skip
_EITHER = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Row:
    """These words may be seen by these people at these addresses."""

    words: tuple[str, ...]
    who: tuple[str, ...]
    where: tuple[str, ...]

    def holds_for(self, word: str, who: str) -> bool:
        """Is it about this word and this person?"""
        return any(fnmatchcase(word, one) for one in self.words) and any(_is(one, who, word) for one in self.who)

    def is_at(self, where: str) -> bool:
        """Is this address, or this press, one of those?"""
        plain = where.removeprefix("POST ")
        return any((where if one.startswith("POST ") else plain).startswith(one) for one in self.where)


def _is(role: str, who: str, word: str) -> bool:
    if role in OF_CHILD:
        return OF_CHILD[role].get(word.split()[0]) == who
    return role in ("all", who) or (role == "lead" and who in LEADS)


def spelled_out(pattern: str) -> tuple[str, ...]:
    """“{rain,fox} opening” is “rain opening” and “fox opening”."""
    parts = _EITHER.split(pattern)
    choices = [part.split(",") if place % 2 else [part] for place, part in enumerate(parts)]
    return tuple("".join(some) for some in itertools.product(*choices))


def _read(line: str) -> Row:
    words, who, where = (part.strip() for part in line.split("|"))
    presses = ("POST " + one for one in where.removeprefix("POST ").split())
    return Row(spelled_out(words), tuple(who.split()), tuple(presses if where.startswith("POST ") else where.split()))


ROWS = tuple(_read(line) for line in TABLE.splitlines() if line and not line.startswith("#"))


def may_see(word: str, who: str, where: str) -> bool:
    """Does a row say so?"""
    return any(row.holds_for(word, who) and row.is_at(where) for row in ROWS)


def unmet(words: Iterable[str], met: Iterable[str]) -> list[str]:
    """What should have been met by somebody and was not; a day counts as met in whichever way it was written."""
    known = {_said(word) for word in met}
    return sorted({_said(word) for word in words if not is_met_nowhere(word)} - known)


def _said(word: str) -> str:
    return word[:-2] if fnmatchcase(word, "* birthday ?") else word


def is_met_nowhere(word: str) -> bool:
    """Was it planted to be met nowhere?"""
    return any(fnmatchcase(word, one) for pattern in NEVER for one in spelled_out(pattern))
