"""Two lists -> explained, judged pairs."""
