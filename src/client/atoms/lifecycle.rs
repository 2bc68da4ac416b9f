//! The lifecycle in one call each.

use super::super::arguments::{Options, json, parsed, text};
use super::super::call::{CallOptions, Prepared, promise};
use super::Atoms;
use crate::core::body::check_branch_name;
use crate::core::check::Polling;
use crate::core::duration::{DEFAULT_CHECK_DEADLINE_MS, DEFAULT_DEADLINE_MS};
use crate::core::error::Error;
use crate::core::json;
use crate::core::path::check_id;
use crate::core::port::Port;
use crate::core::release::{self, Memory, MergeInput, OnConflict, OpenDraft, ReleaseInput, Target};
use js_sys::Promise;
use serde::Serialize;
use std::future::Future;
use wasm_bindgen::prelude::*;

/// What every call of several requests is told.
struct Told {
    options: Options,
    polling: Polling,
    wait_out_freeze: bool,
    memory: Memory,
}

impl Atoms {
    /// Checks the arguments with `begin`, which gives the flow to run, and
    /// runs it: the promise gives its report.
    fn lifecycle<T, F, B>(
        &self,
        what: &'static str,
        deadline_ms: u64,
        options: &JsValue,
        begin: impl FnOnce(&Told) -> Result<B, Error>,
    ) -> Promise
    where
        T: Serialize,
        F: Future<Output = Result<T, Error>> + 'static,
        B: FnOnce(Port) -> F + 'static,
    {
        let prepare = || {
            let told = self.told(options)?;
            let flow = begin(&told)?;
            let mut options = CallOptions::read(&told.options)?;
            options.on_progress = told.options.function("onProgress")?;
            let asked = told.options.millis("deadlineMs")?;
            let limits = options.limits(&self.0, asked.unwrap_or(deadline_ms));
            let body = move |port| async move { Ok(Some(json::text(&flow(port).await?))) };
            Ok(Prepared::new(what, options, limits, body))
        };
        promise(&self.0, prepare())
    }

    fn told(&self, options: &JsValue) -> Result<Told, Error> {
        let options = Options::new("options", options)?;
        Ok(Told {
            polling: parsed("polling", &options.get("polling"), Polling::read)?,
            wait_out_freeze: options.flag("waitOutFreeze")?,
            memory: self.0.memory.clone(),
            options,
        })
    }
}

