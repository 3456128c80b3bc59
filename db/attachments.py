"""What is attached to drafts and complaints; the files themselves lie sealed beside the database."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, select

from app.domain.attachment import Attachment, AttachmentId, MediaType
from app.domain.ids import ComplaintId, OfficerId
from db.prepared import Prepared
from db.tables import attachments, complaints, drafts

_ADD: Final = insert(attachments)
_OF: Final = (
    select(attachments).where(attachments.c.complaint_id == bindparam("complaint")).order_by(attachments.c.place)
)
_ANY: Final = Prepared(
    select(func.count()).select_from(attachments).where(attachments.c.complaint_id == bindparam("complaint"))
)
_GET: Final = select(attachments).where(attachments.c.id == bindparam("wanted"))
_REMOVE: Final = delete(attachments).where(attachments.c.id == bindparam("wanted"))
_DROP: Final = delete(attachments).where(attachments.c.complaint_id == bindparam("complaint"))
_NAMES: Final = select(attachments.c.stored_as)
_OWNER: Final = select(drafts.c.officer_id).where(drafts.c.id == bindparam("wanted"))
_ALL: Final = (
    select(func.coalesce(complaints.c.number, "").label("number"), attachments)
    .outerjoin_from(attachments, complaints, complaints.c.id == attachments.c.complaint_id)
    .order_by(attachments.c.complaint_id, attachments.c.place)
)


class Attachments:
    """Fulfils Attachments of app.ports on the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment) -> None:
        """Add one; its file is in its place already."""
        self._connection.execute(
            _ADD,
            {
                "id": attachment.id,
                "complaint_id": attachment.complaint_id,
                "place": attachment.place,
                "name": attachment.name,
                "media_type": attachment.media_type.value,
                "size_bytes": attachment.size_bytes,
                "sha256": attachment.sha256,
                "stored_as": attachment.stored_as,
                "pages": attachment.pages,
                "added_at": attachment.added_at,
                "officer_id": attachment.officer_id,
            },
        )

    def of(self, complaint_id: ComplaintId) -> Sequence[Attachment]:
        """Give what is attached to a draft or complaint, in the order of adding."""
        count = _ANY.row(self._connection, {"complaint": complaint_id})
        if count is None or not count[0]:  # nearly always, and asked at every save
            return ()
        return tuple(_read(row) for row in self._connection.execute(_OF, {"complaint": complaint_id}))

    def get(self, id: AttachmentId) -> Attachment | None:
        """Give one, None when it is not there any more."""
        row = self._connection.execute(_GET, {"wanted": id}).one_or_none()
        return _read(row) if row is not None else None

    def remove(self, id: AttachmentId) -> None:
        """Take one away."""
        self._connection.execute(_REMOVE, {"wanted": id})

    def drop(self, complaint_id: ComplaintId) -> Sequence[str]:
        """Take away all that belongs to a draft, and give the names of the files to remove after the commit."""
        held = self.of(complaint_id)
        if held:
            self._connection.execute(_DROP, {"complaint": complaint_id})
        return [one.stored_as for one in held]

    def stored_names(self) -> frozenset[str]:
        """Give the names of all files that belong to something."""
        return frozenset(self._connection.execute(_NAMES).scalars())


class AttachmentRows:
    """Fulfils AttachmentRows of app.ports: reads outside of a unit of work, which take no lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, complaint_id: ComplaintId) -> Sequence[Attachment]:
        """Give what is attached to a draft or complaint, in the order of adding."""
        with self._engine.connect() as connection:
            return tuple(_read(row) for row in connection.execute(_OF, {"complaint": complaint_id}))

    def get(self, id: AttachmentId) -> Attachment | None:
        """Give one, None when it is not there any more."""
        with self._engine.connect() as connection:
            row = connection.execute(_GET, {"wanted": id}).one_or_none()
            return _read(row) if row is not None else None

    def draft_owner(self, id: ComplaintId) -> OfficerId | None:
        """Give whose a draft is, None when none is stored under that id."""
        with self._engine.connect() as connection:
            found = connection.execute(_OWNER, {"wanted": id}).scalar_one_or_none()
            return OfficerId(found) if found is not None else None

    def all(self) -> Iterator[tuple[str, Attachment]]:
        """Give every attachment with the number of its complaint, "" for a draft."""
        with self._engine.connect() as connection:
            for row in connection.execute(_ALL):
                yield row.number, _read(row)


def _read(row: Row[*tuple[object, ...]]) -> Attachment:
    return Attachment(
        id=AttachmentId(row.id),
        complaint_id=ComplaintId(row.complaint_id),
        place=row.place,
        name=row.name,
        media_type=MediaType(row.media_type),
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        stored_as=row.stored_as,
        pages=row.pages,
        added_at=row.added_at,
        officer_id=OfficerId(row.officer_id),
    )
