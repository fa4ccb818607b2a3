"""The kinds of prompt. Each module here holds one kind, as `KIND`."""

from collections.abc import Mapping

from core.prompts import (
    action_plan,
    agree_plan,
    agree_request,
    agree_scope,
    approve_funding,
    approve_release,
    confirm_availability,
    confirm_choice,
    confirm_receipt,
    draft_agreement,
    evaluate,
    finalise_arrangements,
    forward_evaluation,
    log_visits,
    make_contact,
    pay_invoice,
    raise_invoice,
    report_to_boards,
    request_form,
    review_quality,
    scope,
    shortlist,
    sign_agreement,
    sign_off_evaluation,
    supply_invoice,
)
from core.prompts.kind import Answers, Asked, Instance, PromptKind

_MODULES = (
    action_plan,
    agree_plan,
    agree_request,
    agree_scope,
    approve_funding,
    approve_release,
    confirm_availability,
    confirm_choice,
    confirm_receipt,
    draft_agreement,
    evaluate,
    finalise_arrangements,
    forward_evaluation,
    log_visits,
    make_contact,
    pay_invoice,
    raise_invoice,
    report_to_boards,
    request_form,
    review_quality,
    scope,
    shortlist,
    sign_agreement,
    sign_off_evaluation,
    supply_invoice,
)

KINDS: Mapping[str, PromptKind] = {module.KIND.name: module.KIND for module in _MODULES}
"""Every kind of prompt by name: what a process file may put."""

__all__ = ["KINDS", "Answers", "Asked", "Instance", "PromptKind"]
