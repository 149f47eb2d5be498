"""What families hand in."""

from civic.youth.forms.families import AddressForm, CodeForm, FindForm, JoinForm, PupilForm, WordsForm

__all__ = ["AddressForm", "CodeForm", "FindForm", "JoinForm", "PupilForm", "WordsForm"]
