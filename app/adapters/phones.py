"""Telephone numbers as people type them: one form to compare, one to read; what was typed is kept elsewhere."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_REGION: Final = "ID"
_MOST_DIGITS: Final = 15


def normal(typed: str) -> str | None:
    """Give the number as E.164 ("+6281234567890"), a number without country code taken as Indonesian.

    None for short codes (110, 112), numbers without area code, and what is no number.  New mobile prefixes that the
    number tables do not know yet pass.
    """
    from phonenumbers import PhoneNumberFormat, ValidationResult, format_number, is_possible_number_with_reason

    number = _parsed(typed)
    if number is None or is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    whole = str(format_number(number, PhoneNumberFormat.E164))
    return whole if len(whole) <= _MOST_DIGITS + 1 else None


def readable(typed: str) -> str:
    """Give the number in groups to read aloud ("0812-3456-7890"); what is no known number stays as typed."""
    from phonenumbers import PhoneNumberFormat, format_number, is_valid_number, region_code_for_country_code

    number = _parsed(typed)
    if number is None or not is_valid_number(number):
        return " ".join(typed.split())
    at_home = region_code_for_country_code(number.country_code or 0) == _REGION
    return str(format_number(number, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL))


def _parsed(typed: str) -> "PhoneNumber | None":
    from phonenumbers import NumberParseException, parse

    try:
        return parse(typed, _REGION)
    except NumberParseException:
        return None