#[wasm_bindgen]
impl Atoms {
    /// Waits until a version's security check passed.
    ///
    /// The first poll comes at once; the waits between polls grow, aimed at
    /// the six seconds that a check usually takes, with jitter, up to a cap.
    /// Statuses that are not known mean "not finished".
    ///
    /// Throws `SecurityCheckFailedError` with the reason when the check
    /// failed or errored, `TimeoutError` at the deadline.
    ///
    /// `GET /agent/{agentId}/versions/{versionId}`, once a poll
    #[wasm_bindgen(
        js_name = waitForSecurityCheck,
        unchecked_return_type = "Promise<SecurityCheckReport>"
    )]
    pub fn wait_for_security_check(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(js_name = versionId, unchecked_param_type = "string")] version_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "LifecycleOptions")] options: &JsValue,
    ) -> Promise {
        self.lifecycle(
            "the wait for the security check",
            DEFAULT_CHECK_DEADLINE_MS,
            options,
            |told| {
                let agent_id = id("agentId", agent_id)?;
                let version_id = id("versionId", version_id)?;
                let (polling, memory) = (told.polling, told.memory.clone());
                Ok(move |port| {
                    release::wait_for_security_check(port, agent_id, version_id, polling, memory)
                })
            },
        )
    }

    /// Changes the config that serves, safely, on either generation of the
    /// platform's API. On versions it forks a draft of the active
    /// version, patches it, reads it back, compares it, publishes it, waits
    /// for the security check, makes sure that nobody activated another
    /// version meanwhile, activates and reads back that the new version
    /// serves and shows every patched field.
    ///
    /// On branches it writes the draft of the live branch, or of the one
    /// named, publishes it, waits for the check, makes the branch live where
    /// it is not, and reads back the same; somebody's open draft, edit or
    /// publish in between stops it unless `openDraft` or `onConflict` say
    /// otherwise.
    ///
    /// A patch that changes nothing releases nothing: `outcome` is
    /// `"unchanged"`.
    ///
    /// Throws `ReleaseError` when it stops: `step` says where, `ids` what was
    /// made so far, `cause` why. A draft that was not published is discarded;
    /// nothing is activated past a failed check or over somebody else's
    /// activation.
    #[wasm_bindgen(js_name = release, unchecked_return_type = "Promise<ReleaseReport>")]
    pub fn release(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ConfigPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ReleaseOptions")] options: &JsValue,
    ) -> Promise {
        self.lifecycle("release", DEFAULT_DEADLINE_MS, options, |told| {
            let input = release_input(told, agent_id, patch)?;
            let memory = told.memory.clone();
            Ok(move |port| release::release(port, input, memory))
        })
    }

    /// Says what `release` of the same patch would change, and leaves
    /// nothing behind: the draft that it needs for a moment is discarded.
    ///
    /// Throws `ReleaseError` when it stops.
    #[wasm_bindgen(unchecked_return_type = "Promise<Plan>")]
    pub fn plan(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ConfigPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PlanOptions")] options: &JsValue,
    ) -> Promise {
        self.lifecycle("plan", DEFAULT_DEADLINE_MS, options, |told| {
            let input = release_input(told, agent_id, patch)?;
            let memory = told.memory.clone();
            Ok(move |port| release::plan(port, input, memory))
        })
    }

    /// Goes back to an earlier version: the one named in `to`, or the one
    /// that served before the active one. Its config does not change. On
    /// branches it becomes a new revision at the live branch's head.
    ///
    /// When that version already serves, `outcome` is `"unchanged"`.
    ///
    /// Throws `ReleaseError` when it stops.
    #[wasm_bindgen(unchecked_return_type = "Promise<RollbackReport>")]
    pub fn rollback(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RollbackOptions")] options: &JsValue,
    ) -> Promise {
        self.lifecycle("rollback", DEFAULT_DEADLINE_MS, options, |told| {
            let agent_id = id("agentId", agent_id)?;
            let to = told.options.text("to")?;
            if let Some(to) = &to {
                check_id("to", to)?;
            }
            let (polling, wait_out_freeze) = (told.polling, told.wait_out_freeze);
            let memory = told.memory.clone();
            Ok(move |port| release::rollback(port, agent_id, to, polling, wait_out_freeze, memory))
        })
    }

    /// Makes a staged branch live after checking that its head passed, and
    /// reports what that changes for traffic. `branch` is a name or an id.
    ///
    /// When the branch is live already, `outcome` is `"unchanged"`.
    ///
    /// Throws `ReleaseError` when it stops.
    #[wasm_bindgen(unchecked_return_type = "Promise<PromoteReport>")]
    pub fn promote(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] branch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PromoteOptions")] options: &JsValue,
    ) -> Promise {
        self.lifecycle("promote", DEFAULT_DEADLINE_MS, options, |told| {
            let agent_id = id("agentId", agent_id)?;
            let branch = text("branch", branch)?;
            check_branch_name(&branch)?;
            let wait_out_freeze = told.wait_out_freeze;
            let memory = told.memory.clone();
            Ok(move |port| release::promote(port, agent_id, branch, wait_out_freeze, memory))
        })
    }

    /// Brings what branch `from` changed since it and branch `into` parted
    /// into `into`'s draft, three-way: what `into` left alone is taken, what
    /// both changed to different values stops the merge with all values.
    /// Nothing is published. Both are names or ids, and one must have been
    /// forked from the other.
    ///
    /// With `preview: true` nothing is written, and `clashes` tells where
    /// both changed something.
    ///
    /// Throws `ReleaseError` when it stops; its `cause` is a
    /// `DraftConflictError` with `code: "merge_conflict"` where both changed
    /// something.
    #[wasm_bindgen(js_name = mergeBranch, unchecked_return_type = "Promise<MergeReport>")]
    pub fn merge_branch(
        &self,
        #[wasm_bindgen(js_name = agentId, unchecked_param_type = "string")] agent_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] from: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] into: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "MergeOptions")] options: &JsValue,
    ) -> Promise {
        self.lifecycle("mergeBranch", DEFAULT_DEADLINE_MS, options, |told| {
            let input = MergeInput {
                agent_id: id("agentId", agent_id)?,
                from: text("from", from)?,
                into: text("into", into)?,
                preview: told.options.flag("preview")?,
            };
            check_branch_name(&input.from)?;
            check_branch_name(&input.into)?;
            let memory = told.memory.clone();
            Ok(move |port| release::merge_branch(port, input, memory))
        })
    }
}

fn id(name: &str, value: &JsValue) -> Result<String, Error> {
    let id = text(name, value)?;
    check_id(name, &id)?;
    Ok(id)
}

fn release_input(told: &Told, agent_id: &JsValue, patch: &JsValue) -> Result<ReleaseInput, Error> {
    ReleaseInput::new(
        &text("agentId", agent_id)?,
        &json("patch", patch)?,
        told.options.text("label")?.as_deref(),
        told.options.text("description")?.as_deref(),
        told.polling,
    )?
    .onto(target(told)?)
}

fn target(told: &Told) -> Result<Target, Error> {
    let options = &told.options;
    Ok(Target {
        branch: options.text("branch")?,
        create_branch: options.flag("createBranch")?,
        go_live: options.flag_or("goLive", true)?,
        open_draft: OpenDraft::read(options.text("openDraft")?.as_deref())?,
        on_conflict: OnConflict::read(options.text("onConflict")?.as_deref())?,
        wait_out_freeze: told.wait_out_freeze,
    })
}
