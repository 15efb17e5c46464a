"""What a file says of itself, read by other means than it was written."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from engine.export.settings import PRESETS, ColourSpace, Format, LongEdge, Metadata, OutputSettings
from engine.export.xmp import packet
from engine.photo.xmp import OUR_NAMESPACE, our_property
from engine.system.shipped import software
from tests.export.pictures import (
    EXT,
    KEY,
    RDF,
    URI,
    a_photo,
    finished,
    opened,
    png_texts,
    property_of,
    write,
    xmp_of,
)

EVERY_FORMAT = pytest.mark.parametrize("kind", list(Format))
XMP = "{http://ns.adobe.com/xap/1.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"


@EVERY_FORMAT
def test_the_exact_source_type_is_in_every_format(kind: Format) -> None:
    said = xmp_of(finished(OutputSettings(format=kind)))
    assert property_of(said, f"{EXT}DigitalSourceType") == [URI]
    assert property_of(said, f"{XMP}CreatorTool") == [software()]
    assert property_of(said, f"{{{OUR_NAMESPACE}}}WeightsVersion") == ["9.9"]


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_preset_says_so_to_exiftool(name: str, tmp_path) -> None:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed")
    path = write(tmp_path, f"picture{PRESETS[name].suffix}", finished(PRESETS[name]))
    command = ["exiftool", "-j", "-XMP-iptcExt:DigitalSourceType", "-warning", "-error", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    (told,) = json.loads(done.stdout)
    assert told["DigitalSourceType"] == URI
    assert not {"Warning", "Error"} & set(told)


@EVERY_FORMAT
def test_the_recipe_tells_photo_poses_and_settings(kind: Format) -> None:
    settings = OutputSettings(format=kind, size=LongEdge(px=80))
    data = finished(settings)
    (text,) = property_of(xmp_of(data), f"{{{OUR_NAMESPACE}}}Recipe")
    recipe = json.loads(text)
    assert recipe["photo"]["key"] == KEY
    assert recipe["photo"]["name"] == "anna.jpg"
    assert recipe["pose"]["NOSE"][:2] == [23.0, 10.125]
    assert recipe["source_pose"]["NOSE"][:2] == [20.0, 10.125]
    assert recipe["settings"]["size"] == {"kind": "edge", "px": 80}
    assert recipe["weights"] == "9.9"


def test_a_png_tells_programs_that_know_no_xmp() -> None:
    texts = png_texts(finished(OutputSettings()))
    assert texts["Software"].decode() == software()
    assert texts["Weights"] == b"9.9"
    assert b"synthetic" in texts["Comment"]
    assert json.loads(texts["Repose recipe"])["version"] == 1


@EVERY_FORMAT
def test_equal_pictures_are_equal_files(kind: Format) -> None:
    settings = OutputSettings(format=kind, colour_space=ColourSpace.SRGB, dpi=300)
    assert finished(settings) == finished(settings)


# What the photo's own packet said

ORIGINAL = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF[1:-1]}"><rdf:Description rdf:about=""
 xmlns:dc="{DC[1:-1]}" xmlns:xmp="{XMP[1:-1]}" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
 xmlns:Iptc4xmpExt="{EXT[1:-1]}" xmlns:drone="http://www.dji.com/drone-dji/1.0/"
 exif:GPSLatitude="35,39.5N" tiff:Orientation="6" xmp:CreatorTool="Camera 1" crs:Exposure2012="+1.0"
 drone:GpsLongitude="139.7" xmp:Rating="4" Iptc4xmpExt:DigitalSourceType="http://example.org/digitalCapture">
 <dc:creator><rdf:Seq><rdf:li>Hanako Tanaka 田中</rdf:li></rdf:Seq></dc:creator>
 <exif:GPSLongitude>139,44.7E</exif:GPSLongitude>
 <xmp:Thumbnails><rdf:Alt><rdf:li>AAAA</rdf:li></rdf:Alt></xmp:Thumbnails>
 <Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">
  <Iptc4xmpExt:City>Tokyo</Iptc4xmpExt:City><exif:GPSAltitude>40</exif:GPSAltitude>
 </rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def carried(*, gps: bool = False) -> bytes:
    settings = OutputSettings(metadata=Metadata.CAMERA, gps=gps)
    return xmp_of(finished(settings, photo=a_photo(xmp=ORIGINAL)))


def test_who_made_the_photo_is_carried_over_by_choice() -> None:
    said = carried()
    assert property_of(said, f"{DC}creator")[0].strip() == "Hanako Tanaka 田中"
    assert property_of(said, f"{XMP}Rating") == ["4"]
    assert b"Hanako" not in xmp_of(finished(OutputSettings(), photo=a_photo(xmp=ORIGINAL)))


def test_what_is_ours_to_say_is_said_once() -> None:
    said = carried()
    assert property_of(said, f"{EXT}DigitalSourceType") == [URI]
    assert property_of(said, f"{XMP}CreatorTool") == [software()]


def test_places_thumbnails_orientation_and_raw_settings_stay_behind() -> None:
    said = carried().lower()
    assert not [
        word for word in (b"gpsl", b"gpsa", b"139", b"thumbnail", b"orientation", b"exposure") if word in said
    ]


def test_places_come_over_where_they_are_asked_for() -> None:
    said = carried(gps=True)
    assert property_of(said, "{http://ns.adobe.com/exif/1.0/}GPSLatitude") == ["35,39.5N"]
    assert b"GPSAltitude" in said
    assert b"Tokyo" in said


# Every place a newsroom's program writes, by attribute, element, structure and structure in short form, and one
# property that no list knows.
PLACED = f"""<rdf:RDF xmlns:rdf="{RDF[1:-1]}"><rdf:Description rdf:about="" xmlns:dc="{DC[1:-1]}"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpExt="{EXT[1:-1]}"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" photoshop:City="PLACE" photoshop:Credit="Kept credit"
 Iptc4xmpCore:CountryCode="PLACE" dc:coverage="PLACE" exif:WhereaboutsOfTheFuture="PLACE">
 <photoshop:State>PLACE</photoshop:State><photoshop:Country>PLACE</photoshop:Country>
 <Iptc4xmpCore:Location>PLACE</Iptc4xmpCore:Location>
 <Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource" Iptc4xmpCore:CiAdrRegion="PLACE">
  <Iptc4xmpCore:CiAdrExtadr>PLACE</Iptc4xmpCore:CiAdrExtadr><Iptc4xmpCore:CiAdrCity>PLACE</Iptc4xmpCore:CiAdrCity>
  <Iptc4xmpCore:CiEmailWork>kept@example.org</Iptc4xmpCore:CiEmailWork></Iptc4xmpCore:CreatorContactInfo>
 <Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li><rdf:Description Iptc4xmpExt:Sublocation="PLACE">
  <Iptc4xmpExt:ProvinceState>PLACE</Iptc4xmpExt:ProvinceState></rdf:Description></rdf:li></rdf:Bag>
 </Iptc4xmpExt:LocationCreated>
 <Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li Iptc4xmpExt:WorldRegion="PLACE"/></rdf:Bag></Iptc4xmpExt:LocationShown>
 <Iptc4xmpExt:Event><rdf:Alt><rdf:li xml:lang="x-default">PLACE</rdf:li></rdf:Alt></Iptc4xmpExt:Event>
 <plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorName>Kept licensor</plus:LicensorName>
  <plus:LicensorStreetAddress>PLACE</plus:LicensorStreetAddress></rdf:li></rdf:Seq></plus:Licensor>
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Kept title</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF>""".encode()


@EVERY_FORMAT
def test_only_what_is_known_to_tell_no_place_comes_over_unasked(kind: Format) -> None:
    settings = OutputSettings(format=kind, metadata=Metadata.CAMERA)
    data = finished(settings, photo=a_photo(xmp=PLACED))
    assert b"PLACE" not in data
    said = xmp_of(data).decode()
    for kept in ("Kept credit", "kept@example.org", "Kept licensor", "Kept title"):
        assert said.count(kept) == 1
    assert "LocationCreated" not in said  # nor empty shells of what stayed behind
    asked = xmp_of(finished(settings.model_copy(update={"gps": True}), photo=a_photo(xmp=PLACED))).decode()
    assert asked.count("PLACE") == PLACED.count(b"PLACE") - 1  # all but what no list knows


BOMB = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>"""


