//! A branch's draft: read, edit, discard, publish, cancel a publish.

use super::super::arguments::{Options, json, optional_json, text};
use super::Atoms;
use crate::core::endpoint::branch_drafts;
use crate::core::error::Error;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Atoms {
    /// Reads a branch's open draft and its edits. The values of its config
    /// come from `getAgent(agentId, { draftId })`.
    ///
    /// Throws `NotFoundError` when none is open.
    ///
    /// `GET /agent/{agentId}/branches/{branchId}/draft`
    #[wasm_bindgen(js_name = getBranchDraft, unchecked_return_type = "Promise<BranchDraftDetail>")]
    pub fn get_branch_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request =
            || branch_drafts::get(&text("agentId", agent_id)?, &text("branchId", branch_id)?);
        self.call(options, request())
    }

    /// Merges a patch into a branch's draft, which it opens if need be:
    /// objects deeply, arrays whole. An edit cancels a publish that is being
    /// checked.
    ///
    /// Resolves to the draft's row, which does not hold the fields that were
    /// sent: read `getAgent(agentId, { draftId })` to confirm them. `release`
    /// does that by itself.
    ///
    /// Throws, with `expectedRevision`: `DraftConflictError` when somebody
    /// else changed a field of the patch since, `BaseRevisionUnavailableError`
    /// when the draft has no such revision.
    ///
    /// `PUT /agent/{agentId}/branches/{branchId}/draft`
    #[wasm_bindgen(js_name = updateBranchDraft, unchecked_return_type = "Promise<Revision>")]
    pub fn update_branch_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ConfigPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "UpdateBranchDraftOptions")]
        options: &JsValue,
    ) -> Promise {
        let options = Options::new("options", options);
        let request = || {
            branch_drafts::update(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &json("patch", patch)?,
                options
                    .as_ref()
                    .map_err(Error::clone)?
                    .count("expectedRevision")?,
            )
        };
        let request = request();
        self.call_told(options, request)
    }

    /// Discards a branch's open draft. Its head stays as it was.
    ///
    /// Throws `NotFoundError` when none is open.
    ///
    /// `DELETE /agent/{agentId}/branches/{branchId}/draft`
    #[wasm_bindgen(js_name = discardBranchDraft, unchecked_return_type = "Promise<DiscardedDraft>")]
    pub fn discard_branch_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request =
            || branch_drafts::discard(&text("agentId", agent_id)?, &text("branchId", branch_id)?);
        self.call(options, request())
    }

    /// Publishes a branch's draft. On the live branch it goes to production,
    /// by itself, as soon as the security check passed.
    ///
    /// While `state` is `"scanning"` there is no revision, nor an id of one:
    /// once the check passed, the draft is gone and the branch has a new head;
    /// once it failed, the draft is still there, with the reason in its
    /// `securityCheck`. `release` waits for either.
    ///
    /// Throws `NotFoundError` when no draft is open, `PublishInProgressError`.
    ///
    /// `POST /agent/{agentId}/branches/{branchId}/draft/publish`
    #[wasm_bindgen(js_name = publishBranchDraft, unchecked_return_type = "Promise<PublishResult>")]
    pub fn publish_branch_draft(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PublishDraftDetails")] details: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            branch_drafts::publish(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &optional_json("details", details)?,
            )
        };
        self.call(options, request())
    }

    /// Cancels a publish whose security check goes on; its draft stays.
    /// Without one it does nothing.
    ///
    /// `POST /agent/{agentId}/branches/{branchId}/draft/publish/cancel`
    #[wasm_bindgen(js_name = cancelPublish, unchecked_return_type = "Promise<CancelledPublish>")]
    pub fn cancel_publish(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            branch_drafts::cancel_publish(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
            )
        };
        self.call(options, request())
    }
}
