from django.db import migrations, models


def _opened_so_far(apps, _schema_editor):
    """Keys from before this column: whoever held the compartment then opened it."""
    apps.get_model("compartments", "ReaderKey").objects.update(handed_on_at=models.F("made_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("compartments", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="readerkey",
            name="handed_on_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(_opened_so_far, migrations.RunPython.noop),
    ]
