//! `waitForSecurityCheck`: the wait alone, for who publishes by hand.

use super::branches::read_branches;
use super::generation::Known;
use super::journal::{Journal, Start, keep};
use super::serve;
use crate::core::check::Polling;
use crate::core::endpoint::{revisions, versions};
use crate::core::error::{Error, Kind};
use crate::core::json::Json;
use crate::core::model::report::Generation;
use crate::core::port::Port;
use crate::core::request::Request;
use crate::core::text::fill;

/// Waits until a version's or a revision's security check passed. A failure
/// is the caller's own: it is not wrapped, there is no step it could have
/// stopped at.
pub fn wait_for_security_check(
    port: Port,
    version_id: &str,
    polling: Polling,
    known: &Known,
    start: &Start,
) -> Result<Json, Error> {
    let mut journal = Journal::new(port, start);
    keep(&mut journal.at.ids.version_id, version_id);
    let look = match known.generation() {
        Some(Generation::Branches) => find(&mut journal, version_id),
        // Where branches serve this read is kept for a while, so there is no
        // need to find out.
        _ => versions::get(&journal.at.ids.agent_id, version_id),
    };
    serve::wait_on(&mut journal, look, version_id, polling, None)?;
    journal.finish();
    Ok(journal.found.check)
}

/// The read of a revision, on whichever branch it is.
fn find(journal: &mut Journal, revision_id: &str) -> Result<Request, Error> {
    for branch in &read_branches(journal)? {
        let request = revisions::get(&journal.at.ids.agent_id, branch.id(), revision_id)?;
        match journal.port.send(&request) {
            Ok(_) => {
                keep(&mut journal.at.ids.branch_id, branch.id());
                return Ok(request);
            }
            Err(error) if matches!(error.kind, Kind::NotFound | Kind::Validation) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::new(
        Kind::NotFound,
        "version_not_found",
        fill(
            "no branch of the agent has a revision {}; see listRevisions",
            &[revision_id],
        ),
    ))
}
