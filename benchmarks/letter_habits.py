"""How often is the right Hungarian surname named, among 105,000, from its Cyrillic by ear? Prints a table.

    PYTHONPATH=src python benchmarks/letter_habits.py [--names 105000] [--pairs 800] [--queries 300] [--slips 0.3]

Names are put together here from Hungarian morphemes and syllables; nobody is real. What the clerk hears is written out
here on purpose, with slips of hearing and of hand that neither packs nor training pairs hold: the slips of the queries
are other ones, and more. Compared: plain transliteration with Jaro-Winkler, the hand rules of packs/hu with edit
distance, and letter habits learnt on top of either reading.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from homeward.engine.names import Lexicon, fold, learn_habits
from homeward.engine.names.languages import fold_as


def _words(text: str) -> list[str]:
    return text.split()


_ROOTS = _words(
    "Kis Nagy Fekete Fehér Szabó Kovács Molnár Varga Takács Juhász Szűcs Csizma Halász Vadász Bíró Király Herceg "
    "Pásztor Gulyás Lakatos Kerekes Bognár Kádár Mészáros Fazekas Szíjár Gyarmat Szent Erdő Mező Hegy Völgy Patak Tóth "
    "Horváth Rácz "
    "Oláh Német Török Lengyel Magyar Székely Orosz Balog Bene Csorba Dobos Egres Farkas Gál Hajdú Illés Jó "
    "Kántor Lukács Major Nemes Orbán Pintér Rigó Sipos Tímár Ujvár Vörös Zsoldos Bakó Cseke Dudás Éles Füzes Győr "
    "Hollós Izsák Jász Kocsis"
)
_TAILS = _words(
    "i házi falvi hegyi mezei pataki völgyi kúti szegi laki vári telki földi halmi ligeti sági széki teleki alji révi "
    "fi né ka ko csik kó dy si os es ás ős sy fy nyi lai dai rai"
)
_ONSETS = _words("b c cs d f g gy h j k l m n p r s sz t v z zs ny ty br kr tr pr gr szt")
_VOWELS = _words("a a á e e é i o o ó ö ő u ü ű")
_CODAS = ["", "", "", *_words("l r n s k t gy sz cs nk rt lt nd zs ly ny m")]
_HEARD = (  # spelling, what clerks write, the first most often
    ("ggy", "дь д"), ("gy", "дь д дж"), ("ssz", "с"), ("sz", "с с з"), ("cs", "ч ч щ"), ("zs", "ж ж ш"),
    ("ly", "й ль л"), ("ny", "нь н"), ("ty", "ть т"), ("s", "ш ш ш с"), ("c", "ц ц с"), ("j", "й и"), ("h", "х г х"),
    ("á", "а"), ("a", "а а о"), ("é", "е е и э"), ("e", "е э е"), ("ö", "е ё о э"), ("ő", "е ё о э"), ("ü", "ю у и"),
    ("ű", "ю у и"), ("ó", "о"), ("o", "о о а"), ("ú", "у"), ("í", "и"), ("w", "в"), ("y", "и"), ("x", "кс"),
)  # fmt: skip
_PLAIN = dict(zip("abdefgiklmnoprtuvz", "абдефгиклмнопртувз", strict=True))
_DEAF = str.maketrans("бвдзжг", "пфтсшк")  # final consonants lose their voice to a Russian ear
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        _words("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch y e yu ya"),
        strict=True,
    )
)
_TAUGHT_SLIPS = (("и", "е"), ("о", "а"), ("т", "д"), ("к", "г"))
_UNSEEN_SLIPS = (
    ("н", "и"),
    ("ш", "щ"),
    ("л", "м"),
    ("а", "о"),
    ("п", "н"),
    ("б", "в"),
    ("е", "и"),
    ("ч", "г"),
    ("у", "ц"),
)


def surnames(amount: int, chance: random.Random) -> list[str]:
    """Distinct surnames: morphemes joined, then words of syllables until there are enough."""
    found = dict.fromkeys(root + tail for root in _ROOTS for tail in ["", *_TAILS])
    while len(found) < amount:
        syllables = [
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(chance.choice((2, 2, 2, 3)))
        ]
        tail = chance.choice(("", "", "", "i", *_TAILS)) if len(syllables) == 2 else ""
        found["".join(syllables).capitalize() + tail] = None
    return list(found)[:amount]


def heard(name: str, chance: random.Random, slips: Sequence[tuple[str, str]], rate: float) -> str:
    """What a clerk wrote who heard the name."""
    rest, written = name.lower(), ""
    while rest:
        spelling = next((pair for pair in _HEARD if rest.startswith(pair[0])), None)
        if spelling:
            written += chance.choice(spelling[1].split())
            rest = rest[len(spelling[0]) :]
        else:
            written += _PLAIN.get(rest[0], "")
            rest = rest[1:]
    if chance.random() < 0.3:
        written = written[:-1] + written[-1].translate(_DEAF)
    return _slipped(written, chance, slips, rate)


def _slipped(written: str, chance: random.Random, slips: Sequence[tuple[str, str]], rate: float) -> str:
    if chance.random() < rate:
        for one, other in chance.sample(list(slips), len(slips)):
            if one in written[1:]:
                return written[0] + written[1:].replace(one, other, 1)
    if chance.random() < rate / 2 and len(written) > 5:
        place = chance.randrange(1, len(written) - 1)
        return written[:place] + written[place + 1 :]
    return written


def plain(written: str) -> str:
    """Letter by letter, as a general transliteration gives it."""
    return "".join(_LATIN.get(letter, "") for letter in written)


def unaccented(name: str) -> str:
    """The spelling without accents, as a general key makes it."""
    return name.lower().translate(str.maketrans("áéíóöőúüű", "aeiooouuu"))


Scores = Callable[[str], np.ndarray]


def measure(method: Scores, queries: Sequence[tuple[int, str]], frequency: np.ndarray | None = None) -> str:
    """Share of queries whose right name comes first, of level ones the first of the list; with frequency; cost."""
    began, right, with_frequency = time.process_time(), 0, 0
    for truth, written in queries:
        scores = method(written)
        best = np.flatnonzero(scores == scores.max())
        right += best[0] == truth
        if frequency is not None:
            with_frequency += int(np.argmax(scores + frequency)) == truth
    spent = (time.process_time() - began) / len(queries) * 1000
    known = f"{with_frequency / len(queries):7.1%}" if frequency is not None else "      -"
    return f"{right / len(queries):7.1%} {known} {spent:8.0f}"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="right surname first among many, from Cyrillic by ear")
    parser.add_argument("--names", type=int, default=105_000)
    parser.add_argument("--pairs", type=int, nargs="+", default=[800])
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--slips", type=float, default=0.3, help="share of queries with a slip no pair taught")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    names = surnames(chosen.names, chance)
    chance.shuffle(names)
    popularity = 1 / np.arange(1, len(names) + 1)  # Zipf
    bits = 1000 * np.log2(popularity / popularity.sum())
    drawn = chance.choices(range(len(names)), popularity, k=max(chosen.pairs) + chosen.queries)
    taught = [(names[k], heard(names[k], chance, _TAUGHT_SLIPS, 0.08)) for k in drawn[: max(chosen.pairs)]]
    met = {name for name, _ in taught}
    unseen = [k for k in chance.choices(range(len(names)), popularity, k=chosen.queries * 3) if names[k] not in met]
    queries = [(k, heard(names[k], chance, _UNSEEN_SLIPS, chosen.slips)) for k in unseen[: chosen.queries]]
    hungarian = Lexicon().languages["hu"]
    latin, common, ruled = map(unaccented, names), [fold(n) for n in names], [fold_as(n, hungarian) for n in names]
    latin = list(latin)
    print(f"{len(names)} surnames, {len(queries)} queries none of whose names taught; seed {chosen.seed}")
    print(f"{'':42}right  with frequency  CPU ms a query")

    def jaro(written: str) -> np.ndarray:
        return process.cdist([plain(written)], latin, scorer=JaroWinkler.similarity)[0]

    def rules(written: str) -> np.ndarray:
        return -process.cdist([fold(written)], ruled, scorer=OSA.distance, dtype=np.int32)[0]

    print(f"{'plain transliteration, Jaro-Winkler':40}{measure(jaro, queries)}")
    print(f"{'hand rules of packs/hu, edit distance':40}{measure(rules, queries, bits / 8_000)}")
    for pairs in chosen.pairs:
        for reading, forms, own in (
            ("common reading", common, fold),
            ("packs/hu", ruled, lambda n: fold_as(n, hungarian)),
        ):
            began = time.process_time()
            habits = learn_habits([(own(name), fold(written)) for name, written in taught[:pairs]])
            assert habits is not None, "too few pairs"
            learnt = time.process_time() - began

            def likely(written: str, forms: list[str] = forms, habits: object = habits) -> np.ndarray:
                return habits.likeness([fold(written)] * len(forms), forms)  # type: ignore[attr-defined]

            title, more = f"habits of {pairs} pairs over {reading}", f"learnt in {learnt:.2f} s"
            print(f"{title:40}{measure(likely, queries, bits)}   ({more}, {len(habits.operations)} operations)")


if __name__ == "__main__":
    main()
