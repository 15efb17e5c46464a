"""Which properties of a photo's own metadata come over into its picture: only those named here, at any depth.

They describe the camera, the exposure and who made the photo. What tells a place comes over by choice, see PLACES;
what tells of the file, its history, its editing or its thumbnails never does.
"""

from __future__ import annotations

from collections.abc import Mapping

DC = "http://purl.org/dc/elements/1.1/"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
IPTC = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
TIFF = "http://ns.adobe.com/tiff/1.0/"
EXIF = "http://ns.adobe.com/exif/1.0/"
EXIF_EX = "http://cipa.jp/exif/1.0/"
AUX = "http://ns.adobe.com/exif/1.0/aux/"
XMP = "http://ns.adobe.com/xap/1.0/"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# By namespace. Fields of structures have their own names and are listed like any other.
DESCRIPTIVE: Mapping[str, frozenset[str]] = {
    DC: _names("contributor creator date description language publisher rights subject title type"),
    RIGHTS: _names("Certificate Marked Owner UsageTerms WebStatement"),
    PHOTOSHOP: _names(
        "AuthorsPosition CaptionWriter Category Credit DateCreated Headline Instructions Source "
        "SupplementalCategories TransmissionReference Urgency"
    ),
    IPTC: _names(
        "AltTextAccessibility CiEmailWork CiTelWork CiUrlWork CreatorContactInfo ExtDescrAccessibility "
        "IntellectualGenre Scene SubjectCode"
    ),
    IPTC_EXT: _names("AddlModelInfo ModelAge OrganisationInImageCode OrganisationInImageName PersonInImage"),
    PLUS: _names(
        "CopyrightOwner CopyrightOwnerID CopyrightOwnerName CreditLineRequired ImageCreator ImageCreatorID "
        "ImageCreatorName Licensor LicensorEmail LicensorID LicensorName LicensorTelephone1 LicensorTelephone2 "
        "LicensorURL MinorModelAgeDisclosure ModelReleaseID ModelReleaseStatus PropertyReleaseID "
        "PropertyReleaseStatus"
    ),
    TIFF: _names("Artist Copyright DateTime ImageDescription Make Model"),
    EXIF: _names(
        "ApertureValue BrightnessValue Contrast CustomRendered DateTimeDigitized DateTimeOriginal DigitalZoomRatio "
        "ExifVersion ExposureBiasValue ExposureIndex ExposureMode ExposureProgram ExposureTime FNumber FileSource "
        "Fired Flash FlashEnergy FocalLength FocalLengthIn35mmFilm FocalPlaneResolutionUnit FocalPlaneXResolution "
        "FocalPlaneYResolution Function GainControl ISOSpeedRatings LightSource MaxApertureValue MeteringMode Mode "
        "RedEyeMode Return Saturation SceneCaptureType SensingMethod Sharpness ShutterSpeedValue "
        "SubjectDistance SubjectDistanceRange WhiteBalance"
    ),
    EXIF_EX: _names(
        "BodySerialNumber CameraOwnerName Gamma ISOSpeed LensMake LensModel LensSerialNumber LensSpecification "
        "PhotographicSensitivity RecommendedExposureIndex SensitivityType StandardOutputSensitivity"
    ),
    AUX: _names(
        "ApproximateFocusDistance Firmware FlashCompensation ImageNumber Lens LensID LensInfo LensSerialNumber "
        "OwnerName SerialNumber"
    ),
    XMP: _names("CreateDate Label Rating"),
}

# What tells where a photo was taken, or where its maker is.
PLACES: Mapping[str, frozenset[str]] = {
    DC: _names("coverage"),
    PHOTOSHOP: _names("City Country State"),
    IPTC: _names("CiAdrCity CiAdrCtry CiAdrExtadr CiAdrPcode CiAdrRegion CountryCode Location"),
    IPTC_EXT: _names(
        "City CountryCode CountryName Event EventId LocationCreated LocationId LocationName LocationShown "
        "ProvinceState Sublocation WorldRegion"
    ),
    PLUS: _names(
        "LicensorCity LicensorCountry LicensorExtendedAddress LicensorPostalCode LicensorRegion "
        "LicensorStreetAddress"
    ),
    EXIF: _names(
        "GPSAltitude GPSAltitudeRef GPSAreaInformation GPSDOP GPSDateStamp GPSDestBearing GPSDestBearingRef "
        "GPSDestDistance GPSDestDistanceRef GPSDestLatitude GPSDestLongitude GPSDifferential GPSHPositioningError "
        "GPSImgDirection GPSImgDirectionRef GPSLatitude GPSLongitude GPSMapDatum GPSMeasureMode "
        "GPSProcessingMethod GPSSatellites GPSSpeed GPSSpeedRef GPSStatus GPSTimeStamp GPSTrack GPSTrackRef "
        "GPSVersionID"
    ),
}

# Of EXIF, by number: of the main directory, and of the camera's.
MAIN_TAGS = frozenset({
    0x010E,  # ImageDescription
    0x010F, 0x0110,  # Make, Model
    0x0132,  # DateTime
    0x013B, 0x8298,  # Artist, Copyright
})  # fmt: skip
CAMERA_TAGS = frozenset({
    0x829A, 0x829D, 0x8822,  # ExposureTime, FNumber, ExposureProgram
    0x8827, *range(0x8830, 0x8836),  # sensitivities
    0x9000, 0x9003, 0x9004,  # ExifVersion, DateTimeOriginal, DateTimeDigitized
    0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292,  # offsets of these times, and fractions of a second
    *range(0x9201, 0x920B),  # ShutterSpeedValue to FocalLength
    0xA20B, 0xA20E, 0xA20F, 0xA210, 0xA215, 0xA217,  # FlashEnergy, focal plane, ExposureIndex, SensingMethod
    0xA300,  # FileSource
    *range(0xA401, 0xA40B), 0xA40C,  # CustomRendered to Sharpness, SubjectDistanceRange
    0xA430, 0xA431, 0xA432, 0xA433, 0xA434, 0xA435,  # owner, body, lens
    0xA500,  # Gamma
})  # fmt: skip


def is_carried(name: str, *, gps: bool) -> bool:
    """Whether the property of this name, "{namespace}name", comes over; gps: whether places do."""
    namespace, _, local = name[1:].partition("}")
    wanted = DESCRIPTIVE.get(namespace, frozenset())
    return local in wanted or (gps and local in PLACES.get(namespace, frozenset()))
