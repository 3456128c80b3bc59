"""Request and answer of an enrolment without a line, as files."""

from functools import partial
from pathlib import Path
from typing import Final

from app.adapters.central.answer_files import keep_answer
from app.adapters.central.contents import uses
from app.adapters.identity_seal import seal, sign, unseal, verify
from app.adapters.stick import read_file
from app.domain.centre import DeviceKeys
from app.domain.enrolment_file import (
    MAX_FILE_BYTES,
    EnrolmentAnswer,
    EnrolmentRequest,
    Signs,
    answer_bytes,
    answer_info,
    read_answer,
    request_bytes,
    request_hash,
)
from app.domain.errors import StorageProblem, UserProblem
from app.domain.ids import DeviceId
from app.domain.incarnation import SeriesUse

_MARK: Final = b"LOKETE\x00\x01"


class EnrolmentFiles:
    """Fulfils EnrolmentFiles of app.ports."""

    def write_request(self, path: Path, request: EnrolmentRequest, keys: DeviceKeys) -> str:
        """Write a request and give its hash."""
        raw = request_bytes(request, partial(sign, private_key=keys.signing_private))
        keep_answer(path, raw)
        return request_hash(raw)

    def read_answer(
        self, path: Path, *, device: DeviceId, keys: DeviceKeys
    ) -> tuple[EnrolmentAnswer, tuple[SeriesUse, ...]]:
        """Open an answer to this desk; ``enrol_answer_foreign`` when it is sealed to another one."""
        raw = read_enrolment_file(path)
        if not raw.startswith(_MARK):
            raise UserProblem("enrol_file_unreadable")
        try:
            opened = unseal(raw[len(_MARK) :], keys.sealing_private, answer_info(device))
        except StorageProblem as error:
            raise UserProblem("enrol_answer_foreign") from error
        answer = read_answer(
            opened, lambda message, signature, key: verify(message, signature=signature, public_key=key)
        )
        return answer, _uses(answer)


def sealed_answer(answer: EnrolmentAnswer, *, to: bytes, device: DeviceId, sign: Signs) -> bytes:
    """Give the file of an answer.  Raises StorageProblem ``seal_key_wrong``."""
    return _MARK + seal(answer_bytes(answer, sign), to, answer_info(device))


def read_enrolment_file(path: Path) -> bytes:
    """Give the bytes of an enrolment file.  Raises UserProblem ``parcel_missing``, ``enrol_file_unreadable``."""
    return read_file(path, MAX_FILE_BYTES, beyond="enrol_file_unreadable")


def _uses(answer: EnrolmentAnswer) -> tuple[SeriesUse, ...]:
    from pydantic import ValidationError

    from app.adapters.central.wire import SeriesOut

    try:
        return uses([SeriesOut.model_validate(one) for one in answer.used])
    except ValidationError as error:
        raise UserProblem("enrol_file_unreadable") from error
