"""Content Credentials: what is missing is said beforehand; with the library, files are really signed."""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.export.credentials import check_credentials
from engine.export.settings import Credentials, Format, OutputSettings
from engine.system.errors import OutputError
from tests.export.pictures import URI, finished, opened

HAS_LIBRARY = importlib.util.find_spec("c2pa") is not None
SIGNING = pytest.mark.skipif(
    not HAS_LIBRARY or shutil.which("openssl") is None, reason="c2pa-python or openssl is not installed"
)
_LEAF = """basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""


def test_without_the_library_a_sentence_says_what_to_do(monkeypatch, tmp_path) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(OutputError, match="c2pa-python, which is not installed"):
        check_credentials(Credentials(certificate=tmp_path / "a.pem", key=tmp_path / "b.pem"))


@SIGNING
@pytest.mark.parametrize("content", [None, b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_certificates_beyond_use_are_found_beforehand(content: bytes | None, tmp_path) -> None:
    path = tmp_path / "a.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OutputError) as refusal:
        check_credentials(Credentials(certificate=path, key=path))
    assert "\n" not in str(refusal.value)


@pytest.fixture
def certified(tmp_path) -> Credentials:
    """A certificate of a made-up brand from a made-up authority."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True, timeout=60)

    (tmp_path / "leaf.cnf").write_text(_LEAF)
    for name in ("ca", "leaf"):
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{name}.key")
    authority = ("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    openssl(
        "req",
        "-x509",
        "-new",
        "-key",
        "ca.key",
        "-days",
        "30",
        "-subj",
        "/O=T/CN=T",
        *authority,
        "-out",
        "ca.pem",
    )
    openssl("req", "-new", "-key", "leaf.key", "-subj", "/O=Brand/CN=Brand", "-out", "leaf.csr")
    ca = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "20", "-extfile", "leaf.cnf")
    openssl("x509", "-req", "-in", "leaf.csr", *ca, "-out", "leaf.pem")
    chain = tmp_path / "chain.pem"
    chain.write_bytes((tmp_path / "leaf.pem").read_bytes() + (tmp_path / "ca.pem").read_bytes())
    return Credentials(certificate=chain, key=Path(tmp_path / "leaf.key"))


@SIGNING
@pytest.mark.parametrize("kind", list(Format))
def test_a_signed_file_says_who_and_what_and_keeps_its_pixels(kind: Format, certified: Credentials) -> None:
    import c2pa

    check_credentials(certified)
    signed = finished(OutputSettings(format=kind, credentials=certified))
    told = json.loads(c2pa.Reader(f"image/{kind.value}", io.BytesIO(signed)).json())
    manifest = told["manifests"][told["active_manifest"]]
    assert told["validation_state"] == "Valid"
    assert manifest["signature_info"]["issuer"] == "Brand"
    (actions,) = (each for each in manifest["assertions"] if "actions" in each["label"])
    assert actions["data"]["actions"][0]["digitalSourceType"] == URI
    plain = finished(OutputSettings(format=kind))
    assert np.array_equal(np.asarray(opened(signed)), np.asarray(opened(plain)))
