"""Branches: edit and publish, conflict, restore, live, archive, freeze."""

import pytest
from conftest import outside
from smallestai.atoms.errors import BadRequestError, ConflictError, ForbiddenError, LockedError, NotFoundError
from smallestai.atoms.helpers import as_page
from smallestai.atoms.helpers.versioning import (
    BaseRevisionUnavailableError,
    DraftConflictError,
    SecurityCheckFailedError,
)


def test_from_creation_to_archive(platform):
    agent = platform.agent(first_message="Hi", language={"default": "en", "switching": {"isEnabled": False}})
    main = platform.main(agent)
    first = platform.branches.get(agent, main).data.branch.head_revision_id

    revision = platform.publish(agent, main, first_message="Hello", global_prompt="Be kind.", label="v2")
    assert (revision.status, revision.label, revision.revision_number) == ("published", "v2", 2)
    assert platform.config(agent).first_message == "Hello"

    fork = platform.branches.create_branch(agent, source_branch_id=main, name="feature").data
    assert (fork.source_branch_id, fork.source_revision_id, fork.head_revision_id) == (main, revision.id, None)
    ahead = platform.publish(agent, fork.id, first_message="Howdy", slm_model="gpt-4.1")
    assert platform.config(agent).first_message == "Hello"
    changes = platform.revisions.diff(agent, a=revision.id, b=ahead.id).data.diffs
    assert {(change.path, change.new_value) for part in changes for change in part.changes} == {
        ("firstMessage", "Howdy"),
        ("modelName", "gpt-4.1"),
    }
    assert platform.branches.make_live(agent, fork.id).data.is_live
    assert (platform.config(agent).first_message, platform.config(agent).model_name) == ("Howdy", "gpt-4.1")

    restored = platform.revisions.restore(agent, main, first).data
    assert (restored.state, restored.revision.restored_from_revision_id) == ("committed", first)
    assert platform.config(agent).first_message == "Howdy"
    platform.branches.make_live(agent, main)
    assert platform.config(agent).first_message == "Hi"
    listed = platform.revisions.list(agent, main, limit=2).data
    assert ([it.id for it in listed.revisions], listed.total) == ([restored.revision.id, revision.id], 3)

    assert platform.branches.rename(agent, fork.id, name="done").data.name == "done"
    assert platform.branches.archive(agent, fork.id).data.archived
    assert [it.branch.id for it in platform.branches.list(agent).data.branches] == [main]
    platform.atoms.agents.update_agent(agent, name="renamed", description="d")
    assert platform.atoms.agents.archive_agent(agent).data.message == "Agent archived"
    assert platform.atoms.agents.list_agents().data.agents == []
    [archived] = platform.atoms.agents.list_agents(archived=True).data.agents
    assert (archived.id, archived.name, archived.archived) == (agent, "renamed", True)
    platform.atoms.agents.archive_agent(agent, on=False)
    assert platform.atoms.agents.get_agent(agent).data.archived is False


@pytest.mark.parametrize(
    "options",
    [
        {"publishSynchronously": True},
        {"listScanningRevisions": True},
        {"readLagMs": 500},
        {"restoreScansAgain": True},
        {"defaultBranchName": "main"},
    ],
    ids=str,
)
def test_a_publish_under_every_setting(start, options):
    platform = start(generation="branches", **options)
    agent = platform.agent()
    main = platform.main(agent)
    before = platform.branches.get(agent, main).data.branch.head_revision_id
    revision = platform.publish(agent, main, first_message="Hello")
    assert platform.branches.get(agent, main).data.branch.head_revision_id == revision.id
    restored = platform.revisions.restore(agent, main, before).data
    if restored.state == "scanning":
        head = platform.versioning.wait_for_commit(
            agent, main, after_revision_id=revision.id, poll_interval=0.05, timeout=20
        )
    else:
        head = restored.revision
    assert head.restored_from_revision_id == before
    assert platform.branches.get(agent, main).data.branch.head_revision_id == head.id


@pytest.mark.parametrize("body", ["lean", "rich"])
def test_a_conflict(start, body):
    platform = start(generation="branches", draftConflictBody=body)
    agent = platform.agent()
    main = platform.main(agent)
    write = platform.versioning.update_draft
    base = write(agent, main, first_message="ours").data.draft_revision
    write(agent, main, first_message="theirs")
    with pytest.raises(DraftConflictError) as raised:
        write(agent, main, first_message="again", expected_revision=base)
    if body == "lean":
        assert raised.value.fields == ["call_handling.firstMessage"]
    else:
        assert (raised.value.expected_revision, raised.value.latest_revision) == (base, base + 1)
        assert len(raised.value.diffs) == 1
    with pytest.raises(BaseRevisionUnavailableError):
        write(agent, main, first_message="again", expected_revision=99)
    # Another field is no conflict, nor is a write that does not ask.
    write(agent, main, global_prompt="Be kind.", expected_revision=base)
    assert write(agent, main, first_message="last").data.draft_revision == base + 3
    assert platform.branches.get_draft(agent, main).data.edit_count == base + 3
    assert platform.branches.discard_draft(agent, main).data.discarded
    with pytest.raises(NotFoundError):
        platform.branches.get_draft(agent, main)


