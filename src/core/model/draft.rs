//! Drafts: configs being edited.

use super::config::{Never, OtherFields};
use super::version::{StoredConfig, VersionsDiff};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::Value;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// A draft: a row of `GET /agent/{agentId}/drafts`, and what forking and
/// `PATCH /agent/{agentId}/drafts/{draftId}/config` answer.
///
/// It does not hold the config: preview it with `getAgent` and `draftId`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The draft's id, which calls take: not the row's `_id`.
    pub draft_id: String,
    /// Its name, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub draft_name: Option<String>,
    /// Counts up with each edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "number | null"))]
    pub draft_revision: Option<u64>,
    /// False: a draft never serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Who edited it last, by name. Only in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub last_editor_name: Option<String>,
    /// What versions have too.
    #[serde(flatten)]
    pub stored: StoredConfig,
}

/// What to fork a draft from, the body of `POST /agent/{agentId}/drafts`:
/// a version by `sourceVersionId`, another draft by `sourceDraftId`, or both.
///
/// `draftName` is optional, 1 to 100 characters.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = "({
    /** The version to fork from. */
    sourceVersionId: string;
    /** The draft to fork from. */
    sourceDraftId?: string;
} | {
    /** The draft to fork from. */
    sourceDraftId: string;
    /** The version to fork from. */
    sourceVersionId?: string;
}) & {
    /** The new draft's name, 1 to 100 characters. */
    draftName?: string;
}")
)]
#[serde(rename_all = "camelCase")]
pub struct ForkSource {
    /// The version to fork from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_version_id: Option<String>,
    /// The draft to fork from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_draft_id: Option<String>,
    /// The new draft's name, 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft_name: Option<String>,
}

/// A draft with its edits, as `GET /agent/{agentId}/drafts/{draftId}` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DraftDetail {
    /// Its latest revision.
    pub latest: Draft,
    /// Its edits, as many as were asked for.
    pub edit_history: Vec<DraftEditHistoryEntry>,
    /// Edits in all.
    pub edit_count: u64,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// One edit of a draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DraftEditHistoryEntry {
    /// The `draftRevision` that it made.
    pub revision: u64,
    /// The config sections that it touched.
    pub changed_sections: Vec<String>,
    /// Who made it, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub editor_name: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub editor_id: Option<String>,
    /// When, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// What a draft differs in, as `GET /agent/{agentId}/drafts/{draftId}/diff`
/// answers: whole sections (as documented) or single values (as seen live).
/// `"sections" in diff` tells them apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(untagged)]
pub enum DraftDiff {
    /// Whole sections.
    Sections(DraftSections),
    /// Single values.
    Values(VersionsDiff),
}

/// A draft's sections, before and after.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DraftSections {
    /// By section, such as `workflow_prompt` or `voice`.
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, DraftSection>"))]
    pub sections: BTreeMap<String, DraftSection>,
    /// Whether any section differs.
    pub has_changes: bool,
}

/// One section of a draft, before and after.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct DraftSection {
    /// In the version compared with; null when it has no such section.
    #[cfg_attr(feature = "declarations", tsify(type = "unknown"))]
    pub before: Value,
    /// In the draft; null when it has no such section.
    #[cfg_attr(feature = "declarations", tsify(type = "unknown"))]
    pub after: Value,
    /// Whether they differ.
    pub changed: bool,
}

/// What `PATCH /agent/{agentId}/drafts/{draftId}` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RenamedDraft {
    /// The draft's new name.
    pub draft_name: String,
}

/// What is said about a version when it is published, the body of
/// `POST /agent/{agentId}/drafts/{draftId}/publish`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct PublishDetails {
    /// For people. At most 200 characters. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What changed. At most 2,000 characters. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Publishing does not activate, whatever this says: wait for the
    /// security check, then call `activateVersion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "never"))]
    pub activate: Option<Never>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_bodies_of_a_diff_read() {
        let sections = json!({
            "sections": {"voice": {"before": null, "after": {"speed": 1}, "changed": true}},
            "hasChanges": true,
        });
        let values = json!({
            "unchangedSections": ["voice"],
            "diffs": [{"section": "llm", "changes": [{"path": "modelName", "newValue": "x"}]}],
        });
        assert!(matches!(
            serde_json::from_value(sections).unwrap(),
            DraftDiff::Sections(diff) if diff.sections["voice"].before.is_null()
        ));
        assert!(matches!(
            serde_json::from_value(values).unwrap(),
            DraftDiff::Values(diff) if diff.diffs[0].changes[0].old_value.is_null()
        ));
        assert!(serde_json::from_value::<DraftDiff>(json!({})).is_err());
    }

    #[test]
    fn a_publish_cannot_hold_activate() {
        let read = |json| serde_json::from_value::<PublishDetails>(json).map(|_| ());
        assert!(read(json!({"label": "v2"})).is_ok());
        assert!(read(json!({"activate": true})).is_err());
    }
}
