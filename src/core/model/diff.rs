//! The comparison of two revisions or drafts of an agent, across branches too.

use super::version::VersionsDiff;
use crate::core::error::Error;
use crate::core::fields::Fields;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// One side of `GET /agent/{agentId}/diff`: a revision by its id, or the open
/// draft of a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = "{
    /** The revision. */
    revisionId: string;
    /** Not together with `revisionId`. */
    branchId?: never;
    /** Not together with `revisionId`. */
    draft?: never;
} | {
    /** The branch whose open draft it is. */
    branchId: string;
    /** True: a branch's head is a revision, and has an id. */
    draft: true;
    /** Not together with `branchId`. */
    revisionId?: never;
}")
)]
pub enum DiffSide<'a> {
    /// A revision.
    Revision {
        /// Its id.
        revision_id: &'a str,
    },
    /// The open draft of a branch.
    Draft {
        /// The branch.
        branch_id: &'a str,
    },
}

impl<'a> DiffSide<'a> {
    /// Reads it from what a caller passed. A branch without `draft: true` is
    /// refused: its head is a revision and has an id.
    pub fn read(fields: &'a Fields) -> Result<Self, Error> {
        let revision_id = fields.text("revisionId")?;
        let branch_id = fields.text("branchId")?;
        let draft = fields.flag("draft")?;
        let side = match (revision_id, branch_id, draft) {
            (Some(revision_id), None, None) => Self::Revision { revision_id },
            (None, Some(branch_id), Some(true)) => Self::Draft { branch_id },
            _ => {
                return Err(Error::input(
                    "a side of a diff is one revision or one branch's draft; pass either {revisionId} or {branchId, draft: true}",
                ));
            }
        };
        fields.refuse_others()?;
        Ok(side)
    }
}

/// What two sides differ in, as `GET /agent/{agentId}/diff` answers; the old
/// values are those of side `a`, the new ones those of `b`.
#[cfg_attr(feature = "declarations", tsify::declare)]
pub type RevisionsDiff = VersionsDiff;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::Json;

    fn document(json: &str) -> Json {
        crate::core::json::parse(json).unwrap()
    }

    #[test]
    fn a_side_is_a_revision_or_the_draft_of_a_branch() {
        let revision = document(r#"{"revisionId":"r"}"#);
        assert_eq!(
            DiffSide::read(&Fields::of("a", &revision).unwrap()).unwrap(),
            DiffSide::Revision { revision_id: "r" }
        );
        let draft = document(r#"{"branchId":"b","draft":true,"revisionId":null}"#);
        assert_eq!(
            DiffSide::read(&Fields::of("a", &draft).unwrap()).unwrap(),
            DiffSide::Draft { branch_id: "b" }
        );
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        for side in [
            "{}",
            r#"{"draft":true}"#,
            r#"{"branchId":"b"}"#,
            r#"{"branchId":"b","draft":false}"#,
            r#"{"revisionId":"r","draft":true}"#,
            r#"{"revisionId":"r","draft":false}"#,
            r#"{"revisionId":"r","branchId":"b"}"#,
            r#"{"revisionId":"r","branchId":"b","draft":true}"#,
        ] {
            let error = DiffSide::read(&Fields::of("a", &document(side)).unwrap()).unwrap_err();
            assert!(error.message.contains("either {revisionId}"), "{side}");
        }
        for (side, message) in [
            (
                r#"{"revisionId":"r","head":true}"#,
                "a knows no head; it may hold revisionId, branchId, draft",
            ),
            (r#"{"revisionId":7}"#, "a.revisionId must be a string"),
            (
                r#"{"branchId":[],"draft":true}"#,
                "a.branchId must be a string",
            ),
            (
                r#"{"branchId":"b","draft":1}"#,
                "a.draft must be true or false",
            ),
        ] {
            assert_eq!(
                DiffSide::read(&Fields::of("a", &document(side)).unwrap())
                    .unwrap_err()
                    .message,
                message
            );
        }
    }
}
