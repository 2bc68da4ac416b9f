//! One lifecycle over both of the platform's versioning APIs.
//!
//! Which one an organisation has is found out by the first request that a
//! call on branches needs anyway, and remembered. An organisation that is
//! migrated in mid-flight refuses the next write of the old API; the call
//! then starts again on branches, with the same patch.

use super::branches::{self, MergeInput, read_branches};
use super::journal::Journal;
use super::publish::ReleaseInput;
use super::{plan as versions_plan, publish, rollback as versions_rollback};
use crate::core::check::Polling;
use crate::core::error::{Error, Kind};
use crate::core::model::report::{
    Generation, MergeReport, Plan, PromoteReport, ReleaseReport, RollbackReport, Step,
};
use crate::core::port::Port;
use std::cell::Cell;
use std::rc::Rc;

/// What a connection knows of its organisation.
#[derive(Debug, Clone, Default)]
pub struct Memory(Rc<Cell<Option<Generation>>>);

impl Memory {
    /// Knows from the start; `None` finds out.
    pub fn new(generation: Option<Generation>) -> Self {
        Self(Rc::new(Cell::new(generation)))
    }

    /// Reads the word that a caller passed.
    pub fn read(word: Option<&str>) -> Result<Self, Error> {
        match word {
            None | Some("auto") => Ok(Self::new(None)),
            Some("versions") => Ok(Self::new(Some(Generation::Versions))),
            Some("branches") => Ok(Self::new(Some(Generation::Branches))),
            Some(_) => Err(Error::input(
                "generation must be \"auto\", \"versions\" or \"branches\"",
            )),
        }
    }

    /// What is known so far.
    pub fn get(&self) -> Option<Generation> {
        self.0.get()
    }

    fn set(&self, generation: Generation) {
        self.0.set(Some(generation));
    }

    /// Finds out, at the cost of one request while nothing is known.
    async fn find(&self, port: &Port, call: &str, agent_id: &str) -> Result<Generation, Error> {
        if let Some(generation) = self.get() {
            return Ok(generation);
        }
        let journal = Journal::new(port.clone(), agent_id);
        let generation = match read_branches(&journal).await {
            Ok(_) => Generation::Branches,
            // Without the platform's own words there is no such route.
            Err(error) if error.kind == Kind::NotFound && error.errors.is_empty() => {
                Generation::Versions
            }
            Err(error) => return Err(journal.error(call, Step::Read, error, "", None)),
        };
        self.set(generation);
        Ok(generation)
    }

    /// Whether a call on versions stopped because branches serve by now.
    fn has_migrated(&self, error: &Error) -> bool {
        let migrated = error
            .cause
            .as_ref()
            .is_some_and(|cause| cause.kind == Kind::MigrationRequired);
        if migrated {
            self.set(Generation::Branches);
        }
        migrated
    }
}

/// `release` on whichever there is.
pub async fn release(
    port: Port,
    input: ReleaseInput,
    memory: Memory,
) -> Result<ReleaseReport, Error> {
    match memory.find(&port, "release", &input.agent_id).await? {
        Generation::Branches => branches::release(port, input).await,
        Generation::Versions => {
            input.refuse_branches(&port, "release")?;
            match publish::release(port.clone(), input.clone()).await {
                Err(error) if memory.has_migrated(&error) => branches::release(port, input).await,
                result => result,
            }
        }
    }
}

/// `plan` on whichever there is.
pub async fn plan(port: Port, input: ReleaseInput, memory: Memory) -> Result<Plan, Error> {
    match memory.find(&port, "plan", &input.agent_id).await? {
        Generation::Branches => branches::plan(port, input).await,
        Generation::Versions => {
            input.refuse_branches(&port, "plan")?;
            match versions_plan::plan(port.clone(), input.clone()).await {
                Err(error) if memory.has_migrated(&error) => branches::plan(port, input).await,
                result => result,
            }
        }
    }
}

/// `rollback` on whichever there is.
pub async fn rollback(
    port: Port,
    agent_id: String,
    to: Option<String>,
    polling: Polling,
    wait_out_freeze: bool,
    memory: Memory,
) -> Result<RollbackReport, Error> {
    let on_branches =
        |port, agent_id, to| branches::rollback(port, agent_id, to, polling, wait_out_freeze);
    match memory.find(&port, "rollback", &agent_id).await? {
        Generation::Branches => on_branches(port, agent_id, to).await,
        Generation::Versions => {
            let result =
                versions_rollback::rollback(port.clone(), agent_id.clone(), to.clone(), polling)
                    .await;
            match result {
                Err(error) if memory.has_migrated(&error) => on_branches(port, agent_id, to).await,
                result => result,
            }
        }
    }
}

/// `promote`, which only branches have.
pub async fn promote(
    port: Port,
    agent_id: String,
    branch: String,
    wait_out_freeze: bool,
    memory: Memory,
) -> Result<PromoteReport, Error> {
    match memory.find(&port, "promote", &agent_id).await? {
        Generation::Branches => branches::promote(port, agent_id, branch, wait_out_freeze).await,
        Generation::Versions => Err(no_branches(&port, "promote", &agent_id)),
    }
}

/// `mergeBranch`, which only branches have.
pub async fn merge_branch(
    port: Port,
    input: MergeInput,
    memory: Memory,
) -> Result<MergeReport, Error> {
    match memory.find(&port, "mergeBranch", &input.agent_id).await? {
        Generation::Branches => branches::merge_branch(port, input).await,
        Generation::Versions => Err(no_branches(&port, "mergeBranch", &input.agent_id)),
    }
}

/// A call that needs branches where there are none.
pub fn no_branches(port: &Port, call: &str, agent_id: &str) -> Error {
    let cause = Error::new(
        Kind::Conflict,
        "no_branches",
        "this organisation has versions, not branches; leave the branch options out",
    );
    Journal::new(port.clone(), agent_id).error(call, Step::Read, cause, "", None)
}
