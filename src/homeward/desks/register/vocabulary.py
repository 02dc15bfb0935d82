"""The words of the law, handed to the reader of lists: sheets and law are engines that do not know each other."""

from homeward.engine.law.categories import read_categories
from homeward.engine.law.medical import read_decision
from homeward.engine.law.willingness import read_willingness
from homeward.engine.sheets import Vocabulary

VOCABULARY = Vocabulary(categories=read_categories, willingness=read_willingness, decision=read_decision)
