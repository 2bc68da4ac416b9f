//! `promote`: a staged branch goes live.

use super::live::{changed, make_live};
use super::target::{self, Chosen, found, live, read_branches};
use crate::core::check::{self, Verdict};
use crate::core::error::{Error, Kind};
use crate::core::json::{Json, Map};
use crate::core::model::diff::DiffSide;
use crate::core::model::report::{Generation, PromoteOutcome, Step};
use crate::core::release::journal::{Journal, keep};
use crate::core::release::{look, serve};
use crate::core::text::fill;
use alloc::borrow::ToOwned;

/// Makes the branch live after its head passed its check, and reports what
/// that changes for traffic.
pub fn promote(
    journal: &mut Journal,
    branch: &str,
    wait_out_freeze: bool,
) -> Result<PromoteOutcome, Error> {
    journal.at.generation = Some(Generation::Branches);
    let ended = steps(journal, branch, wait_out_freeze);
    ended.map_err(|cause| journal.failed(cause))
}

fn steps(
    journal: &mut Journal,
    name: &str,
    wait_out_freeze: bool,
) -> Result<PromoteOutcome, Error> {
    // Taken up again, it still starts from what served when it began.
    let began_with = journal.at.ids.previous_version_id.clone();
    journal.begin(Step::Read);
    let branches = read_branches(journal)?;
    let served = branches
        .iter()
        .find(|it| began_with.is_some() && it.head() == began_with.as_deref());
    let branch = found(&branches, name)?;
    let live = match (served, live(&branches)?) {
        (Some(served), _) => *served,
        (None, now) if began_with.is_some() && now.id() != branch.id() => {
            return Err(changed(&now, &branch, began_with.as_deref()));
        }
        (None, now) => now,
    };
    let head = branch.head().ok_or_else(target::no_head)?;
    keep(&mut journal.at.ids.branch_id, branch.id());
    let previous = live.head().map(str::to_owned);
    journal.at.ids.previous_version_id.clone_from(&previous);
    keep(&mut journal.at.ids.version_id, head);
    journal.found.branch = branch.name();
    journal.found.previous_branch = live.name();
    let chosen = Chosen {
        branch,
        head,
        live,
        previous,
    };
    if live.id() == branch.id() {
        return Ok(PromoteOutcome::Unchanged);
    }
    compare(journal, &chosen)?;
    make_live(journal, &chosen, wait_out_freeze)?;
    journal.begin(Step::Verify);
    let previous = chosen.previous.as_deref().unwrap_or_default();
    let nothing = Json::Object(Map::default());
    serve::verify(journal, previous, head, &nothing)?;
    Ok(PromoteOutcome::Promoted)
}

/// Makes sure that the head passed, and compares it with what serves.
fn compare(journal: &mut Journal, chosen: &Chosen) -> Result<(), Error> {
    journal.begin(Step::Check);
    let head = look::revision(journal, chosen.head)?;
    match check::verdict(head.check().as_ref()) {
        Verdict::Passed if head.is_committed() => {}
        Verdict::Failed => {
            let check = head.check().unwrap_or_default();
            return Err(check::failed(Some(head.id()), &check));
        }
        _ => {
            return Err(Error::new(
                Kind::SourceScanning,
                "security_check_pending",
                fill(
                    "the security check of branch {}'s head has not ended; wait for it and promote again",
                    &[chosen.branch.name()],
                ),
            ));
        }
    }
    let served = chosen.previous.as_deref().unwrap_or_default();
    let with = DiffSide::Revision {
        revision_id: chosen.head,
    };
    look::compare_sides(journal, served, &with)
}
