"""A relative's request, graded answers, messages. Not built yet: the next stage of the journey."""
