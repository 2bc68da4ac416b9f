//! Branches: list, create, read, rename, archive, make live, test call.

use super::super::arguments::{Options, optional_json, text};
use super::Atoms;
use crate::core::endpoint::branches;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Atoms {
    /// Reads an agent's branches, archived ones left out. A branch's `_id`,
    /// `name` and `isDefault` are in the `branch` of its row.
    ///
    /// `GET /agent/{agentId}/branches`
    #[wasm_bindgen(js_name = listBranches, unchecked_return_type = "Promise<BranchesList>")]
    pub fn list_branches(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || branches::list(&text("agentId", agent_id)?);
        self.call(options, request())
    }

    /// Forks a branch at another one's head. It has no revision of its own
    /// before its first publish.
    ///
    /// Throws `BranchNameExistsError`, `NoCommittedRevisionError` for a source
    /// without a head, `SourceScanningError` while the source publishes.
    ///
    /// `POST /agent/{agentId}/branches`
    #[wasm_bindgen(js_name = createBranch, unchecked_return_type = "Promise<Branch>")]
    pub fn create_branch(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "NewBranch")] branch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            let branch = Options::new("branch", branch)?;
            let source = text("sourceBranchId", &branch.get("sourceBranchId"))?;
            let name = text("name", &branch.get("name"))?;
            branch.refuse_others()?;
            branches::create(&text("agentId", agent_id)?, &source, &name)
        };
        self.call(options, request())
    }

    /// Reads a branch and how it stands: live or not, its draft, its head.
    ///
    /// `GET /agent/{agentId}/branches/{branchId}`
    #[wasm_bindgen(js_name = getBranch, unchecked_return_type = "Promise<BranchSummary>")]
    pub fn get_branch(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || branches::get(&text("agentId", agent_id)?, &text("branchId", branch_id)?);
        self.call(options, request())
    }

    /// Renames a branch: 1 to 100 characters.
    ///
    /// Throws `PermissionError` for the default branch, `BranchNameExistsError`.
    ///
    /// `PATCH /agent/{agentId}/branches/{branchId}`
    #[wasm_bindgen(js_name = renameBranch, unchecked_return_type = "Promise<Branch>")]
    pub fn rename_branch(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] name: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            branches::rename(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &text("name", name)?,
            )
        };
        self.call(options, request())
    }

    /// Archives a branch: it is no longer listed, and its revisions can still
    /// be read.
    ///
    /// Throws `PermissionError` for the default branch and for the live one.
    ///
    /// `POST /agent/{agentId}/branches/{branchId}/archive`
    #[wasm_bindgen(js_name = archiveBranch, unchecked_return_type = "Promise<ArchivedBranch>")]
    pub fn archive_branch(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request =
            || branches::archive(&text("agentId", agent_id)?, &text("branchId", branch_id)?);
        self.call(options, request())
    }

    /// Makes a branch's head serve: traffic switches at once. The head's
    /// security check must have passed.
    ///
    /// It does not look at what served before: `promote` does.
    ///
    /// Throws `NoCommittedRevisionError` for a branch without a head,
    /// `PermissionError` when the head's check has not passed.
    ///
    /// `POST /agent/{agentId}/branches/{branchId}/live`
    #[wasm_bindgen(js_name = makeBranchLive, unchecked_return_type = "Promise<BranchSummary>")]
    pub fn make_branch_live(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request =
            || branches::make_live(&text("agentId", agent_id)?, &text("branchId", branch_id)?);
        self.call(options, request())
    }

    /// Starts a test call with the config of a branch's head, of its open
    /// draft, or of one of its revisions. Mode `telephony` dials a real number.
    ///
    /// Throws `NoCommittedRevisionError` for a branch without a head,
    /// `NotFoundError` for a draft when none is open.
    ///
    /// `POST /agent/{agentId}/branches/{branchId}/test-call`
    #[wasm_bindgen(js_name = testCallBranch, unchecked_return_type = "Promise<TestCallStarted>")]
    pub fn test_call_branch(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = branchId, unchecked_param_type = "string")] branch_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "BranchTestCall")] call: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            branches::test_call(
                &text("agentId", agent_id)?,
                &text("branchId", branch_id)?,
                &optional_json("call", call)?,
            )
        };
        self.call(options, request())
    }
}
