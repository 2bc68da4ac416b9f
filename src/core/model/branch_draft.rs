//! A branch's open draft: its edits, its publishing, its conflicts.

use super::config::{Never, OtherFields};
use super::revision::Revision;
use crate::core::json::{Json, Object};
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// The open draft of a branch with its edits, as
/// `GET /agent/{agentId}/branches/{branchId}/draft` answers; 404 when none is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BranchDraftDetail {
    /// The draft as it is now. Its `draftRevision` is what an edit that is
    /// based on it sends as `expectedRevision`; after a publish that failed,
    /// its `securityCheck` says why.
    pub latest: Revision,
    /// Its edits.
    pub edit_history: Vec<BranchDraftEdit>,
    /// Edits in all.
    pub edit_count: u64,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// One edit of a branch's draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BranchDraftEdit {
    /// The draft as the edit left it.
    pub revision: Revision,
    /// The config sections that it touched.
    pub changed_sections: Vec<String>,
    /// Who made it, by name; null when the platform finds none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub editor_name: Option<String>,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// What is said about a revision when its draft is published, the body of
/// `POST /agent/{agentId}/branches/{branchId}/draft/publish`.
///
/// On the live branch, publishing is going to production.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct PublishDraftDetails {
    /// For people. At most 200 characters. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// How a publish or a restore began, as
/// `POST /agent/{agentId}/branches/{branchId}/draft/publish` and
/// `POST /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/restore` answer.
///
/// `committed` (200): `revision` is the branch's head now. `scanning` (202):
/// the security check has begun, and there is no revision, nor an id of one,
/// before it passes; if it fails, the draft stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = r#"({
    /** The check was not needed, or is over. */
    state: "committed";
    /** The new head. */
    revision: Revision;
} | {
    /** The check goes on. */
    state: "scanning";
    /** Null or missing. */
    revision?: null;
}) & OtherFields"#)
)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum PublishResult {
    /// The check was not needed, or is over.
    Committed {
        /// The new revision.
        revision: Box<Revision>,
        /// Whatever else there is.
        #[serde(flatten)]
        other: OtherFields,
    },
    /// The check goes on.
    Scanning {
        /// Null or missing.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "declarations", tsify(type = "null"))]
        revision: Option<Never>,
        /// Whatever else there is.
        #[serde(flatten)]
        other: OtherFields,
    },
}

/// What `POST /agent/{agentId}/branches/{branchId}/draft/publish/cancel`
/// answers, whether or not a check was going on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct CancelledPublish {
    /// True.
    pub cancelled: bool,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// What `DELETE /agent/{agentId}/branches/{branchId}/draft` answers. The
/// branch's head stays as it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct DiscardedDraft {
    /// True.
    pub discarded: bool,
    /// Whatever else there is.
    #[serde(flatten)]
    pub other: OtherFields,
}

/// Somebody else changed the same fields since the draft revision that an
/// edit was based on, as the 409 of
/// `PUT /agent/{agentId}/branches/{branchId}/draft` says it.
///
/// Deployments differ: some name the fields alone.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DraftConflict {
    /// What both edits changed, as the platform names it, such as
    /// `voice.speed`.
    pub fields: Vec<String>,
    /// The `expectedRevision` that the edit sent. Where the platform says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub expected_revision: Option<u64>,
    /// The draft's `draftRevision` now. Where the platform says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub latest_revision: Option<u64>,
    /// What differs, one by one, as it came: its shape is not documented.
    /// Where the platform says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "Record<string, unknown>[]")
    )]
    pub diffs: Option<Vec<Json>>,
}

impl DraftConflict {
    /// The document of one, from the `errors` and the `data` of the 409.
    pub fn read(errors: &[String], data: &Json) -> Json {
        let of = |name: &str| data.get("conflict")?.get(name);
        let mut conflict = Object::default();
        conflict.add("fields", errors);
        for name in &["expectedRevision", "latestRevision"] {
            if let Some(revision) = of(name)
                && revision.as_u64().is_some()
            {
                conflict.add(name, revision);
            }
        }
        if let Some(Json::Array(diffs)) = of("diffs") {
            let mut objects = Vec::new();
            for diff in diffs.iter() {
                if diff.is_object() {
                    objects.push(diff.clone());
                }
            }
            conflict.add("diffs", &Json::Array(Rc::new(objects)));
        }
        conflict.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_edit_holds_the_revision_itself() {
        let detail = json!({
            "latest": {"_id": "x", "status": "draft", "draftId": "d", "draftRevision": 2},
            "editHistory": [{
                "revision": {"_id": "x", "draftRevision": 2},
                "changedSections": ["voice"],
                "editorName": "Ada",
                "editorId": "u",
            }],
            "editCount": 2,
        });
        let read: BranchDraftDetail = serde_json::from_value(detail.clone()).unwrap();
        assert_eq!(read.edit_history[0].revision.draft_revision, Some(2));
        assert_eq!(serde_json::to_value(&read).unwrap(), detail);
        // The versions generation has a number there.
        let older = json!({"latest": {"_id": "x"}, "editHistory": [{"revision": 2, "changedSections": []}], "editCount": 1});
        assert!(serde_json::from_value::<BranchDraftDetail>(older).is_err());
    }

    #[test]
    fn a_publish_has_a_revision_once_it_is_committed() {
        let read = |json| serde_json::from_value::<PublishResult>(json);
        let committed = json!({"state": "committed", "revision": {"_id": "r"}, "new": 1});
        let result = read(committed.clone()).unwrap();
        assert!(
            matches!(&result, PublishResult::Committed { revision, .. } if revision.stored.id == "r")
        );
        assert_eq!(serde_json::to_value(&result).unwrap(), committed);
        for scanning in [
            json!({"state": "scanning"}),
            json!({"state": "scanning", "revision": null}),
        ] {
            assert!(matches!(read(scanning), Ok(PublishResult::Scanning { .. })));
        }
        for neither in [
            json!({"state": "committed"}),
            json!({"state": "committed", "revision": null}),
            json!({"state": "scanning", "revision": {"_id": "r"}}),
            json!({"revision": {"_id": "r"}}),
        ] {
            assert!(read(neither.clone()).is_err(), "{neither}");
        }
    }

    #[test]
    fn both_bodies_of_a_conflict_name_the_fields() {
        let fields = ["voice.speed".to_owned(), "llm.modelName".to_owned()];
        let lean = DraftConflict::read(&fields, &Json::Null);
        assert_eq!(lean, json!({"fields": fields}));
        let diff = json!({"path": "voice.speed", "mine": 1, "theirs": 2});
        let rich = DraftConflict::read(
            &fields,
            &json!({"conflict": {"expectedRevision": 3, "latestRevision": 5, "diffs": [diff]}})
                .into(),
        );
        assert_eq!(
            rich,
            json!({"fields": fields, "expectedRevision": 3, "latestRevision": 5, "diffs": [diff]})
        );
    }

    #[test]
    fn a_damaged_conflict_still_names_the_fields() {
        let fields = ["voice.speed".to_owned()];
        for data in [
            json!("x"),
            json!({"conflict": []}),
            json!({"conflict": {"expectedRevision": -1, "latestRevision": "5", "diffs": {}}}),
        ] {
            let read = DraftConflict::read(&fields, &data.clone().into());
            assert_eq!(read, DraftConflict::read(&fields, &Json::Null), "{data}");
        }
        let mixed = DraftConflict::read(
            &fields,
            &json!({"conflict": {"diffs": [null, {"a": 1}]}}).into(),
        );
        assert_eq!(mixed, json!({"fields": fields, "diffs": [{"a": 1}]}));
    }
}
