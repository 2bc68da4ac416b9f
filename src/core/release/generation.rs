//! One lifecycle over both of the platform's versioning APIs.
//!
//! Which one an organisation has is found out by the first request that a
//! call on branches needs anyway, and remembered. An organisation that is
//! migrated in mid-flight refuses the next write of the old API; the call
//! then starts again on branches, with the same patch.

use super::branches::{self, MergeInput, read_branches};
use super::input::ReleaseInput;
use super::journal::{Journal, Start, was_stopped};
use super::{publish, rollback as versions_rollback};
use crate::core::check::Polling;
use crate::core::error::{Error, Kind};
use crate::core::json::Json;
use crate::core::model::report::{Generation, ReleaseOutcome, RollbackOutcome};
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
    fn find(&self, journal: &Journal) -> Result<Generation, Error> {
        // What a call that is taken up again knew still holds, or its first
        // write finds out better.
        if let Some(generation) = self.generation.or(journal.at.generation) {
            return Ok(generation);
        }
        let generation = match read_branches(journal) {
            Ok(_) => Generation::Branches,
            // Without the platform's own words there is no such route.
            Err(error) if error.kind == Kind::NotFound && error.errors.is_empty() => {
                Generation::Versions
            }
            Err(error) => return Err(journal.failed(error)),
        };
        self.remember(&journal.port, generation);
        Ok(generation)
    }

    /// Refuses a call that only branches have where there are none.
    fn need_branches(&self, journal: &Journal) -> Result<(), Error> {
        match self.find(journal)? {
            Generation::Branches => Ok(()),
            Generation::Versions => Err(no_branches(journal)),
        }
    }

    /// Takes a call's steps on whichever there is.
    fn take(&self, journal: &mut Journal, start: &Start, steps: &mut Steps) -> Result<(), Error> {
        let generation = self.find(journal)?;
        match steps(journal, generation) {
            Err(error) if generation == Generation::Versions && has_migrated(&error) => {
                self.remember(&journal.port, Generation::Branches);
                // A switch that took place before the migration is not made again.
                if !journal.at.activated {
                    *journal = Journal::new(journal.port, start);
                }
                steps(journal, Generation::Branches)
            }
            result => result,
        }
    }
}

/// A call's steps on one of both.
type Steps<'a> = dyn FnMut(&mut Journal, Generation) -> Result<(), Error> + 'a;

/// Whether a call on versions stopped because branches serve by now.
fn has_migrated(error: &Error) -> bool {
    let cause = error.cause.as_ref();
    cause.is_some_and(|cause| cause.kind == Kind::MigrationRequired)
}

/// `release` on whichever there is.
pub fn release(
    port: Port,
    input: &ReleaseInput,
    known: &Known,
    start: &Start,
) -> Result<Json, Error> {
    let mut journal = Journal::new(port, start);
    let mut outcome = ReleaseOutcome::Stopped;
    let ended = known.take(&mut journal, start, &mut |journal, generation| {
        outcome = match generation {
            Generation::Branches => branches::release(journal, input)?,
            Generation::Versions => publish::release(journal, input)?,
        };
        Ok(())
    });
    match ended {
        Err(error) if !was_stopped(&error) => Err(error),
        _ => Ok(journal.released(outcome)),
    }
}

/// `plan` on whichever there is.
pub fn plan(port: Port, input: &ReleaseInput, known: &Known, start: &Start) -> Result<Json, Error> {
    let mut journal = Journal::new(port, start);
    known.take(
        &mut journal,
        start,
        &mut |journal, generation| match generation {
            Generation::Branches => branches::plan(journal, input),
            Generation::Versions => publish::plan(journal, input),
        },
    )?;
    Ok(journal.planned())
}

/// `rollback` on whichever there is.
pub fn rollback(
    port: Port,
    to: Option<&str>,
    polling: Polling,
    wait_out_freeze: bool,
    known: &Known,
    start: &Start,
) -> Result<Json, Error> {
    let mut journal = Journal::new(port, start);
    let mut outcome = RollbackOutcome::Unchanged;
    known.take(&mut journal, start, &mut |journal, generation| {
        outcome = match generation {
            Generation::Branches => branches::rollback(journal, to, polling, wait_out_freeze)?,
            Generation::Versions => versions_rollback::rollback(journal, to, polling)?,
        };
        Ok(())
    })?;
    Ok(journal.rolled_back(outcome))
}

/// `promote`, which only branches have.
pub fn promote(
    port: Port,
    branch: &str,
    wait_out_freeze: bool,
    known: &Known,
    start: &Start,
) -> Result<Json, Error> {
    let mut journal = Journal::new(port, start);
    known.need_branches(&journal)?;
    let outcome = branches::promote(&mut journal, branch, wait_out_freeze)?;
    Ok(journal.promoted(outcome))
}

/// `mergeBranch`, which only branches have.
pub fn merge_branch(
    port: Port,
    input: &MergeInput,
    known: &Known,
    start: &Start,
) -> Result<Json, Error> {
    let mut journal = Journal::new(port, start);
    known.need_branches(&journal)?;
    let outcome = branches::merge_branch(&mut journal, input)?;
    Ok(journal.merged(outcome))
}

/// A call that needs branches where there are none.
pub fn no_branches(journal: &Journal) -> Error {
    journal.failed(Error::new(
        Kind::Conflict,
        "no_branches",
        "this organisation has versions, not branches; leave the branch options out",
    ))
}
