//! Revisions: list, read, history, restore, and the comparison of any two sides.

use super::super::arguments::{parsed, text};
use super::super::iterator::PageIterator;
use super::Atoms;
use crate::core::endpoint::revisions;
use crate::core::model::diff::DiffSide;
use crate::core::model::query::RevisionsQuery;
use crate::core::paging::Pages;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Atoms {
    /// Reads one page of a branch's revisions, newest first.
    ///
    /// `GET /agent/{agentId}/branches/{branchId}/revisions`
    #[wasm_bindgen(js_name = listRevisions, unchecked_return_type = "Promise<RevisionsPage>")]
    pub fn list_revisions(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RevisionsQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            revisions::list(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &parsed("query", query, RevisionsQuery::read)?,
            )
        };
        self.call(options, request())
    }

    /// Reads all of a branch's revisions from the query's `skip` on, newest
    /// first, page after page, as they are asked for. Pages hold 100
    /// revisions unless `limit` says otherwise.
    ///
    /// `GET /agent/{agentId}/branches/{branchId}/revisions`, once a page
    #[wasm_bindgen(js_name = iterateRevisions, unchecked_return_type = "AsyncIterableIterator<Revision>")]
    pub fn iterate_revisions(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RevisionsQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Result<PageIterator, JsValue> {
        let pages = || {
            Pages::revisions(
                text("agentId", agent_id)?,
                text("branchId", branch_id)?,
                parsed("query", query, RevisionsQuery::read)?,
            )
        };
        self.pages(options, pages())
    }

    /// Reads a revision with its config by section.
    ///
    /// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}`
    #[wasm_bindgen(js_name = getRevision, unchecked_return_type = "Promise<RevisionDetail>")]
    pub fn get_revision(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(js_name = revisionId, unchecked_param_type = "string")]
        revision_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            revisions::get(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &text("revisionId", revision_id)?,
            )
        };
        self.call(options, request())
    }

    /// Reads how a revision came about.
    ///
    /// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history`
    #[wasm_bindgen(
        js_name = getRevisionHistory,
        unchecked_return_type = "Promise<RevisionHistory>"
    )]
    pub fn get_revision_history(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(js_name = revisionId, unchecked_param_type = "string")]
        revision_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            revisions::history(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &text("revisionId", revision_id)?,
            )
        };
        self.call(options, request())
    }

    /// Publishes an older revision once more, as the branch's new head: on the
    /// live branch it serves then. An open draft stays as it is.
    ///
    /// `rollback` finds the revision, waits for the new head and reads back
    /// that it serves.
    ///
    /// Throws `ConflictError` for the head itself, `PermissionError` for a
    /// revision whose security check failed, `SourceScanningError` for one
    /// whose check goes on, `PublishInProgressError`.
    ///
    /// `POST /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/restore`
    #[wasm_bindgen(js_name = restoreRevision, unchecked_return_type = "Promise<PublishResult>")]
    pub fn restore_revision(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(js_name = revisionId, unchecked_param_type = "string")]
        revision_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            revisions::restore(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &text("revisionId", revision_id)?,
            )
        };
        self.call(options, request())
    }

    /// Compares two revisions or open drafts of an agent, of one branch or of
    /// two: `a` is the old side, `b` the new one.
    ///
    /// `GET /agent/{agentId}/diff`
    #[wasm_bindgen(unchecked_return_type = "Promise<RevisionsDiff>")]
    pub fn diff(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "DiffSide")] a: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "DiffSide")] b: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            revisions::diff(
                &text("agentId", agent_id)?,
                &parsed("a", a, DiffSide::read)?,
                &parsed("b", b, DiffSide::read)?,
            )
        };
        self.call(options, request())
    }
}
