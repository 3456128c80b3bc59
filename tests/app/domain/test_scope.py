"""Whose matter a report is."""

from typing import Final

import pytest

from app.adapters.reference import load_reference
from app.domain.agency import UNKNOWN_AGENCY, AgencyKind
from app.domain.scope import Scope, scope_of
from app.paths import resources

AGENCIES: Final = load_reference(resources() / "reference").agencies
OWN: Final = str(AGENCIES.understand("RSUD AWS"))


def an_agency_of(kind: AgencyKind) -> str:
    return next(str(agency.id) for agency in AGENCIES.all() if agency.kind is kind and agency.id != OWN)


@pytest.mark.parametrize(
    ("agency", "scope"),
    [
        (OWN, Scope.OWN),
        (an_agency_of(AgencyKind.OPD), Scope.PROVINCE),
        (an_agency_of(AgencyKind.BUMD), Scope.PROVINCE),
        (an_agency_of(AgencyKind.REGENCY), Scope.OUTSIDE),
        (an_agency_of(AgencyKind.VERTICAL), Scope.OUTSIDE),
        (UNKNOWN_AGENCY, Scope.UNKNOWN),
        ("obat", None),
        ("", None),
    ],
)
def test_the_agency_tells_whose_matter_it_is(agency: str, scope: Scope | None) -> None:
    assert scope_of(agency, own_agency=OWN, agencies=AGENCIES) is scope


def test_an_own_agency_outside_of_the_list_is_the_own_one() -> None:
    assert scope_of("own.xyz", own_agency="own.xyz", agencies=AGENCIES) is Scope.OWN