DEEP = (
    f'<rdf:RDF xmlns:rdf="{RDF[1:-1]}" xmlns:dc="{DC[1:-1]}"><rdf:Description><dc:creator>'.encode()
    + b"<rdf:li>" * 20_000
    + b"haha"
    + b"</rdf:li>" * 20_000
    + b"</dc:creator></rdf:Description></rdf:RDF>"
)


@pytest.mark.parametrize("original", [b"", b"<x", BOMB, DEEP, b"\xff\xfe\0\0", b"<a>" * 5000, b"<a/>\0\0"])
def test_a_packet_beyond_use_costs_only_itself(original: bytes) -> None:
    said = packet(software="S", weights="W", recipe="{}", original=original)
    assert property_of(said, f"{EXT}DigitalSourceType") == [URI]
    assert b"haha" not in said


def test_a_huge_packet_leaves_room_for_what_must_be_said() -> None:
    long = ORIGINAL.replace(b"Hanako", b"H" * 70_000)
    data = finished(OutputSettings(format=Format.JPEG, metadata=Metadata.CAMERA), photo=a_photo(xmp=long))
    assert property_of(xmp_of(data), f"{EXT}DigitalSourceType") == [URI]
    assert opened(data).size == (120, 160)


def test_characters_that_xml_forbids_do_not_break_the_packet() -> None:
    said = packet(software="S\0\x1b", weights="<&>\"'", recipe='{"a": "\ufffe"}')
    assert our_property(said, "WeightsVersion") == "<&>\"'"
    assert property_of(said, f"{XMP}CreatorTool") == ["S"]
