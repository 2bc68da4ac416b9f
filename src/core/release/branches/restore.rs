//! `rollback` on a branch: an older revision becomes a new head.

use super::freeze::Patience;
use super::publish::Published;
use super::target::{live, read_branches};
use crate::core::check::Polling;
use crate::core::endpoint::revisions;
use crate::core::error::{Error, Kind};
use crate::core::model::branch_facts::{BranchFacts, RevisionFacts, read_published};
use crate::core::model::query::RevisionsQuery;
use crate::core::model::report::{Generation, RollbackOutcome, RollbackReport, Step};
use crate::core::port::Port;
use crate::core::release::journal::Journal;
use crate::core::release::serve;
use crate::core::retry;
use serde_json::json;

/// The platform's largest page.
const PAGE: u32 = 100;

/// Restores the revision before the live branch's head, or the one named.
pub async fn rollback(
    port: Port,
    agent_id: String,
    to: Option<String>,
    polling: Polling,
    wait_out_freeze: bool,
) -> Result<RollbackReport, Error> {
    let mut journal = Journal::new(port, &agent_id);
    match steps(&mut journal, to.as_deref(), polling, wait_out_freeze).await {
        Ok(report) => Ok(report),
        Err(cause) => {
            let step = journal.step();
            Err(journal.error("rollback", step, cause, "", None))
        }
    }
}

async fn steps(
    journal: &mut Journal,
    to: Option<&str>,
    polling: Polling,
    wait_out_freeze: bool,
) -> Result<RollbackReport, Error> {
    journal.begin(Step::Read);
    let branch = live(&read_branches(journal).await?)?;
    let head = branch.head.clone().unwrap_or_default();
    journal.ids.branch_id = Some(branch.id.clone());
    journal.ids.previous_version_id = Some(head.clone());
    let source = find(journal, &branch, &head, to).await?;
    let (outcome, serving) = if source.id == head {
        (RollbackOutcome::Unchanged, source)
    } else {
        let restored = restore(journal, &branch, &head, &source.id, wait_out_freeze).await?;
        let restored = match restored {
            Some(revision) => revision,
            None => {
                let published = Published {
                    branch_id: &branch.id,
                    head: &head,
                    draft_id: None,
                    restored: Some(&source.id),
                };
                published.wait(journal, polling).await?.0
            }
        };
        journal.ids.version_id = Some(restored.id.clone());
        journal.begin(Step::Verify);
        serve::verify(journal, &head, &restored.id, &json!({})).await?;
        let label = restored.label.clone().or(source.label);
        (
            RollbackOutcome::RolledBack,
            RevisionFacts { label, ..restored },
        )
    };
    journal.ids.version_id = Some(serving.id.clone());
    journal.finish();
    Ok(RollbackReport {
        outcome,
        generation: Generation::Branches,
        ids: journal.ids.clone(),
        version_id: serving.id,
        version_number: serving.number,
        label: serving.label,
        steps: journal.take_steps(),
        elapsed_ms: journal.port.elapsed_ms(),
        requests: journal.port.requests(),
    })
}

/// The revision named, or the committed one before the head. A head that is
/// itself a restore goes back to what stood before its source.
async fn find(
    journal: &Journal,
    branch: &BranchFacts,
    head: &str,
    to: Option<&str>,
) -> Result<RevisionFacts, Error> {
    let mut skip = 0;
    let mut was_head = false;
    // What a restored head equals: going back means past it.
    let mut equal = None;
    loop {
        let query = RevisionsQuery {
            limit: Some(PAGE),
            skip: Some(skip),
        };
        let request = revisions::list(&journal.ids.agent_id, &branch.id, &query)?;
        let reply = journal.port.send(request).await?;
        let page = reply.facts(RevisionFacts::read_page)?;
        let count = u32::try_from(page.len()).unwrap_or(PAGE);
        for revision in page {
            if let Some(to) = to {
                if revision.id == to {
                    return Ok(revision);
                }
                continue;
            }
            if revision.id == head {
                was_head = true;
                equal = revision.restored_from;
            } else if was_head && revision.is_committed {
                match &equal {
                    Some(source) if *source == revision.id => equal = None,
                    Some(_) => {}
                    None => return Ok(revision),
                }
            }
        }
        skip += count;
        if count < PAGE {
            break;
        }
    }
    Err(match to {
        Some(to) => Error::new(
            Kind::NotFound,
            "version_not_found",
            format!(
                "the live branch {} has no revision {to}; see listRevisions, or promote the branch that has it",
                branch.name
            ),
        ),
        None => Error::new(
            Kind::Conflict,
            "nothing_to_roll_back_to",
            "the live branch has no earlier revision of its own; to go back to the branch that served before, promote it",
        ),
    })
}

/// Restores. `None` is a check that goes on, or a reply that got lost: what
/// comes of it shows in the branch's revisions.
async fn restore(
    journal: &mut Journal,
    branch: &BranchFacts,
    head: &str,
    source: &str,
    wait_out_freeze: bool,
) -> Result<Option<RevisionFacts>, Error> {
    journal.begin(Step::Publish);
    let request = revisions::restore(&journal.ids.agent_id, &branch.id, source)?;
    let patience = Patience::new(wait_out_freeze);
    loop {
        let error = match journal.port.send(request.clone()).await {
            Ok(reply) => return reply.facts(read_published),
            Err(error) => error,
        };
        if patience.waits(&journal.port, &error).await? {
            continue;
        }
        if retry::is_transient(&error) {
            let now = live(&read_branches(journal).await?)?;
            if now.head.as_deref().is_some_and(|now| now != head) {
                return Ok(None);
            }
        }
        return Err(error);
    }
}
