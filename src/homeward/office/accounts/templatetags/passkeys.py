"""Options of a passkey in an attribute of its form: the content policy lets no script stand in the page."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """The value as JSON text; the template escapes it like any other text."""
    return json.dumps(value, cls=DjangoJSONEncoder)
