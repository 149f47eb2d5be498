"""What each column of the open files means, in a sentence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MEANS: dict[str, Any] = {
    "row": _("The number of a public case; else a name of 16 signs that stays the same and leads nowhere."),
    "public": _(
        "1: the case is public now. 0: it is not, and has no number, kind, matter or day here; it still counts."
    ),
    "kind": _("What was handed in: complaint, help, question, suggestion."),
    "matter": _("The code of what it is about, as in the catalogue."),
    "month": _("The month in which the promised day lies; the case counts in it whatever happened when."),
    "due": _(
        "The day first promised for the answer. A pause for a question to the resident moves it; a day granted later "
        "does not."
    ),
    "office": _("The office that held the case when that day came, or last before. Empty: none had got it."),
    "answered_by": _("The office whose answer the resident spoke of, or could have spoken of."),
    "area": _("The code of the area; where the matter is private, of the district only."),
    "area_path": _("The codes from the city down to the area."),
    "language": _("The language of the report; empty where it is not known, or the matter is private."),
    "due_count": _("So many cases whose promised day has come."),
    "in_time": _(
        "The answer was given by that day, said that something was done, stood the check, and was not opened again."
    ),
    "responded": _(
        "The office had really been in touch with the resident by that day, or the work was done and checked."
    ),
    "sent_back": _("An answer did not stand the check, or the resident refused it before."),
    "reopened": _("The case was taken up anew after an answer."),
    "came_back": _("After its closing the same problem was reported at the same place again."),
    "without_action": _(
        "It ended without something done: not found, not ours, not possible, planned, or not accepted after all."
    ),
    "deferred": _("Another day was granted. The case still counts by the day first promised."),
    "not_public": _("So many of the cases are not public now."),
    "asked": _("The resident could say whether it is solved."),
    "solved": _("The resident's first word: yes, partly, no. Empty is silence, which is never a yes."),
    "yes": _("So many said “solved”."),
    "partly": _("So many said “partly solved”."),
    "no": _("So many said “not solved”."),
    "result": _("Stars for the result, 1 to 5; in counts: so many gave any."),
    "attitude": _("Stars for the attitude, 1 to 5; in counts: so many gave any."),
    "speed": _("Stars for the speed, 1 to 5; in counts: so many gave any."),
    "result_good": _("So many gave 4 or 5."),
    "attitude_good": _("So many gave 4 or 5."),
    "speed_good": _("So many gave 4 or 5."),
    "put_right": _("After a first “no” the resident said “yes” later. It changes no other figure."),
    "what": _("What was done: declined, withheld, hidden and so on."),
    "reason": _(
        "The ground from the list, or the basis that was named; “other” where fewer than three cases share it."
    ),
    "count": _("How many."),
    "community": _("The code of the community."),
    "raised": _("So many topics were raised in the month and shown to everybody; hiding one later changes no figure."),
    "solved_there": _("So many were solved by residents themselves in the month; no office saw them."),
    "handed_on": _("So many were handed to the city in the month, each as a case."),
    "not_taken": _("So many were not taken further in the month, with a reason."),
    "served_in": _("The month in which it was served; only months that are over."),
    "service": _(
        "The kind of help; “other” takes together what fewer than five people gave in the month. Where these are fewer "
        "than five too, they are left out."
    ),
    "volunteers": _("So many people served in the month with this kind of help, each counted once."),
    "shifts": _("So many shifts they served on."),
    "hours": _("So many hours were written down for them, rounded to whole hours."),
    "at": _("When it was corrected."),
    "measure": _("Which rate changed; empty where a sentence says what has to be known."),
    "was_numerator": _("The numerator as it was published."),
    "was_denominator": _("The denominator as it was published."),
    "numerator": _("The numerator now."),
    "denominator": _("The denominator now."),
    "causes": _("What happened in the record since: the verbs of its lines."),
    "words": _("What the data officer wrote."),
}
