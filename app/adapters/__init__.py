"""The world except SQL: gateways, paper, sheets, keys, reference data, the clock."""
