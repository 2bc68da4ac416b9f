//! The few fields of branches, their drafts and revisions that decisions are made on.

use super::facts::{CheckFacts, list, text};
use crate::core::json::Json;

/// Of a branch.
#[derive(Debug, Clone)]
pub struct BranchFacts {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it serves.
    pub is_live: bool,
    /// Its latest committed revision. A fork has none before its first.
    pub head: Option<String>,
    /// The revision that it was forked from.
    pub source: Option<String>,
    /// The branch that it was forked from.
    pub source_branch: Option<String>,
    /// Its open draft.
    pub draft_id: Option<String>,
}

impl BranchFacts {
    /// Reads a branch's summary, or a bare branch as creating one answers.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        let branch = data.get("branch").unwrap_or(data);
        Ok(Self {
            id: text(branch, "_id").ok_or("_id")?,
            name: text(branch, "name").unwrap_or_default(),
            is_live: data.get("isLive").and_then(Json::as_bool) == Some(true),
            head: text(branch, "headRevisionId"),
            source: text(branch, "sourceRevisionId"),
            source_branch: text(branch, "sourceBranchId"),
            draft_id: text(branch, "openDraftId"),
        })
    }

    /// Reads a list of them.
    pub fn read_list(data: &Json) -> Result<Vec<Self>, &'static str> {
        let branches = list(data.get("branches"))?;
        branches.iter().map(Self::read).collect()
    }
}

/// Of a branch's open draft.
#[derive(Debug, Clone)]
pub struct BranchDraftFacts {
    /// The draft's own id.
    pub draft_id: String,
    /// Counts up with each edit.
    pub revision: Option<u64>,
    /// Of its last publish.
    pub check: Option<CheckFacts>,
    /// `active` or `cancelled`, after a publish.
    pub pending: Option<String>,
}

impl BranchDraftFacts {
    /// Reads a draft's row, or its detail with the row in `latest`.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        let row = data.get("latest").unwrap_or(data);
        let pending = row.get("pendingPublish");
        Ok(Self {
            draft_id: text(row, "draftId").ok_or("draftId")?,
            revision: row.get("draftRevision").and_then(Json::as_u64),
            check: CheckFacts::of(row),
            pending: pending.and_then(|pending| text(pending, "state")),
        })
    }
}

/// Of a revision.
#[derive(Debug, Clone)]
pub struct RevisionFacts {
    /// Its id.
    pub id: String,
    /// Counts up per branch.
    pub number: Option<u64>,
    /// Human-readable.
    pub label: Option<String>,
    /// The revision it was made on.
    pub parent: Option<String>,
    /// The draft that was published as this one.
    pub draft_id: Option<String>,
    /// The revision that was restored as this one.
    pub restored_from: Option<String>,
    /// `published` once it is committed.
    pub is_committed: bool,
    /// The platform's security check of it.
    pub check: Option<CheckFacts>,
}

impl RevisionFacts {
    /// Reads a revision, or its detail.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        let row = data.get("revision").unwrap_or(data);
        Ok(Self {
            id: text(row, "_id").ok_or("_id")?,
            number: row.get("revisionNumber").and_then(Json::as_u64),
            label: text(row, "label"),
            parent: text(row, "parentVersion"),
            draft_id: text(row, "sourceDraftId").or_else(|| text(row, "draftId")),
            restored_from: text(row, "restoredFromRevisionId"),
            is_committed: text(row, "status").is_none_or(|status| status == "published"),
            check: CheckFacts::of(row),
        })
    }

    /// Reads a page of them, newest first.
    pub fn read_page(data: &Json) -> Result<Vec<Self>, &'static str> {
        let revisions = list(data.get("revisions"))?;
        revisions.iter().map(Self::read).collect()
    }
}

/// Reads what a publish or a restore came to: the revision, or none yet.
pub fn read_published(data: &Json) -> Result<Option<RevisionFacts>, &'static str> {
    match data.get("revision").unwrap_or(&Json::Null) {
        Json::Null if data.get("state").is_some() => Ok(None),
        Json::Null => Err("state"),
        // A scanning revision has no place yet, whatever is told of it.
        _ if text(data, "state").as_deref() == Some("scanning") => Ok(None),
        revision => RevisionFacts::read(revision).map(Some),
    }
}
