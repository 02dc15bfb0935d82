"""The fields a list may hold, and how lists head their columns in English, Ukrainian, Russian and Arabic.

Read by `columns` (guessing), `blank` (the template) and documentation. It decides no column by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Field:
    """One field of `ListedPerson` as a column.

    Attributes:
        name: attribute of ListedPerson.
        titles: heading in English, Ukrainian and Russian, as the blank list prints it.
        meaning: one sentence for the clerk of the other bureau.
        words: headings seen, any list. held, missing: headings that belong to one kind of list.
    """

    name: str
    titles: tuple[str, str, str]
    meaning: str
    words: tuple[str, ...]
    held: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def _field(name: str, titles: str, meaning: str, words: str, held: str = "", missing: str = "") -> Field:
    english, ukrainian, russian = titles.split("|")
    parts = [tuple(text.split("|")) if text else () for text in (words, held, missing)]
    return Field(name, (english, ukrainian, russian), meaning, *parts)


_TABLE = (
    _field(
        "id", "List id|Код запису|Код записи",
        "The list's own number for this line; any text, unique in the list. It is what answers refer to.",
        "reg no|registration no|registration number|рег №|рег номер|реєстр №|"
        "id|list id|list no|case|case id|case number|case no|record|record id|"
        "record number|file number|line|entry|person id|"
        "код|код запису|номер запису|номер справи|справа|номер у списку|ідентифікатор|№ з/п|№ п/п|№ зп|№ пп|"
        "код записи|номер записи|номер дела|дело|номер в списке|номер карточки|учетный номер|идентификатор|"
        "особовий рахунок|облік|обліковий номер|реєстраційний номер|регистрационный номер|internment number|"
        "номер картки|номер справи розшуку|розшукова справа|розыскное дело|رقم|الرقم|رقم الملف",
    ),
    _field(
        "surname", "Surname|Прізвище|Фамилия", "Family name as written, in the list's own script.",
        "surname|last name|family name|lastname|familyname|прізвище|фамилия|фамілія|اللقب|اسم العائلة|الكنية",
    ),
    _field(
        "given_name", "Given name|Ім'я|Имя", "First name or names as written.",
        "given name|given names|first name|first names|firstname|forename|forenames|name|ім'я|власне ім'я|имя|"
        "الاسم|الاسم الأول",
    ),
    _field(
        "patronymic", "Patronymic|По батькові|Отчество", "Father's name as part of the name, where it is customary.",
        "patronymic|father's name|middle name|middle names|по батькові|побатькові|отчество|по отчеству|اسم الأب",
    ),
    _field(
        "full_name", "Full name in one cell|ПІБ|ФИО", "The whole name, when surname and first names share one cell.",
        "full name|fullname|name|name in full|names|person|name of person|surname and name|surname and first name|"
        "surname given name patronymic|піб|п і б|прізвище ім'я по батькові|"
        "прізвище та ім'я|прізвище і ім'я|повне ім'я|ім'я|"
        "прізвище ім'я та по батькові|фио|ф и о|фамилия имя отчество|фамилия и имя|"
        "фамилия имя|прізвище ім'я|полное имя|имя|"
        "الاسم الكامل|الاسم الثلاثي|الاسم",
    ),
    _field(
        "other_name", "Name in another script|Ім'я іншим письмом|Имя другим письмом",
        "The same name as the same source writes it in a second script, for example as in a passport.",
        "name in another script|other name|name as in papers|name in papers|name in latin|latin name|name latin|"
        "passport name|name as in passport|transliteration|"
        "original spelling|ім'я іншим письмом|латиницею|ім'я латиницею|"
        "прізвище латиницею|піб латиницею|написання в паспорті|"
        "имя другим письмом|латиницей|имя латиницей|фамилия латиницей|фио латиницей|"
        "написание в паспорте|الاسم باللاتينية",
    ),
    _field(
        "sex", "Sex|Стать|Пол", "f or m.",
        "sex|gender|стать|пол|الجنس",
    ),
    _field(
        "birth_date", "Date of birth|Дата народження|Дата рождения",
        "As far as known: 07.03.1998, 03.1998 or 1998.",
        "birth date|date of birth|dob|born|birthday|year of birth|birth year|date|"
        "дата народження|рік народження|д н|д р|р н|"
        "день народження|народився|народження|дата|дата рождения|год рождения|г р|родился|рождение|день рождения|"
        "تاريخ الميلاد|تاريخ الولادة|سنة الميلاد",
    ),
    _field(
        "rank", "Rank|Звання|Звание", "Rank as written.",
        "rank|military rank|grade|звання|військове звання|чин|звание|воинское звание|الرتبة",
    ),
    _field(
        "service_number", "Service number|Особистий номер|Личный номер",
        "Army, regimental, personal or serial number, or equivalent; leading zeros kept.",
        "service number|service no|personal number|serial number|army number|tag number|"
        "disc number|military id|number|no|"
        "особистий номер|особовий номер|номер жетона|жетон|військовий квиток|номер військового квитка|номер|№|"
        "личный номер|персональный номер|номер жетона личный|военный билет|номер военного билета|табельный номер|"
        "الرقم العسكري|الرقم الشخصي",
    ),
    _field(
        "unit", "Unit|Підрозділ|Подразделение", "Unit as written. Told freely or not at all.",
        "unit|military unit|formation|brigade|regiment|підрозділ|військова частина|частина|в ч|бригада|"
        "подразделение|воинская часть|войсковая часть|часть|полк|الوحدة",
    ),
    _field(
        "event_date", "Date of the event|Дата події|Дата события",
        "Persons held: day of capture. Missing persons: day of last contact.",
        "event date|date of event|date|date of event capture or loss|дата події|дата события|дата|تاريخ الحدث",
        held="date of capture|capture date|captured|captured on|day of capture|дата полону|дата взяття в полон|"
        "взято в полон|дата захоплення|дата полонення|дата плена|дата пленения|дата взятия в плен|взят в плен|"
        "дата захвата|пленен|дата задержания|تاريخ الأسر",
        missing="date of last contact|last contact|last seen|missing since|date missing|date of loss|lost on|"
        "дата зникнення|зник|зник безвісти|дата останнього зв'язку|останній зв'язок|востаннє на зв'язку|"
        "дата пропажи|пропал|пропал без вести|дата исчезновения|дата последней связи|последняя связь|تاريخ الفقدان",
    ),
    _field(
        "event_place", "Place of the event|Місце події|Место события",
        "Place of capture, or of last contact, as written.",
        "place|event place|place of event|location|settlement|місце|місце події|населений пункт|"
        "место|место события|населенный пункт|المكان",
        held="place of capture|captured at|місце полону|місце взяття в полон|місце полонення|место плена|"
        "место пленения|место взятия в плен|место захвата|مكان الأسر",
        missing="place of last contact|last seen at|place of loss|місце зникнення|місце останнього зв'язку|"
        "место пропажи|место исчезновения|место последней связи|مكان الفقدان",
    ),
    _field(
        "region", "Region (agreed word)|Регіон (узгоджене слово)|Регион (согласованное слово)",
        "Coarse region of the event, by a word both sides agreed on.",
        "region|region agreed word|area|sector|direction|регіон|район|напрямок|регіон узгоджене слово|"
        "регион|направление|регион согласованное слово|المنطقة",
    ),
    _field(
        "categories", "Categories|Категорії|Категории",
        "Categories the list claims, parted by semicolons: seriously wounded; woman; under 25; conscript …",
        "categories|category|special categories|remarks category|категорії|категорія|категории|категория|الفئة|الفئات",
    ),
    _field(
        "medical_decision", "Medical decision|Медичне рішення|Медицинское решение",
        "Decision of the medical commission: A (direct repatriation), B (neutral country), NC (next commission).",
        "medical decision|medical commission|commission decision|art 109|decision|медичне рішення|рішення комісії|"
        "рішення лікарської комісії|рішення змк|ст 109|медицинское решение|решение комиссии|решение смк|"
        "решение врачебной комиссии|القرار الطبي",
        held="медкомісія|медкомиссия",
    ),
    _field(
        "fit_to_travel", "Fit to travel|Може їхати|Может ехать", "yes or no, said by a doctor.",
        "fit to travel|fit for travel|travel fit|transportable|може їхати|придатний до перевезення|транспортабельність|"
        "транспортабельний|может ехать|годен к перевозке|транспортабельность|транспортабелен|صالح للسفر",
    ),
    _field(
        "willingness", "Wishes to return|Бажає повернутися|Желает вернуться",
        "Asked one by one, in private, by a neutral: yes, no, undecided, third State, unable. Empty: not asked.",
        "wishes to return|willingness|willing|wish|own will|wants to return|consent|"
        "бажає повернутися|бажання|згода|воля|"
        "згода на повернення|желает вернуться|желание|согласие|согласие на возвращение|"
        "воля лица|يرغب في العودة|الموافقة",
    ),
    _field(
        "veto", "Held back by holder|Застереження сторони|Возражение стороны",
        "Persons held: reason class when the holder does not give this person now; empty otherwise.",
        "held back by holder|veto|objection|objection of holder|held back|hold|"
        "застереження сторони|застереження|вето|затримується|"
        "возражение стороны|возражение|вето стороны|удерживается|اعتراض",
    ),
)  # fmt: skip

FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in _TABLE})

IDENTIFYING = ("surname", "given_name", "full_name", "other_name", "service_number", "birth_date")
NAME_FIELDS = ("surname", "given_name", "patronymic", "full_name", "other_name")
KINDS = ("missing", "held")
