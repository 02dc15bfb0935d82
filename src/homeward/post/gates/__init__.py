"""Ways a bundle goes: the same bytes over http, or as a file in a directory."""
