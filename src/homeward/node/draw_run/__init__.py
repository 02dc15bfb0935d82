"""A draw from the command line: what each participant writes, and the minutes that join it into one record."""
