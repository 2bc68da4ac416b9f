//! Keeps the record of a lifecycle call while it runs: which step, which ids,
//! what each step took. From it come progress events, reports and errors.

use crate::core::error::{Error, Kind};
use crate::core::json;
use crate::core::model::report::{CheckProgress, Ids, Progress, Step, StepReport, StepState};
use crate::core::port::Port;

/// The record of one call.
pub struct Journal {
    pub port: Port,
    pub ids: Ids,
    steps: Vec<StepReport>,
    current: Option<Running>,
}

struct Running {
    step: Step,
    began_ms: u64,
    requests_before: u32,
}

impl Journal {
    pub fn new(port: Port, agent_id: &str) -> Self {
        Self {
            port,
            ids: Ids {
                agent_id: agent_id.to_owned(),
                ..Ids::default()
            },
            steps: Vec::new(),
            current: None,
        }
    }

    /// Ends the step before and begins this one.
    pub fn begin(&mut self, step: Step) {
        self.finish();
        // What went before the first step belongs to it, such as the request
        // that finds out the generation.
        let is_first = self.steps.is_empty();
        self.current = Some(Running {
            step,
            began_ms: self.port.elapsed_ms(),
            requests_before: if is_first { 0 } else { self.port.requests() },
        });
        self.report(StepState::Started, None);
    }

    /// Ends the step that runs, if any.
    pub fn finish(&mut self) {
        self.report(StepState::Finished, None);
        self.stop();
    }

    /// Says how the security check is doing.
    pub fn waiting(&self, check: CheckProgress) {
        self.report(StepState::Waiting, Some(check));
    }

    /// The step that runs; what fails before the first is the first's.
    pub fn step(&self) -> Step {
        self.current
            .as_ref()
            .map_or(Step::Read, |running| running.step)
    }

    /// What each finished step took.
    pub fn take_steps(&mut self) -> Vec<StepReport> {
        std::mem::take(&mut self.steps)
    }

    /// Wraps what went wrong into the call's own error, with every id made so far.
    pub fn error(
        &self,
        call: &str,
        step: Step,
        cause: Error,
        left: &str,
        draft_discarded: Option<bool>,
    ) -> Error {
        let mut error = Error::new(
            Kind::Release,
            &cause.code,
            format!("{call} stopped at {}: {}{left}", step.name(), cause.message),
        )
        .with_detail("step", step.name())
        .with_detail("ids", json::value(&self.ids))
        .with_detail("draftDiscarded", draft_discarded)
        .with_detail("requests", self.port.requests())
        .with_detail("elapsedMs", self.port.elapsed_ms());
        error.status = cause.status;
        error.request_id.clone_from(&cause.request_id);
        error.retry_after_ms = cause.retry_after_ms;
        error.cause = Some(cause);
        error
    }

    fn stop(&mut self) {
        if let Some(running) = self.current.take() {
            let requests = self.port.requests() - running.requests_before;
            self.steps.push(StepReport {
                step: running.step,
                elapsed_ms: self.port.elapsed_ms().saturating_sub(running.began_ms),
                requests,
                request_id: (requests > 0)
                    .then(|| self.port.last_request_id())
                    .flatten(),
            });
        }
    }

    fn report(&self, state: StepState, check: Option<CheckProgress>) {
        let Some(running) = &self.current else {
            return;
        };
        let elapsed_ms = self.port.elapsed_ms();
        self.port.report(Progress {
            step: running.step,
            state,
            elapsed_ms,
            step_elapsed_ms: elapsed_ms.saturating_sub(running.began_ms),
            requests: self.port.requests(),
            ids: self.ids.clone(),
            check,
        });
    }
}
