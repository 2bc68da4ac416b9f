//! `plan`: what a release would change, with nothing left behind.

use super::publish::{DraftWork, ReleaseInput};
use crate::core::error::Error;
use crate::core::flow::Port;
use crate::core::model::report::Plan;

/// Forks, edits, compares and discards.
pub async fn plan(port: Port, input: ReleaseInput) -> Result<Plan, Error> {
    let mut work = DraftWork::new(port, input);
    let (active_version_id, changes, diff) = match work.compare().await {
        Ok(comparison) => comparison,
        Err(cause) => return Err(work.give_up("plan", cause).await),
    };
    let journal = &mut work.journal;
    journal.finish();
    Ok(Plan {
        has_changes: !changes.is_empty(),
        agent_id: journal.ids.agent_id.clone(),
        active_version_id,
        changes,
        diff,
        steps: journal.take_steps(),
        elapsed_ms: journal.port.elapsed_ms(),
        requests: journal.port.requests(),
    })
}
