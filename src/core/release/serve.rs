//! The steps around a switch of traffic: read what serves, wait for the
//! check, make sure that nobody switched meanwhile, activate, read back.

use super::journal::{Journal, keep};
use super::{confirm, diff, look};
use crate::core::check::{self, Polling};
use crate::core::endpoint::versions;
use crate::core::error::{Error, Kind};
use crate::core::json::Json;
use crate::core::model::facts::{AgentFacts, CheckFacts};
use crate::core::model::report::Step;
use crate::core::request::Request;
use crate::core::text::fill;
use crate::core::{json, retry, search};
use alloc::string::String;
use alloc::vec::Vec;

/// Between two looks at something that should show soon.
const LOOK_AGAIN_MS: u64 = 500;
/// How long what was activated may take to show; reads may lag a switch.
const SHOW_WITHIN_MS: u64 = 10_000;
/// How far down the list a version may be that somebody else activated.
const LOOK_BACK: u32 = 20;
/// How many of the latest versions tell how long a check takes.
pub const LEARN_FROM: u32 = 6;
/// How often an activation is sent.
const ACTIVATIONS: u32 = 4;

/// Reads what serves now, with its config.
pub fn read_active<'a>(journal: &mut Journal<'a>) -> Result<AgentFacts<'a>, Error> {
    journal.begin(Step::Read);
    let agent = look::agent(journal)?;
    let Some(active) = agent.active_version_id() else {
        return Err(Error::new(
            Kind::Conflict,
            "no_active_version",
            "the agent has no active version to start from; is it versioned?",
        ));
    };
    keep(&mut journal.at.ids.previous_version_id, active);
    Ok(agent)
}

/// Waits until the security check of the version passed.
pub fn wait_for_check(
    journal: &mut Journal,
    polling: Polling,
    learned_ms: Option<u64>,
) -> Result<(), Error> {
    let ids = &journal.at.ids;
    let version_id = ids.version_id.clone().unwrap_or_default();
    let look = versions::get(&ids.agent_id, &version_id);
    wait_on(journal, look, &version_id, polling, learned_ms)
}

/// The same by another read of the version or revision.
pub fn wait_on(
    journal: &mut Journal,
    look: Result<Request, Error>,
    version_id: &str,
    polling: Polling,
    learned_ms: Option<u64>,
) -> Result<(), Error> {
    journal.begin(Step::Check);
    let look = look?;
    let check = check::wait(
        &journal.port,
        Some(version_id),
        polling,
        learned_ms,
        &|progress| journal.waiting(progress),
        &mut || {
            let check = journal.port.read(&look, CheckFacts::read)?;
            Ok((check::verdict(check.as_ref()), check))
        },
    )?;
    journal.found.check = check;
    Ok(())
}

/// How long the check of a version that is new may take: earlier ones tell.
pub fn learned_ms(journal: &Journal, polling: Polling) -> Option<u64> {
    // Told to stop before it, nobody waits for it.
    let stops_before = journal.stop_after.is_some_and(|last| last < Step::Check);
    if stops_before {
        return None;
    }
    learn(journal, polling, &|| {
        let mut checks = Vec::new();
        for version in &look::versions(journal, LEARN_FROM, None)?.versions {
            checks.extend(version.check());
        }
        Ok(checks)
    })
}

/// The same by another look at earlier checks.
pub fn learn<'a>(
    journal: &Journal,
    polling: Polling,
    look: &dyn Fn() -> Result<Vec<CheckFacts<'a>>, Error>,
) -> Option<u64> {
    // Taken up again, the check may have ended long ago.
    if journal.is_resumed {
        return None;
    }
    let began_ms = journal.port.elapsed_ms();
    let checks = look().ok()?;
    let look_took_ms = journal.port.elapsed_ms() - began_ms;
    check::learned_ms(&checks, look_took_ms, polling)
}

/// What serves, seen from a call that wants `version` to serve instead of `previous`.
enum Serving<'a> {
    Ours,
    Previous,
    Other(&'a str),
}

fn serving<'a>(agent: &AgentFacts<'a>, previous: &str, version: &str) -> Serving<'a> {
    match agent.active_version_id() {
        Some(active) if active == version => Serving::Ours,
        Some(active) if active != previous => Serving::Other(active),
        _ => Serving::Previous,
    }
}

fn somebody_else(previous: &str, version: &str, found: &str) -> Error {
    changed(
        previous,
        found,
        fill(
            "somebody activated version {} meanwhile; {} was not put over it, look at theirs and decide",
            &[found, version],
        ),
    )
}

fn at_the_same_time(previous: &str, activated: &str, found: &str) -> Error {
    changed(
        previous,
        found,
        fill(
            "version {} serves, activated at about the same time as {} or later: look at both and decide",
            &[found, activated],
        ),
    )
}

