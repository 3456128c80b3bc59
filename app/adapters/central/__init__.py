"""Gateways that carry events to a central system, one per kind of target."""
