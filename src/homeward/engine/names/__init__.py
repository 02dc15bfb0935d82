"""Names as written -> parsed, transliterated, translated and folded to keys."""
