//! The steps around a switch of traffic: read what serves, wait for the
//! check, make sure that nobody switched meanwhile, activate, read back.

use super::journal::Journal;
use super::{confirm, diff, look};
use crate::core::check::{self, Polling};
use crate::core::endpoint::versions;
use crate::core::error::{Error, Kind};
use crate::core::json::Json;
use crate::core::model::facts::{AgentFacts, VersionFacts};
use crate::core::model::report::{SecurityCheckReport, Step};
use crate::core::request::Request;
use crate::core::text::fill;
use crate::core::{json, retry, search};
use alloc::borrow::ToOwned;
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

/// Reads what serves now: the active version's id, and its config.
pub fn read_active(journal: &mut Journal) -> Result<(String, AgentFacts), Error> {
    journal.begin(Step::Read);
    let agent = look::agent(journal)?;
    let active = agent.active_version_id().ok_or_else(|| {
        Error::new(
            Kind::Conflict,
            "no_active_version",
            "the agent has no active version to start from; is it versioned?",
        )
    })?;
    let active = active.to_owned();
    journal.at.ids.previous_version_id = Some(active.clone());
    Ok((active, agent))
}

/// Waits until the version's security check passed.
pub fn wait_for_check(
    journal: &mut Journal,
    version_id: &str,
    polling: Polling,
) -> Result<SecurityCheckReport, Error> {
    let look = versions::get(&journal.at.ids.agent_id, version_id)?;
    wait_on(journal, look, version_id, polling, |_| None)
}

/// The same for a version that is new: earlier ones tell how long it takes.
pub fn wait_for_new_check(
    journal: &mut Journal,
    version_id: &str,
    polling: Polling,
) -> Result<SecurityCheckReport, Error> {
    let look = versions::get(&journal.at.ids.agent_id, version_id)?;
    wait_on(journal, look, version_id, polling, |journal| {
        // Taken up again, the check may have ended long ago.
        if journal.is_resumed {
            return None;
        }
        let page = look::versions(journal, LEARN_FROM, None).ok()?;
        let checks: Vec<_> = page
            .versions
            .iter()
            .filter_map(VersionFacts::check)
            .collect();
        check::learned_ms(&checks)
    })
}

/// The same by another read of the version or revision.
pub fn wait_on(
    journal: &mut Journal,
    look: Request,
    version_id: &str,
    polling: Polling,
    learn: fn(&Journal) -> Option<u64>,
) -> Result<SecurityCheckReport, Error> {
    journal.begin(Step::Check);
    let journal = &*journal;
    let learned_ms = learn(journal);
    check::wait(
        &journal.port,
        look,
        version_id,
        polling,
        learned_ms,
        &|progress| journal.waiting(progress),
    )
}

/// What serves, seen from a call that wants `version` to serve instead of `previous`.
enum Serving<'a> {
    Ours,
    Previous,
    Other(&'a str),
}

fn serving<'a>(agent: &'a AgentFacts, previous: &str, version: &str) -> Serving<'a> {
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
            "version {} was activated at about the same time as {}, which serves: look at both and decide",
            &[activated, found],
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

/// Activates `version`, unless somebody activated another one meanwhile, and
/// reads back that it serves and shows the patch.
pub fn switch(
    journal: &mut Journal,
    previous: &str,
    version: &str,
    patch: &Json,
) -> Result<(), Error> {
    journal.begin(Step::Recheck);
    let agent = look::agent(journal)?;
    match serving(&agent, previous, version) {
        Serving::Other(found) => return Err(somebody_else(previous, version, found)),
        Serving::Ours => {}
        Serving::Previous => {
            journal.begin(Step::Activate);
            activate(journal, previous, version)?;
        }
    }
    journal.begin(Step::Verify);
    verify(journal, previous, version, patch)?;
    match overridden(journal, previous, version)? {
        Some(theirs) => Err(at_the_same_time(previous, &theirs, version)),
        None => Ok(()),
    }
}

/// A version that somebody activated after our last look and before our own
/// activation, which the platform does not make conditional: it began to
/// serve later than the one that was to be replaced.
fn overridden(journal: &Journal, previous: &str, version: &str) -> Result<Option<String>, Error> {
    let page = look::versions(journal, LOOK_BACK, None)?;
    let activated_at = |id: &str| {
        let row = page.versions.iter().find(|it| it.id() == id)?;
        row.activated_at()
    };
    let Some(before) = activated_at(previous) else {
        return Ok(None);
    };
    let mut others = page.versions.iter().filter(|it| it.id() != version);
    let theirs = others.find(|it| it.activated_at().is_some_and(|at| at > before));
    Ok(theirs.map(|it| it.id().to_owned()))
}

/// Activating twice is the same as once, but it overrides whatever serves:
/// before it is sent again, what serves is looked at.
fn activate(journal: &Journal, previous: &str, version: &str) -> Result<(), Error> {
    let request = versions::activate(&journal.at.ids.agent_id, version)?.looking_first();
    let mut activations = 0;
    let mut lost = false;
    loop {
        let error = match journal.port.send(&request) {
            Ok(_) => return Ok(()),
            Err(error) => error,
        };
        if !is_check_pending(&error) {
            activations += 1;
            if !retry::is_transient(&error) || activations >= ACTIVATIONS {
                return Err(error);
            }
        }
        lost |= retry::is_ambiguous(&error);
        journal.port.rest(&error)?;
        let agent = look::agent(journal)?;
        match serving(&agent, previous, version) {
            Serving::Ours => return Ok(()),
            Serving::Other(found) if lost => return Err(crossed(previous, version, found)),
            Serving::Other(found) => return Err(somebody_else(previous, version, found)),
            Serving::Previous => {}
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
pub fn verify(journal: &Journal, previous: &str, version: &str, patch: &Json) -> Result<(), Error> {
    let began = journal.port.elapsed_ms();
    loop {
        let agent = look::agent(journal)?;
        let problem = match serving(&agent, previous, version) {
            Serving::Other(found) => return Err(at_the_same_time(previous, version, found)),
            Serving::Previous => Error::new(
                Kind::Conflict,
                "not_verified",
                fill(
                    "version {} was activated but {} still serves",
                    &[version, previous],
                ),
            ),
            Serving::Ours => {
                let missing = confirm::missing(patch, agent.config());
                if missing.is_empty() {
                    return Ok(());
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
