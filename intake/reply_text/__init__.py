"""The writer's own words in a mail, and who wrote what was forwarded."""

from intake.reply_text.forwards import Forwarded, forwarded
from intake.reply_text.splitting import ReplyParts, split

__all__ = ["Forwarded", "ReplyParts", "forwarded", "split"]
