"""What the vendor's package builds on its client: tools, playbooks, the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from smallestai.atoms.helpers import AgentTools, IntentRouter, MultiAgent, Playbook, PlaybooksConfig
from smallestai.atoms.helpers.multi_agent import MultiAgentNotEntitledError


def test_tools(platform):
    agent = platform.agent(global_prompt="Be kind.")
    # Not through the proxy: its requests have a content type without a body, and a body where none is asked for.
    tools = AgentTools(api_key="sk_peer", base_url=platform.unchecked_base_url, poll_interval=0.05)
    tools.add_transfer_call(agent, number="+15550100123", on_hold_music="relaxing_sound")
    tools.set_tools(agent, [{"type": "end_call", "name": "bye", "description": "Ends the call."}])
    assert [(it.type, it.name) for it in tools.get_tools(agent)] == [
        ("transfer_call", "transfer_call"),
        ("end_call", "bye"),
    ]
    served = platform.config(agent)
    assert (served.tools[0].transfer_number, served.global_prompt) == ("+15550100123", "Be kind.")
    tools.remove_tool(agent, "transfer_call")
    tools.remove_tool(agent, "bye", make_live=False)
    assert tools.get_tools(agent) == []


def test_an_account_without_playbooks(platform):
    config = PlaybooksConfig(
        router=IntentRouter(fallback_playbook_id="general"),
        playbooks=[Playbook(id="general", name="G", intent_name="g", intent_description="any", prompt="p")],
    )
    agents = MultiAgent(platform.client)
    with pytest.raises(MultiAgentNotEntitledError):
        agents.create_agent(name="playbooks", config=config)
    assert agents.read_config(platform.agent()) is None


def test_the_command_line(platform, tmp_path):
    env = {
        **os.environ,
        "HOME": str(tmp_path),
        "SMALLEST_API_KEY": "sk_peer",
        "SMALLEST_BASE_URL": platform.base_url.removesuffix("/atoms/v1"),
    }

    def agents(*args):
        command = [Path(sys.executable).with_name("smallestai"), "agents", *args]
        return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout

    agents("create", "cli", "--first-message", "Hi", "--prompt", "Be kind.")
    [listed] = json.loads(agents("list", "--json"))
    agents("update", listed["id"], "--name", "renamed", "--first-message", "Hello", "--language", "hi")
    shown = json.loads(agents("get", listed["id"], "--json"))
    config = shown["_resolvedConfig"]
    assert (shown["name"], config["firstMessage"], config["defaultLanguage"]) == ("renamed", "Hello", "hi")
    assert "CALL-" in agents("call", listed["id"], "--to", "+15550100123")
