"""The way into a backup: the desk's data key, wrapped under the recovery code and nothing else."""

from app.adapters.keystore.derive import WrongSecret, data_key_mark, open_with_code
from app.adapters.keystore.key_file import RECOVERY, Damaged, Newer, decode_recovery
from app.domain.errors import StorageProblem, UserProblem
from app.domain.secrets import RecoveryCode


def data_key_of(recovery_file: bytes, code: RecoveryCode) -> bytes:
    """Give the data key that a backup was made under.

    Raises UserProblem ``recovery_code_wrong``, StorageProblem ``backup_damaged``.
    """
    try:
        recovery, mark = decode_recovery(recovery_file)
        data_key = open_with_code(recovery, code=code.secret, bound_to=RECOVERY)
    except (Damaged, Newer):
        raise StorageProblem("backup_damaged") from None
    except WrongSecret:
        raise UserProblem("recovery_code_wrong") from None
    if data_key_mark(data_key) != mark:
        raise StorageProblem("backup_damaged")
    return data_key
