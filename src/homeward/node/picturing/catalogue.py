"""Every page of the three nodes, in the order of the journey. The pictures and the checks go through it."""

from homeward.node.picturing.pages import exchange, homecoming, public, register, shell
from homeward.node.picturing.shown import Shown

PAGES: tuple[Shown, ...] = (
    *shell.SIGNING_IN,
    *shell.START,
    *shell.SHELL,
    *public.SURRENDER,
    *register.REGISTER,
    *register.FAMILIES,
    *register.TRACING,
    *exchange.LISTS,
    *exchange.PLANS,
    *exchange.AGREEMENTS,
    *exchange.POST,
    *homecoming.HANDOVER,
    *homecoming.RECEPTION,
    *homecoming.RECOVERY,
    *public.CLAIMS,
    *shell.OFFICE,
)
__all__ = ["PAGES", "Shown"]
