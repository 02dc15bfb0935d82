"""Terms and lists -> package, lottery, check and one reason a person."""
