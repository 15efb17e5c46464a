"""The XMP packet of a picture: that it is synthetic, what made it and from what, and what the photo's said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from engine.export import carried
from engine.photo.xmp import OUR_NAMESPACE, parsed

COMPOSITE_WITH_TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
MAX_BYTES = 60_000  # a JPEG holds 65,502 in one segment
_MAX_DEPTH = 20  # of values in values; the deepest that the standards know is 6

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES = {
    "dc": carried.DC, "xmpRights": carried.RIGHTS, "photoshop": carried.PHOTOSHOP, "Iptc4xmpCore": carried.IPTC,
    "Iptc4xmpExt": carried.IPTC_EXT, "plus": carried.PLUS, "tiff": carried.TIFF, "exif": carried.EXIF,
    "exifEX": carried.EXIF_EX, "aux": carried.AUX, "xmp": carried.XMP, "x": "adobe:ns:meta/", "rdf": _RDF,
    "repose": OUR_NAMESPACE,
}  # fmt: skip
# What holds values together, and what says of a value how it is written.
_HOLDERS = frozenset(f"{{{_RDF}}}{name}" for name in ("Alt", "Bag", "Description", "Seq", "li", "value"))
_VALUE = f"{{{_RDF}}}resource"
_MANNERS = frozenset({f"{{{_RDF}}}parseType", "{http://www.w3.org/XML/1998/namespace}lang"})


def packet(
    *,
    software: str,
    weights: str,
    recipe: str,
    licence: str = "",
    original: bytes | None = None,
    gps: bool = False,
) -> bytes:
    """The packet, UTF-8, at most MAX_BYTES: what the photo's packet `original` said is left out before ours.

    licence: of the weights, where the picture is bound by it. original: None where nothing is carried over. gps:
    whether its places come over.
    """
    ours = {
        f"{{{carried.IPTC_EXT}}}DigitalSourceType": COMPOSITE_WITH_TRAINED,
        f"{{{carried.XMP}}}CreatorTool": software,
        f"{{{OUR_NAMESPACE}}}WeightsVersion": weights,
        f"{{{OUR_NAMESPACE}}}Recipe": recipe,
    }
    if licence:
        ours[f"{{{OUR_NAMESPACE}}}WeightsLicence"] = licence
    whole = _written(ours, [] if original is None else list(_carried(original, gps=gps)))
    return whole if len(whole) <= MAX_BYTES else _written(ours, [])


def _written(ours: Mapping[str, str], theirs: list[ET.Element]) -> bytes:
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)  # for the whole process, and harmless: these are the usual names
    root = ET.Element("{adobe:ns:meta/}xmpmeta")
    description = ET.SubElement(
        ET.SubElement(root, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""}
    )
    for name, value in ours.items():
        ET.SubElement(description, name).text = _legal(value)
    description.extend(theirs)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{body}<?xpacket end="w"?>'.encode()


def _legal(text: str) -> str:
    """Without the characters that no XML may hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe")
    )


def _carried(original: bytes, *, gps: bool) -> Iterator[ET.Element]:
    """The properties of the photo's packet that describe it, each once, as elements."""
    root = parsed(original)
    seen = set()
    for rdf in () if root is None else root.iter(f"{{{_RDF}}}RDF"):
        for description in rdf.iterfind(f"{{{_RDF}}}Description"):
            simple = (_element(name, value) for name, value in description.attrib.items())
            for each in (*simple, *description):
                wanted = each.tag not in seen and carried.is_carried(each.tag, gps=gps)
                if wanted and _has_content_once_pruned(each, gps=gps):
                    seen.add(each.tag)
                    each.tail = None
                    yield each


def _element(name: str, value: str) -> ET.Element:
    element = ET.Element(name)
    element.text = value
    return element


def _has_content_once_pruned(element: ET.Element, *, gps: bool, depth: int = 0) -> bool:
    """Take everything out of `element` that is not to come over; whether anything is left."""
    if depth > _MAX_DEPTH:
        return False
    for name in list(element.attrib):
        if name != _VALUE and name not in _MANNERS and not carried.is_carried(name, gps=gps):
            del element.attrib[name]
    for child in list(element):
        wanted = child.tag in _HOLDERS or carried.is_carried(child.tag, gps=gps)
        if not (wanted and _has_content_once_pruned(child, gps=gps, depth=depth + 1)):
            element.remove(child)
    values = element.attrib.keys() - _MANNERS
    return bool(len(element) or values or (element.text or "").strip())
