//! The one row shape that drafts, versions and revisions share on the wire.

use super::check::Shown;
use super::history::{Draft, Version};
use crate::emulator::config::{Config, Section};
use crate::emulator::ids::Id;
use crate::emulator::json::{Out, ToJson, shown};
use crate::emulator::state::{Agent, State};
use crate::emulator::time::Iso;

/// Who did everything here.
pub const USER_NAME: &str = "Emulated User";

/// A draft's or a version's row; what doesn't apply is null.
#[derive(Debug)]
pub struct Row<'a> {
    pub id: Id,
    agent: Id,
    pub status: &'static str,
    version_number: Option<u32>,
    label: Option<&'a str>,
    description: Option<&'a str>,
    is_pinned: bool,
    pub published_by: Option<Id>,
    pub published_at: Option<Iso>,
    activated_by: Option<Id>,
    activated_at: Option<Iso>,
    draft_id: Option<&'a str>,
    draft_name: Option<&'a str>,
    pub draft_revision: Option<usize>,
    source_version_id: Option<Id>,
    pub blocks: &'a Config,
    pub workflow_type: &'a str,
    parent_version: Option<Id>,
    is_active: bool,
    pub security_check: Option<Shown<'a>>,
    created_by: Id,
    created_at: Iso,
    pub updated_at: Iso,
}

shown!(Row<'_> {
    "_id": id,
    "agent": agent,
    "status": status,
    "versionNumber": version_number,
    "label": label,
    "description": description,
    "isPinned": is_pinned,
    "publishedBy": published_by,
    "publishedAt": published_at,
    "activatedBy": activated_by,
    "activatedAt": activated_at,
    "draftId": draft_id,
    "draftName": draft_name,
    "draftRevision": draft_revision,
    "sourceVersionId": source_version_id,
    "blocks": blocks,
    "workflowType": workflow_type,
    "parentVersion": parent_version,
    "isActive": is_active,
    "securityCheck": security_check,
    "createdBy": created_by,
    "createdAt": created_at,
    "updatedAt": updated_at,
});

/// A version in a list.
#[derive(Debug)]
pub struct ListedVersion<'a> {
    pub state: &'a State,
    pub agent: &'a Agent,
    pub version: &'a Version,
    /// The one that serves.
    pub active: Option<&'a Version>,
}

impl ListedVersion<'_> {
    fn row(&self) -> NamedVersion<'_> {
        NamedVersion {
            row: Row::version(self.state, self.agent, self.version, self.active),
            published_by_name: USER_NAME,
            activated_by_name: self.version.activated_at.map(|_| USER_NAME),
        }
    }

    /// Whether nothing but a write to this version changes its row.
    fn is_settled(&self) -> bool {
        let check = self.version.check.as_ref();
        self.active.is_none_or(|it| it.id != self.version.id)
            && check.is_none_or(|check| check.verdict(self.state.now_ms).is_some())
    }
}

impl ToJson for ListedVersion<'_> {
    fn write(&self, out: &mut Out) {
        if self.is_settled() {
            self.version.listed.text(|| self.row()).write(out);
        } else {
            self.row().write(out);
        }
    }
}

/// A version's row, with the names of people.
#[derive(Debug)]
struct NamedVersion<'a> {
    row: Row<'a>,
    published_by_name: &'static str,
    activated_by_name: Option<&'static str>,
}

impl ToJson for NamedVersion<'_> {
    fn fields(&self, out: &mut Out) {
        self.row.fields(out);
        out.field("publishedByName", &self.published_by_name);
        out.field("activatedByName", &self.activated_by_name);
    }
}

/// A row in a list, with the name of its editor.
#[derive(Debug)]
pub struct ListedDraft<'a> {
    pub row: Row<'a>,
    pub last_editor_name: &'static str,
}

impl ToJson for ListedDraft<'_> {
    fn fields(&self, out: &mut Out) {
        self.row.fields(out);
        out.field("lastEditorName", &self.last_editor_name);
    }
}

impl<'a> Row<'a> {
    pub fn version(
        state: &State,
        agent: &Agent,
        version: &'a Version,
        active: Option<&Version>,
    ) -> Self {
        let source = version.commit.as_ref().and_then(|commit| commit.source);
        Self {
            id: version.id,
            agent: agent.id,
            status: "published",
            version_number: version.number,
            label: version.label.as_deref(),
            description: version.description.as_deref(),
            is_pinned: version.is_pinned,
            published_by: Some(state.user),
            published_at: Some(Iso(version.created_at)),
            activated_by: version.activated_at.map(|_| state.user),
            activated_at: version.activated_at.map(Iso),
            draft_id: None,
            draft_name: None,
            draft_revision: None,
            // Of a restore, which had no draft, what it came after (*assumed*).
            source_version_id: source.or(version.parent),
            blocks: &version.config,
            workflow_type: workflow_type(&version.config),
            parent_version: version.parent,
            is_active: active.is_some_and(|active| active.id == version.id),
            security_check: version.check.as_ref().map(|it| it.shown(state.now_ms)),
            created_by: state.user,
            created_at: Iso(version.created_at),
            updated_at: Iso(version.updated_at),
        }
    }

    pub fn draft(state: &State, agent: &Agent, draft: &'a Draft) -> Self {
        Self {
            id: draft.row_id,
            agent: agent.id,
            status: "draft",
            version_number: None,
            label: None,
            description: None,
            is_pinned: false,
            published_by: None,
            published_at: None,
            activated_by: None,
            activated_at: None,
            draft_id: Some(&draft.draft_id),
            draft_name: draft.name.as_deref(),
            draft_revision: Some(draft.edits.len()),
            source_version_id: draft.source,
            blocks: &draft.config,
            workflow_type: workflow_type(&draft.config),
            parent_version: draft.source,
            is_active: false,
            security_check: None,
            created_by: state.user,
            created_at: Iso(draft.created_at),
            updated_at: Iso(draft.updated_at),
        }
    }
}

/// A config's workflow type.
pub fn workflow_type(config: &Config) -> &str {
    config.text(Section::WorkflowGraph, "workflowType")
}
