"""What officers hand in: moves, the purpose for a contact, how the worklist is narrowed, a name for a view."""

from civic.desk.forms.bulk import BulkForm
from civic.desk.forms.contacts import ContactForm
from civic.desk.forms.duty import SEVERAL, DutyContactForm, MinutesForm, ShiftForm
from civic.desk.forms.fields import Hinted, Words
from civic.desk.forms.filters import DeskFilters
from civic.desk.forms.incidents import BulletinForm, EndForm, ExtendForm, HandForm, NumberForm, OpenIncidentForm
from civic.desk.forms.moves import SCREENED, MoveForm, move_form
from civic.desk.forms.photos import OfficePhotoForm, box_forms, boxes_in
from civic.desk.forms.records import RecordsForm
from civic.desk.forms.samples import DrawForm, RecheckForm
from civic.desk.forms.saving import SaveForm
from civic.desk.forms.tasks import TaskForm
from civic.desk.forms.templates import BESIDE as TEMPLATE_FIELDS
from civic.desk.forms.templates import TemplateForm

__all__ = [
    "SCREENED",
    "SEVERAL",
    "TEMPLATE_FIELDS",
    "BulkForm",
    "BulletinForm",
    "ContactForm",
    "DeskFilters",
    "DrawForm",
    "DutyContactForm",
    "EndForm",
    "ExtendForm",
    "HandForm",
    "Hinted",
    "MinutesForm",
    "MoveForm",
    "NumberForm",
    "OfficePhotoForm",
    "OpenIncidentForm",
    "RecheckForm",
    "RecordsForm",
    "SaveForm",
    "ShiftForm",
    "TaskForm",
    "TemplateForm",
    "Words",
    "box_forms",
    "boxes_in",
    "move_form",
]
