"""The codes of countries and of the parts of the eleven member countries: what `coverage` may name.

Sources: ISO 3166-1 (alpha-2) and ISO 3166-2, as of November 2026 (Guatemala's codes are digits now). Libraries that
carry the whole of ISO 3166-2 weigh some thirty megabytes; eleven lines do.
"""

from __future__ import annotations


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


COUNTRIES = _codes(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV "
    "BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET "
    "FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM "
    "IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD "
    "ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
    "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST "
    "SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS "
    "YE YT ZA ZM ZW"
)

SUBDIVISIONS: dict[str, frozenset[str]] = {
    country: _codes(codes)
    for country, codes in {
        "BZ": "BZ CY CZL OW SC TOL",
        "CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
        "CR": "A C G H L P SJ",
        "DO": " ".join(f"{number:02}" for number in range(1, 43)),
        "GT": " ".join(f"{number:02}" for number in range(1, 23)),
        "HN": "AT CH CL CM CP CR EP FM GD IB IN LE LP OC OL SB VA YO",
        "MX": "AGU BCN BCS CAM CHH CHP CMX COA COL DUR GRO GUA HID JAL MEX MIC MOR NAY NLE OAX PUE QUE ROO SIN SLP SON "
        "TAB TAM TLA VER YUC ZAC",
        "NI": "AN AS BO CA CI CO ES GR JI LE MD MN MS MT NS RI SJ",
        "PA": "1 2 3 4 5 6 7 8 9 10 EM KY NB NT",
        "SV": "AH CA CH CU LI MO PA SA SM SO SS SV UN US",
        "US": "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND "
        "NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UM UT VA VI VT WA WI WV WY",
    }.items()
}


def is_area(code: str) -> bool:
    """Whether a code is a country's, or a part's of a member country."""
    country, dash, part = code.partition("-")
    if not dash:
        return country in COUNTRIES
    return part in SUBDIVISIONS.get(country, frozenset())
