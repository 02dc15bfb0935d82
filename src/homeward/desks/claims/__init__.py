"""Side room: public claims and checks. Not built yet."""
