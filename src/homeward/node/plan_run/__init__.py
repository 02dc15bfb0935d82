"""Planning without a database: sealed lists and terms in; plan, audit file, reasons and a summary out."""
