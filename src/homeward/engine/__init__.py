"""Ground floor: plain Python engines. No Django, and no clock or randomness of their own."""
