"""Countries by their ISO 3166-1 code of two letters."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from ..errors import ParameterError

_TABLE = """
AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania
AM Armenia|AO Angola|AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba
AX Åland Islands|AZ Azerbaijan|BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium
BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin|BL Saint Barthélemy|BM Bermuda
BN Brunei|BO Bolivia|BQ Caribbean Netherlands|BR Brazil|BS Bahamas|BT Bhutan|BV Bouvet Island
BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos Islands|CD Democratic Republic of the Congo
CF Central African Republic|CG Republic of the Congo|CH Switzerland|CI Ivory Coast|CK Cook Islands
CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde|CW Curaçao
CX Christmas Island|CY Cyprus|CZ Czechia|DE Germany|DJ Djibouti|DK Denmark|DM Dominica
DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea
ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FK Falkland Islands|FM Micronesia|FO Faroe Islands
FR France|GA Gabon|GB United Kingdom|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|GH Ghana
GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece
GS South Georgia and the South Sandwich Islands|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana
HK Hong Kong|HM Heard Island and McDonald Islands|HN Honduras|HR Croatia|HT Haiti|HU Hungary
ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory
IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan
KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|KP North Korea|KR South Korea
KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|LI Liechtenstein
LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|MA Morocco
MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|MH Marshall Islands
MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macau|MP Northern Mariana Islands
MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico
MY Malaysia|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria
NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama
PE Peru|PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland
PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico|PS Palestine|PT Portugal|PW Palau
PY Paraguay|QA Qatar|RE Réunion|RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia
SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena|SI Slovenia
SJ Svalbard and Jan Mayen|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia
SR Suriname|SS South Sudan|ST São Tomé and Príncipe|SV El Salvador|SX Sint Maarten|SY Syria
SZ Eswatini|TC Turks and Caicos Islands|TD Chad|TF French Southern Territories|TG Togo|TH Thailand
TJ Tajikistan|TK Tokelau|TL East Timor|TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey
TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda
UM United States Minor Outlying Islands|US United States|UY Uruguay|UZ Uzbekistan|VA Vatican City
VC Saint Vincent and the Grenadines|VE Venezuela|VG British Virgin Islands
VI United States Virgin Islands|VN Vietnam|VU Vanuatu|WF Wallis and Futuna|WS Samoa|YE Yemen
YT Mayotte|ZA South Africa|ZM Zambia|ZW Zimbabwe
"""

COUNTRIES: Final[dict[str, str]] = {
    entry[:2]: entry[3:] for entry in _TABLE.strip().replace("\n", "|").split("|")
}
"""The officially assigned codes, each with a name that people use."""

_MISTAKEN: Final = {
    name: code
    for code, names in (
        ("GB", "UK|EN|ENGLAND|SCOTLAND|WALES|GBR|GREAT BRITAIN|BRITAIN|NORTHERN IRELAND"),
        ("GR", "EL|GRC"),
        ("US", "USA|UNITED STATES OF AMERICA|AMERICA"),
        ("DE", "DEU|GER"),
        ("RU", "RUS|RUSSIAN FEDERATION"),
        ("UA", "UKR"),
        ("FR", "FRA"),
        ("IT", "ITA"),
        ("IE", "IRL"),
        ("ES", "ESP"),
        ("PL", "POL"),
        ("NL", "HOLLAND|NLD"),
        ("CZ", "CZECH REPUBLIC"),
        ("MM", "BURMA"),
        ("SZ", "SWAZILAND"),
        ("TL", "TIMOR-LESTE"),
        ("TR", "TÜRKIYE"),
        ("MK", "MACEDONIA"),
        ("CI", "COTE D'IVOIRE|CÔTE D'IVOIRE"),
        ("CV", "CABO VERDE"),
        ("VA", "HOLY SEE"),
    )
    for name in names.split("|")
}
"""What people write in place of a code."""

_LONGEST = 60


def country_code(text: str, *, where: str = "country") -> str:
    """Return the ISO 3166-1 code of two letters that a text is, in capitals.

    Names and other codes are not taken for it, but asked back. NA is Namibia.

    Args:
        text: a code, in capitals or not.
        where: what the error names as the place of the fault.

    Raises:
        ParameterError: the text is no assigned code.

    Example:
        >>> country_code("gb")
        'GB'
        >>> country_code("NA")
        'NA'
    """
    code = text.strip()
    if code.isascii() and code.upper() in COUNTRIES:
        return code.upper()
    meant = _meant(code)
    hint = f"did you mean {meant!r}?" if meant else "write a code such as 'GB' or 'UA'"
    shown = code if len(code) <= _LONGEST else code[: _LONGEST - 1] + "…"
    message = f"{where}: {shown!r} is not a country's ISO 3166-1 code of two letters; {hint}"
    raise ParameterError(message)


def _meant(text: str) -> str:
    """Return the code that was probably meant, or an empty text."""
    name = text.upper()[:_LONGEST]
    if name in _MISTAKEN:
        return _MISTAKEN[name]
    codes = {country.upper(): code for code, country in COUNTRIES.items()}
    near = get_close_matches(name, codes, n=1, cutoff=0.8)
    return codes[near[0]] if near else ""