fn crossed(previous: &str, version: &str, found: &str) -> Error {
    changed(
        previous,
        found,
        fill(
            "somebody activated version {} meanwhile, and the activation of {} got no answer: it may still take place, look at what serves and decide",
            &[found, version],
        ),
    )
}

fn changed(previous: &str, found: &str, message: String) -> Error {
    Error::new(Kind::Conflict, "active_version_changed", message)
        .with_detail("expected", previous)
        .with_detail("found", found)
}

/// The version that is to be replaced, and the one to put in its place.
fn sides<'s>(journal: &'s Journal) -> (&'s str, &'s str) {
    let ids = &journal.at.ids;
    let previous = ids.previous_version_id.as_deref();
    let version = ids.version_id.as_deref();
    (previous.unwrap_or_default(), version.unwrap_or_default())
}

/// Activates the version, unless somebody activated another one meanwhile,
/// and reads back that it serves and shows the patch.
pub fn switch(journal: &mut Journal, patch: &Json) -> Result<(), Error> {
    journal.begin(Step::Recheck);
    if !journal.at.activated && !is_ours(journal, false)? {
        journal.begin(Step::Activate);
        activate(journal)?;
    }
    journal.at.activated = true;
    journal.begin(Step::Verify);
    let (previous, version) = sides(journal);
    verify(journal, previous, version, patch)?;
    check_overridden(journal, previous, version)
}

/// Whether the version serves already. A third one that serves is an error.
fn is_ours(journal: &Journal, lost: bool) -> Result<bool, Error> {
    let (previous, version) = sides(journal);
    let agent = look::agent(journal)?;
    match serving(&agent, previous, version) {
        Serving::Ours => Ok(true),
        Serving::Previous => Ok(false),
        Serving::Other(found) if lost => Err(crossed(previous, version, found)),
        Serving::Other(found) => Err(somebody_else(previous, version, found)),
    }
}

/// Looks for a version that somebody activated after our last look and before
/// our own activation, which the platform does not make conditional: it began
/// to serve later than the one that was to be replaced.
fn check_overridden(journal: &Journal, previous: &str, version: &str) -> Result<(), Error> {
    let page = look::versions(journal, LOOK_BACK, None)?;
    let rows = &page.versions;
    let Some(before) = rows.iter().find(|it| it.id() == previous) else {
        return Ok(());
    };
    let Some(before) = before.activated_at() else {
        return Ok(());
    };
    for row in rows {
        if row.id() != version && row.activated_at().is_some_and(|at| at > before) {
            return Err(at_the_same_time(previous, row.id(), version));
        }
    }
    Ok(())
}

/// Activating twice is the same as once, but it overrides whatever serves:
/// before it is sent again, what serves is looked at.
fn activate(journal: &Journal) -> Result<(), Error> {
    let version = sides(journal).1;
    let request = versions::activate(&journal.at.ids.agent_id, version)?.looking_first();
    let mut activations = 0;
    let mut lost = false;
    loop {
        let Err(error) = journal.port.write(&request) else {
            return Ok(());
        };
        if !is_check_pending(&error) {
            activations += 1;
            if !retry::is_transient(&error) || activations >= ACTIVATIONS {
                return Err(error);
            }
        }
        lost |= retry::is_ambiguous(&error);
        journal.port.rest(&error)?;
        if is_ours(journal, lost)? {
            return Ok(());
        }
    }
}

/// The status of an activation that came too early is not documented, its meaning is.
fn is_check_pending(error: &Error) -> bool {
    matches!(error.status, Some(400 | 409))
        && error.errors.iter().any(|text| {
            search::contains(text, "security check") && search::contains(text, "pending")
        })
}

/// Reads back that `version` serves and shows the patch; reads may lag.
pub fn verify<'a>(
    journal: &Journal<'a>,
    previous: &str,
    version: &str,
    patch: &Json,
) -> Result<AgentFacts<'a>, Error> {
    let began = journal.port.elapsed_ms();
    loop {
        let agent = look::agent(journal)?;
        let problem = match serving(&agent, previous, version) {
            Serving::Other(found) => return Err(at_the_same_time(previous, version, found)),
            Serving::Previous => Error::new(
                Kind::Conflict,
                "not_verified",
                fill(
                    "version {} was activated, but {} serves: look with getAgent whether it does still, or whether somebody rolled back",
                    &[version, previous],
                ),
            ),
            Serving::Ours => {
                let missing = confirm::missing(patch, agent.config());
                if missing.is_empty() {
                    return Ok(agent);
                }
                Error::new(
                    Kind::Conflict,
                    "not_verified",
                    fill(
                        "version {} serves but does not show {}",
                        &[version, &diff::paths(&missing)],
                    ),
                )
                .with_detail("missing", json::value(&missing))
            }
        };
        if journal.port.elapsed_ms() - began >= SHOW_WITHIN_MS {
            return Err(problem);
        }
        journal.port.sleep(LOOK_AGAIN_MS)?;
    }
}
