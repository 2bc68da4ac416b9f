//! `waitForSecurityCheck`: the wait alone, for who publishes by hand.

use super::branches::read_branches;
use super::generation::Known;
use super::journal::{Journal, Start};
use super::serve;
use crate::core::check::Polling;
use crate::core::endpoint::{revisions, versions};
use crate::core::error::{Error, Kind};
use crate::core::model::report::{Generation, SecurityCheckReport};
use crate::core::port::Port;
use crate::core::request::Request;
use crate::core::text::fill;
use alloc::borrow::ToOwned;

/// Waits until a version's or a revision's security check passed. A failure
/// is the caller's own: it is not wrapped, there is no step it could have
/// stopped at.
pub fn wait_for_security_check(
    port: Port,
    version_id: &str,
    polling: Polling,
    known: &Known,
    start: &Start,
) -> Result<SecurityCheckReport, Error> {
    let mut journal = Journal::new(&port, start);
    journal.at.ids.version_id = Some(version_id.to_owned());
    let look = match known.generation() {
        Some(Generation::Branches) => find(&mut journal, version_id)?,
        // Where branches serve this read is kept for a while, so there is no
        // need to find out.
        _ => versions::get(&journal.at.ids.agent_id, version_id)?,
    };
    let report = serve::wait_on(&mut journal, look, version_id, polling, |_| None)?;
    journal.finish();
    Ok(report)
}

/// The read of a revision, on whichever branch it is.
fn find(journal: &mut Journal, revision_id: &str) -> Result<Request, Error> {
    for branch in read_branches(journal)? {
        let request = revisions::get(&journal.at.ids.agent_id, branch.id(), revision_id)?;
        match journal.port.send(&request) {
            Ok(_) => {
                journal.at.ids.branch_id = Some(branch.id().to_owned());
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
