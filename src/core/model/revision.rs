//! Revisions: what a branch has committed, and its open draft.

use super::config::OtherFields;
use super::version::{SecurityCheck, StoredConfig};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// A revision: a row of `GET /agent/{agentId}/branches/{branchId}/revisions`.
///
/// With `status` `published` it is a commit, which never changes; with
/// `draft` it is a branch's open draft, as
/// `PUT /agent/{agentId}/branches/{branchId}/draft` answers. A migrated
/// version's id is its revision's id.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    /// The branch. Null on rows older than branches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub branch: Option<String>,
    /// Counts up per branch. Commits alone have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "number | null"))]
    pub revision_number: Option<u64>,
    /// Of a migrated version: its number there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "number | null"))]
    pub version_number: Option<u64>,
    /// For people. At most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub label: Option<String>,
    /// What changed in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub description: Option<String>,
    /// Whether it is pinned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_pinned: Option<bool>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub published_by: Option<String>,
    /// Their name; null when the platform finds none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub published_by_name: Option<String>,
    /// When it was published, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub published_at: Option<String>,
    /// Of an open draft: its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub draft_id: Option<String>,
    /// Of an open draft: its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub draft_name: Option<String>,
    /// Of an open draft: counts up with each edit. What an edit that is based
    /// on it sends as `expectedRevision`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "number | null"))]
    pub draft_revision: Option<u64>,
    /// The draft that it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub source_draft_id: Option<String>,
    /// The revision that a restore copied into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub restored_from_revision_id: Option<String>,
    /// That revision's label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub restored_from_label: Option<String>,
    /// The versions generation's mark of what serves. With branches it is the
    /// head of the live branch: see `BranchSummary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Who activated it last, as a version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub activated_by: Option<String>,
    /// When it was last activated, as a version, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub activated_at: Option<String>,
    /// The security check, of an open draft that of its last publish. Null or
    /// missing before the first publish and on old versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "SecurityCheck | null"))]
    pub security_check: Option<SecurityCheck>,
    /// Of an open draft: the publish that waits for the check.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "PendingPublish | null"))]
    pub pending_publish: Option<PendingPublish>,
    /// The platform's grade of the prompt, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = "Record<string, unknown> | null")
    )]
    pub prompt_score: Option<Map<String, Value>>,
    /// Whether that grade is of an earlier prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_score_stale: Option<bool>,
    /// What drafts and versions have too: what is a version there is a
    /// revision here.
    #[serde(flatten)]
    pub stored: StoredConfig,
}

/// A publish that waits for its security check.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PendingPublish {
    /// `active` commits when the check passes; `cancelled` does not.
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""active" | "cancelled" | (string & {})"#)
    )]
    pub state: String,
    /// Who published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub started_by: Option<String>,
    /// When, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub started_at: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A page of a branch's revisions, as
/// `GET /agent/{agentId}/branches/{branchId}/revisions` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct RevisionsPage {
    /// Newest first. Deployments differ in whether one that is being checked
    /// is among them.
    pub revisions: Vec<Revision>,
    /// Revisions on all pages.
    pub total: u64,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A revision with its config, as
/// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RevisionDetail {
    /// The revision.
    pub revision: Revision,
    /// Its config by section, such as `workflow_tools.tools`: not flat like an
    /// agent's `_resolvedConfig`.
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub resolved_config: Map<String, Value>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// How a revision came about, as
/// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history` answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RevisionHistory {
    /// The revision.
    pub revision: Revision,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub published_by: Option<String>,
    /// The branch's revisions that led to it, in the platform's order.
    pub trail: Vec<RevisionTrailEntry>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// One revision on the way to another.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RevisionTrailEntry {
    /// The revision.
    pub revision: Revision,
    /// The config sections that changed in it.
    pub changed_sections: Vec<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_commit_keeps_what_it_does_not_know() {
        let page = json!({
            "revisions": [{
                "_id": "r", "agent": "a", "status": "published", "branch": "b",
                "revisionNumber": 4, "sourceDraftId": "d", "restoredFromRevisionId": "q",
                "blocks": {"voice": "v", "playbooks": "p"},
                "securityCheck": {"status": "passed", "scanner": "x"},
                "promptScore": {"overall_score": 81.5, "dimensions": [{"tier": 1}]},
                "fieldOfTomorrow": {"deep": [1]},
            }],
            "total": 9,
        });
        let read: RevisionsPage = serde_json::from_value(page.clone()).unwrap();
        assert_eq!(read.revisions[0].revision_number, Some(4));
        assert_eq!(serde_json::to_value(&read).unwrap(), page);
    }

    #[test]
    fn a_draft_says_how_its_publish_stands() {
        let read: Revision = serde_json::from_value(json!({
            "_id": "x", "status": "draft", "draftId": "d", "draftRevision": 3,
            "revisionNumber": null, "promptScore": null, "securityCheck": null,
            "pendingPublish": {"state": "paused", "startedBy": "u", "startedAt": "2026-07-01T00:00:00.000Z"},
        }))
        .unwrap();
        assert_eq!(read.draft_revision, Some(3));
        // A state that the platform adds is kept as it came.
        assert_eq!(read.pending_publish.unwrap().state, "paused");
        assert!(read.security_check.is_none() && read.prompt_score.is_none());
    }

    #[test]
    fn a_history_reads_and_a_detail_needs_its_config() {
        let history: RevisionHistory = serde_json::from_value(json!({
            "revision": {"_id": "r"},
            "publishedBy": "u",
            "trail": [{"revision": {"_id": "q"}, "changedSections": ["voice"]}],
        }))
        .unwrap();
        assert_eq!(history.trail[0].revision.stored.id, "q");
        let detail = |json| serde_json::from_value::<RevisionDetail>(json).map(|_| ());
        assert!(detail(json!({"revision": {"_id": "r"}, "resolvedConfig": {"voice": {}}})).is_ok());
        assert!(detail(json!({"revision": {"_id": "r"}})).is_err());
        assert!(detail(json!({"revision": {}, "resolvedConfig": {}})).is_err());
    }
}
