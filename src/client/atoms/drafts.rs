//! Drafts: list, fork, read, rename, edit, diff, discard, publish, test call.

use super::super::arguments::{json, optional_json, optional_text, parsed, text};
use super::Atoms;
use crate::core::endpoint::drafts;
use crate::core::model::query::DraftQuery;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Atoms {
    /// Reads an agent's open drafts.
    ///
    /// `GET /agent/{agentId}/drafts`
    #[wasm_bindgen(js_name = listDrafts, unchecked_return_type = "Promise<Draft[]>")]
    pub fn list_drafts(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || drafts::list(&text("agentId", agent_id)?);
        self.call(options, request())
    }

    /// Forks a draft from a version or from another draft. Its id is
    /// `draftId`, not `_id`.
    ///
    /// `POST /agent/{agentId}/drafts`
    #[wasm_bindgen(js_name = forkDraft, unchecked_return_type = "Promise<Draft>")]
    pub fn fork_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ForkSource")] source: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            drafts::fork(
                &text("agentId", agent_id)?,
                &optional_json("source", source)?,
            )
        };
        self.call(options, request())
    }

    /// Reads a draft's latest state and its edits. The values of its config
    /// come from `getAgent(agentId, { draftId })`.
    ///
    /// `GET /agent/{agentId}/drafts/{draftId}`
    #[wasm_bindgen(js_name = getDraft, unchecked_return_type = "Promise<DraftDetail>")]
    pub fn get_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = draftId, unchecked_param_type = "string")] draft_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DraftQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            drafts::get(
                &text("agentId", agent_id)?,
                &text("draftId", draft_id)?,
                &parsed("query", query, DraftQuery::read)?,
            )
        };
        self.call(options, request())
    }

    /// Renames a draft: 1 to 100 characters.
    ///
    /// `PATCH /agent/{agentId}/drafts/{draftId}`
    #[wasm_bindgen(js_name = renameDraft, unchecked_return_type = "Promise<RenamedDraft>")]
    pub fn rename_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = draftId, unchecked_param_type = "string")] draft_id: &JsValue,
        #[wasm_bindgen(js_name = draftName, unchecked_param_type = "string")] draft_name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            drafts::rename(
                &text("agentId", agent_id)?,
                &text("draftId", draft_id)?,
                &text("draftName", draft_name)?,
            )
        };
        self.call(options, request())
    }

    /// Merges a patch into a draft's config: objects deeply, arrays whole.
    ///
    /// Resolves to the draft's row, which does not hold the fields that were
    /// sent: read `getAgent(agentId, { draftId })` to confirm them. `release`
    /// does that by itself.
    ///
    /// `PATCH /agent/{agentId}/drafts/{draftId}/config`
    #[wasm_bindgen(js_name = updateDraftConfig, unchecked_return_type = "Promise<Draft>")]
    pub fn update_draft_config(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = draftId, unchecked_param_type = "string")] draft_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ConfigPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            drafts::update_config(
                &text("agentId", agent_id)?,
                &text("draftId", draft_id)?,
                &json("patch", patch)?,
            )
        };
        self.call(options, request())
    }

    /// Compares a draft with a version. Default: the version it was forked from.
    ///
    /// `GET /agent/{agentId}/drafts/{draftId}/diff`
    #[wasm_bindgen(js_name = diffDraft, unchecked_return_type = "Promise<DraftDiff>")]
    pub fn diff_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = draftId, unchecked_param_type = "string")] draft_id: &JsValue,
        #[wasm_bindgen(js_name = versionId, unchecked_optional_param_type = "string")]
        version_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            drafts::diff(
                &text("agentId", agent_id)?,
                &text("draftId", draft_id)?,
                optional_text("versionId", version_id)?.as_deref(),
            )
        };
        self.call(options, request())
    }

    /// Discards a draft.
    ///
    /// `DELETE /agent/{agentId}/drafts/{draftId}`
    #[wasm_bindgen(js_name = discardDraft, unchecked_return_type = "Promise<void>")]
    pub fn discard_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = draftId, unchecked_param_type = "string")] draft_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || drafts::discard(&text("agentId", agent_id)?, &text("draftId", draft_id)?);
        self.call_without_data(options, request())
    }

    /// Publishes a draft as a version. The version does not serve: wait for
    /// its security check (`waitForSecurityCheck`), then `activateVersion`.
    ///
    /// `POST /agent/{agentId}/drafts/{draftId}/publish`
    #[wasm_bindgen(js_name = publishDraft, unchecked_return_type = "Promise<Version>")]
    pub fn publish_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = draftId, unchecked_param_type = "string")] draft_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PublishDetails")] details: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            drafts::publish(
                &text("agentId", agent_id)?,
                &text("draftId", draft_id)?,
                &optional_json("details", details)?,
            )
        };
        self.call(options, request())
    }

    /// Starts a test call with a draft's config. Mode `telephony` dials a real number.
    ///
    /// `POST /agent/{agentId}/drafts/{draftId}/test-call`
    #[wasm_bindgen(js_name = testCallDraft, unchecked_return_type = "Promise<TestCallStarted>")]
    pub fn test_call_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = draftId, unchecked_param_type = "string")] draft_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "TestCall")] call: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            drafts::test_call(
                &text("agentId", agent_id)?,
                &text("draftId", draft_id)?,
                &optional_json("call", call)?,
            )
        };
        self.call(options, request())
    }
}
