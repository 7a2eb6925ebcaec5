"""Signing a package with the key of a PKCS#12 file, and checking such a signature (PAdES).

Needs the extra ``kabao[sign]``: whoever imports this module answers for its absence. Nothing is
asked of a network: there is no time stamp, and whether a certificate is trusted is not looked up.
"""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from kabao.documents.drawing import draw_label
from kabao.documents.fonts.chain import uncovered
from kabao.documents.layout.style import LEFT, MM, PAGE_HEIGHT, WIDTH
from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIELD = "KabaoSignature"
_SHA256 = (
    bytes.fromhex("300d06096086480165030402010500"),
    bytes.fromhex("300b0609608648016503040201"),
)
_NO_CONTENT = bytes.fromhex("300b06092a864886f70d010701")
_SIZE = (66 * MM, 13 * MM)
_PLACE = (LEFT + WIDTH - _SIZE[0], PAGE_HEIGHT - 8 * MM - _SIZE[1])
"""In the upper margin of the cover, where nothing else stands."""


class Key:
    """The key and certificate of a signer, held for as long as packages are signed with it."""

    def __init__(self, data: bytes, passphrase: str) -> None:
        """Open a PKCS#12 file; raises InputRefusedError ``sign_key_refused``."""
        try:
            with _quiet():
                self.signer = signers.SimpleSigner.load_pkcs12_data(
                    data, other_certs=[], passphrase=passphrase.encode()
                )
        except (ValueError, TypeError) as error:
            raise InputRefusedError("sign_key_refused") from error
        if self.signer is None or self.signer.signing_cert is None:
            raise InputRefusedError("sign_key_refused")

    @property
    def name(self) -> str:
        """The common name of the certificate."""
        return _common_name(self.signer.signing_cert)


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What came of checking the signature of a file."""

    sound: bool
    signer: str


def sign(data: bytes, key: Key, lines: Sequence[str] = ()) -> bytes:
    """Return the bytes of a package with a signature behind them.

    With ``lines`` the signature is seen on the cover and says them; a character that no font
    draws becomes a box there, while the certificate keeps it.
    """
    writer = _Writer(io.BytesIO(data))
    style, spot = None, None
    if lines:
        style = StaticStampStyle(background=_Drawn(_drawable(lines)), border_width=0)
        left, bottom = _PLACE
        box = (round(left), round(bottom), round(left + _SIZE[0]), round(bottom + _SIZE[1]))
        spot = fields.SigFieldSpec(FIELD, on_page=0, box=box)
    wanted = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=False,
    )
    signer = signers.PdfSigner(wanted, key.signer, stamp_style=style, new_field_spec=spot)
    out = io.BytesIO()
    try:
        with _quiet():
            signer.sign_pdf(writer, output=out)
    except (SigningError, PdfError) as error:
        raise InputRefusedError("sign_key_refused") from error
    return out.getvalue()


def check(whole: bytes) -> SignatureCheck:
    """Check the digest and the signature over a file; whether the signer is trusted is not."""
    try:
        with _quiet():
            (embedded,) = PdfFileReader(io.BytesIO(whole)).embedded_signatures
            certificate = embedded.signer_cert
            _require_plain(embedded)
            context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
            status = validate_pdf_signature(embedded, context)
    except Exception:  # noqa: BLE001 (a spoilt file breaks its reader in every way there is)
        return SignatureCheck(sound=False, signer="")
    sound = status.intact and status.valid
    return SignatureCheck(sound, _common_name(certificate))


class _Writer(IncrementalPdfFileWriter):
    """An update that leaves information, metadata and version as they were sealed."""

    output_version = (1, 7)

    def ensure_output_version(self, version: Any) -> None:
        """PDF/A-3 builds on 1.7; a signature needs no later version."""

    def register_extension(self, ext: Any) -> None:
        """Nor any extension of it."""

    def _update_meta(self) -> None:
        """Tell of no other program and no other day."""


class _Drawn(PdfContent):
    """A label drawn with our own embedded fonts: a standard font would break PDF/A."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._page = draw_label(lines, _SIZE)

    def render(self) -> bytes:
        """Take the drawn page in as a form."""
        source = PdfFileReader(io.BytesIO(self._page))
        form = self._ensure_writer.import_page_as_xobject(source)
        self.resources.xobject["/Label"] = form
        self.box = BoxConstraints(width=_SIZE[0], height=_SIZE[1])
        return b"/Label Do"


def _require_plain(embedded: Any) -> None:
    """Let nothing in a signature be written otherwise than it must be.

    Version numbers and the names of algorithms that stand there twice are covered by no digest.
    Raises ValueError where one is not what the signature itself makes of it.
    """
    signed, info = embedded.signed_data, embedded.signer_info
    algorithm = info["digest_algorithm"].dump()
    sound = (
        embedded.pkcs7_content.startswith(_written(signed))
        and signed["version"].native == info["version"].native == "v1"
        and [item.dump() for item in signed["digest_algorithms"]] == [algorithm]
        and algorithm in _SHA256
        and signed["encap_content_info"].dump() == _NO_CONTENT
    )
    if not sound:
        raise ValueError("not written plainly")


def _written(signed: Any) -> bytes:
    """Return signed data as a file holds it, written anew by the rules of DER."""
    from asn1crypto.cms import ContentInfo  # type: ignore[import-untyped]

    return bytes(ContentInfo({"content_type": "signed_data", "content": signed}).dump(force=True))


def _drawable(lines: Sequence[str]) -> list[str]:
    lacking = set(uncovered("".join(lines)))
    return ["".join("\N{WHITE SQUARE}" if c in lacking else c for c in line) for line in lines]


def _common_name(certificate: Any) -> str:
    names = certificate.subject.native
    name = names.get("common_name") or certificate.subject.human_friendly
    return str(name if isinstance(name, str) else name[-1])


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the library says about files and keys out of the log: it is told in words."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [item.level for item in loggers]
    for item in loggers:
        item.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for item, level in zip(loggers, before, strict=True):
            item.setLevel(level)
