"""What officers hand in: moves, the purpose for a contact, how the worklist is narrowed, a name for a view."""

from civic.desk.forms.bulk import BulkForm
from civic.desk.forms.filters import DeskFilters
from civic.desk.forms.moving import ContactForm, Hinted, MoveForm, Words, box_forms, boxes_in, move_form
from civic.desk.forms.saving import SaveForm

__all__ = [
    "BulkForm",
    "ContactForm",
    "DeskFilters",
    "Hinted",
    "MoveForm",
    "SaveForm",
    "Words",
    "box_forms",
    "boxes_in",
    "move_form",
]
