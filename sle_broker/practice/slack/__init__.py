"""A practice Slack: the part of Slack that the bot uses, on loopback, as strict as Slack is."""

from sle_broker.practice.slack.delivery import Outcome
from sle_broker.practice.slack.faults import Faults
from sle_broker.practice.slack.identity import RequestUrls, SlackApp
from sle_broker.practice.slack.member import Cannot, Member, Upload
from sle_broker.practice.slack.people import people_application
from sle_broker.practice.slack.server import SlackServer
from sle_broker.practice.slack.workspace import Change, Deadlines, Workspace

__all__ = [
    "Cannot",
    "Change",
    "Deadlines",
    "Faults",
    "Member",
    "Outcome",
    "RequestUrls",
    "SlackApp",
    "SlackServer",
    "Upload",
    "Workspace",
    "people_application",
]
