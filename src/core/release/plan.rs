//! `plan`: what a release would change, with nothing left behind.

use super::give_up::give_up;
use super::input::ReleaseInput;
use super::journal::Start;
use super::publish::DraftWork;
use crate::core::error::{Error, Kind};
use crate::core::model::report::{Generation, Plan};
use crate::core::port::Port;

/// Forks, edits, compares and discards.
pub fn plan(port: Port, input: ReleaseInput, start: Start) -> Result<Plan, Error> {
    let mut work = DraftWork::new(port, input, start);
    let (active_version_id, changes, diff) = match work.compare() {
        Ok(comparison) => comparison,
        Err(cause) if cause.kind == Kind::MigrationRequired => {
            return Err(work.migrated(cause));
        }
        Err(cause) => return Err(give_up(&mut work.journal, cause)),
    };
    let journal = &mut work.journal;
    journal.finish();
    Ok(Plan {
        has_changes: !changes.is_empty(),
        generation: Generation::Versions,
        agent_id: journal.at.ids.agent_id.clone(),
        active_version_id,
        changes,
        diff,
        steps: journal.take_steps(),
        elapsed_ms: journal.port.elapsed_ms(),
        requests: journal.port.requests(),
    })
}
