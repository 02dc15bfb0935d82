"""Names as written -> parsed, transliterated, translated and folded to keys."""

from homeward.engine.names.cells import Cells, Codes32, Numbering
from homeward.engine.names.columns import CanonicalColumns, NameColumns, canonical_columns, name_columns, readings
from homeward.engine.names.folding import fold, fold_words, skeleton
from homeward.engine.names.forms import NameForm, read_name
from homeward.engine.names.habit_learning import ENOUGH_PAIRS, learn_habits
from homeward.engine.names.habits import HabitsError, LetterHabits
from homeward.engine.names.keys import SEARCH_KEY_VERSION, search_key
from homeward.engine.names.lexicon import Lexicon, NamesReadError, Strike, adopt, initials_of, related_names
from homeward.engine.names.packs import PackError
from homeward.engine.names.transliteration import UnknownLanguageError, likely_language, transliterate

__all__ = [
    "ENOUGH_PAIRS",
    "SEARCH_KEY_VERSION",
    "CanonicalColumns",
    "Cells",
    "Codes32",
    "HabitsError",
    "LetterHabits",
    "Lexicon",
    "NameColumns",
    "NameForm",
    "NamesReadError",
    "Numbering",
    "PackError",
    "Strike",
    "UnknownLanguageError",
    "adopt",
    "canonical_columns",
    "fold",
    "fold_words",
    "initials_of",
    "learn_habits",
    "likely_language",
    "name_columns",
    "read_name",
    "readings",
    "related_names",
    "search_key",
    "skeleton",
    "transliterate",
]
