"""The server's store on both databases."""

from tests.db.pusat.fixtures import postgres, store, store_url

__all__ = ["postgres", "store", "store_url"]
