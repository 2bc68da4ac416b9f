//! The lifecycle in one call each.

use super::super::arguments::{Options, json, parsed, parsed_in_part, text};
use super::super::call::{CallOptions, Finished, Prepared, promise};
use super::super::exchange;
use super::super::object::{field, set};
use super::Atoms;
use crate::core::body::check_branch_name;
use crate::core::check::Polling;
use crate::core::duration::{DEFAULT_CHECK_DEADLINE_MS, DEFAULT_DEADLINE_MS};
use crate::core::error::Error;
use crate::core::model::checkpoint::{Call, Checkpoint};
use crate::core::model::report::Step;
use crate::core::path::check_id;
use crate::core::port::Port;
use crate::core::release::{self, MergeInput, OnConflict, OpenDraft, ReleaseInput, Start, Target};
use js_sys::{Object, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The options that say what a call is about: a checkpoint keeps them. All
/// others say how it is to be done.
const KEPT: [&str; 10] = [
    "label",
    "description",
    "branch",
    "createBranch",
    "goLive",
    "openDraft",
    "onConflict",
    "waitOutFreeze",
    "to",
    "preview",
];

impl Atoms {
    fn begin(
        &self,
        call: Call,
        agent_id: &JsValue,
        positional: &[(&str, &JsValue)],
        options: &JsValue,
    ) -> Promise {
        let prepared = Options::new("options", options)
            .and_then(|options| self.prepare_anew(call, agent_id, positional, &options));
        promise(&self.0, prepared)
    }

    /// A call from its beginning.
    pub(super) fn prepare_anew(
        &self,
        call: Call,
        agent_id: &JsValue,
        positional: &[(&str, &JsValue)],
        options: &Options,
    ) -> Result<Prepared, Error> {
        let start = Start::anew(call, &id("agentId", agent_id)?);
        let arguments = arguments(positional, options)?;
        let prepared = self.prepare(start, &arguments, options)?;
        let is_option = |name: &str| !positional.iter().any(|(other, _)| *other == name);
        options.learn(&arguments, is_option);
        options.refuse_others()?;
        Ok(prepared)
    }

    /// `arguments` says what the call is about, `options` how to do it.
    fn prepare(
        &self,
        start: Start,
        arguments: &Options,
        options: &Options,
    ) -> Result<Prepared, Error> {
        let call = start.call();
        let (what, deadline_ms) = match call {
            Call::WaitForSecurityCheck => {
                ("the wait for the security check", DEFAULT_CHECK_DEADLINE_MS)
            }
            call => (call.name(), DEFAULT_DEADLINE_MS),
        };
        let body = self.flow(start, arguments, options)?;
        let mut call_options = CallOptions::read(options)?;
        call_options.on_progress = options.function("onProgress")?;
        call_options.arguments = arguments.as_value().clone();
        let asked = options.millis("deadlineMs")?;
        let limits = call_options.limits(&self.0, asked.unwrap_or(deadline_ms));
        Ok(Prepared::new(what, call_options, limits, body))
    }

    fn flow(
        &self,
        start: Start,
        arguments: &Options,
        options: &Options,
    ) -> Result<Box<dyn Fn(Port) -> Finished>, Error> {
        let known = self.0.memory.known();
        let polling = parsed("polling", &options.get("polling"), Polling::read)?;
        let branch = |name: &'static str| {
            let branch = text(name, &arguments.get(name))?;
            check_branch_name(&branch).map(|()| branch)
        };
        Ok(match start.call() {
            Call::Release => {
                let input = release_input(&start, arguments, polling)?;
                let stop_after = Step::read(options.text("stopAfter")?.as_deref())?;
                let start = start.until(stop_after);
                Box::new(move |port| reported(release::release(port, &input, &known, &start)))
            }
            Call::Plan => {
                let input = release_input(&start, arguments, polling)?;
                Box::new(move |port| reported(release::plan(port, &input, &known, &start)))
            }
            Call::Rollback => {
                let to = arguments.text("to")?;
                if let Some(to) = &to {
                    check_id("to", to)?;
                }
                let waits = arguments.flag("waitOutFreeze")?;
                Box::new(move |port| {
                    let to = to.as_deref();
                    reported(release::rollback(port, to, polling, waits, &known, &start))
                })
            }
            Call::Promote => {
                let branch = branch("branch")?;
                let waits = arguments.flag("waitOutFreeze")?;
                Box::new(move |port| {
                    reported(release::promote(port, &branch, waits, &known, &start))
                })
            }
            Call::MergeBranch => {
                let input = MergeInput {
                    from: branch("from")?,
                    into: branch("into")?,
                    preview: arguments.flag("preview")?,
                };
                Box::new(move |port| reported(release::merge_branch(port, &input, &known, &start)))
            }
            Call::WaitForSecurityCheck => {
                let version_id = id("versionId", &arguments.get("versionId"))?;
                Box::new(move |port| {
                    reported(release::wait_for_security_check(
                        port,
                        &version_id,
                        polling,
                        &known,
                        &start,
                    ))
                })
            }
        })
    }
}

