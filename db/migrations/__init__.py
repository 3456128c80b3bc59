"""Schema history: one Alembic folder per database, standing alone."""
