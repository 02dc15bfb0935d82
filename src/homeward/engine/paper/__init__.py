"""Lists -> PDF (typst, committed fonts) and QR."""
