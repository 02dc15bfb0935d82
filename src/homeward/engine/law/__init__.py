"""The Convention as data: categories, the fields a prisoner may be asked for, codes of list lines."""
