//! The few fields of branches, their drafts and revisions that decisions are made on.

use super::facts::{CheckFacts, having, list, number, part, text};
use crate::core::json::Json;
use alloc::vec::Vec;

/// Of a branch: its summary, or a bare branch as creating one answers.
#[derive(Debug, Clone, Copy)]
pub struct BranchFacts<'a>(&'a Json);

impl<'a> BranchFacts<'a> {
    /// Reads a branch.
    pub fn read(data: &'a Json) -> Result<Self, &'static str> {
        having(data.get("branch").unwrap_or(data), "_id")?;
        Ok(Self(data))
    }

    /// Reads a list of them.
    pub fn read_list(data: &'a Json) -> Result<Vec<Self>, &'static str> {
        list(part(data, "branches"), Self::read)
    }

    /// Its id.
    pub fn id(&self) -> &'a str {
        self.text("_id").unwrap_or_default()
    }

    /// Its name.
    pub fn name(&self) -> &'a str {
        self.text("name").unwrap_or_default()
    }

    /// Whether it serves.
    pub fn is_live(&self) -> bool {
        matches!(self.0.get("isLive"), Some(Json::Bool(true)))
    }

    /// Its latest committed revision. A fork has none before its first.
    pub fn head(&self) -> Option<&'a str> {
        self.text("headRevisionId")
    }

    /// The revision that it was forked from.
    pub fn source(&self) -> Option<&'a str> {
        self.text("sourceRevisionId")
    }

    /// The branch that it was forked from.
    pub fn source_branch(&self) -> Option<&'a str> {
        self.text("sourceBranchId")
    }

    /// Its open draft.
    pub fn draft_id(&self) -> Option<&'a str> {
        self.text("openDraftId")
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        text(self.0.get("branch").unwrap_or(self.0), name)
    }
}

/// Of a branch's open draft.
#[derive(Debug, Clone, Copy)]
pub struct BranchDraftFacts<'a>(&'a Json);

impl<'a> BranchDraftFacts<'a> {
    /// Reads a draft's row, or its detail with the row in `latest`.
    pub fn read(data: &'a Json) -> Result<Self, &'static str> {
        having(data.get("latest").unwrap_or(data), "draftId").map(Self)
    }

    /// The draft's own id.
    pub fn draft_id(&self) -> &'a str {
        text(self.0, "draftId").unwrap_or_default()
    }

    /// Counts up with each edit.
    pub fn revision(&self) -> Option<u64> {
        number(self.0, "draftRevision")
    }

    /// Of its last publish.
    pub fn check(&self) -> Option<CheckFacts<'a>> {
        CheckFacts::of(self.0)
    }

    /// `active` or `cancelled`, after a publish.
    pub fn pending(&self) -> Option<&'a str> {
        self.0.get("pendingPublish")?.get("state")?.as_str()
    }
}

/// Of a revision.
#[derive(Debug, Clone, Copy)]
pub struct RevisionFacts<'a>(&'a Json);

impl<'a> RevisionFacts<'a> {
    /// Reads a revision, or its detail.
    pub fn read(data: &'a Json) -> Result<Self, &'static str> {
        having(data.get("revision").unwrap_or(data), "_id").map(Self)
    }

    /// Reads a page of them, newest first.
    pub fn read_page(data: &'a Json) -> Result<Vec<Self>, &'static str> {
        list(part(data, "revisions"), Self::read)
    }

    /// Its id.
    pub fn id(&self) -> &'a str {
        text(self.0, "_id").unwrap_or_default()
    }

    /// Counts up per branch.
    pub fn number(&self) -> Option<u64> {
        number(self.0, "revisionNumber")
    }

    /// Human-readable.
    pub fn label(&self) -> Option<&'a str> {
        text(self.0, "label")
    }

    /// The revision it was made on.
    pub fn parent(&self) -> Option<&'a str> {
        text(self.0, "parentVersion")
    }

    /// The draft that was published as this one.
    pub fn draft_id(&self) -> Option<&'a str> {
        text(self.0, "sourceDraftId").or_else(|| text(self.0, "draftId"))
    }

    /// The revision that was restored as this one.
    pub fn restored_from(&self) -> Option<&'a str> {
        text(self.0, "restoredFromRevisionId")
    }

    /// `published` once it is committed.
    pub fn is_committed(&self) -> bool {
        text(self.0, "status").is_none_or(|status| status == "published")
    }

    /// The platform's security check of it.
    pub fn check(&self) -> Option<CheckFacts<'a>> {
        CheckFacts::of(self.0)
    }
}

/// Reads what a publish or a restore came to: the revision, or none yet.
pub fn read_published(data: &Json) -> Result<Option<RevisionFacts<'_>>, &'static str> {
    match part(data, "revision") {
        Json::Null if data.get("state").is_some() => Ok(None),
        Json::Null => Err("state"),
        // A scanning revision has no place yet, whatever is told of it.
        _ if part(data, "state").as_str() == Some("scanning") => Ok(None),
        revision => RevisionFacts::read(revision).map(Some),
    }
}
