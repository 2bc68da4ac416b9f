//! Agents: create, read, list, metadata, archive.

use super::super::arguments::{json, optional_json, parsed, text};
use super::super::iterator::PageIterator;
use super::Atoms;
use crate::core::endpoint::agents;
use crate::core::model::query::{AgentPreview, AgentsQuery};
use crate::core::paging::Pages;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Atoms {
    /// Creates an agent and resolves to its id. It serves its first version at once.
    ///
    /// `language` may be left out; where it is given it needs `switching`.
    ///
    /// `POST /agent`
    #[wasm_bindgen(js_name = createAgent, unchecked_return_type = "Promise<string>")]
    pub fn create_agent(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewAgent")] agent: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || agents::create(&json("agent", agent)?);
        self.call(options, request())
    }

    /// Reads an agent with the config that serves, or with a draft's or a
    /// version's config as a preview.
    ///
    /// Throws `NotFoundError` for an agent that does not exist.
    ///
    /// `GET /agent/{agentId}`
    #[wasm_bindgen(js_name = getAgent, unchecked_return_type = "Promise<Agent>")]
    pub fn get_agent(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AgentPreview")] preview: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            agents::get(
                &text("agentId", agent_id)?,
                &parsed("preview", preview, AgentPreview::read)?,
            )
        };
        self.call(options, request())
    }

    /// Reads one page of agents.
    ///
    /// `GET /agent`
    #[wasm_bindgen(js_name = listAgents, unchecked_return_type = "Promise<AgentsPage>")]
    pub fn list_agents(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AgentsQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || agents::list(&parsed("query", query, AgentsQuery::read)?);
        self.call(options, request())
    }

    /// Reads all agents from the query's page on, page after page, as they
    /// are asked for. Pages hold 50 agents unless `pageSize` says otherwise.
    ///
    /// `GET /agent`, once a page
    #[wasm_bindgen(js_name = iterateAgents, unchecked_return_type = "AsyncIterableIterator<AgentSummary>")]
    pub fn iterate_agents(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "AgentsQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Result<PageIterator, JsValue> {
        self.pages(
            options,
            parsed("query", query, AgentsQuery::read).and_then(Pages::agents),
        )
    }

    /// Changes an agent's metadata and resolves to its id. Config is not
    /// metadata: it changes by `release`, or through a draft.
    ///
    /// `PATCH /agent/{agentId}`
    #[wasm_bindgen(js_name = updateAgent, unchecked_return_type = "Promise<string>")]
    pub fn update_agent(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "AgentMetadata")] metadata: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            agents::update(
                &text("agentId", agent_id)?,
                &optional_json("metadata", metadata)?,
            )
        };
        self.call(options, request())
    }

    /// Archives an agent: it takes no calls until it is unarchived; nothing is lost.
    ///
    /// Throws `ConflictError` when it is archived already, or a campaign needs it.
    ///
    /// `DELETE /agent/{agentId}/archive`
    #[wasm_bindgen(js_name = archiveAgent, unchecked_return_type = "Promise<ArchiveResult>")]
    pub fn archive_agent(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || agents::archive(&text("agentId", agent_id)?);
        self.call(options, request())
    }

    /// Takes an agent back out of the archive.
    ///
    /// Throws `ConflictError` when it is not archived.
    ///
    /// `DELETE /agent/{agentId}/archive?on=false`
    #[wasm_bindgen(js_name = unarchiveAgent, unchecked_return_type = "Promise<ArchiveResult>")]
    pub fn unarchive_agent(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || agents::unarchive(&text("agentId", agent_id)?);
        self.call(options, request())
    }
}
