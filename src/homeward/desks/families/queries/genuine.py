"""Whether a letter is genuine: yes or no, for anybody who asks, and nothing else."""

from homeward.desks.families.codes import digest_of
from homeward.desks.families.models import Answer


def is_genuine(*, code: str) -> bool:
    """True for the code of a letter that was given. One statement for every input, whatever it holds.

    Public: nobody's right is asked and nobody's look is kept, since no person is shown.
    """
    return Answer.objects.filter(code_digest=digest_of(code), state=Answer.State.GIVEN).exists()
