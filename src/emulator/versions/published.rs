//! Versions: list, read, compare, label, activate.

use super::check::Verdict;
use super::row::{ListedVersion, Row};
use super::{find, no_version, version_id};
use crate::emulator::Platform;
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::config::Config;
use crate::emulator::config::diff as compare;
use crate::emulator::config::resolved::BySection;
use crate::emulator::ids::Id;
use crate::emulator::json::{Out, ToJson, shown};
use crate::emulator::options::EarlyActivationStatus;
use crate::emulator::schema::{Field, Kind, flag, optional, text};
use crate::emulator::state::Agent;
use crate::emulator::wire::{Call, Response};

/// Versions on a page when no `limit` is given.
const PAGE: u64 = 20;

struct Page<'a> {
    versions: Vec<ListedVersion<'a>>,
    total: usize,
}

shown!(Page<'_> {
    "versions": versions,
    "total": total,
});

/// `GET /agent/{id}/versions`, newest first. `total` counts all of them,
/// whatever `isPinned` filters.
pub fn list(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent_id = agents::of(&platform.state, call)?.id;
    platform.state.keep_rows_of(agent_id);
    let state = &platform.state;
    let agent = agents::of(state, call)?;
    let limit = call.query_number("limit", 1, 100)?.unwrap_or(PAGE);
    let skip = call.query_number("skip", 0, u64::MAX)?.unwrap_or(0);
    let pinned = call.query_flag("isPinned")?;
    let active = platform.seen_active(agent);
    let all = agent.history.versions();
    let versions = all
        .iter()
        .rev()
        .filter(|version| pinned.is_none_or(|pinned| version.is_pinned == pinned))
        .skip(usize::try_from(skip).unwrap_or(usize::MAX))
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .map(|version| ListedVersion {
            state,
            agent,
            version,
            active,
        })
        .collect();
    Ok(Response::ok(&Page {
        versions,
        total: all.len(),
    }))
}

struct Detail<'a> {
    version: Document<'a>,
    resolved_config: BySection<'a>,
}

shown!(Detail<'_> {
    "version": version,
    "resolvedConfig": resolved_config,
});

struct Document<'a> {
    row: Row<'a>,
    /// Of a revision that was never a version, and so has no other number (*assumed*).
    revision_number: Option<u32>,
}

impl ToJson for Document<'_> {
    fn fields(&self, out: &mut Out) {
        self.row.fields(out);
        out.optional("revisionNumber", self.revision_number.as_ref());
    }
}

/// `GET /agent/{id}/versions/{versionId}`
pub fn get(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = agents::of(&platform.state, call)?;
    let version = find(agent, call.segment(3))?;
    let active = platform.seen_active(agent);
    let commit = version.commit.as_ref();
    Ok(Response::ok(&Detail {
        version: Document {
            row: Row::version(&platform.state, agent, version, active),
            revision_number: commit
                .filter(|_| version.number.is_none())
                .map(|commit| commit.number),
        },
        resolved_config: BySection(&version.config),
    }))
}

/// `GET /agent/{id}/versions/diff`. The guide calls the sides `baseId` and
/// `compareId`, the contract `versionA` and `versionB`.
pub fn diff(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = agents::of(&platform.state, call)?;
    let side = |guide: &str, contract: &str| {
        let id = call.query(guide).or(call.query(contract));
        config_of(agent, id.ok_or_else(|| Failure::input("Required"))?)
    };
    let (base, compared) = (side("baseId", "versionA")?, side("compareId", "versionB")?);
    Ok(Response::ok(&compare::changes(
        base,
        compared,
        &platform.state.defaults,
    )))
}

/// A config by a version's id, or by the row id of a draft's latest revision;
/// a branch's open draft is one too.
fn config_of<'a>(agent: &'a Agent, id: &str) -> Result<&'a Config, Failure> {
    let id = version_id(id)?;
    if let Some(version) = agent.history.version(id) {
        return Ok(&version.config);
    }
    let mut drafts = agent.history.drafts().iter().chain(agent.branches.drafts());
    let draft = drafts.find(|draft| draft.row_id == id);
    draft.map(|draft| &draft.config).ok_or_else(no_version)
}

const METADATA: &[Field] = &[
    optional("label", Kind::OrNull(&Kind::Text(200))),
    optional("description", Kind::OrNull(&Kind::Text(2_000))),
    optional("isPinned", Kind::Flag),
];

/// `PATCH /agent/{id}/versions/{versionId}`
pub fn update(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, _) = agents::of_mut(&mut platform.state, call)?;
    let id = version_id(call.segment(3))?;
    let version = agent.history.version_mut(id).ok_or_else(no_version)?;
    let body = call.body_of(METADATA)?;
    if body.is_empty() {
        return Err(Failure::bad_request(
            "At least one of label, description or isPinned is required",
        ));
    }
    if let Some(pinned) = flag(&body, "isPinned") {
        version.is_pinned = pinned;
    }
    // A null clears what was there.
    if body.has("label") {
        version.label = text(&body, "label");
    }
    if body.has("description") {
        version.description = text(&body, "description");
    }
    version.updated_at = now_ms;
    row(platform, call, 200, id)
}

/// `PATCH /agent/{id}/versions/{versionId}/activate`. Refused until the check
/// passed; the texts and the status are *assumed*. Twice is the same as once.
pub fn activate(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let (now_ms, lag_ms) = (platform.state.now_ms, platform.options.read_lag_ms);
    let (agent, _) = agents::of_mut(&mut platform.state, call)?;
    let id = version_id(call.segment(3))?;
    let serves = agent.history.active().is_some_and(|it| it.id == id);
    let version = agent.history.version_mut(id).ok_or_else(no_version)?;
    if let Some(check) = &version.check {
        match check.verdict(now_ms) {
            Some(Verdict::Passed) => {}
            None => return Err(too_early(platform.options.early_activation_status)),
            Some(Verdict::Failed { reason } | Verdict::Errored { reason }) => {
                return Err(Failure::conflict(format!(
                    "Cannot activate version: security check failed: {reason}"
                )));
            }
        }
    }
    if !serves {
        version.activated_at = Some(now_ms);
        version.updated_at = now_ms;
        agent.history.activate(id, now_ms, lag_ms);
        agent.updated_at = now_ms;
    }
    row(platform, call, 200, id)
}

fn too_early(status: EarlyActivationStatus) -> Failure {
    let status = match status {
        EarlyActivationStatus::Conflict => 409,
        EarlyActivationStatus::BadRequest => 400,
    };
    Failure::new(status, "Cannot activate version: security check pending")
}

/// A version's row after a write, which doesn't lag.
pub fn row(platform: &Platform, call: &Call<'_>, status: u16, id: Id) -> Result<Response, Failure> {
    let agent = agents::of(&platform.state, call)?;
    let version = agent.history.version(id).ok_or_else(no_version)?;
    let active = agent.history.active();
    Ok(Response::success(
        status,
        &Row::version(&platform.state, agent, version, active),
    ))
}
