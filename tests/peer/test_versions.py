"""Versions: the guide's eight steps, and the migration to branches."""

import time

import pytest
from conftest import outside
from smallestai.atoms.errors import BadRequestError, ConflictError

ONE_SPELLING = "the guide and the vendor's contract spell it differently, our own client does both"
TOOL = {"type": "end_call", "name": "bye", "description": "Ends the call."}


def wait_for_check(platform, agent, version):
    """Its model of a version does not declare the check, but keeps it."""
    deadline = time.monotonic() + 20
    while True:
        check = platform.atoms.agent_versioning_versions.get_version_detail(agent, version).data.version.securityCheck
        if check["status"] in ("passed", "failed"):
            return check
        assert time.monotonic() < deadline, check
        time.sleep(0.05)


def test_the_eight_steps(start):
    platform = start()
    drafts, versions = platform.atoms.agent_versioning_drafts, platform.atoms.agent_versioning_versions
    agent = platform.agent()
    first = platform.atoms.agents.get_agent(agent).data.active_version_id
    with pytest.raises(BadRequestError) as raised:
        drafts.create_draft(agent, request_options=outside("no source"))
    assert raised.value.body["errors"] == ["Either sourceVersionId or sourceDraftId is required"]

    draft = drafts.create_draft(agent, source_version_id=first, draft_name="mine").data
    assert draft.draft_id != draft.id
    prompt = {"prompt": "Be kind.", "tools": [TOOL]}
    edited = drafts.update_draft_config(agent, draft.draft_id, first_message="Hello", single_prompt_config=prompt)
    assert edited.data.draft_revision == 1
    preview = platform.config(agent, draft_id=draft.draft_id)
    assert (preview.first_message, preview.prompt, preview.tools[0].name) == ("Hello", "Be kind.", "bye")
    compared = drafts.get_draft_diff(agent, draft.draft_id, compare_to=first, request_options=outside(ONE_SPELLING)).data
    assert {name for name, section in compared.sections.items() if section.changed} == {
        "workflow_prompt",
        "workflow_tools",
        "call_handling",
    }
    detail = drafts.get_draft_detail(agent, draft.draft_id).data
    assert (detail.edit_count, detail.latest.id) == (1, edited.data.id)
    assert drafts.rename_draft(agent, draft.draft_id, draft_name="ours").data.draft_name == "ours"
    assert [it.draft_name for it in drafts.list_active_drafts(agent).data] == ["ours"]

    late = outside("activate is not honoured")
    version = drafts.publish_draft(agent, draft.draft_id, label="v2", activate=True, request_options=late).data
    assert (version.is_active, version.version_number) == (False, 2)
    assert drafts.list_active_drafts(agent).data == []
    with pytest.raises(ConflictError) as raised:
        versions.activate_version(agent, version.id)
    assert "security check pending" in raised.value.body["errors"][0]
    assert wait_for_check(platform, agent, version.id)["status"] == "passed"
    assert platform.config(agent).first_message == ""
    assert versions.activate_version(agent, version.id).data.is_active
    assert platform.config(agent).first_message == "Hello"
    assert platform.atoms.agents.get_agent(agent).data.active_version_id == version.id

    changes = versions.diff_two_versions(agent, version_a=first, version_b=version.id, request_options=outside(ONE_SPELLING)).data.diffs
    assert {change.path for part in changes for change in part.changes} == {"firstMessage", "prompt", "tools"}
    assert versions.update_version_metadata(agent, version.id, label="kept", is_pinned=True).data.is_pinned
    pinned = versions.list_published_versions(agent, limit=5, is_pinned=True).data
    assert ([it.label for it in pinned.versions], pinned.total) == (["kept"], 2), "it counts all of them"

    other = drafts.create_draft(agent, source_version_id=version.id).data.draft_id
    assert drafts.test_call_with_draft_config(agent, other).data.call_id
    assert versions.test_call_with_version_config(agent, version.id).data.room_name
    drafts.discard_draft(agent, other)
    versions.activate_version(agent, first)
    assert platform.config(agent).first_message == ""


def test_the_migration(start):
    platform = start()
    agent = platform.agent(first_message="Hi")
    first = platform.atoms.agents.get_agent(agent).data.active_version_id
    platform.do("migrate")
    main = platform.main(agent)
    assert platform.branches.get(agent, main).data.branch.head_revision_id == first
    assert platform.atoms.agent_versioning_versions.get_version_detail(agent, first).data.version.id == first
    with pytest.raises(ConflictError):
        platform.atoms.agent_versioning_versions.list_published_versions(agent)
    platform.publish(agent, main, first_message="Hello")
    assert platform.config(agent).first_message == "Hello"
