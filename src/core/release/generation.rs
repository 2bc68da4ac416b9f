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
use alloc::rc::Rc;
use core::cell::Cell;

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

    /// What a call that begins now knows.
    pub fn known(&self) -> Known {
        Known {
            generation: self.0.get(),
            memory: self.clone(),
        }
    }
}

/// What a call knew of its organisation when it began; what it finds out, it
/// remembers for others.
#[derive(Debug, Clone, Default)]
pub struct Known {
    generation: Option<Generation>,
    memory: Memory,
}

impl Known {
    /// What it knew.
    pub fn generation(&self) -> Option<Generation> {
        self.generation
    }

    fn remember(&self, port: &Port, generation: Generation) {
        if port.is_news() {
            self.memory.0.set(Some(generation));
        }
    }

    /// Finds out, at the cost of one request while nothing is known.
    fn find(&self, port: &Port, start: &Start) -> Result<Generation, Error> {
        // What a call that is taken up again knew still holds, or its first
        // write finds out better.
        if let Some(generation) = self.generation.or(start.at.generation) {
            return Ok(generation);
        }
        let journal = Journal::new(port, start);
        let generation = match read_branches(&journal) {
            Ok(_) => Generation::Branches,
            // Without the platform's own words there is no such route.
            Err(error) if error.kind == Kind::NotFound && error.errors.is_empty() => {
                Generation::Versions
            }
            Err(error) => return Err(journal.error(Step::Read, error, "", None)),
        };
        self.remember(port, generation);
        Ok(generation)
    }

    /// Whether a call on versions stopped because branches serve by now.
    fn has_migrated(&self, port: &Port, error: &Error) -> bool {
        let migrated = error
            .cause
            .as_ref()
            .is_some_and(|cause| cause.kind == Kind::MigrationRequired);
        if migrated {
            self.remember(port, Generation::Branches);
        }
        migrated
    }
}

/// `release` on whichever there is.
pub fn release(
    port: Port,
    input: &ReleaseInput,
    known: &Known,
    start: &Start,
) -> Result<ReleaseReport, Error> {
    match known.find(&port, start)? {
        Generation::Branches => branches::release(&port, input, start),
        Generation::Versions => {
            input.refuse_branches(&port, start)?;
            match publish::release(&port, input, start) {
                Err(error) if known.has_migrated(&port, &error) => {
                    branches::release(&port, input, start)
                }
                result => result,
            }
        }
    }
}

/// `plan` on whichever there is.
pub fn plan(port: Port, input: &ReleaseInput, known: &Known, start: &Start) -> Result<Plan, Error> {
    match known.find(&port, start)? {
        Generation::Branches => branches::plan(&port, input, start),
        Generation::Versions => {
            input.refuse_branches(&port, start)?;
            match versions_plan::plan(&port, input, start) {
                Err(error) if known.has_migrated(&port, &error) => {
                    branches::plan(&port, input, start)
                }
                result => result,
            }
        }
    }
}

/// `rollback` on whichever there is.
pub fn rollback(
    port: Port,
    to: Option<&str>,
    polling: Polling,
    wait_out_freeze: bool,
    known: &Known,
    start: &Start,
) -> Result<RollbackReport, Error> {
    let on_branches = || branches::rollback(&port, to, polling, wait_out_freeze, start);
    match known.find(&port, start)? {
        Generation::Branches => on_branches(),
        Generation::Versions => {
            let result = versions_rollback::rollback(&port, to, polling, start);
            match result {
                Err(error) if known.has_migrated(&port, &error) => on_branches(),
                result => result,
            }
        }
    }
}

/// `promote`, which only branches have.
pub fn promote(
    port: Port,
    branch: &str,
    wait_out_freeze: bool,
    known: &Known,
    start: &Start,
) -> Result<PromoteReport, Error> {
    match known.find(&port, start)? {
        Generation::Branches => branches::promote(&port, branch, wait_out_freeze, start),
        Generation::Versions => Err(no_branches(&port, start)),
    }
}

/// `mergeBranch`, which only branches have.
pub fn merge_branch(
    port: Port,
    input: &MergeInput,
    known: &Known,
    start: &Start,
) -> Result<MergeReport, Error> {
    match known.find(&port, start)? {
        Generation::Branches => branches::merge_branch(&port, input, start),
        Generation::Versions => Err(no_branches(&port, start)),
    }
}

/// A call that needs branches where there are none.
pub fn no_branches(port: &Port, start: &Start) -> Error {
    let cause = Error::new(
        Kind::Conflict,
        "no_branches",
        "this organisation has versions, not branches; leave the branch options out",
    );
    Journal::new(port, start).error(Step::Read, cause, "", None)
}
