"""Every field that the vendor's models declare is sent, and none that they don't
know, but for those that are named here."""

import time

from conftest import outside
from test_versions import ONE_SPELLING, TOOL, wait_for_check

# What the emulated platform has nothing for.
NOT_SENT = {
    # An agent's config is in its _resolvedConfig.
    "AgentDto": {
        "allow_interruptions",
        "background_sound",
        "call_disposition_config",
        "default_variables",
        "denoising_config",
        "enable_style_guide",
        "first_message",
        "global_knowledge_base_id",
        "global_prompt",
        "interruption_backoff_timer",
        "language",
        "llm_idle_timeout_config",
        "mute_user_until_first_bot_response",
        "phone_number",
        "post_call_analytics_config",
        "pre_call_api",
        "pronunciation_dicts",
        "redaction_config",
        "session_timeout_config",
        "slm_model",
        "smart_turn_config",
        "speech_formatting",
        "synthesizer",
        "timezone",
        "transcriber_type",
        "voice_detection_config",
        "voice_mail_detection_config",
        "wait_for_user_to_speak_first",
        "widget_config",
    },
    # Null for a single prompt.
    "AgentDtoResolvedConfig": {"workflow_graph"},
    "AgentDtoVersionedWorkflow": {"workflow_graph"},
    # Some are a version's or a draft's of the other generation, and prompts are not scored.
    "Revision": {"description", "draft_name", "prompt_score", "version_number"},
    # Of accounts with playbooks.
    "VersionBlocks": {"playbooks"},
    # A list of drafts has nothing of a version, and the other way round.
    "GetAgentIdDraftsResponseDataItem": {
        "activated_at",
        "activated_by",
        "description",
        "label",
        "published_at",
        "published_by",
        "version_number",
    },
    "GetAgentIdVersionsResponseDataVersionsItem": {"draft_id", "draft_name", "draft_revision"},
}

# What the platform sends, and the models keep without knowing it.
NOT_DECLARED = {
    # They may hold any other field of the config.
    "AgentDtoResolvedConfig": {
        "enableStyleGuide",
        "synthesizer",
        "timezone",
        "voiceMailDetectionConfig",
        "widgetConfig",
        "workflowType",
    },
    "AgentVersion": {"securityCheck"},
    "GetAgentIdDraftsDraftIdResponseData": {"resolvedConfig"},
    "GetAgentIdDraftsResponseDataItem": {"securityCheck"},
    "GetAgentIdVersionsResponseDataVersionsItem": {"securityCheck"},
    "PostAgentIdDraftsDraftIdTestCallResponseData": {"conversationId", "host", "roomName", "token"},
}
SWITCH = {"isEnabled": True}


def assert_whole(seen, but=frozenset()):
    """What a model lacks is what it is said to lack, no more and no less; and what it does not know."""
    models = seen.models() - but
    assert {it: seen.missing(it) for it in models if seen.missing(it)} == {
        it: NOT_SENT[it] for it in models if it in NOT_SENT
    }
    assert {it: seen.unknown(it) for it in models if seen.unknown(it)} == {
        it: NOT_DECLARED[it] for it in models if it in NOT_DECLARED
    }


def test_of_branches(start):
    platform = start(generation="branches", failChecksContaining=["forbidden"])
    agent = platform.agent(
        description="d",
        allow_interruptions=True,
        denoising_config=SWITCH,
        llm_idle_timeout_config={"maxRetries": 2},
        pre_call_api={"url": "https://example.com", "method": "GET"},
        redaction_config=SWITCH,
        smart_turn_config=SWITCH,
        voice_detection_config={"confidence": 0.5},
        request_options={"additional_body_parameters": {"transcriberType": "pulse"}},
    )
    main = platform.main(agent)
    first = platform.branches.get(agent, main).data.branch.head_revision_id
    labelled = platform.publish(agent, main, first_message="Hello", label="v2")
    fork = platform.branches.create_branch(agent, source_branch_id=main, name="feature").data
    second = platform.publish(agent, main, first_message="Howdy")
    platform.revisions.restore(agent, main, labelled.id)
    platform.branches.make_live(agent, main)

    platform.branches.update_draft(agent, fork.id, first_message="forbidden")
    platform.branches.publish_draft(agent, fork.id)
    deadline = time.monotonic() + 20
    while True:
        check = platform.branches.get_draft(agent, fork.id).data.latest.security_check
        if check and check.status == "failed":
            break
        assert time.monotonic() < deadline, check
        time.sleep(0.05)

    platform.branches.list(agent)
    platform.revisions.get(agent, main, second.id)
    platform.revisions.get_history(agent, main, second.id)
    platform.revisions.list(agent, main)
    platform.revisions.diff(agent, a=first, b=second.id)
    platform.atoms.agents.update_agent(agent, avatar_url="https://example.com/a.png")
    platform.atoms.agents.archive_agent(agent)
    draft_id = platform.branches.get(agent, fork.id).data.branch.open_draft_id
    platform.atoms.agents.get_agent(agent, draft_id=draft_id)
    assert_whole(platform.seen)


def test_of_versions(start):
    platform = start()
    drafts, versions = platform.atoms.agent_versioning_drafts, platform.atoms.agent_versioning_versions
    agent = platform.agent()
    first = platform.atoms.agents.get_agent(agent).data.active_version_id
    draft_id = drafts.create_draft(agent, source_version_id=first, draft_name="mine").data.draft_id
    prompt = {"prompt": "Be kind.", "tools": [TOOL]}
    drafts.update_draft_config(agent, draft_id, single_prompt_config=prompt)
    drafts.get_draft_detail(agent, draft_id)
    drafts.list_active_drafts(agent)
    drafts.get_draft_diff(agent, draft_id, compare_to=first, request_options=outside(ONE_SPELLING))
    drafts.test_call_with_draft_config(agent, draft_id)
    version = drafts.publish_draft(agent, draft_id, label="v2", description="d").data.id
    wait_for_check(platform, agent, version)
    versions.activate_version(agent, version)
    versions.update_version_metadata(agent, version, is_pinned=True)
    versions.list_published_versions(agent)
    versions.diff_two_versions(agent, version_a=first, version_b=version, request_options=outside(ONE_SPELLING))
    versions.test_call_with_version_config(agent, version)
    # These are the same on branches, where more is set.
    assert_whole(platform.seen, but={"AgentDto", "AgentDtoResolvedConfig", "Tool"})
