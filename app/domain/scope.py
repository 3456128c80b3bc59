"""Whose matter a report is, seen from this desk: it only tells where to send the person, it never refuses a report."""

from enum import StrEnum

from app.domain.agency import UNKNOWN_AGENCY, Agencies, AgencyKind


class Scope(StrEnum):
    """From the own agency to bodies that the province has no say over."""

    OWN = "own"
    PROVINCE = "province"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


def scope_of(agency_id: str, *, own_agency: str, agencies: Agencies) -> Scope | None:
    """Give the scope of the agency picked; None as long as none is."""
    if agency_id == own_agency:
        return Scope.OWN
    agency = agencies.by_id(agency_id)
    if agency is None:
        return None
    if agency.id == UNKNOWN_AGENCY or agency.kind is AgencyKind.UNKNOWN:
        return Scope.UNKNOWN
    return Scope.PROVINCE if agency.kind in (AgencyKind.OPD, AgencyKind.BUMD) else Scope.OUTSIDE
