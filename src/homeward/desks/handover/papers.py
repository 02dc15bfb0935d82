"""Sets the protocol on paper from its document and the signatures given so far; a line not signed stays empty."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from homeward.desks.handover.actions.freezing import written_moment
from homeward.desks.handover.models import Paper
from homeward.desks.handover.protocols import WITNESS
from homeward.desks.handover.signed_protocol import SignedLine, protocol_file
from homeward.engine.paper import (
    Protocol,
    ProtocolDirection,
    ProtocolException,
    ProtocolSignature,
    protocol_pdf,
)
from homeward.engine.paper.protocol import FIGURES
from homeward.engine.sealing import eight_words


def protocol_paper(paper: Paper, document: Mapping[str, Any], *, second_language: str) -> bytes:
    """The PDF, English leading and a second language beside it ('en' takes Ukrainian)."""
    return protocol_pdf(
        Protocol(
            number=document["number"],
            place=document["place"],
            at=_moment(document["at"]),
            manifest_hash=document["manifest"],
            union_hash=document["union"],
            protocol_hash=paper.hash,
            eight_words=eight_words(paper.hash),
            events=document["events"],
            gaps=len(document["gaps"]),
            moment=datetime.fromisoformat(document["at"]),
            directions=[_direction(each) for each in document["directions"]],
            exceptions=[_exception(each) for each in document["exceptions"]],
            signatures=_signatures(paper, document["parties"]),
            broken_off=document["broken_off"],
            languages=("en", "uk" if second_language == "en" else second_language),
        )
    )


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def _direction(each: Mapping[str, Any]) -> ProtocolDirection:
    return ProtocolDirection(each["from"], each["to"], {name: each[name] for name in FIGURES})


def _exception(each: Mapping[str, Any]) -> ProtocolException:
    return ProtocolException(
        each["from"], each["to"], each["line"], each["code"], each["outcome"], each["instead"], each["count"]
    )


def _signatures(paper: Paper, parties: list[str]) -> list[ProtocolSignature]:
    given = {signature.stands_for: signature for signature in paper.signatures.all()}
    lines = []
    for stands_for in [*parties, WITNESS]:
        signature = given.get(stands_for)
        if signature is None:
            lines.append(ProtocolSignature(stands_for))
        else:
            at = signature.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
            lines.append(
                ProtocolSignature(stands_for, signature.officer_name, at, signature.node_key, signature.node_signature)
            )
    return lines


def signed_file(paper: Paper, document: Mapping[str, Any]) -> bytes:
    """The protocol and its signatures as one file that anybody verifies, in the order of the lines."""
    given = {signature.stands_for: signature for signature in paper.signatures.all()}
    lines = [given[name] for name in [*document["parties"], WITNESS] if name in given]
    return protocol_file(
        bytes(paper.document),
        [
            SignedLine(
                line.stands_for,
                line.officer,
                line.officer_name,
                written_moment(line.at),
                bytes.fromhex(line.node_key),
                bytes.fromhex(line.node_signature),
            )
            for line in lines
        ],
    )
