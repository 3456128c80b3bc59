"""Loket Aduan: what the desk decides; knows neither Qt nor SQL."""
