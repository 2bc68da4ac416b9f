//! Keeps the record of a lifecycle call while it runs: which step, which ids,
//! what each step took. From it come progress events, reports and errors.

use super::report::step_report;
use crate::core::error::{Error, Kind};
use crate::core::json::{self, Json};
use crate::core::model::checkpoint::{Call, Checkpoint, DraftState};
use crate::core::model::report::{Change, Clash, Progress, Step, StepState};
use crate::core::port::{Port, Read};
use crate::core::request::Request;
use crate::core::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// The record of one call.
pub struct Journal<'a> {
    pub port: Port<'a>,
    /// How far the call is.
    pub at: Checkpoint,
    /// Whether it goes on where another call left off.
    pub is_resumed: bool,
    /// The step after which to stop.
    pub stop_after: Option<Step>,
    /// What it has to report.
    pub found: Found<'a>,
    pub(super) steps: Vec<Json>,
    current: Option<Running>,
}

/// What a release or a plan finds out on its way.
#[derive(Default)]
pub struct Found<'a> {
    /// Every patched field that changes.
    pub changes: Vec<Change>,
    /// The platform's own comparison, as it came.
    pub diff: Json,
    /// The check that the version passed.
    pub check: Json,
    /// The version's number.
    pub number: Option<u64>,
    /// The label of the version that a rollback went back to.
    pub label: Option<&'a str>,
    /// What a plan compares with.
    pub base_id: &'a str,
    /// What both sides of a merge changed.
    pub clashes: Vec<Clash>,
    /// The branch that a promotion makes live.
    pub branch: &'a str,
    /// The branch that served before it.
    pub previous_branch: &'a str,
}

struct Running {
    step: Step,
    began_ms: u64,
    requests_before: u32,
}

impl<'a> Journal<'a> {
    pub fn new(port: Port<'a>, start: &Start) -> Self {
        Self {
            port,
            at: start.at.clone(),
            is_resumed: start.is_resumed,
            stop_after: start.stop_after,
            found: Found::default(),
            steps: Vec::new(),
            current: None,
        }
    }

    /// Sends a write, if it could be made.
    pub fn write(&self, request: Result<Request, Error>) -> Result<(), Error> {
        self.port.write(&request?)
    }

    /// Sends a read, if it could be made: what is read out of the reply.
    pub fn read<T>(&self, request: Result<Request, Error>, read: Read<'a, T>) -> Result<T, Error> {
        self.port.read(&request?, read)
    }

    /// The id of the branch that the call works on.
    pub fn branch_id(&self) -> &str {
        self.at.ids.branch_id.as_deref().unwrap_or_default()
    }

    /// Ends the step before and begins this one.
    pub fn begin(&mut self, step: Step) {
        let draft = self.at.draft;
        self.begin_with(step, draft);
    }

    /// The same, for a step that leaves the draft in this state whatever
    /// becomes of its request.
    pub fn begin_with(&mut self, step: Step, draft: DraftState) {
        let ended = self.finish();
        // Also before a stop: whoever goes on from there sends that request,
        // and may be lost in the middle with nothing but this checkpoint.
        self.at.draft = draft;
        if self
            .stop_after
            .is_some_and(|last| is_past(step, last, ended))
        {
            return self.port.stop(stopped());
        }
        // What went before the first step belongs to it, such as the request
        // that finds out the generation.
        let is_first = self.steps.is_empty();
        self.current = Some(Running {
            step,
            began_ms: self.port.elapsed_ms(),
            requests_before: if is_first { 0 } else { self.port.requests() },
        });
        self.tell(StepState::Started, None);
    }

    /// Ends the step that runs, if any.
    pub fn finish(&mut self) -> Option<Step> {
        self.tell(StepState::Finished, None);
        self.stop()
    }

    /// Says how the security check is doing.
    pub fn waiting(&self, check: Json) {
        self.tell(StepState::Waiting, Some(check));
    }

    /// The step that runs; what fails before the first is the first's.
    pub fn step(&self) -> Step {
        self.current
            .as_ref()
            .map_or(Step::Read, |running| running.step)
    }

