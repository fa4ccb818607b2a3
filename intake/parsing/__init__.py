"""Bytes as received to a ``Letter``: total, bounded, without judgement."""

from intake.parsing.letters import parse

__all__ = ["parse"]
