"""What ears, eyes and fingers do to one written word. Each channel is a matrix: letter -> what it is taken for."""

import random


def _matrix(text: str) -> dict[str, str]:
    """'а:оя б:п' -> letter: letters it is taken for, likelier ones more than once."""
    return {letter: others for letter, others in (entry.split(":") for entry in text.split())}


# Vowel reduction, voicing, hushing sounds, softness; what one hears is taken for what is written.
BY_EAR = _matrix(
    "а:оооя о:ааау е:иииіэ є:е и:ееіы і:иие ї:і ы:ии э:е ю:уу я:еиа ё:ео у:оо б:пп п:б в:фф ф:в г:кхх ґ:г к:г х:гк "
    "д:тт т:д з:сс с:зц ж:шш ш:жщ щ:шш ч:щшц ц:сч й:и ь:й м:н н:м л:р р:л "
    "a:oo o:aau e:ii i:eey y:ii u:oo b:pp p:b v:ff w:v f:v g:kh h:gk k:gc d:tt t:d z:ss s:z c:sk j:y m:n n:m l:r r:l"
)
# Handwriting and scanners: what looks alike.
BY_EYE = _matrix(
    "а:осд о:ас е:сё и:ннпй і:1ї й:ии н:ипк п:пнл л:пм м:мшл ш:мтщ щ:шц т:шм ц:уищ у:цч ч:гтг г:чтр в:бя б:вд "
    "д:бзу з:эд с:ое р:ф ф:р х:к к:хн ж:х я:л ю:ю ы:м э:з є:е ї:і ь:б ъ:ь "
    "a:oou o:aac e:cco i:ljt l:i1t u:nnv n:uur m:nw r:nv v:ruy y:vg g:qy h:bkn b:h c:eeo t:fl f:t s:5 z:2 k:h d:a p:n "
    "j:i w:vv"
)
_ROWS = ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUSSIAN_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
LOOK_ALIKE = str.maketrans("аеорсухіАВЕКМНОРСТХІ", "aeopcyxiABEKMHOPCTXI")


def _neighbours(rows: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        for place, key in enumerate(row):
            found[key] = found.get(key, "") + row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    return found


NEIGHBOURS = _neighbours(_ROWS + _RUSSIAN_ROWS)


def misheard(word: str, chance: random.Random) -> str:
    """One or two sounds taken for others, sometimes a doubled letter lost or a soft sign gone."""
    roll = chance.random()
    if roll < 0.12 and ("ь" in word or "'" in word):
        return word.replace("ь", "", 1).replace("'", "", 1)
    if roll < 0.22:
        place = chance.randrange(len(word))
        doubled = word[: place + 1] + word[place:]
        return doubled if word[place].isalpha() else word
    return _confuse(word, BY_EAR, 1 if chance.random() < 0.7 else 2, chance)


def misread(word: str, chance: random.Random) -> str:
    """One letter, rarely two, taken for one that looks alike; capitals at the start too."""
    return _confuse(word, BY_EYE, 1 if chance.random() < 0.75 else 2, chance, first=True)


def mistyped(word: str, chance: random.Random) -> str:
    """A neighbouring key, a letter lost, doubled, or turned with the next."""
    if len(word) < 3:
        return word
    place, kind = chance.randrange(1, len(word)), chance.random()
    if kind < 0.45:
        others = NEIGHBOURS.get(word[place], "")
        return word[:place] + chance.choice(others) + word[place + 1 :] if others else word
    if kind < 0.7:
        return word[:place] + word[place + 1 :]
    if kind < 0.8:
        return word[:place] + word[place] + word[place:]
    return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]


def _confuse(word: str, matrix: dict[str, str], times: int, chance: random.Random, *, first: bool = False) -> str:
    for _ in range(times):
        spots = [place for place, letter in enumerate(word) if letter.lower() in matrix and (place or first)]
        if spots:
            place = chance.choice(spots)
            other = chance.choice(matrix[word[place].lower()])
            word = word[:place] + (other.upper() if word[place].isupper() else other) + word[place + 1 :]
    return word


def misnumbered(digits: str, chance: random.Random) -> str:
    """One digit another, or two turned."""
    spots = [place for place, sign in enumerate(digits) if sign.isdigit()]
    if len(spots) < 2:
        return digits
    place = chance.choice(spots[:-1])
    if chance.random() < 0.5 and digits[place + 1].isdigit():
        return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    return digits[:place] + chance.choice("0123456789") + digits[place + 1 :]
