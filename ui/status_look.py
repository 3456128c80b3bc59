"""How a status looks: a tone and a sign beside its word, the same on every page."""

from typing import Final

from app.domain.complaint import Status
from app.domain.outbox import Delivery
from app.domain.task import TaskKind
from ui.widgets.tone import Tone

OF_STATUS: Final = {
    Status.RECORDED: (Tone.NEUTRAL, "circle"),
    Status.INCOMPLETE: (Tone.WARN, "half"),
    Status.NOT_OURS: (Tone.WARN, "warning"),
    Status.VERIFIED: (Tone.NEUTRAL, "circle"),
    Status.DISPOSED: (Tone.ACCENT, "dot"),
    Status.IN_PROGRESS: (Tone.ACCENT, "dot"),
    Status.ANSWERED: (Tone.OK, "check"),
    Status.CLOSED: (Tone.OK, "check"),
    Status.ARCHIVED: (Tone.NEUTRAL, "square"),
    Status.WITHDRAWN: (Tone.NEUTRAL, "cross"),
    Status.VOID: (Tone.NEUTRAL, "cross"),
}
OF_DELIVERY: Final = {
    Delivery.PENDING: (Tone.WARN, "circle"),
    Delivery.ACCEPTED: (Tone.OK, "check"),
    Delivery.CONFIRMED: (Tone.OK, "check"),
    Delivery.HELD: (Tone.WARN, "half"),
    Delivery.REJECTED: (Tone.BAD, "cross"),
    Delivery.CONFLICT: (Tone.BAD, "warning"),
    Delivery.SET_ASIDE: (Tone.WARN, "doubt"),
    Delivery.NEEDS_CHECK: (Tone.WARN, "doubt"),
}
OF_TASK: Final = {
    TaskKind.SECOND_RECEIPT: (Tone.OK, "check"),
    TaskKind.RETURNED: (Tone.BAD, "warning"),
    TaskKind.TRACKING_DIFFERS: (Tone.WARN, "doubt"),
    TaskKind.EDIT_DIFFERS: (Tone.WARN, "doubt"),
    TaskKind.HAND_OVER_REFUSED: (Tone.WARN, "half"),
    TaskKind.FILE_REFUSED: (Tone.BAD, "cross"),
    TaskKind.FORWARD_UNCLEAR: (Tone.WARN, "doubt"),
    TaskKind.FORWARD_REFUSED: (Tone.BAD, "cross"),
    TaskKind.FORWARD_UNMAPPED: (Tone.WARN, "half"),
    TaskKind.FOLLOW_UP_BY_HAND: (Tone.WARN, "half"),
    TaskKind.FILES_BY_HAND: (Tone.WARN, "half"),
    TaskKind.LATE_HIDING: (Tone.BAD, "warning"),
}
