//! Everything that the platform remembers.

use super::calls::CallLog;
use super::config::defaults::Defaults;
use super::ids::{Id, Ids};
use super::versions::History;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The platform's memory. Times are Unix milliseconds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct State {
    pub now_ms: u64,
    pub organization: Id,
    pub user: Id,
    pub calls: Vec<CallLog>,
    pub ids: Ids,
    request_ids: Ids,
    /// In the order of their creation.
    agents: Vec<Agent>,
    #[serde(skip)]
    by_id: BTreeMap<Id, usize>,
    #[serde(skip)]
    by_workflow: BTreeMap<Id, usize>,
    #[serde(skip, default = "Defaults::new")]
    pub defaults: Defaults,
}

/// An agent: its metadata, and its config's history.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    /// What `PATCH /workflow/{id}` wrote last. No version shows it.
    pub legacy_workflow: Option<Value>,
}

impl State {
    pub fn new(seed: u64) -> Self {
        let mut ids = Ids::new(seed);
        Self {
            now_ms: 0,
            organization: ids.id(),
            user: ids.id(),
            calls: Vec::new(),
            ids,
            // Apart, so that a request that makes nothing moves no other id.
            request_ids: Ids::new(!seed),
            agents: Vec::new(),
            by_id: BTreeMap::new(),
            by_workflow: BTreeMap::new(),
            defaults: Defaults::new(),
        }
    }

    pub fn next_request_id(&mut self) -> String {
        self.request_ids.opaque()
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

    pub fn agent_of_workflow(&mut self, id: Id) -> Option<&mut Agent> {
        self.agents.get_mut(*self.by_workflow.get(&id)?)
    }

    pub fn add(&mut self, agent: Agent) {
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
