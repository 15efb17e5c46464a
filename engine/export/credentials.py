"""Content Credentials (C2PA): signs a finished file with a person's own certificate, where c2pa-python is installed."""

from __future__ import annotations

import importlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from engine.export.settings import Credentials, Format, OutputSettings
from engine.export.xmp import COMPOSITE_WITH_TRAINED
from engine.system.errors import OutputError
from engine.system.files import encode_png
from engine.system.shipped import software

_MAX_PEM_BYTES = 1_000_000
_KINDS = {
    Format.PNG: "image/png",
    Format.JPEG: "image/jpeg",
    Format.WEBP: "image/webp",
    Format.TIFF: "image/tiff",
}
# Without a thumbnail of the picture inside the picture, which takes 50 to 500 kB.
_SETTINGS = {"builder": {"thumbnail": {"enabled": False}}}


def check_credentials(credentials: Credentials) -> None:
    """Raise OutputError with one sentence unless files can be signed: before a night's work, not in it.

    Signs a picture of nothing, as only that shows whether certificate and key belong together.
    """
    nothing = encode_png(np.zeros((8, 8, 3), np.uint8), icc=None, text={})
    with_credentials(nothing, OutputSettings(credentials=credentials))


def with_credentials(data: bytes, settings: OutputSettings) -> bytes:
    """The file `data` with signed credentials inside; no time stamp is asked for, as that needs a network.

    Raises OutputError when the library, the certificate or the key is missing or unfit.
    """
    if settings.credentials is None:
        raise ValueError("settings without credentials")
    c2pa = _library()
    signer = _signer(c2pa, settings.credentials)
    kind, signed = _KINDS[settings.format], io.BytesIO()
    try:
        with c2pa.Context.from_dict(_SETTINGS) as context, c2pa.Builder(_manifest(kind), context) as builder:
            builder.sign(signer, kind, io.BytesIO(data), signed)
    except c2pa.C2paError as error:
        raise OutputError(
            f"The picture could not be signed ({_short(error)}). Check the certificate and key, or switch "
            "Content Credentials off."
        ) from error
    return signed.getvalue()


def _library() -> Any:
    try:
        return importlib.import_module("c2pa")
    except (ImportError, OSError) as error:
        raise OutputError(
            "Content Credentials need the package c2pa-python, which is not installed. Install it, or switch "
            "them off."
        ) from error


def _signer(c2pa: Any, credentials: Credentials) -> Any:
    certificate, key = _pem(credentials.certificate), _pem(credentials.key)
    try:
        return c2pa.Signer.from_info(
            c2pa.C2paSignerInfo(credentials.algorithm.encode(), certificate, key, None)
        )
    except (c2pa.C2paError, ValueError, TypeError) as error:
        raise OutputError(
            f"The certificate or key for Content Credentials cannot be used ({_short(error)}). Choose others."
        ) from error


def _pem(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_PEM_BYTES)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise OutputError(f"{path} for Content Credentials could not be opened: {reason}.") from error
    if b"-----BEGIN" not in data:
        raise OutputError(f"{path.name} is no PEM file. Choose a certificate and a key in PEM form.")
    return data


def _manifest(kind: str) -> str:
    name, _, version = software().partition(" ")
    action = {"action": "c2pa.created", "digitalSourceType": COMPOSITE_WITH_TRAINED}
    return json.dumps(
        {
            "claim_generator_info": [{"name": name, "version": version}],
            "format": kind,
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
        }
    )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
