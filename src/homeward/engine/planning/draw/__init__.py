"""The draw that nobody can bend: lists sealed, nonces committed, opened or rebuilt, and one key for all lots."""

from homeward.engine.planning.draw.closing import Drawn, DrawNotClosedError, Fault, close_draw
from homeward.engine.planning.draw.commitments import Dealt, commit_list, commit_nonce, deal, joint_digest
from homeward.engine.planning.draw.lists import ListChangedError, check_lists, check_parties, list_bytes, record_salt
from homeward.engine.planning.draw.record import DrawRecord, DrawRule, Nonce, Outside, read_draw

__all__ = [
    "Dealt",
    "DrawNotClosedError",
    "DrawRecord",
    "DrawRule",
    "Drawn",
    "Fault",
    "ListChangedError",
    "Nonce",
    "Outside",
    "check_lists",
    "check_parties",
    "close_draw",
    "commit_list",
    "commit_nonce",
    "deal",
    "joint_digest",
    "list_bytes",
    "read_draw",
    "record_salt",
]
