"""The kinds of items that travel, one module each. A new kind is one module and one line here."""

from homeward.post.kinds import person_list, retraction

__all__ = ["person_list", "retraction"]
