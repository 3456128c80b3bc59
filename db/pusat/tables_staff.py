"""People who work at the server, and where they are signed in. Of passwords and sessions only hashes are kept."""

from sqlalchemy import BigInteger, Boolean, Column, Named, Table, Text, TypedColumns

from db.pusat.tables import metadata


class StaffColumns(TypedColumns):
    """One person; ``password`` is an argon2id hash with its own parameters."""

    login: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text)
    role: Named[str] = Column(Text)
    password: Named[str] = Column(Text)
    active: Named[bool] = Column(Boolean)
    created_at: Named[str] = Column(Text)
    last_seen_at: Named[str | None] = Column(Text)


class StaffSessionColumns(TypedColumns):
    """A browser that is signed in; its cookie is kept as SHA-256."""

    sha256: Named[str] = Column(Text, primary_key=True)
    login: Named[str] = Column(Text, index=True)
    started_at: Named[str] = Column(Text)
    seen_at: Named[str] = Column(Text)


class SignInTryColumns(TypedColumns):
    """Failed sign-ins by the SHA-256 of what was typed as login, known or not: nobody learns which logins exist."""

    login_sha256: Named[str] = Column(Text, primary_key=True)
    failures: Named[int] = Column(BigInteger)
    wait_until: Named[str] = Column(Text)


staff = Table("staff", metadata, StaffColumns)
staff_sessions = Table("staff_sessions", metadata, StaffSessionColumns)
sign_in_tries = Table("sign_in_tries", metadata, SignInTryColumns)
