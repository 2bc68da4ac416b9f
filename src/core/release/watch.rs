//! `waitForSecurityCheck`: the wait alone, for who publishes by hand.

use super::journal::Journal;
use super::serve;
use crate::core::check::Polling;
use crate::core::error::Error;
use crate::core::model::report::SecurityCheckReport;
use crate::core::port::Port;

/// Waits until a version's security check passed. A failure is the caller's
/// own: it is not wrapped, there is no step it could have stopped at.
pub async fn wait_for_security_check(
    port: Port,
    agent_id: String,
    version_id: String,
    polling: Polling,
) -> Result<SecurityCheckReport, Error> {
    let mut journal = Journal::new(port, &agent_id);
    journal.ids.version_id = Some(version_id.clone());
    let report = serve::wait_for_check(&mut journal, &version_id, polling).await?;
    journal.finish();
    Ok(report)
}
