"""The `rich_text` block: sections, lists, quotations and preformatted text."""

from sle_broker.practice.slack.blockkit.objects import KIND, identifier, url
from sle_broker.practice.slack.blockkit.shapes import (
    Shape,
    array,
    boolean,
    integer,
    string,
    structure,
    typed,
)

_LONGEST = 12_000
_MOST = 1_000
_flags = structure(
    {}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), boolean)
)
_style: dict[str, Shape] = {"style": _flags}
_text = string(_LONGEST)

_leaf = typed(
    {
        "text": structure({**KIND, "text": _text}, _style),
        "link": structure({**KIND, "url": url}, {"text": _text, "unsafe": boolean, **_style}),
        "user": structure({**KIND, "user_id": identifier}, _style),
        "usergroup": structure({**KIND, "usergroup_id": identifier}, _style),
        "team": structure({**KIND, "team_id": identifier}, _style),
        "channel": structure({**KIND, "channel_id": identifier}, _style),
        "emoji": structure(
            {**KIND, "name": identifier},
            {"unicode": identifier, "skin_tone": integer(1, 6), **_style},
        ),
        "broadcast": structure(
            {**KIND, "range": string(10, among=("here", "channel", "everyone"))}, _style
        ),
        "color": structure({**KIND, "value": string(7, form=r"#[0-9a-fA-F]{6}")}, _style),
        "date": structure(
            {**KIND, "timestamp": integer(0, 10**10), "format": identifier},
            {"url": url, "fallback": identifier, **_style},
        ),
    }
)

_leaves = array(_leaf, _MOST, fewest=0)
_border: dict[str, Shape] = {"border": integer(0, 1)}
_section = structure({**KIND, "elements": _leaves})

rich_text_elements = array(
    typed(
        {
            "rich_text_section": _section,
            "rich_text_preformatted": structure({**KIND, "elements": _leaves}, _border),
            "rich_text_quote": structure({**KIND, "elements": _leaves}, _border),
            "rich_text_list": structure(
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

rich_text = structure({**KIND, "elements": rich_text_elements}, {"block_id": identifier})
