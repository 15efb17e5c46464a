"""Reads XMP packets, as photos and pictures bring them, within bounds."""

from __future__ import annotations

from xml.etree import ElementTree as ET

OUR_NAMESPACE = "urn:x-repose:xmp:1.0#"
_MAX_BYTES = 1_000_000


def our_property(data: bytes, name: str) -> str | None:
    """The value of our own property `name` in a packet, None where it has none or cannot be read."""
    root = parsed(data)
    found = None if root is None else root.find(f".//{{{OUR_NAMESPACE}}}{name}")
    return None if found is None else found.text


def parsed(data: bytes) -> ET.Element | None:
    """The root of a packet, None where it has none or asks for too much."""
    data = data.strip(b"\0 \r\n\t")
    # Entities are how XML grows beyond all bounds; no packet needs them.
    if len(data) > _MAX_BYTES or b"<!" in data:
        return None
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError, RecursionError):
        return None
