"""TLS is verified: own authorities work, and every wrong certificate has its own sentence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from app.adapters.central.pusat import PusatGateway
from app.domain.errors import NetworkProblem, UserProblem
from app.pusat.serve import Address
from tests.app.pusat.trial import Trial

Gateways = Callable[..., PusatGateway]


def pem(authority: trustme.CA) -> str:
    return authority.cert_pem.bytes().decode()


def https(folder: Path, certificate: trustme.LeafCert) -> Address:
    chain, key = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    key.write_bytes(certificate.private_key_pem.bytes())
    return Address(host="127.0.0.1", port=0, certificate=chain, certificate_key=key)


def told(trial: Trial, gateways: Gateways, address: Address, ca_pem: str | None) -> str | None:
    gateway = gateways()
    with trial.listening(address=address) as url:
        try:
            gateway.prove(trial.centre(url, ca_pem=ca_pem), [], span=None)
        except NetworkProblem as problem:
            return problem.code
        finally:
            gateway.close()
    return None


def test_a_server_of_the_given_authority_is_trusted(trial: Trial, gateways: Gateways, tmp_path: Path) -> None:
    authority = trustme.CA()
    address = https(tmp_path, authority.issue_cert("127.0.0.1"))
    assert told(trial, gateways, address, pem(authority)) is None


@pytest.mark.parametrize("given_authority", [True, False])
def test_a_server_of_an_unknown_authority_is_not(
    trial: Trial, gateways: Gateways, tmp_path: Path, given_authority: bool
) -> None:
    address = https(tmp_path, trustme.CA().issue_cert("127.0.0.1"))
    other = pem(trustme.CA()) if given_authority else None
    assert told(trial, gateways, address, other) == "certificate_wrong"


def test_a_certificate_for_another_name_is_refused(trial: Trial, gateways: Gateways, tmp_path: Path) -> None:
    authority = trustme.CA()
    address = https(tmp_path, authority.issue_cert("pusat.example"))
    assert told(trial, gateways, address, pem(authority)) == "certificate_other_name"


@pytest.mark.parametrize(("days", "code"), [((1, 9), "certificate_not_yet_valid"), ((-9, -1), "certificate_expired")])
def test_a_certificate_out_of_its_time_is_told_by_its_own_code(
    trial: Trial, gateways: Gateways, tmp_path: Path, days: tuple[int, int], code: str
) -> None:
    authority, now = trustme.CA(), datetime.now(UTC)
    certificate = authority.issue_cert(
        "127.0.0.1", not_before=now + timedelta(days=days[0]), not_after=now + timedelta(days=days[1])
    )
    assert told(trial, gateways, https(tmp_path, certificate), pem(authority)) == code


def test_https_to_a_server_without_it_is_told(trial: Trial, gateways: Gateways) -> None:
    with trial.listening() as url, pytest.raises(NetworkProblem, match="tls_failed"):
        gateways().prove(trial.centre(url.replace("http:", "https:")), [], span=None)


def test_a_file_that_is_no_certificate_is_refused_before_any_byte_is_sent(trial: Trial, gateways: Gateways) -> None:
    with pytest.raises(UserProblem, match="ca_unreadable"):
        gateways().prove(trial.centre("https://127.0.0.1:9", ca_pem="nothing"), [], span=None)
