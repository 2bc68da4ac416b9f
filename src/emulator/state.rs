//! Everything that the platform remembers.

use super::branches::Branches;
use super::calls::CallLog;
use super::config::Config;
use super::config::defaults::Defaults;
use super::ids::{Id, Ids};
use super::json::{Json, kept};
use super::options::Generation;
use super::versions::History;
use std::collections::BTreeMap;

/// So many agents' versions keep their rows: a row takes more memory than the
/// version that it shows.
const LISTED_AGENTS: usize = 16;

/// The platform's memory. Times are Unix milliseconds.
#[derive(Debug)]
pub struct State {
    pub now_ms: u64,
    pub generation: Generation,
    /// Whether a freeze refuses writes to branches.
    pub frozen: bool,
    pub organization: Id,
    pub user: Id,
    pub calls: Vec<CallLog>,
    pub ids: Ids,
    request_ids: Ids,
    /// In the order of their creation.
    agents: Vec<Agent>,
    by_id: BTreeMap<Id, usize>,
    by_workflow: BTreeMap<Id, usize>,
    /// The agents with a scan that has not been ended.
    pub scanning: Vec<Id>,
    /// The agents whose versions keep their rows, in the order of their first list.
    listed: Vec<Id>,
    pub defaults: Defaults,
}

kept!(State {
    "nowMs": now_ms,
    "organization": organization,
    "user": user,
    "calls": calls,
    "ids": ids,
    "requestIds": request_ids,
    "agents": agents,
} optional {
    "generation": generation,
    "frozen": frozen,
} anew {
    by_id,
    by_workflow,
    scanning,
    listed,
    defaults,
});

/// An agent: its metadata, and its config's history.
#[derive(Debug)]
pub struct Agent {
    pub id: Id,
    pub workflow_id: Id,
    pub name: String,
    pub description: Option<String>,
    pub avatar_url: Option<String>,
    pub telephony_product_ids: Vec<String>,
    pub allow_inbound_call: bool,
    pub visible_to_everyone: bool,
    pub created_at: u64,
    pub updated_at: u64,
    pub archived_at: Option<u64>,
    pub total_calls: u64,
    pub history: History,
    /// Empty in the versions generation.
    pub branches: Branches,
    /// What `PATCH /workflow/{id}` wrote last. No version shows it.
    pub legacy_workflow: Option<Json>,
}

kept!(Agent {
    "id": id,
    "workflowId": workflow_id,
    "name": name,
    "description": description,
    "avatarUrl": avatar_url,
    "telephonyProductIds": telephony_product_ids,
    "allowInboundCall": allow_inbound_call,
    "visibleToEveryone": visible_to_everyone,
    "createdAt": created_at,
    "updatedAt": updated_at,
    "archivedAt": archived_at,
    "totalCalls": total_calls,
    "history": history,
    "legacyWorkflow": legacy_workflow,
} optional {
    "branches": branches,
});

impl Agent {
    /// Every config of it.
    pub fn configs(&self) -> impl Iterator<Item = &Config> {
        self.history.configs().chain(self.branches.configs())
    }

    /// Every config of it.
    pub fn configs_mut(&mut self) -> impl Iterator<Item = &mut Config> {
        let history = self.history.configs_mut();
        history.chain(self.branches.configs_mut())
    }

    /// Makes the lookups of an agent that was read, or says what is wrong with it.
    pub fn index(&mut self, generation: Generation) -> Result<(), String> {
        self.history.index()?;
        if self.branches.is_empty() != (generation == Generation::Versions) {
            return Err("its branches are not of the state's generation".to_owned());
        }
        self.branches.index(&self.history)
    }
}

impl State {
    pub fn new(seed: u64, generation: Generation) -> Self {
        let mut ids = Ids::new(seed);
        Self {
            now_ms: 0,
            generation,
            frozen: false,
            organization: ids.id(),
            user: ids.id(),
            calls: Vec::new(),
            ids,
            // Apart, so that a request that makes nothing moves no other id.
            request_ids: Ids::new(!seed),
            agents: Vec::new(),
            by_id: BTreeMap::new(),
            by_workflow: BTreeMap::new(),
            scanning: Vec::new(),
            listed: Vec::new(),
            defaults: Defaults::default(),
        }
    }

    pub fn next_request_id(&mut self) -> String {
        self.request_ids.opaque()
    }

    /// Makes no id that may have been made since this state was saved.
    pub fn skip_lost_ids(&mut self) {
        self.ids.skip_lost();
        self.request_ids.skip_lost();
    }

    pub fn agents(&self) -> &[Agent] {
        &self.agents
    }

    pub fn agent(&self, id: Id) -> Option<&Agent> {
        self.agents.get(*self.by_id.get(&id)?)
    }

    /// An agent to change, with the source of new ids.
    pub fn agent_mut(&mut self, id: Id) -> Option<(&mut Agent, &mut Ids)> {
        let agent = self.agents.get_mut(*self.by_id.get(&id)?)?;
        Some((agent, &mut self.ids))
    }

    /// Lets an agent's versions keep their rows, in place of another's.
    pub fn keep_rows_of(&mut self, id: Id) {
        if self.listed.contains(&id) {
            return;
        }
        if self.listed.len() == LISTED_AGENTS {
            let oldest = self.listed.remove(0);
            if let Some((agent, _)) = self.agent_mut(oldest) {
                agent.history.forget_listed();
            }
        }
        self.listed.push(id);
    }

    /// Has an agent's scans looked at until they ended.
    pub fn note_scan(&mut self, id: Id) {
        if !self.scanning.contains(&id) {
            self.scanning.push(id);
        }
    }

    pub fn agent_of_workflow(&mut self, id: Id) -> Option<&mut Agent> {
        self.agents.get_mut(*self.by_workflow.get(&id)?)
    }

    /// Every agent to change, with the source of new ids.
    pub fn agents_mut(&mut self) -> (&mut [Agent], &mut Ids) {
        (&mut self.agents, &mut self.ids)
    }

    pub fn add(&mut self, agent: Agent) {
        if agent.branches.is_scanning() {
            self.scanning.push(agent.id);
        }
        self.by_id.insert(agent.id, self.agents.len());
        self.by_workflow
            .insert(agent.workflow_id, self.agents.len());
        self.agents.push(agent);
    }

    /// Takes out the agents of a state that was read, to put them back one by one.
    pub fn take_agents(&mut self) -> Vec<Agent> {
        std::mem::take(&mut self.agents)
    }
}