    /// The error of a call that stopped at the step that runs, and left
    /// nothing to clean up.
    pub fn failed(&self, cause: Error) -> Error {
        self.error(self.step(), cause, "", None)
    }

    /// Wraps what went wrong into the call's own error, with every id made so far.
    pub fn error(
        &self,
        step: Step,
        cause: Error,
        left: &str,
        draft_discarded: Option<bool>,
    ) -> Error {
        let call = self.at.call.name();
        let mut error = Error::new(
            Kind::Release,
            &cause.code,
            fill(
                "{} stopped at {}: {}{}",
                &[call, step.name(), &cause.message, left],
            ),
        )
        .with_detail("step", step.name())
        .with_detail("ids", json::value(&self.at.ids))
        .with_detail("checkpoint", json::value(&self.at))
        .with_detail("draftDiscarded", draft_discarded)
        .with_detail("requests", self.port.requests())
        .with_detail("elapsedMs", self.port.elapsed_ms());
        error.status = cause.status;
        error.request_id.clone_from(&cause.request_id);
        error.retry_after_ms = cause.retry_after_ms;
        error.cause = Some(cause);
        error
    }

    fn stop(&mut self) -> Option<Step> {
        let running = self.current.take()?;
        let requests = self.port.requests() - running.requests_before;
        let elapsed_ms = self.port.elapsed_ms().saturating_sub(running.began_ms);
        let request_id = self.port.last_request_id().filter(|_| requests > 0);
        let step = step_report(running.step, elapsed_ms, requests, request_id);
        self.steps.push(step);
        Some(running.step)
    }

    fn tell(&self, state: StepState, check: Option<Json>) {
        let Some(running) = &self.current else {
            return;
        };
        let elapsed_ms = self.port.elapsed_ms();
        self.port.report(&|| Progress {
            step: running.step,
            state,
            elapsed_ms,
            step_elapsed_ms: elapsed_ms.saturating_sub(running.began_ms),
            requests: self.port.requests(),
            ids: json::value(&self.at.ids),
            checkpoint: json::value(&self.at),
            check: check.clone(),
        });
    }
}

/// Notes an id.
pub fn keep(slot: &mut Option<String>, id: &str) {
    *slot = Some(id.to_owned());
}

/// Where and how a call begins.
#[derive(Debug, Clone)]
pub struct Start {
    pub(super) at: Checkpoint,
    pub(super) is_resumed: bool,
    pub(super) stop_after: Option<Step>,
}

impl Start {
    /// From the beginning.
    pub fn anew(call: Call, agent_id: &str) -> Self {
        Self {
            at: Checkpoint::new(call, agent_id),
            is_resumed: false,
            stop_after: None,
        }
    }

    /// Where another call left off.
    pub fn from(at: Checkpoint) -> Self {
        Self {
            at,
            is_resumed: true,
            stop_after: None,
        }
    }

    /// Which call it is.
    pub fn call(&self) -> Call {
        self.at.call
    }

    /// Whose agent.
    pub fn agent_id(&self) -> &str {
        &self.at.ids.agent_id
    }

    /// To stop after a step instead of going on to the end.
    pub fn until(mut self, step: Option<Step>) -> Self {
        self.stop_after = step;
        self
    }
}

/// Whether this step comes after the last one that was asked for. A call
/// need not take that one, and takes some steps at several places.
fn is_past(step: Step, last: Step, ended: Option<Step>) -> bool {
    let has_one_place = !matches!(step, Step::Recheck | Step::Discard);
    ended == Some(last) || (step > last && has_one_place)
}

/// The code of a call that stopped where it was told to.
const STOPPED: &str = "stopped";

fn stopped() -> Error {
    Error::new(Kind::Release, STOPPED, "stopped as asked for")
}

/// Whether a call ended because it was told to stop after a step.
pub fn was_stopped(error: &Error) -> bool {
    error.kind == Kind::Release && error.code == STOPPED
}
