//! `rollback`: back to a version that served before.

use super::journal::{Journal, keep};
use super::{look, serve};
use crate::core::check::Polling;
use crate::core::error::{Error, Kind};
use crate::core::json::{Json, Map};
use crate::core::model::facts::VersionFacts;
use crate::core::model::report::{Generation, RollbackOutcome};
use crate::core::text::fill;

/// The platform's largest page.
const PAGE: u32 = 100;

/// Activates the version that served before the active one, or the one named.
pub fn rollback(
    journal: &mut Journal,
    to: Option<&str>,
    polling: Polling,
) -> Result<RollbackOutcome, Error> {
    journal.at.generation = Some(Generation::Versions);
    let ended = steps(journal, to, polling);
    ended.map_err(|cause| journal.failed(cause))
}

fn steps(
    journal: &mut Journal,
    to: Option<&str>,
    polling: Polling,
) -> Result<RollbackOutcome, Error> {
    // Taken up again, it still goes from and to where it went before.
    let chosen = journal.at.ids.version_id.clone();
    let previous = journal.at.ids.previous_version_id.clone();
    serve::read_active(journal)?;
    if chosen.is_some() && previous.is_some() {
        journal.at.ids.previous_version_id = previous;
    }
    let from = journal.at.ids.previous_version_id.as_deref();
    let target = find(journal, from, chosen.as_deref().or(to))?;
    let is_unchanged = from == Some(target.id());
    keep(&mut journal.at.ids.version_id, target.id());
    let outcome = if is_unchanged {
        RollbackOutcome::Unchanged
    } else {
        // An old version may never have been checked to its end.
        serve::wait_for_check(journal, polling, None)?;
        serve::switch(journal, &Json::Object(Map::default()))?;
        RollbackOutcome::RolledBack
    };
    journal.found.number = target.version_number();
    journal.found.label = target.label();
    Ok(outcome)
}

/// The version named, or of all others the one that began to serve last.
fn find<'a>(
    journal: &Journal<'a>,
    active: Option<&str>,
    to: Option<&str>,
) -> Result<VersionFacts<'a>, Error> {
    let mut best: Option<VersionFacts> = None;
    let mut skip = 0;
    loop {
        let page = look::versions(journal, PAGE, Some(skip))?;
        let count = u32::try_from(page.versions.len()).unwrap_or(PAGE);
        for version in &page.versions {
            if let Some(to) = to {
                if version.id() == to {
                    return Ok(*version);
                }
            } else if Some(version.id()) != active
                && version.activated_at().is_some()
                && best
                    .as_ref()
                    .is_none_or(|best| best.activated_at() < version.activated_at())
            {
                best = Some(*version);
            }
        }
        skip += count;
        if count < PAGE || u64::from(skip) >= page.total {
            break;
        }
    }
    best.ok_or_else(|| match to {
        Some(to) => Error::new(
            Kind::NotFound,
            "version_not_found",
            fill("the agent has no version {}; see listVersions", &[to]),
        ),
        None => Error::new(
            Kind::Conflict,
            "nothing_to_roll_back_to",
            "no other version of this agent has served; name one with to",
        ),
    })
}
