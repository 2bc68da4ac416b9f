"""The vendor's client, pointed at emulators of our own."""

import json
import subprocess
from pathlib import Path

import pytest
from smallestai import SmallestAI
from smallestai.atoms.helpers.versioning import Versioning
from smallestai.environment import SmallestAIEnvironment
from strict import Seen, Strict

HERE = Path(__file__).parent
CHECK_MS = 150


def outside(why):
    """For a request that is outside of the contract on purpose."""
    return {"additional_headers": {"x-outside-contract": why}}


class Emulators:
    """The process that runs them all."""

    def __init__(self):
        self._process = subprocess.Popen(
            ["node", HERE / "emulators.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, order):
        print(json.dumps(order), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        assert answer, "the process of the emulators ended: see its error"
        return json.loads(answer)

    def end(self):
        self._process.stdin.close()
        self._process.stdout.close()
        # What was outside of the contract has failed its test.
        self._process.wait(timeout=20)


class Platform:
    """An emulator, and a strict client of it."""

    def __init__(self, emulators, options):
        self._emulators = emulators
        self.base_url, self.unchecked_base_url = emulators.ask({"start": {"checkDurationMs": CHECK_MS, **options}})
        self.seen = Seen()
        self.client = self.connect()
        self.atoms = self.client.atoms
        self.branches = self.atoms.agent_versioning_branches
        self.revisions = self.atoms.agent_versioning_revisions
        self.versioning = Versioning(self.client)

    def connect(self, **settings):
        # It would send each 409 two more times.
        settings = {"api_key": "sk_peer", "max_retries": 0, **settings}
        # Where no other service of the vendor's is: they share no test with this one.
        nowhere = "http://127.0.0.1:1"
        environment = SmallestAIEnvironment(atoms=self.base_url, waves=nowhere, waves_ws=nowhere, payment=nowhere)
        return Strict(SmallestAI(environment=environment, **settings), self.seen)

    def do(self, deed):
        """Has the emulator do what no request can."""
        self._emulators.ask({"do": deed, "at": self.base_url})

    def agent(self, **fields):
        return self.atoms.agents.create_agent(name="peer", **fields).data

    def main(self, agent):
        """The id of an agent's default branch."""
        [summary] = [it for it in self.branches.list(agent).data.branches if it.branch.is_default]
        return summary.branch.id

    def config(self, agent, **preview):
        return self.atoms.agents.get_agent(agent, **preview).data.resolved_config

    def publish(self, agent, branch, **fields):
        return self.versioning.edit_and_publish(agent, branch, poll_interval=0.05, timeout=20, **fields)

    def end(self):
        assert self._emulators.ask({"end": self.base_url}) == []


@pytest.fixture(scope="session")
def emulators():
    emulators = Emulators()
    yield emulators
    emulators.end()


@pytest.fixture
def start(emulators):
    """Starts emulators with options, which end with the test."""
    started = []

    def start(**options):
        started.append(Platform(emulators, options))
        return started[-1]

    yield start
    for platform in started:
        platform.end()


@pytest.fixture
def platform(start):
    return start(generation="branches")
