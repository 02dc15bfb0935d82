"""Two lists about some of the same invented people, in two languages, and the way into the register."""

import re

from cast import registrar
from homeward.desks.register.actions import commit_import, propose_import

MISSING = """id,прізвище,ім'я,по батькові,дата народження,звання,особистий номер,військова частина
N-1,Зоряненко,Микола,Петрович,07.03.1998,солдат,АБ-100001,А1234
N-2,Криничук,Олексій,Іванович,12.11.1985,сержант,АБ-100002,А1234
N-3,Вербовий,Григорій,Олегович,01.02.1990,солдат,АБ-100003,А4321
N-4,Липовенко,Андрій,Романович,23.05.1979,майор,АБ-100004,А4321
N-5,Сонечко,Тарас,Ігорович,30.09.1994,солдат,АБ-100005,А1234
"""
HELD = """id,фамилия,имя,отчество,дата рождения,звание,личный номер,воинская часть
S/1,Зоряненко,Николай,Петрович,07.03.1998,рядовой,АБ-100001,А1234
S/2,Криничук,Алексей,Иванович,12.11.1985,сержант,АБ-100002,А1234
S/3,Вербовой,Григорий,Олегович,01.02.1990,рядовой,АБ-100003,А4321
S/4,Липовенко,Андрей,,1979,,,
S/5,Дальнев,Пётр,Сергеевич,14.06.1971,капитан,ЯЯ-900001,Б9999
"""


def take_in(party: str, kind: str, text: str, name: str = "list.csv") -> str:
    """Imports a list; gives the id of its batch."""
    actor = registrar().as_actor()
    batch = propose_import(actor=actor, file_name=name, content=text.encode(), party=party, kind=kind)
    return commit_import(actor=actor, batch_id=batch.pk).pk


def unmarked(html: str) -> str:
    """The page without what differs from request to request."""
    return re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]+"', "", html)
