"""CSV and XLSX -> header, guessed columns, rows, and each bad cell with its reason."""
