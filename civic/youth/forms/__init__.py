"""What families hand in."""

from civic.youth.forms.families import TO_CHILD, AddressForm, CodeForm, FindForm, JoinForm, PupilForm, WordsForm

__all__ = ["TO_CHILD", "AddressForm", "CodeForm", "FindForm", "JoinForm", "PupilForm", "WordsForm"]
