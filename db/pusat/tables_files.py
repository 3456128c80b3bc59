"""Files of complaints: what events announce, and the sealed bytes as they come in, piece by piece."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Named, Table, Text, TypedColumns

from db.pusat.tables import metadata


class AnnouncedColumns(TypedColumns):
    """Files that applied events announce; size and digest are of the plain content, which never comes here."""

    attachment_id: Named[str] = Column(Text, primary_key=True)
    device: Named[str] = Column(Text, primary_key=True)
    complaint_id: Named[str] = Column(Text, index=True)
    event_id: Named[str] = Column(Text)
    sha256: Named[str] = Column(Text)
    size_bytes: Named[int] = Column(BigInteger)
    media_type: Named[str] = Column(Text)


class FileColumns(TypedColumns):
    """Sealed files: ``received`` moves in the transaction that stores a piece; size and digest are of the sealed."""

    id: Named[str] = Column(Text, primary_key=True)
    device: Named[str] = Column(Text)
    complaint_id: Named[str] = Column(Text, index=True)
    sha256: Named[str] = Column(Text)
    size_bytes: Named[int] = Column(BigInteger)
    received: Named[int] = Column(BigInteger)
    begun_at: Named[str] = Column(Text)
    changed_at: Named[str] = Column(Text)
    completed_at: Named[str | None] = Column(Text)


class PieceColumns(TypedColumns):
    """Pieces of a sealed file, each at the byte where it begins."""

    file_id: Named[str] = Column(Text, primary_key=True)
    begins: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    content: Named[bytes] = Column(LargeBinary)


announced = Table("announced_files", metadata, AnnouncedColumns)
files = Table("files", metadata, FileColumns)
pieces = Table("file_pieces", metadata, PieceColumns)

Index("ix_files_device", files.c.device, files.c.completed_at)
