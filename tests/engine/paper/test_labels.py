"""Labels: every language says everything, and says honestly whether it is a draft."""

import pytest

from homeward.engine.paper.labels import LANGUAGES, labels
from homeward.engine.paper.typesetting import drawable


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_label_and_a_font_for_it(language):
    english, table = labels("manifest", "en"), labels("manifest", language)
    assert list(table) == list(english)
    for key, words in table.items():
        if key != "draft":
            assert str(words).strip()
            assert drawable(str(words)) == words
    for key, places in {
        "page": ("{page}", "{pages}"),
        "qr_person": ("{seat}",),
        "draft_note": ("{languages}",),
    }.items():
        assert all(place in str(table[key]) for place in places)


def test_only_the_source_language_is_no_draft():
    assert [language for language in LANGUAGES if not labels("manifest", language)["draft"]] == ["en"]


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_no_label_was_left_in_english(language):
    english, table = labels("manifest", "en"), labels("manifest", language)
    assert not [key for key in english if english[key] == table[key]]
