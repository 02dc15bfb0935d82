"""The search key of a name: one box, any script, any language. Stored by the register desk, so it must stay stable.

Never used to say that two persons are one: matching weighs evidence, a key only finds rows to look at.
"""

from homeward.engine.names.folding import fold
from homeward.engine.names.lexicon import has_patronymic_tail, lexicon
from homeward.engine.names.parsing import words_of

SEARCH_KEY_VERSION = 2


def search_key(text: str) -> str:
    """ASCII, lower case, word by word as written: 'Іваненко Николай' and 'Ivanenko Mykola' -> 'ivanenko mykola'.

    Listed given names (not short ones) become their identity, patronymics the father's identity and '+'. Words shorter
    than a name, digits and unknown names are folds, so the beginning of a surname finds it.
    Stored beside the row; a change of its making raises `SEARCH_KEY_VERSION` and asks for a new key on every row.
    """
    words, alias = words_of(text)
    pieces = [piece for word in [*words, *alias.split()] for piece in word.replace("-", " ").split()]
    return " ".join(key for key in map(_word_key, pieces) if key)


def _word_key(word: str) -> str:
    folded = fold(word)
    names = lexicon()
    if names.is_full_given(word):
        return names.given(folded).code
    if has_patronymic_tail(folded):
        father = names.patronymic(folded)
        return father.code + "+" if father.how == "listed" else folded
    return folded
