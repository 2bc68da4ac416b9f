//! Branches: copies of an agent, each with its own draft and revisions. One is live.

use super::call::TestCall;
use super::config::OtherFields;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// A branch, as `POST /agent/{agentId}/branches` and
/// `PATCH /agent/{agentId}/branches/{branchId}` answer.
///
/// Whether it is live is said by `BranchSummary`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Branch {
    /// The branch's id.
    #[serde(rename = "_id")]
    pub id: String,
    /// The agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// Its name, 1 to 100 characters, unique among the agent's active branches.
    pub name: String,
    /// Whether it is the agent's first branch, `Main` or `main`, which can
    /// neither be renamed nor archived (403).
    pub is_default: bool,
    /// The branch that it was forked from; null for the default branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub source_branch_id: Option<String>,
    /// The revision that it was forked from; null for the default branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub source_revision_id: Option<String>,
    /// Its latest committed revision: what serves while the branch is live.
    /// Null before the first commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub head_revision_id: Option<String>,
    /// Its open draft, of which there is one at most; null when none is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub open_draft_id: Option<String>,
    /// An archived branch is not listed, takes no draft and cannot be made live.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(type = r#""active" | "archived" | (string & {})"#)
    )]
    pub status: Option<String>,
    /// Who created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub created_by: Option<String>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub updated_by: Option<String>,
    /// When it was created, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it last changed, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A branch and how it stands: a row of `GET /agent/{agentId}/branches`, and
/// what `GET /agent/{agentId}/branches/{branchId}` and
/// `POST /agent/{agentId}/branches/{branchId}/live` answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BranchSummary {
    /// The branch: its `_id`, `name` and `isDefault` are in here.
    pub branch: Branch,
    /// Whether its head serves production traffic. Exactly one branch is live.
    pub is_live: bool,
    /// Whether a draft is open on it.
    pub has_open_draft: bool,
    /// Its revisions.
    pub revisions_count: u64,
    /// The head's `revisionNumber`; null before the first commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "number | null"))]
    pub head_revision_number: Option<u64>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// An agent's branches, as `GET /agent/{agentId}/branches` answers. It has no pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct BranchesList {
    /// All that are not archived.
    pub branches: Vec<BranchSummary>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A branch to fork, the body of `POST /agent/{agentId}/branches`.
///
/// Refused with 409: a name in use (`branch_name_exists`), a source without a
/// committed revision (`source_has_no_commit`), a source whose draft is being
/// checked (`source_scanning`).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NewBranch {
    /// The branch to fork, at its head.
    pub source_branch_id: String,
    /// The new branch's name, 1 to 100 characters; `Main` is taken.
    pub name: String,
}

/// What `POST /agent/{agentId}/branches/{branchId}/archive` answers. The
/// default branch and the live one are refused with 403.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct ArchivedBranch {
    /// True.
    pub archived: bool,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// A test call of a branch, the body of
/// `POST /agent/{agentId}/branches/{branchId}/test-call`: with the head's
/// config, or the open draft's with `includeDraft`, or an older revision's by
/// `revisionId`. The last two exclude each other.
///
/// `includeDraft` is false by default; with it, 404 when no draft is open.
/// 409 when the branch has no committed revision.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = "({
    /** Whether to call with the open draft's config. Default false. */
    includeDraft?: boolean;
    /** Not together with `includeDraft`. */
    revisionId?: never;
} | {
    /** The committed revision of this branch to call with. */
    revisionId: string;
    /** Not together with `revisionId`. */
    includeDraft?: never;
}) & TestCall")
)]
#[serde(rename_all = "camelCase")]
pub struct BranchTestCall {
    /// Whether to call with the open draft's config. Default false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_draft: Option<bool>,
    /// The committed revision of this branch to call with. Default: the head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision_id: Option<String>,
    /// How to call.
    #[serde(flatten)]
    pub call: TestCall,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_list_keeps_what_it_does_not_know() {
        let list = json!({
            "branches": [{
                "branch": {
                    "_id": "b", "name": "staging", "isDefault": false,
                    "sourceBranchId": "m", "headRevisionId": "r", "status": "active",
                    "colour": {"deep": [1]},
                },
                "isLive": false, "hasOpenDraft": true, "revisionsCount": 3,
                "headRevisionNumber": 3, "score": 1,
            }],
            "cursor": "c",
        });
        let read: BranchesList = serde_json::from_value(list.clone()).unwrap();
        let row = &read.branches[0];
        assert_eq!((row.branch.id.as_str(), row.is_live), ("b", false));
        assert_eq!(serde_json::to_value(&read).unwrap(), list);
    }

    #[test]
    fn a_branch_without_commits_has_no_head() {
        let read: BranchSummary = serde_json::from_value(json!({
            "branch": {"_id": "b", "name": "main", "isDefault": true, "headRevisionId": null, "openDraftId": null},
            "isLive": true, "hasOpenDraft": false, "revisionsCount": 0, "headRevisionNumber": null,
        }))
        .unwrap();
        assert!(read.branch.head_revision_id.is_none() && read.head_revision_number.is_none());
    }

    #[test]
    fn which_branch_it_is_and_whether_it_is_live_must_be_said() {
        let whole = json!({
            "branch": {"_id": "b", "name": "main", "isDefault": true},
            "isLive": true, "hasOpenDraft": false, "revisionsCount": 1,
        });
        let reads = |value: &Value| serde_json::from_value::<BranchSummary>(value.clone()).is_ok();
        assert!(reads(&whole));
        for lacking in ["/branch/_id", "/branch/isDefault", "/isLive"] {
            let mut part = whole.clone();
            let (parent, name) = lacking.rsplit_once('/').unwrap();
            let fields = part.pointer_mut(parent).and_then(Value::as_object_mut);
            fields.unwrap().remove(name).unwrap();
            assert!(!reads(&part), "{lacking}");
        }
    }

    #[test]
    fn a_test_call_is_one_flat_body() {
        let body = json!({"revisionId": "r", "mode": "telephony", "toPhone": "+14155550123"});
        let call: BranchTestCall = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(call.call.to_phone.as_deref(), Some("+14155550123"));
        assert_eq!(serde_json::to_value(&call).unwrap(), body);
        let least = serde_json::to_value(BranchTestCall::default()).unwrap();
        assert_eq!(least, json!({}));
    }
}
