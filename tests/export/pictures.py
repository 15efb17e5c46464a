"""A photo, a source and a render of it, made of numbers, and readers of files that are not our writers."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
from PIL import Image, ImageCms

from engine.contract.messages import Rendered, RenderRequest, Source
from engine.export.produce import Provenance, produce, request_for
from engine.export.settings import OutputSettings
from engine.photo.photo import Photo, decode_photo
from engine.pose.pose import Joint, Point, Pose

SIZE = (120, 160)
KEY = "ab" * 32
URI = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"


def a_pose(shift_px: float = 0) -> Pose:
    return Pose(tuple(Point(20 + 4 * joint + shift_px, 10 + 8 * joint + 0.125, 0.9) for joint in Joint))


def noise(channels: int = 3, *, size: tuple[int, int] = SIZE, seed: int = 3) -> np.ndarray:
    """Smooth colours with some grain, uint8 [H, W, channels]."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    waves = [np.sin(x / (9 + k) + k) + np.cos(y / (13 - k)) for k in range(channels)]
    grain = np.random.default_rng(seed).normal(0, 4, (size[1], size[0], channels))
    return np.clip(np.dstack(waves) * 50 + 128 + grain, 0, 255).astype(np.uint8)


def a_photo(**more: object) -> Photo:
    values: dict = {"rgb": noise(), "name": "anna.jpg", "key": KEY, **more}
    return Photo(**values)


def a_source(photo: Photo | None = None) -> Source:
    photo = photo or a_photo()
    return Source(photo, a_pose(), np.zeros(photo.rgb.shape[:2], np.float32))


def disc(size: tuple[int, int] = SIZE) -> np.ndarray:
    """A round person with a soft rim, white, RGBA with straight alpha; a loud colour lies beneath what is clear."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    away = np.hypot(x - size[0] / 2 + 0.5, y - size[1] / 2 + 0.5)
    alpha = np.clip((size[0] / 3 - away) / 3 + 0.5, 0, 1)
    rgba = np.full((size[1], size[0], 4), 255, np.uint8)
    rgba[..., 3] = np.round(alpha * 255)
    return rgba


def render(request: RenderRequest, pixels: np.ndarray | None = None) -> Rendered:
    """The picture of a request, at the size that the engine would give it."""
    if pixels is None:
        photo = request.source.photo.rgb
        edge = request.size or max(photo.shape[:2])
        factor = min(1, edge / max(photo.shape[:2]))
        size = round(photo.shape[1] * factor), round(photo.shape[0] * factor)
        pixels = disc(size) if request.transparent else np.asarray(Image.fromarray(photo).resize(size))
    return Rendered(request, pixels, 0.25, None, {"decode": 1.0}, "cpu", "9.9")


def finished(
    settings: OutputSettings,
    *,
    photo: Photo | None = None,
    photo_path: Path | None = None,
    folder: Path | None = None,
) -> bytes:
    """A whole file, made as a single picture and a batch make it."""
    request = request_for(a_source(photo), a_pose(3), settings=settings)
    provenance = Provenance(pose_name="waving", photo=photo_path, folder=folder)
    return produce(render(request), settings=settings, provenance=provenance)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def again(data: bytes) -> Photo:
    return decode_photo(data, "again")


def swapped_profile() -> bytes:
    """A profile in which red and blue have changed places."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return srgb.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")


# Readers by the formats' own rules, with nothing of ours and nothing of Pillow's.


def xmp_of(data: bytes) -> bytes:
    """The XMP packet of a PNG, JPEG, WebP or TIFF."""
    if data.startswith(b"\x89PNG"):
        return png_texts(data)["XML:com.adobe.xmp"]
    if data.startswith(b"\xff\xd8"):
        head = b"http://ns.adobe.com/xap/1.0/\0"
        return next(body[len(head) :] for kind, body in jpeg_segments(data) if body.startswith(head))
    if data.startswith(b"RIFF"):
        return dict(riff_chunks(data))[b"XMP "]
    return tiff_directory(data)[700]


def property_of(packet: bytes, name: str) -> list[str]:
    """The values of a property in Clark notation, whether written as an element or an attribute."""
    values = []
    for description in ET.fromstring(packet).iter(f"{RDF}Description"):
        values += [value for key, value in description.attrib.items() if key == name]
        values += ["".join(child.itertext()) for child in description if child.tag == name]
    return values


def png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", data, at + 8 + size)[0] == zlib.crc32(kind + body)
        chunks.append((kind, body))
        at += 12 + size
    return chunks


def png_texts(data: bytes) -> dict[str, bytes]:
    texts = {}
    for kind, body in png_chunks(data):
        if kind == b"iTXt":
            keyword, _, rest = body.partition(b"\0")
            assert rest[:2] == b"\0\0"
            texts[keyword.decode("latin-1")] = rest[2:].split(b"\0", 2)[2]
    return texts


def jpeg_segments(data: bytes) -> list[tuple[int, bytes]]:
    segments, at = [], 2
    while data[at + 1] != 0xDA:
        (size,) = struct.unpack_from(">H", data, at + 2)
        segments.append((data[at + 1], data[at + 4 : at + 2 + size]))
        at += 2 + size
    return segments


def riff_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 12
    while at < len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        chunks.append((kind, data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return chunks


def tiff_directory(data: bytes) -> dict[int, bytes]:
    """The bytes of each entry of the first directory of a TIFF or EXIF block, in its own byte order."""
    order = {b"II*\0": "<", b"MM\0*": ">"}[data[:4]]
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, at)
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 10: 8, 12: 8}
    entries = {}
    for tag, kind, number, value in struct.iter_unpack(f"{order}HHI4s", data[at + 2 : at + 2 + 12 * count]):
        length = sizes[kind] * number
        (place,) = struct.unpack(f"{order}I", value)
        entries[tag] = value[:length] if length <= 4 else data[place : place + length]
    (following,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)
    assert following == 0  # a second directory of an EXIF block would be a thumbnail
    return entries


def exif_of(data: bytes) -> bytes | None:
    """The EXIF block of a PNG, JPEG or WebP, None without one."""
    if data.startswith(b"\x89PNG"):
        return dict(png_chunks(data)).get(b"eXIf")
    if data.startswith(b"RIFF"):
        return dict(riff_chunks(data)).get(b"EXIF", b"").removeprefix(b"Exif\0\0") or None
    return next((body[6:] for _, body in jpeg_segments(data) if body.startswith(b"Exif\0\0")), None)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
