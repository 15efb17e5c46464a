"""The XMP packet of a picture: that it is synthetic, what made it and from what, and what the photo's said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

COMPOSITE_WITH_TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
OUR_NAMESPACE = "urn:x-repose:xmp:1.0#"
MAX_BYTES = 60_000  # a JPEG holds 65,502 in one segment
_MAX_ORIGINAL_BYTES = 1_000_000

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_TIFF = "http://ns.adobe.com/tiff/1.0/"
_EXIF = "http://ns.adobe.com/exif/1.0/"
# Namespaces of the photo's packet that describe it, beside what tells of its file, its history or its editing.
_DESCRIPTIVE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": _EXT,
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "tiff": _TIFF,
    "exif": _EXIF,
    "exifEX": "http://cipa.jp/exif/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "xmp": _XMP,
}
_PREFIXES = {**_DESCRIPTIVE, "x": "adobe:ns:meta/", "rdf": _RDF, "repose": OUR_NAMESPACE}
_LEFT_OUT = {
    _XMP: {"CreatorTool", "Thumbnails", "ModifyDate", "MetadataDate", "BaseURL"},
    _EXT: {"DigitalSourceType", "DigitalSourcefileType"},
    _TIFF: {
        "Orientation", "ImageWidth", "ImageLength", "BitsPerSample", "Compression", "PhotometricInterpretation",
        "SamplesPerPixel", "PlanarConfiguration", "XResolution", "YResolution", "ResolutionUnit", "Software",
    },
    _EXIF: {"PixelXDimension", "PixelYDimension", "NativeDigest", "MakerNote", "ColorSpace"},
    "http://ns.adobe.com/photoshop/1.0/": {"DocumentAncestors", "History", "ICCProfile", "ColorMode"},
}  # fmt: skip


def packet(
    *, software: str, weights: str, recipe: str, original: bytes | None = None, gps: bool = False
) -> bytes:
    """The packet, UTF-8, at most MAX_BYTES: what the photo's packet `original` said is left out before ours.

    original: None where nothing is carried over. gps: whether its places come over.
    """
    ours = {
        f"{{{_EXT}}}DigitalSourceType": COMPOSITE_WITH_TRAINED,
        f"{{{_XMP}}}CreatorTool": software,
        f"{{{OUR_NAMESPACE}}}WeightsVersion": weights,
        f"{{{OUR_NAMESPACE}}}Recipe": recipe,
    }
    carried = [] if original is None else list(_carried(original, gps=gps))
    whole = _written(ours, carried)
    return whole if len(whole) <= MAX_BYTES else _written(ours, [])


def our_property(data: bytes, name: str) -> str | None:
    """The value of our own property `name` in a packet, None where it has none or cannot be read."""
    root = _parsed(data)
    found = None if root is None else root.find(f".//{{{OUR_NAMESPACE}}}{name}")
    return None if found is None else found.text


def _written(ours: Mapping[str, str], carried: list[ET.Element]) -> bytes:
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)  # for the whole process, and harmless: these are the usual names
    root = ET.Element("{adobe:ns:meta/}xmpmeta")
    description = ET.SubElement(
        ET.SubElement(root, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""}
    )
    for name, value in ours.items():
        ET.SubElement(description, name).text = _legal(value)
    description.extend(carried)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{body}<?xpacket end="w"?>'.encode()


def _legal(text: str) -> str:
    """Without the characters that no XML may hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe")
    )


def _parsed(data: bytes) -> ET.Element | None:
    data = data.strip(b"\0 \r\n\t")
    # Entities are how XML grows beyond all bounds; no packet needs them.
    if len(data) > _MAX_ORIGINAL_BYTES or b"<!" in data:
        return None
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError, RecursionError):
        return None


def _carried(original: bytes, *, gps: bool) -> Iterator[ET.Element]:
    """The properties of the photo's packet that describe it, each once, as elements."""
    root = _parsed(original)
    seen = set()
    for description in () if root is None else root.iter(f"{{{_RDF}}}Description"):
        simple = (_element(name, value) for name, value in description.attrib.items())
        for each in (*simple, *description):
            if each.tag not in seen and _is_wanted(each.tag) and (gps or _without_places(each)):
                seen.add(each.tag)
                each.tail = None
                yield each


def _element(name: str, value: str) -> ET.Element:
    element = ET.Element(name)
    element.text = value
    return element


def _is_wanted(tag: str) -> bool:
    uri, _, name = tag[1:].partition("}")
    return uri in _DESCRIPTIVE.values() and name not in _LEFT_OUT.get(uri, ())


def _without_places(element: ET.Element) -> bool:
    """Take everything that tells a position out of `element`; False where it is one itself."""
    if _is_place(element.tag):
        return False
    for name in [name for name in element.attrib if _is_place(name)]:
        del element.attrib[name]
    for child in list(element):
        if not _without_places(child):
            element.remove(child)
    return True


def _is_place(tag: str) -> bool:
    return tag.rpartition("}")[2].lower().startswith("gps")
