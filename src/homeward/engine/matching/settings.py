"""What a run of matching may be told. Called by whoever starts a run; recorded in the summary of its result."""

from dataclasses import dataclass

from homeward.base.errors import InputError

LIKELY, REVIEW, NONE = "likely", "review", "none"  # the bands of a pair; no band says "same person"


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds and limits.

    Attributes:
        likely_probability, likely_margin: both must be reached for the band 'likely'.
        review_probability: what lies below is not shown.
        block_cap: largest product of both sides' block sizes that a key may yield; wider blocks are left to other keys.
        all_pairs_up_to: lists whose sizes multiply to no more are also compared all against all.
        learn: whether weights are learnt from the lists (priors alone otherwise).
        rounds: rounds of learning.
    """

    likely_probability: float = 0.98
    likely_margin: float = 0.75
    review_probability: float = 0.1
    block_cap: int = 1_500
    all_pairs_up_to: int = 160_000
    learn: bool = True
    rounds: int = 3

    def __post_init__(self) -> None:
        shares = (self.likely_probability, self.likely_margin, self.review_probability)
        if not all(0 < share < 1 for share in shares) or self.review_probability > self.likely_probability:
            raise InputError("thresholds lie between 0 and 1, and review is not above likely.")
        if self.block_cap < 1 or self.all_pairs_up_to < 0 or self.rounds < 0:
            raise InputError("limits are counts.")

    def document(self) -> dict[str, str | int]:
        """As words and whole numbers, so that it can be sealed."""
        return {
            "likely_probability": f"{self.likely_probability:.6f}",
            "likely_margin": f"{self.likely_margin:.6f}",
            "review_probability": f"{self.review_probability:.6f}",
            "block_cap": self.block_cap,
            "all_pairs_up_to": self.all_pairs_up_to,
            "learn": int(self.learn),
            "rounds": self.rounds,
        }
