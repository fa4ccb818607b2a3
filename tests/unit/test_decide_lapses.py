"""Questions that lapse, several deployments in one case, and cases that end on a no."""

from core.model import CaseState, Deployment, DeploymentState, PromptState
from tests.support.deciding import COORDINATOR, Matter, opened
from tests.support.worlds import sle_id

SANA, SILAS = sle_id("Sana Leigh"), sle_id("Silas Emery")


def say(found: Matter, **values: object) -> None:
    """Change what the request says, as a form of somebody else would."""
    form = next(x for x in reversed(found.case.form) if x.about == found.case.ref)
    found.known = found.case.with_entity(form.with_(values={**form.values, **values}))


def two() -> Matter:
    """Return a case with two subjects: one deployment matched, another still vacant."""
    found = opened("east-sussex")
    found.go_on_to("shortlist")
    second = Deployment(
        id=f"{found.case.ref}.d2",
        case=found.case.ref,
        state=DeploymentState.VACANT,
        schools=("oakfield",),
        half_days=4,
    )
    found.known = found.case.with_entity(second)
    found.answer(found.all_asked("shortlist")[0], sle=SANA)
    return found


def about(found: Matter, deployment: str) -> list[str]:
    """Return what is asked about one deployment."""
    return [x.kind for x in found.case.open_prompts() if x.about == deployment]


# --- lapsing ---


def test_a_question_whose_condition_no_longer_holds_lapses() -> None:
    found = opened("east-sussex", funding="boards")
    found.go_on_to("approve_funding")
    prompt = found.asked("approve_funding")
    say(found, funding="own")
    found.done(found.note())
    assert found.latest(prompt).state is PromptState.WITHDRAWN
    assert found.latest(prompt).nudge_at is None
    assert set(found.waiting()) == {"sign_agreement"}


def test_a_question_that_lapsed_is_put_anew_when_it_counts_again() -> None:
    found = opened("east-sussex", funding="boards")
    found.go_on_to("approve_funding")
    say(found, funding="own")
    found.done(found.note())
    say(found, funding="boards")
    found.done(found.note())
    assert found.asked("approve_funding").round == 2


def test_an_answer_to_a_question_that_lapsed_is_refused() -> None:
    found = opened("east-sussex", funding="boards")
    found.go_on_to("approve_funding")
    command = found.answering("approve_funding")
    say(found, funding="own")
    found.done(found.note())
    assert "no longer open" in found.refused(command).reason


# --- several deployments ---


def test_each_deployment_of_a_case_walks_on_its_own() -> None:
    found = two()
    one, other = (x.id for x in found.case.deployment)
    assert about(found, one) == ["confirm_choice"]
    assert about(found, other) == ["shortlist"]


def test_a_no_about_one_deployment_leaves_the_other_alone() -> None:
    found = two()
    one, other = (x.id for x in found.case.deployment)
    found.answer(found.all_asked("shortlist")[0], sle=SILAS)
    for kind in ("confirm_choice", "confirm_availability"):
        for prompt in found.all_asked(kind):
            found.answer(prompt)
    mine = next(x for x in found.all_asked("approve_release") if x.about == one)
    found.decline(mine)
    assert found.deployment_states() == ["ended", "proposed", "vacant"]
    assert about(found, other) == ["approve_release"]
    vacant = found.case.deployment[2]
    assert vacant.replaces == one
    assert about(found, vacant.id) == ["shortlist"]
    found.answer("shortlist", values={"sle": SILAS, "override": "Two schools, one SLE."})
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED
    assert found.deployment_states() == ["ended", "completed", "completed"]


def test_a_case_closes_only_when_all_its_deployments_are_through() -> None:
    found = two()
    one, other = (x.id for x in found.case.deployment)
    for _ in range(40):
        mine = [x for x in found.case.open_prompts() if x.about == one]
        if not mine:
            break
        found.answer(mine[0])
    assert about(found, one) == []
    assert about(found, other) == ["shortlist"]
    assert found.case.is_open


# --- ending on a no ---


def test_a_case_that_waits_on_a_no_can_be_withdrawn() -> None:
    found = opened("east-sussex")
    found.go_on_to("sign_agreement")
    declined, *others = found.all_asked("sign_agreement")
    found.decline(declined)
    for prompt in others:
        found.answer(prompt)
    assert found.waiting() == []
    assert found.case.record.step == "agreement"
    found.done(found.withdraw())
    assert found.case.record.state is CaseState.WITHDRAWN
    assert found.latest(declined).state is PromptState.DECLINED
    assert COORDINATOR in {x.recipient for x in found.told(what="withdrawn")}


def test_a_no_at_the_very_end_keeps_the_case_open() -> None:
    found = opened("east-sussex")
    found.go_on_to("sign_off_evaluation")
    prompt = found.asked("sign_off_evaluation")
    found.decline(prompt, "That is not how it went.")
    assert found.case.is_open
    assert found.waiting() == []
    found.done(found.ask_again(prompt, "SLE's evaluation"))
    assert found.waiting() == ["evaluate"]
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED
