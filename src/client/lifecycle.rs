//! The lifecycle in one call each.

use super::calls::{Body, Finished, Prepared};
use super::connection::Connection;
use super::options::{Options, text};
use crate::core::body::check_branch_name;
use crate::core::check::Polling;
use crate::core::duration::{DEFAULT_CHECK_DEADLINE_MS, DEFAULT_DEADLINE_MS};
use crate::core::error::Error;
use crate::core::fields::Fields;
use crate::core::json::wire::Reader;
use crate::core::json::{Json, Map, ToJson};
use crate::core::model::checkpoint::{Call, Checkpoint};
use crate::core::model::report::Step;
use crate::core::path::check_id;
use crate::core::release::{self, MergeInput, OnConflict, OpenDraft, ReleaseInput, Start, Target};
use alloc::boxed::Box;
use alloc::string::String;

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
    /// A call from its beginning: the agent's id and what else the call takes.
    pub(super) fn anew(
        &self,
        call: Call,
        arguments: &mut Reader,
        options: &Options,
    ) -> Result<Prepared, Error> {
        let start = Start::anew(call, &id("agentId", &arguments.argument("agentId")?)?);
        let positional = call.arguments();
        let mut all = Map::default();
        for name in KEPT {
            let value = options.peek(name);
            if !value.is_null() {
                all.insert(name, value);
            }
        }
        for name in positional {
            all.insert(name, arguments.argument(name)?);
        }
        let arguments = Options::new("arguments", &Json::Object(all))?;
        let prepared = self.prepare(start, &arguments, options)?;
        options.learn(&arguments, |name| !positional.contains(&name));
        options.refuse_others()?;
        Ok(prepared)
    }

    /// The call that a checkpoint is of.
    pub(super) fn resumed(
        &self,
        arguments: &mut Reader,
        options: &Options,
    ) -> Result<Prepared, Error> {
        let checkpoint = arguments.argument("checkpoint")?;
        // A later version may write fields that this one does not know.
        let at = Checkpoint::read(&Fields::of("checkpoint", &checkpoint)?)?;
        let arguments = checkpoint.get("arguments").unwrap_or(&Json::Null);
        let arguments = Options::new("checkpoint.arguments", arguments)?;
        let prepared = self.prepare(Start::from(at), &arguments, options)?;
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
        let body = self.body(start, arguments, options)?;
        let asked = options.millis("deadlineMs")?;
        let limits = self.limits(options, asked.unwrap_or(deadline_ms))?;
        options.know(&["onProgress"]);
        Ok(Prepared {
            what,
            limits,
            body,
            only: None,
            given: Json::Null,
            arguments: arguments.document(),
        })
    }

    fn body(&self, start: Start, arguments: &Options, options: &Options) -> Result<Body, Error> {
        let known = self.0.memory.known();
        let polling = options.parsed("polling", Polling::read)?;
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

fn reported<T: ToJson>(report: Result<T, Error>) -> Finished {
    report.map(|report| Some(crate::core::json::value(&report)))
}

fn id(name: &str, value: &Json) -> Result<String, Error> {
    let id = text(name, value)?;
    check_id(name, &id)?;
    Ok(id)
}

/// It leaves nothing behind, so there is nothing to say about how.
fn plan_input(start: &Start, arguments: &Options, polling: Polling) -> Result<ReleaseInput, Error> {
    let patch = arguments.get("patch");
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
        &arguments.get("patch"),
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
