//! A branch's draft: write, read, discard.

use super::draft::OpenDraft;
use super::row::RevisionRow;
use super::{archived, branch_id, conflict, find, find_mut, no_branch, no_open_draft, no_revision};
use crate::emulator::Platform;
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::config::{Section, fields, rules};
use crate::emulator::json::{Fields, Json, object, shown};
use crate::emulator::schema::{self, Kind};
use crate::emulator::state::Agent;
use crate::emulator::versions::USER_NAME;
use crate::emulator::wire::{Call, Response};

/// `PUT /agent/{id}/branches/{branchId}/draft`: opens the draft if need be,
/// and merges.
pub fn put(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let (now_ms, conflict_body) = (platform.state.now_ms, platform.options.draft_conflict_body);
    let (agent, ids) = agents::existing_mut(&mut platform.state, call)?;
    let Agent {
        history, branches, ..
    } = agent;
    let branch = branches.get_mut(branch_id(call.segment(3))?);
    let branch = branch.ok_or_else(no_branch)?;
    if branch.is_archived {
        return Err(archived());
    }
    let body = call.body()?;
    let expected = expected_revision(&body)?;
    let patch = fields::patch(body)
        .map_err(|issue| Failure::input(&issue))?
        .ok_or_else(|| Failure::bad_request("No recognized config fields in request body"))?;
    if let Some(expected) = expected {
        conflict::check(branch.draft.as_ref(), expected, &patch, conflict_body)?;
    }
    let start = branch.start().and_then(|id| history.version(id));
    let start = start.ok_or_else(no_revision)?;
    let mut edited = match &branch.draft {
        Some(open) => open.draft.config.clone(),
        None => start.config.clone(),
    };
    let sections = edited.edit(patch, ids);
    rules::check_config(&edited)?;
    branch.cancel_publish();
    branch.updated_at = now_ms;
    branch
        .draft
        .get_or_insert_with(|| OpenDraft::new(start.id, start.config.clone(), ids, now_ms))
        .edit(edited, sections, ids, now_ms);
    let (agent, branch) = find(&platform.state, call)?;
    let open = branch.draft.as_ref().ok_or_else(no_open_draft)?;
    Ok(Response::ok(&RevisionRow::latest_draft(
        &platform.state,
        agent,
        branch,
        open,
    )))
}

fn expected_revision(body: &Fields) -> Result<Option<u64>, Failure> {
    let Some(given) = body.get("expectedRevision") else {
        return Ok(None);
    };
    let checked = schema::check(&Kind::Integer(0.0, f64::INFINITY), given.clone());
    let number = checked.map_err(|issue| Failure::input(&issue))?;
    Ok(match number {
        // 1.0 is no integer to the parser; the cast saturates.
        Json::Number(number) => number.as_u64().or(Some(number.as_f64() as u64)),
        _ => None,
    })
}

struct Detail<'a> {
    latest: RevisionRow<'a>,
    edit_count: usize,
    edit_history: Vec<HistoryEntry<'a>>,
}

shown!(Detail<'_> {
    "latest": latest,
    "editCount": edit_count,
    "editHistory": edit_history,
});

struct HistoryEntry<'a> {
    revision: RevisionRow<'a>,
    changed_sections: &'a [Section],
    editor_name: &'static str,
}

shown!(HistoryEntry<'_> {
    "revision": revision,
    "changedSections": changed_sections,
    "editorName": editor_name,
});

/// `GET /agent/{id}/branches/{branchId}/draft`: edits, the newest first (*assumed*).
pub fn get(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let state = &platform.state;
    let (agent, branch) = find(state, call)?;
    let open = branch.draft.as_ref().ok_or_else(no_open_draft)?;
    let edits = open.draft.edits.iter().enumerate().rev();
    Ok(Response::ok(&Detail {
        latest: RevisionRow::latest_draft(state, agent, branch, open),
        edit_count: open.latest(),
        edit_history: edits
            .map(|(index, edit)| HistoryEntry {
                revision: RevisionRow::draft(state, agent, branch, open, index + 1),
                changed_sections: &edit.sections,
                editor_name: USER_NAME,
            })
            .collect(),
    }))
}

/// `DELETE /agent/{id}/branches/{branchId}/draft`
pub fn discard(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let branch = find_mut(&mut platform.state, call)?;
    if branch.draft.is_none() {
        return Err(no_open_draft());
    }
    branch.cancel_publish();
    branch.draft = None;
    branch.updated_at = now_ms;
    Ok(Response::ok(&object(|out| out.field("discarded", &true))))
}
