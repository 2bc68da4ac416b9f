//! Branches, drafts and revisions as they are on the wire.

use super::branch::Branch;
use super::draft::{Ended, OpenDraft};
use crate::emulator::ids::Id;
use crate::emulator::json::{Json, Out, ToJson, shown};
use crate::emulator::state::{Agent, State};
use crate::emulator::time::Iso;
use crate::emulator::versions::{Row, USER_NAME, Version, workflow_type};

/// A branch.
#[derive(Debug)]
pub struct BranchRow<'a> {
    id: Id,
    agent: Id,
    name: &'a str,
    is_default: bool,
    source_branch_id: Option<Id>,
    source_revision_id: Option<Id>,
    head_revision_id: Option<Id>,
    open_draft_id: Option<&'a str>,
    status: &'static str,
    created_by: Id,
    updated_by: Id,
    created_at: Iso,
    updated_at: Iso,
}

shown!(BranchRow<'_> {
    "_id": id,
    "agent": agent,
    "name": name,
    "isDefault": is_default,
    "sourceBranchId": source_branch_id,
    "sourceRevisionId": source_revision_id,
    "headRevisionId": head_revision_id,
    "openDraftId": open_draft_id,
    "status": status,
    "createdBy": created_by,
    "updatedBy": updated_by,
    "createdAt": created_at,
    "updatedAt": updated_at,
});

/// A branch with what follows from it.
#[derive(Debug)]
pub struct Summary<'a> {
    pub branch: BranchRow<'a>,
    pub is_live: bool,
    pub has_open_draft: bool,
    pub revisions_count: usize,
    pub head_revision_number: Option<u32>,
}

shown!(Summary<'_> {
    "branch": branch,
    "isLive": is_live,
    "hasOpenDraft": has_open_draft,
    "revisionsCount": revisions_count,
    "headRevisionNumber": head_revision_number,
});

impl<'a> BranchRow<'a> {
    pub fn new(state: &State, agent: &Agent, branch: &'a Branch) -> Self {
        let open = branch.draft.as_ref();
        Self {
            id: branch.id,
            agent: agent.id,
            name: &branch.name,
            is_default: branch.is_default,
            source_branch_id: branch.source.as_ref().map(|source| source.branch),
            source_revision_id: branch.source.as_ref().map(|source| source.revision),
            head_revision_id: branch.head,
            open_draft_id: open.map(|open| open.draft.draft_id.as_str()),
            status: if branch.is_archived {
                "archived"
            } else {
                "active"
            },
            created_by: state.user,
            updated_by: state.user,
            created_at: Iso(branch.created_at),
            updated_at: Iso(branch.updated_at),
        }
    }
}

/// A draft's or a revision's row: a version's, and its place on a branch.
#[derive(Debug)]
pub struct RevisionRow<'a> {
    row: Row<'a>,
    branch: Option<Id>,
    revision_number: Option<u32>,
    published_by_name: Option<&'static str>,
    restored_from_revision_id: Option<Id>,
    restored_from_label: Option<&'a str>,
    source_draft_id: Option<&'a str>,
    pending_publish: Option<PendingPublish>,
    /// Prompts are not scored here.
    prompt_score: Json,
    prompt_score_stale: bool,
}

impl ToJson for RevisionRow<'_> {
    fn fields(&self, out: &mut Out) {
        self.row.fields(out);
        out.field("branch", &self.branch);
        out.field("revisionNumber", &self.revision_number);
        out.field("publishedByName", &self.published_by_name);
        out.field("restoredFromRevisionId", &self.restored_from_revision_id);
        out.field("restoredFromLabel", &self.restored_from_label);
        out.field("sourceDraftId", &self.source_draft_id);
        out.field("pendingPublish", &self.pending_publish);
        out.field("promptScore", &self.prompt_score);
        out.field("promptScoreStale", &self.prompt_score_stale);
    }
}

#[derive(Debug)]
struct PendingPublish {
    state: &'static str,
    started_by: Id,
    started_at: Iso,
}

shown!(PendingPublish {
    "state": state,
    "startedBy": started_by,
    "startedAt": started_at,
});

impl<'a> RevisionRow<'a> {
    /// A revision. One that is not committed has the status `scanning`, and no
    /// number yet.
    pub fn revision(
        state: &State,
        agent: &'a Agent,
        revision: &'a Version,
        active: Option<&Version>,
    ) -> Self {
        let commit = revision.commit.as_ref();
        let restored_from = commit.and_then(|commit| commit.restored_from);
        let source = restored_from.and_then(|id| agent.history.version(id));
        let mut shown = Self {
            row: Row::version(state, agent, revision, active),
            branch: revision.branch(),
            revision_number: commit.map(|commit| commit.number),
            published_by_name: Some(USER_NAME),
            restored_from_revision_id: restored_from,
            restored_from_label: source.and_then(|source| source.label.as_deref()),
            source_draft_id: commit.and_then(|commit| commit.source_draft_id.as_deref()),
            pending_publish: None,
            prompt_score: Json::Null,
            prompt_score_stale: false,
        };
        shown.row.draft_revision = commit.and_then(|commit| commit.draft_revision);
        if agent.history.version(revision.id).is_none() {
            shown.row.status = "scanning";
            shown.row.published_by = None;
            shown.row.published_at = None;
            shown.revision_number = None;
            shown.published_by_name = None;
        }
        shown
    }

    /// One of a draft's revisions.
    pub fn draft(
        state: &State,
        agent: &'a Agent,
        branch: &'a Branch,
        open: &'a OpenDraft,
        number: usize,
    ) -> Self {
        let mut row = Row::draft(state, agent, &open.draft);
        if let Some((id, config)) = open.revision(number) {
            row.id = id;
            row.blocks = config;
            row.workflow_type = workflow_type(config);
        }
        row.draft_revision = Some(number);
        if let Some(edit) = number
            .checked_sub(1)
            .and_then(|it| open.draft.edits.get(it))
        {
            row.updated_at = Iso(edit.at);
        }
        Self {
            row,
            branch: Some(branch.id),
            revision_number: None,
            published_by_name: None,
            restored_from_revision_id: None,
            restored_from_label: None,
            source_draft_id: None,
            pending_publish: None,
            prompt_score: Json::Null,
            prompt_score_stale: false,
        }
    }

    /// The latest of them, which also tells of a publish.
    pub fn latest_draft(
        state: &State,
        agent: &'a Agent,
        branch: &'a Branch,
        open: &'a OpenDraft,
    ) -> Self {
        let mut shown = Self::draft(state, agent, branch, open, open.latest());
        let pending = |word, started_at| PendingPublish {
            state: word,
            started_by: state.user,
            started_at: Iso(started_at),
        };
        let publish = branch.scan.as_ref().filter(|scan| scan.is_publish);
        let (pending, check) = match (publish, &open.ended) {
            (Some(scan), _) => (
                Some(pending("active", scan.started_at)),
                scan.revision.check.as_ref(),
            ),
            (None, Some(Ended::Cancelled(at))) => (Some(pending("cancelled", *at)), None),
            // A failed revision has the check, when there is one.
            (None, Some(Ended::Failed(check))) => {
                (None, Some(check).filter(|_| branch.failed.is_none()))
            }
            (None, None) => (None, None),
        };
        shown.pending_publish = pending;
        shown.row.security_check = check.map(|check| check.shown(state.now_ms));
        shown
    }
}
