"""In which fields each word may be kept, and what stays of a child whose family erased it."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from tests.hidden.nursery_table import spelled_out

WHILE_KNOWN = """
* name                       | guardians.Identity.name
* birthday ?                 | guardians.Identity.born_on
* school                     | guardians.Identity.school youth.School.name_zh_hans
* guardian                   | guardians.Guardianship.name
{rain,cloud,snow} contact    | guardians.Guardianship.contact
cloud contact                | notices.Notice.address
{fox contact,nobody contact,cloud invited} | guardians.Asking.contact notices.Notice.address
reporter                     | accounts.Person.name
* title                      | youth.Proposal.title youth.ProposalVersion.title
* saw                        | youth.Proposal.saw youth.ProposalVersion.saw
* change                     | youth.Proposal.change youth.ProposalVersion.change
* helps                      | youth.Proposal.helps youth.ProposalVersion.helps
* count                      | youth.Proposal.asked youth.ProposalVersion.asked
* picture                    | youth.ProposalPicture.alt
cloud sent back note         | youth.Reading.note
* reason                     | youth.Hiding.reason
cloud danger {title,saw,change,helps,count,fear} | youth.Evidence.body
* {concern,fear}             | youth.ConcernReport.words
* finding                    | youth.ConcernReport.finding
* handed over                | youth.HandOver.words
* taker                      | youth.HandOver.taker
* withholding                | guardians.Withholding.reason
* letter                     | youth.Letter.words
* remark                     | youth.Letter.remark
* idea                       | youth.Became.idea
* became                     | youth.Became.words
* opening                    | guardians.Opening.words
* opening decision           | guardians.Opening.decision
* opening review             | guardians.Opening.review
* list                       | guardians.Export.words
* request                    | guardians.RightsRequest.words
* answer                     | guardians.RightsRequest.answer
* note of a juror            | juries.Sheet.words
vote code ?                  | ballots.VoteSheet.codes
paper of mei                 | ballots.Paper.token
entry code ?                 | youth.CodeSheet.codes
dialogue place               | dialogues.Dialogue.place
paper assessment             | guardians.Assessment.text
paper breach                 | guardians.Breach.what notices.Notice.body
"""
# what the law has the city keep of a concern (three years), a school as such, and why a list of several was asked for
ONCE_ERASED = """
* school                     | youth.School.name_zh_hans
cloud danger {title,saw,change,helps,count,fear} | youth.Evidence.body
* {concern,fear}             | youth.ConcernReport.words
* finding                    | youth.ConcernReport.finding
* handed over                | youth.HandOver.words
* taker                      | youth.HandOver.taker
* withholding                | guardians.Withholding.reason
* list                       | guardians.Export.words
"""
# of these nothing lies open in a table or a file: it is sealed, or not there at all
SEALED = (
    "* {name,birthday ?,guardian,contact,invited,fear,concern,finding,handed over,withholding,request,answer}",
    "* {slip,class,artist,camera,caption,upload,reason}", "{vote,entry} code ?", "dialogue place",
)  # fmt: skip


def astray(kept: Mapping[str, set[str]], table: str) -> list[str]:
    """Which words are kept in a field where the table does not have them."""
    rows = [tuple(part.strip() for part in line.split("|")) for line in table.splitlines() if line]
    may = [(pattern, set(fields.split())) for words, fields in rows for pattern in spelled_out(words)]
    told = []
    for word, fields in kept.items():
        here = set().union(*(some for pattern, some in may if fnmatchcase(word, pattern)))
        told += [f"“{word}” is kept in {field}" for field in sorted(fields - here)]
    return told


def lies_open(word: str) -> bool:
    """May this word stand in a table as it is?"""
    return not any(fnmatchcase(word, one) for pattern in SEALED for one in spelled_out(pattern))
