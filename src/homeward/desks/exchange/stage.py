"""Where the exchange stands in the navigation, and what of its work waits today."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.exchange.models import Agreement, ListVersion, PlanRecord, TermsVersion
from homeward.desks.exchange.queries import agreements_visible_to, standing_of
from homeward.desks.exchange.queries.agreements import OURS, PLAN_FIRST
from homeward.desks.exchange.queries.interviews import READ_WILL, still_to_ask
from homeward.desks.exchange.signing import INTERMEDIARY, own_name
from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.journal.rights import Actor, has_right

add_stage(title=gettext_lazy("Exchange"), address="exchange:start", right="exchange.read", order=30)
# The neutral interviewer reads no plan and no list: a stage of their own.
add_stage(title=gettext_lazy("Interviews"), address="exchange:interviews", right=READ_WILL, order=32)


@todays_work
def plans_and_terms(*, viewer: Actor) -> list[Card]:
    """For who decides: plans of others that wait. For who writes: terms that nobody wrote yet."""
    cards = []
    if has_right(viewer, "exchange.approve"):
        waiting = PlanRecord.objects.filter(state=PlanRecord.State.MADE).exclude(made_by=viewer.officer_id).count()
        if waiting:
            cards.append(
                Card(
                    title=_("Plans that wait for a decision"),
                    text=_("Read the figures and the reasons, then approve or leave it."),
                    url=reverse("exchange:start"),
                    count=waiting,
                    link=_("Open the plans"),
                )
            )
    if has_right(viewer, "exchange.write_terms"):
        cards.append(_terms_card())
    return cards


def _terms_card() -> Card:
    if TermsVersion.objects.exists():
        return Card(
            title=_("Plan an exchange"),
            text=_("Terms are written. Make a plan, compare it with others, print manifests."),
            url=reverse("exchange:start"),
            link=_("Go to the exchange desk"),
        )
    return Card(
        title=_("Write the terms"),
        text=_("No terms are written yet: who, how many, in which order of wishes."),
        url=reverse("exchange:write_terms"),
        link=_("Write terms"),
    )


@todays_work
def lists_and_interviews(*, viewer: Actor) -> list[Card]:
    """For who asks: persons offered whom nobody asked yet. For who plans: lists that came after the last plan."""
    cards = []
    if has_right(viewer, READ_WILL) and (count := still_to_ask(viewer=viewer)):
        cards.append(
            Card(
                title=_("Persons to ask"),
                text=_("They are on an offer, and nobody has asked them in private yet."),
                url=reverse("exchange:interviews"),
                count=count,
                link=_("Open the interviews"),
            )
        )
    if has_right(viewer, "exchange.plan") and (count := _lists_since_the_last_plan()):
        cards.append(
            Card(
                title=_("Lists that no plan has seen"),
                text=_("Requests or offers that came after the last plan."),
                url=reverse("exchange:lists"),
                count=count,
                link=_("Open the lists"),
            )
        )
    return cards


def _lists_since_the_last_plan() -> int:
    last = PlanRecord.objects.filter(came_from="").order_by("-number").values_list("made_at", flat=True).first()
    return (ListVersion.objects.filter(at__gt=last) if last else ListVersion.objects.all()).count()


@todays_work
def agreements(*, viewer: Actor) -> list[Card]:
    """For who signs: agreements that wait for this node. For who plans at the intermediary: plans without one."""
    here = own_name()
    cards = []
    if here and has_right(viewer, "exchange.sign"):
        cards += _signing_cards(viewer)
    if here == INTERMEDIARY and has_right(viewer, "exchange.plan"):
        waiting = PlanRecord.objects.filter(state=PlanRecord.State.MADE, agreements=None).count()
        if waiting:
            cards.append(
                Card(
                    title=_("Plans without an agreement"),
                    text=_("Propose the plan to both parties, then draw up the agreement that they sign."),
                    url=reverse("exchange:start"),
                    count=waiting,
                    link=_("Open the plans"),
                )
            )
    return cards


def _signing_cards(viewer: Actor) -> list[Card]:
    proposed = agreements_visible_to(viewer=viewer).filter(state=Agreement.State.PROPOSED)
    turns = [standing.turn for standing in map(standing_of, proposed)]
    ours, plan_first = turns.count(OURS), turns.count(PLAN_FIRST)
    cards = []
    if ours:
        cards.append(
            Card(
                title=_("Agreements that wait for this node's signature"),
                text=_("Compare the eight words by voice, then sign. Who made or approved the plan does not sign."),
                url=reverse("exchange:agreements"),
                count=ours,
                link=_("Open the agreements"),
            )
        )
    if plan_first:
        cards.append(
            Card(
                title=_("Agreements whose plan is not approved here"),
                text=_("One decision maker approves the plan; a second one then signs."),
                url=reverse("exchange:agreements"),
                count=plan_first,
                link=_("Open the agreements"),
            )
        )
    return cards
