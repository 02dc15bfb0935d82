"""`{% load parties %}`, then `{{ row.party|party_name|bidi }}`: the party's name in the page's language.

Codes stay in addresses, files and exports; people read names.
"""

from django import template

from homeward.office.parties.naming import party_words

register = template.Library()
register.filter("party_name", party_words)
