"""Text in columns, for terminals."""

from collections.abc import Mapping, Sequence

_WIDEST = 60


def table(
    headings: Sequence[str], lines: Sequence[Sequence[object]], *, widest: int = _WIDEST
) -> str:
    """Return lines as aligned columns under their headings; a longer cell ends in an ellipsis."""
    cells = [[_cell(x, widest) for x in line] for line in lines]
    columns = [list(headings), *cells]
    widths = [max(len(line[n]) for line in columns) for n in range(len(headings))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in columns
    )


def _cell(value: object, widest: int) -> str:
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= widest else f"{text[: widest - 1]}…"


def pairs(values: Mapping[str, object]) -> str:
    """Return names and values, one pair a line, aligned; empty values are left out."""
    told = {name: str(value) for name, value in values.items() if value not in (None, "", (), [])}
    width = max((len(name) for name in told), default=0)
    return "\n".join(f"{name.ljust(width)}  {value}" for name, value in told.items())
