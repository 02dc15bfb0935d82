"""Vectors of every standard: `transliterate` gives those it claims, and folding brings all of them together."""

from pathlib import Path

import pytest

from homeward.engine.names import fold_words, skeleton, transliterate

VECTORS = Path(__file__).parents[2] / "vectors"
CLAIMED = (
    "latin_uk_resolution_55_2010.txt",
    "latin_ru_icao_9303.txt",
    "latin_uk_icao_9303.txt",
    "latin_be_icao_9303.txt",
)
# What one reading of the letters cannot tell, counted: German and French write one letter for two sounds.
FOLD_SHARE = {"latin_de_duden.txt": 0.8, "latin_pl.txt": 0.94, "latin_fr.txt": 0.97}
SKELETON_SHARE = {"latin_fr.txt": 0.97}


def _vectors(name: str) -> list[tuple[str, str, str]]:
    lines = (VECTORS / name).read_text(encoding="utf-8").splitlines()
    return [(o, lang, latin) for o, lang, latin in (line.split(" ; ") for line in lines if line[:1] != "#")]


def _files() -> list[str]:
    return sorted(path.name for path in VECTORS.glob("latin_*.txt"))


def test_every_file_of_vectors_names_its_source() -> None:
    assert len(_files()) == 12
    for name in _files():
        assert (VECTORS / name).read_text(encoding="utf-8").startswith("# "), name


@pytest.mark.parametrize("name", CLAIMED)
def test_transliterate_gives_the_standards_it_claims(name: str) -> None:
    assert [(o, transliterate(o, language)) for o, language, _ in _vectors(name)] == [
        (o, x) for o, _, x in _vectors(name)
    ]


@pytest.mark.parametrize("name", _files())
def test_an_original_and_its_latin_form_meet_in_one_fold_or_at_least_one_skeleton(name: str) -> None:
    vectors = [(fold_words(original), fold_words(latin)) for original, _, latin in _vectors(name)]
    alike = sum(one == other for one, other in vectors) / len(vectors)
    bones = sum(skeleton(one) == skeleton(other) for one, other in vectors) / len(vectors)
    assert alike >= FOLD_SHARE.get(name, 0.97)
    assert bones >= SKELETON_SHARE.get(name, 1.0)


def test_over_all_standards_nearly_every_form_meets_its_original() -> None:
    pairs = [(fold_words(o), fold_words(latin)) for name in _files() for o, _, latin in _vectors(name)]
    assert sum(one == other for one, other in pairs) / len(pairs) >= 0.96
    assert sum(skeleton(one) == skeleton(other) for one, other in pairs) / len(pairs) >= 0.99
