"""Alembic's entry: the connection is handed in by `core.store.schema`, never read from a file."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from core.store.schema import metadata


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write SQLModel's own string type as the plain one that it stands for."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=_render,
    user_module_prefix="types.",
)
with context.begin_transaction():
    context.run_migrations()
