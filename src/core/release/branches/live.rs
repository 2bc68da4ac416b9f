//! The switch of traffic to a branch, and the look at what serves.

use super::freeze::Patience;
use super::publish::moved;
use super::target::{self, Chosen, read_branches};
use crate::core::endpoint::branches;
use crate::core::error::{Error, Kind};
use crate::core::json::{self, Json};
use crate::core::model::branch_facts::BranchFacts;
use crate::core::model::facts::AgentFacts;
use crate::core::model::report::Step;
use crate::core::release::journal::Journal;
use crate::core::release::{confirm, diff, look};
use crate::core::retry;
use crate::core::text::fill;

/// How often a switch is sent.
const SWITCHES: u32 = 4;

/// Makes the branch live, unless somebody switched meanwhile, or this call did before.
pub fn make_live(
    journal: &mut Journal,
    chosen: &Chosen,
    wait_out_freeze: bool,
) -> Result<(), Error> {
    journal.begin(Step::Recheck);
    if !journal.at.activated && !is_live(journal, chosen)? {
        journal.begin(Step::Activate);
        switch(journal, chosen, wait_out_freeze)?;
    }
    journal.at.activated = true;
    Ok(())
}

fn switch(journal: &Journal, chosen: &Chosen, wait_out_freeze: bool) -> Result<(), Error> {
    let request =
        branches::make_live(&journal.at.ids.agent_id, journal.branch_id())?.looking_first();
    let patience = Patience::new(wait_out_freeze);
    let mut switches = 0;
    loop {
        let Err(error) = journal.port.write(&request) else {
            return Ok(());
        };
        if !patience.waits(&journal.port, &error)? {
            switches += 1;
            if !retry::is_transient(&error) || switches >= SWITCHES {
                return Err(error);
            }
            journal.port.rest(&error)?;
        }
        // It overrides whatever is live: look before it is sent again.
        if is_live(journal, chosen)? {
            return Ok(());
        }
    }
}

/// Whether the branch is live already. A third one, or another head of the
/// one that served, is somebody else's switch.
fn is_live(journal: &Journal, chosen: &Chosen) -> Result<bool, Error> {
    let branches = read_branches(journal)?;
    let now = target::live(&branches)?;
    let branch = &chosen.branch;
    if now.id() == branch.id() {
        return Ok(true);
    }
    if now.id() != chosen.live.id() || now.head() != chosen.previous.as_deref() {
        return Err(changed(&now, branch, chosen.previous.as_deref()));
    }
    // Its head goes live, whose ever it is; reads may show the one before.
    let ours = journal.at.ids.version_id.as_deref();
    match target::found(&branches, branch.id())?.head() {
        found if found == ours || found.is_none_or(|head| head == chosen.head) => Ok(false),
        found => Err(moved(branch, ours.unwrap_or_default(), found)),
    }
}

/// The error of a switch over somebody else's.
pub fn changed(now: &BranchFacts, branch: &BranchFacts, expected: Option<&str>) -> Error {
    Error::new(
        Kind::Conflict,
        "active_version_changed",
        fill(
            "somebody changed what serves meanwhile: branch {} is live; {} was not put over it, look at theirs and decide",
            &[now.name(), branch.name()],
        ),
    )
    .with_detail("expected", expected)
    .with_detail("found", now.head())
}

/// Reads back that a revision shows the patch, and that its branch does not serve.
pub fn verify_staged<'a>(
    journal: &Journal<'a>,
    revision_id: &str,
    patch: &Json,
) -> Result<AgentFacts<'a>, Error> {
    let request = branches::get(&journal.at.ids.agent_id, journal.branch_id());
    let now = journal.read(request, BranchFacts::read)?;
    if now.is_live() {
        return Err(moved(&now, revision_id, now.head()));
    }
    let shown = look::version(journal, revision_id)?;
    let missing = confirm::missing(patch, shown.config());
    if missing.is_empty() {
        return Ok(shown);
    }
    Err(Error::new(
        Kind::Conflict,
        "not_verified",
        fill(
            "revision {} does not show {}",
            &[revision_id, &diff::paths(&missing)],
        ),
    )
    .with_detail("missing", json::value(&missing)))
}
