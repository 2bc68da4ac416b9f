//! `plan`: what a release would change, with nothing left behind.

use super::publish::{DraftWork, ReleaseInput};
use crate::core::error::{Error, Kind};
use crate::core::model::report::{Generation, Plan};
use crate::core::port::Port;

/// Forks, edits, compares and discards.
pub async fn plan(port: Port, input: ReleaseInput) -> Result<Plan, Error> {
    let mut work = DraftWork::new(port, input);
    let (active_version_id, changes, diff) = match work.compare().await {
        Ok(comparison) => comparison,
        Err(cause) if cause.kind == Kind::MigrationRequired => {
            return Err(work.stopped("plan", cause));
        }
        Err(cause) => return Err(work.give_up("plan", cause).await),
    };
    let journal = &mut work.journal;
    journal.finish();
    Ok(Plan {
        has_changes: !changes.is_empty(),
        generation: Generation::Versions,
        agent_id: journal.ids.agent_id.clone(),
        active_version_id,
        changes,
        diff,
        steps: journal.take_steps(),
        elapsed_ms: journal.port.elapsed_ms(),
        requests: journal.port.requests(),
    })
}
