//! The lifecycle in one call each.

use super::arguments::{Options, json, parsed, parsed_in_part, text};
use super::call::{CallOptions, Finished, Prepared, promise};
use super::connection::Connection;
use super::json::parse;
use super::object::{field, set};
use crate::core::body::check_branch_name;
use crate::core::check::Polling;
use crate::core::duration::{DEFAULT_CHECK_DEADLINE_MS, DEFAULT_DEADLINE_MS};
use crate::core::error::Error;
use crate::core::model::checkpoint::{Call, Checkpoint};
use crate::core::model::report::Step;
use crate::core::path::check_id;
use crate::core::port::Port;
use crate::core::release::{self, MergeInput, OnConflict, OpenDraft, ReleaseInput, Start, Target};
use js_sys::{Array, Object, Promise};
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

impl Connection {
    /// Begins a call whose first argument is the agent's id.
    pub(super) fn begin(&self, call: Call, arguments: &Array, options: &JsValue) -> Promise {
        let mut values = arguments.iter();
        let agent_id = values.next().unwrap_or_default();
        let names = call.arguments().iter().copied();
        let positional: Vec<_> = names
            .map(|name| (name, values.next().unwrap_or_default()))
            .collect();
        let prepared = Options::new("options", options)
            .and_then(|options| self.prepare_anew(call, &agent_id, &positional, &options));
        promise(&self.0, prepared)
    }

    /// Goes on with the call that a checkpoint is of.
    pub(super) fn resume(&self, checkpoint: &JsValue, options: &JsValue) -> Promise {
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

    /// A call from its beginning.
    pub(super) fn prepare_anew(
        &self,
        call: Call,
        agent_id: &JsValue,
        positional: &[(&str, JsValue)],
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
                let input = plan_input(&start, arguments, polling)?;
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
fn arguments(positional: &[(&str, JsValue)], options: &Options) -> Result<Options, Error> {
    let all = Object::new();
    for name in KEPT {
        let value = options.peek(name);
        if !value.is_undefined() {
            set(&all, name, &value);
        }
    }
    for (name, value) in positional {
        match *name {
            "patch" => set(&all, name, &parse(&json(name, value)?)),
            name => set(&all, name, value),
        }
    }
    Options::new("arguments", &all)
}

fn id(name: &str, value: &JsValue) -> Result<String, Error> {
    let id = text(name, value)?;
    check_id(name, &id)?;
    Ok(id)
}

/// It leaves nothing behind, so there is nothing to say about how.
fn plan_input(start: &Start, arguments: &Options, polling: Polling) -> Result<ReleaseInput, Error> {
    let patch = json("patch", &arguments.get("patch"))?;
    ReleaseInput::new(start.agent_id(), &patch, None, None, polling)?.onto(Target {
        branch: arguments.text("branch")?,
        wait_out_freeze: arguments.flag("waitOutFreeze")?,
        ..Target::default()
    })
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
