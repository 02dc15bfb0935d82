"""The demonstration: the product told in two minutes, with invented people, through the same actions as a person's."""
