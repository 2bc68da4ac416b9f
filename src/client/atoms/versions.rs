//! Versions: list, read, diff, metadata, activate, test call.

use super::super::arguments::{optional_json, parsed, text};
use super::super::iterator::PageIterator;
use super::Atoms;
use crate::core::endpoint::versions;
use crate::core::model::query::VersionsQuery;
use crate::core::paging::Pages;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Atoms {
    /// Reads one page of an agent's versions, newest first.
    ///
    /// `GET /agent/{agentId}/versions`
    #[wasm_bindgen(js_name = listVersions, unchecked_return_type = "Promise<VersionsPage>")]
    pub fn list_versions(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "VersionsQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            versions::list(
                &text("agentId", agent_id)?,
                &parsed("query", query, VersionsQuery::read)?,
            )
        };
        self.call(options, request())
    }

    /// Reads all of an agent's versions from the query's `skip` on, newest
    /// first, page after page, as they are asked for. Pages hold 100
    /// versions unless `limit` says otherwise.
    ///
    /// `GET /agent/{agentId}/versions`, once a page
    #[wasm_bindgen(js_name = iterateVersions, unchecked_return_type = "AsyncIterableIterator<Version>")]
    pub fn iterate_versions(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "VersionsQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Result<PageIterator, JsValue> {
        let pages = || {
            Pages::versions(
                text("agentId", agent_id)?,
                parsed("query", query, VersionsQuery::read)?,
            )
        };
        self.pages(options, pages())
    }

    /// Reads a version with its config by section.
    ///
    /// `GET /agent/{agentId}/versions/{versionId}`
    #[wasm_bindgen(js_name = getVersion, unchecked_return_type = "Promise<VersionDetail>")]
    pub fn get_version(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = versionId, unchecked_param_type = "string")] version_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request =
            || versions::get(&text("agentId", agent_id)?, &text("versionId", version_id)?);
        self.call(options, request())
    }

    /// Compares two versions: `baseId` is the old side, `compareId` the new one.
    ///
    /// `GET /agent/{agentId}/versions/diff`
    #[wasm_bindgen(js_name = diffVersions, unchecked_return_type = "Promise<VersionsDiff>")]
    pub fn diff_versions(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = baseId, unchecked_param_type = "string")] base_id: &JsValue,
        #[wasm_bindgen(js_name = compareId, unchecked_param_type = "string")] compare_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            versions::diff(
                &text("agentId", agent_id)?,
                &text("baseId", base_id)?,
                &text("compareId", compare_id)?,
            )
        };
        self.call(options, request())
    }

    /// Changes a version's label, description or pin. Its config never changes.
    ///
    /// `PATCH /agent/{agentId}/versions/{versionId}`
    #[wasm_bindgen(js_name = updateVersion, unchecked_return_type = "Promise<Version>")]
    pub fn update_version(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = versionId, unchecked_param_type = "string")] version_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "VersionMetadata")] metadata: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            versions::update(
                &text("agentId", agent_id)?,
                &text("versionId", version_id)?,
                &optional_json("metadata", metadata)?,
            )
        };
        self.call(options, request())
    }

    /// Makes a version serve: traffic switches at once. Its security check
    /// must have passed.
    ///
    /// It is idempotent, and it does not look at what served before: `release`
    /// and `rollback` do.
    ///
    /// `PATCH /agent/{agentId}/versions/{versionId}/activate`
    #[wasm_bindgen(js_name = activateVersion, unchecked_return_type = "Promise<Version>")]
    pub fn activate_version(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = versionId, unchecked_param_type = "string")] version_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request =
            || versions::activate(&text("agentId", agent_id)?, &text("versionId", version_id)?);
        self.call(options, request())
    }

    /// Starts a test call with a version's config. Mode `telephony` dials a real number.
    ///
    /// `POST /agent/{agentId}/versions/{versionId}/test-call`
    #[wasm_bindgen(js_name = testCallVersion, unchecked_return_type = "Promise<TestCallStarted>")]
    pub fn test_call_version(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = versionId, unchecked_param_type = "string")] version_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "TestCall")] call: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let request = || {
            versions::test_call(
                &text("agentId", agent_id)?,
                &text("versionId", version_id)?,
                &optional_json("call", call)?,
            )
        };
        self.call(options, request())
    }
}
