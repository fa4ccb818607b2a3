"""Column types that keep what SQLite would lose."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import JSON, TypeDecorator

from core import codec


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC (SQLite drops timezones; naive values are refused)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without a timezone cannot be stored"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what the database keeps into an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Plain(TypeDecorator[Any]):
    """A JSON value; lists come back as tuples, so that equal rows compare equal."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Turn tuples, dates and enums into what JSON can carry."""
        del dialect
        return codec.encode(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Freeze what comes back."""
        del dialect
        return codec.freeze(value)
