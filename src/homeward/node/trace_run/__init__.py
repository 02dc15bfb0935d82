"""The work of `./homeward trace`: two lists in; pairs, reasons, a report and the weights out."""
