//! `plan`: what a release would change, with nothing left behind.

use super::give_up::give_up;
use super::input::ReleaseInput;
use super::journal::Start;
use super::publish::{DraftWork, active_id};
use crate::core::error::{Error, Kind};
use crate::core::model::report::Plan;
use crate::core::port::Port;

/// Forks, edits, compares and discards.
pub fn plan(port: &Port, input: &ReleaseInput, start: &Start) -> Result<Plan, Error> {
    let mut work = DraftWork::new(port, input, start);
    match work.compare() {
        Ok(base) => Ok(work.journal.planned(active_id(&base))),
        Err(cause) if cause.kind == Kind::MigrationRequired => Err(work.journal.failed(cause)),
        Err(cause) => Err(give_up(&mut work.journal, cause)),
    }
}
