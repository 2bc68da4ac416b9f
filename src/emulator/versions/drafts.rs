//! Drafts: fork, read, edit, compare, discard, publish.

use super::check::Check;
use super::history::{Draft, Edit, Version};
use super::row::{ListedDraft, Row, USER_NAME};
use super::{find, find_draft, no_draft};
use crate::emulator::Platform;
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::config::resolved::BySection;
use crate::emulator::config::{Section, diff as compare, fields, rules};
use crate::emulator::ids::Id;
use crate::emulator::json::{Json, object, shown};
use crate::emulator::kept::Kept;
use crate::emulator::options::DraftDiffBody;
use crate::emulator::schema::{Field, Kind, TEXT, optional, required, text};
use crate::emulator::time::Iso;
use crate::emulator::wire::{Call, Response};

/// Entries of a draft's edit history when no `limit` is given (*assumed*).
const EDITS_SHOWN: u64 = 20;

const FORK: &[Field] = &[
    optional("sourceVersionId", TEXT),
    optional("sourceDraftId", TEXT),
    optional("draftName", Kind::Name(100)),
];

/// `POST /agent/{id}/drafts`
pub fn fork(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, ids) = agents::of_mut(&mut platform.state, call)?;
    let body = call.body_of(FORK)?;
    let source_version = text(&body, "sourceVersionId");
    let source_draft = text(&body, "sourceDraftId");
    let version = source_version.map(|id| find(agent, &id)).transpose()?;
    // A draft goes before a version where both are given (*assumed*).
    let (source, config) = match (source_draft, version) {
        (Some(id), version) => {
            let draft = find_draft(agent, &id)?;
            (version.map(|it| it.id).or(draft.source), &draft.config)
        }
        (None, Some(version)) => (Some(version.id), &version.config),
        (None, None) => {
            return Err(Failure::bad_request(
                "Either sourceVersionId or sourceDraftId is required",
            ));
        }
    };
    let draft = Draft {
        draft_id: ids.opaque(),
        row_id: ids.id(),
        name: text(&body, "draftName"),
        source,
        number: agent.history.drafts_made,
        created_at: now_ms,
        updated_at: now_ms,
        edits: Vec::new(),
        config: config.clone(),
    };
    let draft_id = draft.draft_id.clone();
    agent.history.add_draft(draft);
    row(platform, call, 201, &draft_id)
}

/// `GET /agent/{id}/drafts`, the newest first (*assumed*).
pub fn list(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let state = &platform.state;
    let agent = agents::of(state, call)?;
    let drafts = agent.history.drafts().iter().rev();
    let listed: Vec<_> = drafts
        .map(|draft| ListedDraft {
            row: Row::draft(state, agent, draft),
            last_editor_name: USER_NAME,
        })
        .collect();
    Ok(Response::ok(&listed))
}

struct Detail<'a> {
    latest: Row<'a>,
    edit_history: Vec<HistoryEntry<'a>>,
    edit_count: usize,
    resolved_config: BySection<'a>,
}

shown!(Detail<'_> {
    "latest": latest,
    "editHistory": edit_history,
    "editCount": edit_count,
    "resolvedConfig": resolved_config,
});

struct HistoryEntry<'a> {
    revision: usize,
    changed_sections: &'a [Section],
    editor_name: &'static str,
    editor_id: Id,
    timestamp: Iso,
}

shown!(HistoryEntry<'_> {
    "revision": revision,
    "changedSections": changed_sections,
    "editorName": editor_name,
    "editorId": editor_id,
    "timestamp": timestamp,
});

/// `GET /agent/{id}/drafts/{draftId}`: edits, the newest first (*assumed*).
pub fn get(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let state = &platform.state;
    let agent = agents::of(state, call)?;
    let draft = find_draft(agent, call.segment(3))?;
    let limit = call.query_number("limit", 1, 100)?.unwrap_or(EDITS_SHOWN);
    let edits = draft.edits.iter().enumerate().rev();
    Ok(Response::ok(&Detail {
        latest: Row::draft(state, agent, draft),
        edit_history: edits
            .take(usize::try_from(limit).unwrap_or(usize::MAX))
            .map(|(index, edit)| HistoryEntry {
                revision: index + 1,
                changed_sections: &edit.sections,
                editor_name: USER_NAME,
                editor_id: state.user,
                timestamp: Iso(edit.at),
            })
            .collect(),
        edit_count: draft.edits.len(),
        resolved_config: BySection(&draft.config),
    }))
}

