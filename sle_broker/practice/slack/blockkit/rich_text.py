"""The `rich_text` block: sections, lists, quotations and preformatted text."""

from sle_broker.practice.slack.blockkit.objects import KIND, identifier, url
from sle_broker.practice.slack.blockkit.shapes import (
    Shape,
    array,
    boolean,
    integer,
    record,
    string,
    typed,
)

_LONGEST = 12_000
_MOST = 1_000
_flags = record(
    {}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), boolean)
)
_style: dict[str, Shape] = {"style": _flags}
_text = string(_LONGEST)

_leaf = typed(
    {
        "text": record({**KIND, "text": _text}, _style),
        "link": record({**KIND, "url": url}, {"text": _text, "unsafe": boolean, **_style}),
        "user": record({**KIND, "user_id": identifier}, _style),
        "usergroup": record({**KIND, "usergroup_id": identifier}, _style),
        "team": record({**KIND, "team_id": identifier}, _style),
        "channel": record({**KIND, "channel_id": identifier}, _style),
        "emoji": record(
            {**KIND, "name": identifier},
            {"unicode": identifier, "skin_tone": integer(1, 6), **_style},
        ),
        "broadcast": record(
            {**KIND, "range": string(10, among=("here", "channel", "everyone"))}, _style
        ),
        "color": record({**KIND, "value": string(7, form=r"#[0-9a-fA-F]{6}")}, _style),
        "date": record(
            {**KIND, "timestamp": integer(0, 10**10), "format": identifier},
            {"url": url, "fallback": identifier, **_style},
        ),
    }
)

_leaves = array(_leaf, _MOST, fewest=0)
_border: dict[str, Shape] = {"border": integer(0, 1)}
_section = record({**KIND, "elements": _leaves})

rich_text_elements = array(
    typed(
        {
            "rich_text_section": _section,
            "rich_text_preformatted": record({**KIND, "elements": _leaves}, _border),
            "rich_text_quote": record({**KIND, "elements": _leaves}, _border),
            "rich_text_list": record(
                {
                    **KIND,
                    "elements": array(typed({"rich_text_section": _section}), _MOST),
                    "style": string(10, among=("bullet", "ordered")),
                },
                {"indent": integer(0, 8), "offset": integer(0, 10**6), **_border},
            ),
        }
    ),
    _MOST,
    fewest=0,
)

rich_text = record({**KIND, "elements": rich_text_elements}, {"block_id": identifier})
