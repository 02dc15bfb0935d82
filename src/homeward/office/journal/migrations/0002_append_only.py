"""Makes both tables append-only, in the dialect of the database at hand."""

from django.db import migrations

from homeward.office.journal.triggers import install_sql, remove_sql


def _run(statements):
    def apply(apps, schema_editor):
        for statement in statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    return apply


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(_run(install_sql), _run(remove_sql))]