/// `PATCH /agent/{id}/drafts/{draftId}`
pub fn rename(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, _) = agents::of_mut(&mut platform.state, call)?;
    let draft = agent.history.draft_mut(call.segment(3));
    let draft = draft.ok_or_else(no_draft)?;
    let body = call.body_of(&[required("draftName", Kind::Name(100))])?;
    draft.name = text(&body, "draftName");
    draft.updated_at = now_ms;
    Ok(Response::ok(&object(|out| {
        out.field("draftName", &draft.name);
    })))
}

/// `PATCH /agent/{id}/drafts/{draftId}/config`. Answers the row without the
/// fields that were sent, as the platform does.
pub fn edit(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let draft_id = call.segment(3);
    let (agent, ids) = agents::of_mut(&mut platform.state, call)?;
    let draft = agent.history.draft_mut(draft_id);
    let draft = draft.ok_or_else(no_draft)?;
    let body = call.body()?;
    rules::check_prompt(&body)?;
    let patch = fields::patch(body)
        .map_err(|issue| Failure::input(&issue))?
        .ok_or_else(|| Failure::bad_request("No recognized config fields in request body"))?;
    let mut edited = draft.config.clone();
    let sections = edited.edit(patch, ids);
    rules::check_config(&edited)?;
    draft.config = edited;
    draft.row_id = ids.id();
    draft.updated_at = now_ms;
    draft.edits.push(Edit {
        sections,
        at: now_ms,
    });
    row(platform, call, 200, draft_id)
}

/// `DELETE /agent/{id}/drafts/{draftId}`
pub fn discard(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let (agent, _) = agents::of_mut(&mut platform.state, call)?;
    let draft = agent.history.take_draft(call.segment(3));
    draft.ok_or_else(no_draft)?;
    Ok(Response::ok(&Json::Null))
}

/// `GET /agent/{id}/drafts/{draftId}/diff`. The guide calls the other side
/// `versionId`, the contract `compareTo`.
pub fn diff(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let state = &platform.state;
    let agent = agents::of(state, call)?;
    let draft = find_draft(agent, call.segment(3))?;
    let base = match call.query("versionId").or(call.query("compareTo")) {
        Some(id) => Some(find(agent, id)?),
        None => draft.source.and_then(|id| agent.history.version(id)),
    };
    let base = base.map_or(&draft.config, |version| &version.config);
    Ok(match platform.options.draft_diff_body {
        DraftDiffBody::Sections => Response::ok(&compare::SectionsBody {
            before: base,
            after: &draft.config,
        }),
        DraftDiffBody::Changes => {
            Response::ok(&compare::changes(base, &draft.config, &state.defaults))
        }
    })
}

const PUBLISH: &[Field] = &[
    optional("label", Kind::OrNull(&Kind::Text(200))),
    optional("description", Kind::OrNull(&Kind::Text(2_000))),
    // Taken, and not honoured: that is the platform's doing.
    optional("activate", Kind::Flag),
];

/// `POST /agent/{id}/drafts/{draftId}/publish`
pub fn publish(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, ids) = agents::of_mut(&mut platform.state, call)?;
    find_draft(agent, call.segment(3))?;
    let body = call.body_of(PUBLISH)?;
    let draft = agent.history.take_draft(call.segment(3));
    let draft = draft.ok_or_else(no_draft)?;
    let (agent_id, id, number) = (agent.id, ids.id(), agent.history.next_number());
    let mut version = Version {
        id,
        number: Some(number),
        label: text(&body, "label"),
        description: text(&body, "description"),
        is_pinned: false,
        parent: draft.source,
        created_at: now_ms,
        updated_at: now_ms,
        activated_at: None,
        check: None,
        config: draft.config,
        commit: None,
        listed: Kept::default(),
    };
    let duration_ms = platform.options.check_duration_ms;
    version.check = Some(Check::begin(
        platform,
        agent_id,
        &version,
        number,
        duration_ms,
    ));
    let (agent, _) = agents::of_mut(&mut platform.state, call)?;
    agent.history.add(version);
    super::published::row(platform, call, 201, id)
}

fn row(
    platform: &Platform,
    call: &Call<'_>,
    status: u16,
    draft_id: &str,
) -> Result<Response, Failure> {
    let agent = agents::of(&platform.state, call)?;
    let draft = find_draft(agent, draft_id)?;
    Ok(Response::success(
        status,
        &Row::draft(&platform.state, agent, draft),
    ))
}