def test_a_failed_check(start):
    platform = start(
        generation="branches",
        failChecksContaining=["forbidden"],
        failedScanLeaves="revision",
        listScanningRevisions=True,
    )
    agent = platform.agent()
    main = platform.main(agent)
    with pytest.raises(SecurityCheckFailedError):
        platform.publish(agent, main, first_message="forbidden")
    platform.branches.update_draft(agent, main, first_message="allowed")
    assert platform.publish(agent, main, first_message="allowed").status == "published"


def test_a_failed_check_that_leaves_the_draft(start):
    platform = start(generation="branches", failChecksContaining=["forbidden"])
    agent = platform.agent()
    main = platform.main(agent)
    platform.branches.update_draft(agent, main, first_message="forbidden")
    # Its helper looks at revisions alone, and here none ever comes.
    with pytest.raises(TimeoutError):
        platform.versioning.publish_and_wait(agent, main, poll_interval=0.05, timeout=1)
    check = platform.branches.get_draft(agent, main).data.latest.security_check
    assert (check.status, "forbidden" in check.reason) == ("failed", True)
    with pytest.raises(ConflictError):
        platform.branches.publish_draft(agent, main)


def test_a_publish_that_is_cancelled(start):
    platform = start(generation="branches", checkDurationMs=60_000)
    agent = platform.agent()
    main = platform.main(agent)
    platform.branches.update_draft(agent, main, first_message="Hello")
    assert platform.branches.publish_draft(agent, main).data.state == "scanning"
    with pytest.raises(ConflictError) as raised:
        platform.branches.publish_draft(agent, main)
    assert raised.value.body["error_type"] == "publish_in_progress"
    assert platform.branches.get_draft(agent, main).data.latest.pending_publish.state == "active"
    assert platform.branches.cancel_publish(agent, main).data.cancelled
    assert platform.branches.get_draft(agent, main).data.latest.pending_publish.state == "cancelled"


def test_what_is_refused(platform):
    agent = platform.agent()
    main = platform.main(agent)
    with pytest.raises(ConflictError) as raised:
        platform.atoms.agent_versioning_drafts.create_draft(agent, source_version_id=main)
    assert raised.value.body["error_type"] == "versioning_v2_migration_required"
    assert raised.value.headers["deprecation"] == "true"
    with pytest.raises(ConflictError) as raised:
        platform.branches.create_branch(agent, source_branch_id=main, name="Main")
    assert raised.value.body["error_type"] == "branch_name_exists"
    for refused in (platform.branches.archive, lambda *of: platform.branches.rename(*of, name="x")):
        with pytest.raises(ForbiddenError):
            refused(agent, main)
    with pytest.raises(BadRequestError) as raised:
        platform.branches.update_draft(agent, main, request_options=outside("it changes nothing"))
    assert raised.value.body["errors"] == ["No recognized config fields in request body"]
    with pytest.raises(NotFoundError):
        platform.branches.list("0" * 24)
    with pytest.raises(BadRequestError) as raised:
        platform.atoms.agents.get_agent("0" * 24)
    assert raised.value.body["errors"] == ["No agent found"]


def test_a_freeze(platform):
    agent = platform.agent()
    main = platform.main(agent)
    platform.do("freeze")
    with pytest.raises(LockedError) as raised:
        platform.versioning.update_draft(agent, main, first_message="Hello")
    assert raised.value.body.error_type == "config_freeze_active"
    assert platform.branches.test_call(agent, main, mode="chat").data.room_name
    platform.do("thaw")
    assert platform.publish(agent, main, first_message="Hello").status == "published"


def test_a_rate_limit(start):
    platform = start(generation="branches", requestsPerSecond=2)
    patient = platform.connect(max_retries=2)
    assert [patient.atoms.agents.list_agents().data.agents for _ in range(5)] == [[]] * 5


@pytest.mark.parametrize("body", ["live", "contract"])
def test_pages(start, body):
    platform = start(generation="branches", agentListBody=body)
    agents = [platform.agent() for _ in range(3)]
    page = as_page(platform.atoms.agents.list_agents(page=2, offset=1, sort_field="createdAt", sort_order="asc"))
    assert [it.id for it in page.items] == agents[1:2]


def test_calls(platform):
    agent = platform.agent()
    main = platform.main(agent)
    platform.branches.update_draft(agent, main, first_message="Hello")
    web = platform.branches.test_call(agent, main, include_draft=True).data
    assert web.token and web.room_name and web.host
    phone = platform.branches.test_call(agent, main, mode="telephony", to_phone="+15550100123").data
    assert phone.call_id and phone.token is None
    call = platform.atoms.calls.start_outbound_call(agent_id=agent, phone_number="+15550100123", variables={"n": 1})
    assert call.data.conversation_id.startswith("CALL-")
