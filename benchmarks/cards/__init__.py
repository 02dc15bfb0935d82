"""The second generator of invented lists, written without a look at the engine or the first generator's error model.

Think of cards: a registry card of one side, copied by hand, read aloud, typed in again, put into another alphabet by
whoever was there. `make_cards(size, direction=…, seed=…, errors=…)` returns two lists as columns and the true pairs.

Who: invented people only. Given names are common ones by popularity of the shape public registers show (a steep head, a
long tail, a share of Caucasian, Turkic and other names larger on the Russian side); surnames are drawn by
Zipf-Mandelbrot from stems with endings (Ukrainian, Russian, others), so that the commonest has about 0.4 %. Years of
birth 1964 to 2005. On both lists: brothers, cousins, fathers with sons, twins, namesakes.

Directions: 'uk' = missing in Ukrainian, held in Russian or Latin letters; 'ru' = missing in Russian, held in Ukrainian
or Latin letters.

How a name gets there: the surname is respelled for the other language in the traditional or in the literal way (и: ы or
и); given names are translated, or put over letter by letter, or a pet name is used; Latin letters follow one of eight
habits (resolution 55 of 2010, passports, British press, French, German, by ear, scholarly without hooks).

What goes wrong, each with its rate in `Errors`, and all rates times a factor:
- heard wrongly: a matrix of confusions by ear (unstressed vowels, voiced and voiceless, hard and soft, doubles);
- read wrongly from handwriting or by a scanner: a matrix of confusions by eye, for Cyrillic and for Latin letters;
- typed wrongly: a neighbour on the keyboard of that script, a letter lost, doubled or turned with the next;
- cells exchanged (surname with given name, given name with patronymic), all in one cell, surname last, initials;
- look-alike letters of the other script; capitals;
- birth date: missing, year only, the first of January, day and month turned, one digit, a year counted from age;
- rank, unit, number, date and place are missing *together*: a latent quality of each card decides;
- the unit is known by its code on one side and by its name on the other; people are moved to other units;
- numbers with blanks, with a '.0' of a spreadsheet, with turned digits; places replaced by a neighbouring one.
The missing list has the same errors at a quarter of the rates, so neither side is clean.
"""

from benchmarks.cards.errors import Errors
from benchmarks.cards.lists import DIRECTIONS, make_cards

__all__ = ["DIRECTIONS", "Errors", "make_cards"]
