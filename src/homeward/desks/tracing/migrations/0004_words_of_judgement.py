from django.db import migrations, models

_WORDS = {"same": "confirmed", "not the same": "rejected", "not sure": "unsure"}


def rename(apps, schema_editor):
    answers = apps.get_model("tracing", "PairAnswer").objects
    for before, after in _WORDS.items():
        answers.filter(word=before).update(word=after)


def rename_back(apps, schema_editor):
    answers = apps.get_model("tracing", "PairAnswer").objects
    for before, after in _WORDS.items():
        answers.filter(word=after).update(word=before)


class Migration(migrations.Migration):
    dependencies = [
        ("tracing", "0003_letter_habits"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pairanswer",
            name="word",
            field=models.CharField(
                choices=[("confirmed", "confirmed"), ("rejected", "rejected"), ("unsure", "unsure")], max_length=16
            ),
        ),
        migrations.RunPython(rename, rename_back),
    ]
