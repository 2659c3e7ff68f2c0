"""Fictional cables in any number: bench/make-archive."""