fn reported<T: Serialize>(report: Result<T, Error>) -> Finished {
    report.map(|report| Some(crate::core::json::value(&report)))
}

/// What a call is about, in an object that no caller changes afterwards.
fn arguments(positional: &[(&str, &JsValue)], options: &Options) -> Result<Options, Error> {
    let all = Object::new();
    for name in KEPT {
        let value = options.peek(name);
        if !value.is_undefined() {
            set(&all, name, &value);
        }
    }
    for (name, value) in positional {
        match *name {
            "patch" => set(&all, name, &exchange::parsed(&json(name, value)?)),
            name => set(&all, name, value),
        }
    }
    Options::new("arguments", &all)
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
        let positional = [("versionId", version_id)];
        self.begin(Call::WaitForSecurityCheck, agent_id, &positional, options)
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
        self.begin(Call::Release, agent_id, &[("patch", patch)], options)
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
        self.begin(Call::Plan, agent_id, &[("patch", patch)], options)
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
        self.begin(Call::Rollback, agent_id, &[], options)
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
        self.begin(Call::Promote, agent_id, &[("branch", branch)], options)
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
        let positional = [("from", from), ("into", into)];
        self.begin(Call::MergeBranch, agent_id, &positional, options)
    }

    /// Goes on with a call that ended early: with the `checkpoint` of its
    /// last progress event, of its error, or of a report with the outcome
    /// `"stopped"`, in this process or in another one, on any connection to
    /// the same organisation.
    ///
    /// It looks first what really happened, so nothing is forked, published
    /// or activated twice, and resuming a call that had got through, or
    /// resuming twice, changes nothing. Resolves to the report of the call
    /// that the checkpoint is of; `steps`, `requests` and `elapsedMs` count
    /// what was done since.
    ///
    /// `options` are the same as the call's own where they say how to go on
    /// (`signal`, `deadlineMs`, `polling`, `onProgress`, `stopAfter`,
    /// `timeoutMs`, `headers`); what the call was about is in the checkpoint.
    ///
    /// Throws as the call itself does, and `InputError` for what is no
    /// checkpoint, or one of a newer version of this package.
    #[wasm_bindgen(unchecked_return_type = "Promise<LifecycleReport>")]
    pub fn resume(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Checkpoint")] checkpoint: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ResumeOptions")] options: &JsValue,
    ) -> Promise {
        let prepare = || {
            // A later version may write fields that this one does not know.
            let at = parsed_in_part("checkpoint", checkpoint, Checkpoint::read)?;
            let arguments = field(checkpoint, "arguments");
            let arguments = Options::new("checkpoint.arguments", &arguments)?;
            let options = Options::new("options", options)?;
            let prepared = self.prepare(Start::from(at), &arguments, &options)?;
            options.refuse_others()?;
            Ok(prepared)
        };
        promise(&self.0, prepare())
    }
}

fn id(name: &str, value: &JsValue) -> Result<String, Error> {
    let id = text(name, value)?;
    check_id(name, &id)?;
    Ok(id)
}

fn release_input(
    start: &Start,
    arguments: &Options,
    polling: Polling,
) -> Result<ReleaseInput, Error> {
    ReleaseInput::new(
        start.agent_id(),
        &json("patch", &arguments.get("patch"))?,
        arguments.text("label")?.as_deref(),
        arguments.text("description")?.as_deref(),
        polling,
    )?
    .onto(Target {
        branch: arguments.text("branch")?,
        create_branch: arguments.flag("createBranch")?,
        go_live: arguments.flag_or("goLive", true)?,
        open_draft: OpenDraft::read(arguments.text("openDraft")?.as_deref())?,
        on_conflict: OnConflict::read(arguments.text("onConflict")?.as_deref())?,
        wait_out_freeze: arguments.flag("waitOutFreeze")?,
    })
}
