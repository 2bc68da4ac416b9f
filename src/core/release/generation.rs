//! One lifecycle over both of the platform's versioning APIs.
//!
//! Which one an organisation has is found out by the first request that a
//! call on branches needs anyway, and remembered. An organisation that is
//! migrated in mid-flight refuses the next write of the old API; the call
//! then starts again on branches, with the same patch.

use super::branches::{self, MergeInput, read_branches};
use super::input::ReleaseInput;
use super::journal::{Journal, Start};
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
    async fn find(&self, port: &Port, start: &Start) -> Result<Generation, Error> {
        // What a call that is taken up again knew still holds, or its first
        // write finds out better.
        if let Some(generation) = self.get().or(start.at.generation) {
            return Ok(generation);
        }
        let journal = Journal::new(port.clone(), start.clone());
        let generation = match read_branches(&journal).await {
            Ok(_) => Generation::Branches,
            // Without the platform's own words there is no such route.
            Err(error) if error.kind == Kind::NotFound && error.errors.is_empty() => {
                Generation::Versions
            }
            Err(error) => return Err(journal.error(Step::Read, error, "", None)),
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
    start: Start,
) -> Result<ReleaseReport, Error> {
    match memory.find(&port, &start).await? {
        Generation::Branches => branches::release(port, input, start).await,
        Generation::Versions => {
            input.refuse_branches(&port, &start)?;
            match publish::release(port.clone(), input.clone(), start.clone()).await {
                Err(error) if memory.has_migrated(&error) => {
                    branches::release(port, input, start).await
                }
                result => result,
            }
        }
    }
}

/// `plan` on whichever there is.
pub async fn plan(
    port: Port,
    input: ReleaseInput,
    memory: Memory,
    start: Start,
) -> Result<Plan, Error> {
    match memory.find(&port, &start).await? {
        Generation::Branches => branches::plan(port, input, start).await,
        Generation::Versions => {
            input.refuse_branches(&port, &start)?;
            match versions_plan::plan(port.clone(), input.clone(), start.clone()).await {
                Err(error) if memory.has_migrated(&error) => {
                    branches::plan(port, input, start).await
                }
                result => result,
            }
        }
    }
}

/// `rollback` on whichever there is.
pub async fn rollback(
    port: Port,
    to: Option<String>,
    polling: Polling,
    wait_out_freeze: bool,
    memory: Memory,
    start: Start,
) -> Result<RollbackReport, Error> {
    let on_branches =
        |port, to, start| branches::rollback(port, to, polling, wait_out_freeze, start);
    match memory.find(&port, &start).await? {
        Generation::Branches => on_branches(port, to, start).await,
        Generation::Versions => {
            let result =
                versions_rollback::rollback(port.clone(), to.clone(), polling, start.clone()).await;
            match result {
                Err(error) if memory.has_migrated(&error) => on_branches(port, to, start).await,
                result => result,
            }
        }
    }
}

/// `promote`, which only branches have.
pub async fn promote(
    port: Port,
    branch: String,
    wait_out_freeze: bool,
    memory: Memory,
    start: Start,
) -> Result<PromoteReport, Error> {
    match memory.find(&port, &start).await? {
        Generation::Branches => branches::promote(port, branch, wait_out_freeze, start).await,
        Generation::Versions => Err(no_branches(&port, &start)),
    }
}

/// `mergeBranch`, which only branches have.
pub async fn merge_branch(
    port: Port,
    input: MergeInput,
    memory: Memory,
    start: Start,
) -> Result<MergeReport, Error> {
    match memory.find(&port, &start).await? {
        Generation::Branches => branches::merge_branch(port, input, start).await,
        Generation::Versions => Err(no_branches(&port, &start)),
    }
}

/// A call that needs branches where there are none.
pub fn no_branches(port: &Port, start: &Start) -> Error {
    let cause = Error::new(
        Kind::Conflict,
        "no_branches",
        "this organisation has versions, not branches; leave the branch options out",
    );
    Journal::new(port.clone(), start.clone()).error(Step::Read, cause, "", None)
}
