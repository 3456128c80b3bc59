"""What the desk remembers: the encrypted store and all SQL."""
