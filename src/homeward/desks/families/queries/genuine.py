"""Whether a letter is genuine, for anybody who asks: no, yes, or yes and held back. Nothing else."""

from django.db.models import Exists, OuterRef, Q

from homeward.desks.families.codes import digest_of
from homeward.desks.families.models import Answer
from homeward.desks.families.queries.notes import held_back_letters

GENUINE, HELD_BACK = "genuine", "held_back"


def standing_of_letter(*, code: str) -> str:
    """'genuine' for the code of a letter that was given, 'held_back' when somebody says that it is wrong and nobody has
    looked yet, '' for every other text. One statement for every input, whatever it holds.

    Public: nobody's right is asked and nobody's look is kept, since no person is shown.
    """
    same_person = Q(request__person_id=OuterRef("request__person_id")) & ~Q(request__person_id="")
    held_back = held_back_letters().filter(Q(request=OuterRef("request")) | same_person)
    letters = Answer.objects.filter(code_digest=digest_of(code), state=Answer.State.GIVEN)
    found = letters.annotate(held_back=Exists(held_back)).values_list("held_back", flat=True).first()
    return {None: "", False: GENUINE, True: HELD_BACK}[found]
