"""What the web server calls. Every connection of a web process is guarded."""

import os

from django.core.wsgi import get_wsgi_application

from homeward.node.database import guard_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.node.settings")
application = get_wsgi_application()
guard_connections()
