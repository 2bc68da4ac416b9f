//! The switch of traffic to a branch, and the look at what serves.

use super::freeze::Patience;
use super::target::{self, Chosen, read_branches};
use crate::core::endpoint::branches;
use crate::core::error::{Error, Kind};
use crate::core::json::{self, Json};
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
    let now = target::live(&read_branches(journal)?)?;
    if now.id() == chosen.branch.id() {
        return Ok(true);
    }
    if now.id() == chosen.live.id() && now.head() == chosen.previous.as_deref() {
        return Ok(false);
    }
    Err(Error::new(
        Kind::Conflict,
        "active_version_changed",
        fill(
            "somebody changed what serves meanwhile: branch {} is live; {} was not put over it, look at theirs and decide",
            &[now.name(), chosen.branch.name()],
        ),
    )
    .with_detail("expected", chosen.previous.clone())
    .with_detail("found", now.head()))
}

/// Reads back that a revision that does not serve shows the patch.
pub fn verify_staged(journal: &Journal, revision_id: &str, patch: &Json) -> Result<(), Error> {
    let shown = look::version(journal, revision_id)?;
    let missing = confirm::missing(patch, shown.config());
    if missing.is_empty() {
        return Ok(());
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
