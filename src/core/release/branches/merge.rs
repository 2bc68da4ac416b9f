//! `mergeBranch`: what one branch changed, brought into another's draft.
//!
//! The platform has no merge. What both branches have in common is the
//! revision that one was forked from; what changed on a branch since is read
//! out of the configs, and goes into the other's draft as a patch.

use super::draft::{EDITS, LOOK_AGAIN_MS, not_confirmed, read_draft, refuse_published};
use super::publish::unmoved;
use super::target::{found, no_head, read_branches};
use crate::core::endpoint::branch_drafts;
use crate::core::error::{Error, Kind};
use crate::core::json;
use crate::core::json::{Json, Map};
use crate::core::model::branch_facts::BranchFacts;
use crate::core::model::report::{Change, Clash, Generation, MergeOutcome, Step};
use crate::core::release::journal::{Journal, keep};
use crate::core::release::{confirm, diff, look, three_way};
use crate::core::retry;
use crate::core::search;
use crate::core::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// What to merge.
pub struct MergeInput {
    /// A branch's name or id.
    pub from: String,
    /// A branch's name or id.
    pub into: String,
    /// Writes nothing.
    pub preview: bool,
}

/// Merges, or says what a merge would do.
pub fn merge_branch(journal: &mut Journal, input: &MergeInput) -> Result<MergeOutcome, Error> {
    journal.at.generation = Some(Generation::Branches);
    let ended = steps(journal, input);
    ended.map_err(|cause| journal.failed(cause))
}

fn steps(journal: &mut Journal, input: &MergeInput) -> Result<MergeOutcome, Error> {
    journal.begin(Step::Read);
    let branches = read_branches(journal)?;
    let from = found(&branches, &input.from)?;
    let into = found(&branches, &input.into)?;
    keep(&mut journal.at.ids.branch_id, into.id());
    let base = look::version(journal, common(from, into)?)?;
    let ours = look::version(journal, start(from)?)?;
    let open = read_draft(journal)?;
    if let Some(open) = open {
        refuse_published(&open)?;
    }
    let theirs = match &open {
        Some(open) => look::draft(journal, open.draft_id())?,
        None => look::version(journal, start(into)?)?,
    };
    journal.begin(Step::Diff);
    let (changes, clashes) = split(base.config(), theirs.config(), ours.config());
    let patch = patch(&changes, theirs.config());
    let outcome = if changes.is_empty() && clashes.is_empty() {
        MergeOutcome::Unchanged
    } else if input.preview {
        MergeOutcome::Previewed
    } else if clashes.is_empty() {
        let expected = open.and_then(|open| open.revision()).unwrap_or(0);
        write(journal, into, &patch, expected)?;
        unmoved(journal, into, start(into)?)?;
        MergeOutcome::Merged
    } else {
        return Err(clashed(&clashes));
    };
    journal.found.changes = changes;
    journal.found.clashes = clashes;
    Ok(outcome)
}

/// Where a branch stands: at its head, or where it was forked.
fn start(branch: BranchFacts<'_>) -> Result<&str, Error> {
    let start = branch.head().or_else(|| branch.source());
    start.ok_or_else(no_head)
}

/// The revision that both have in common: where one was forked from the other.
fn common<'a>(from: BranchFacts<'a>, into: BranchFacts<'a>) -> Result<&'a str, Error> {
    let common = if from.source_branch() == Some(into.id()) {
        from.source()
    } else if into.source_branch() == Some(from.id()) {
        into.source()
    } else {
        None
    };
    common.ok_or_else(|| {
        Error::new(
            Kind::Conflict,
            "no_common_revision",
            fill(
                "neither of the branches {} and {} was forked from the other; release the changes by hand",
                &[from.name(), into.name()],
            ),
        )
    })
}

/// What `ours` changed since `base` and `theirs` lacks, and where both did.
fn split(base: &Json, theirs: &Json, ours: &Json) -> (Vec<Change>, Vec<Clash>) {
    let mut changed = Vec::new();
    diff::compare("", base, ours, &mut changed);
    let mut changes = Vec::new();
    let mut clashes = Vec::new();
    for change in &changed {
        let now = value_at(theirs, &change.path);
        if *now == change.new_value {
            continue;
        }
        let path = confirm::patched_as(&change.path);
        let (before, after) = (change.old_value.clone(), change.new_value.clone());
        // A patch can set a value but not take one away.
        if *now == before && !after.is_null() {
            changes.push(Change {
                path,
                old_value: before,
                new_value: after,
            });
        } else {
            clashes.push(Clash {
                path,
                base: before,
                theirs: now.clone(),
                ours: after,
            });
        }
    }
    (changes, clashes)
}

fn value_at<'a>(config: &'a Json, path: &str) -> &'a Json {
    let (name, below) = match search::split(path, |c| c == '.') {
        Some((name, below)) => (name, Some(below)),
        None => (path, None),
    };
    match (config.get(name), below) {
        (None, _) => &Json::Null,
        (Some(value), None) => value,
        (Some(value), Some(below)) => value_at(value, below),
    }
}

/// The changes as a patch. A prompt's config is only taken whole.
fn patch(changes: &[Change], theirs: &Json) -> Json {
    let mut patch = Json::Object(Map::default());
    for change in changes {
        set(&mut patch, &change.path, change.new_value.clone());
    }
    if let Some(prompt) = patch.get("singlePromptConfig")
        && prompt.is_object()
        && prompt.get("prompt").is_none()
    {
        let theirs = theirs.get("prompt").cloned().unwrap_or_default();
        set(&mut patch, "singlePromptConfig.prompt", theirs);
    }
    patch
}

fn set(object: &mut Json, path: &str, value: Json) {
    let Json::Object(fields) = object else {
        return;
    };
    match search::split(path, |c| c == '.') {
        None => {
            fields.insert(path, value);
        }
        Some((name, below)) => {
            let empty = || Json::Object(Map::default());
            let mut inner = fields.get(name).cloned().unwrap_or_else(empty);
            set(&mut inner, below, value);
            fields.insert(name, inner);
        }
    }
}

/// Writes the patch and reads it back, until the draft shows it. A write that
/// got no answer is sent again: on the same revision of the draft it is
/// refused where somebody, or that write, changed the same fields.
fn write(
    journal: &mut Journal,
    into: BranchFacts,
    patch: &Json,
    expected: u64,
) -> Result<(), Error> {
    let mut is_taken = false;
    let mut lost = None;
    let mut missing = Vec::new();
    for _ in 0..EDITS {
        if !is_taken {
            journal.begin(Step::Edit);
            let agent_id = &journal.at.ids.agent_id;
            let request =
                branch_drafts::update(agent_id, journal.branch_id(), patch, Some(expected));
            match journal.write(request) {
                Ok(()) => {
                    is_taken = true;
                    lost = None;
                }
                Err(error) if retry::is_transient(&error) => {
                    journal.port.check_open()?;
                    lost = Some(error);
                }
                Err(error) if lost.is_some() && error.kind == Kind::DraftConflict => {
                    is_taken = true;
                    lost = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        journal.begin(Step::Confirm);
        let open = read_draft(journal)?;
        missing = match &open {
            Some(open) => {
                let shown = look::draft(journal, open.draft_id())?;
                confirm::missing(patch, shown.config())
            }
            None => confirm::missing(patch, &Json::Null),
        };
        journal.at.ids.draft_id = open.map(|open| open.draft_id().to_owned());
        if missing.is_empty() {
            return Ok(());
        }
        journal.port.sleep(LOOK_AGAIN_MS)?;
    }
    Err(lost.unwrap_or_else(|| not_confirmed(into, &missing)))
}

fn clashed(clashes: &[Clash]) -> Error {
    Error::new(
        Kind::DraftConflict,
        "merge_conflict",
        fill(
            "both branches changed {}; nothing was written, change one of them and merge again",
            &[&three_way::paths(clashes)],
        ),
    )
    .with_detail("clashes", json::value(&clashes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    #[test]
    fn what_only_one_side_changed_is_merged() {
        let base = json!({"prompt": "p", "voice": {"a": 1, "b": 1}, "x": 1, "y": 1});
        let ours = json!({"prompt": "q", "voice": {"a": 2, "b": 1}, "x": 2, "y": 2});
        let theirs = json!({"prompt": "p", "voice": {"a": 1, "b": 9}, "x": 3, "y": 2});
        let (changes, clashes) = split(&base, &theirs, &ours);
        assert_eq!(
            patch(&changes, &theirs),
            json!({"singlePromptConfig": {"prompt": "q"}, "voice": {"a": 2}})
        );
        assert_eq!(clashes.len(), 1);
        assert_eq!(clashes[0].path, "x");
        assert_eq!(clashes[0].theirs, json!(3));
    }

    #[test]
    fn what_a_patch_cannot_say_is_a_clash() {
        let base = json!({"x": 1});
        let (changes, clashes) = split(&base, &base, &json!({}));
        assert!(changes.is_empty());
        assert_eq!(clashes[0].ours, Json::Null);
    }

    #[test]
    fn tools_take_their_prompt_along() {
        let theirs = json!({"prompt": "p", "tools": []});
        let ours = json!({"prompt": "p", "tools": [1]});
        let (changes, _) = split(&theirs, &theirs, &ours);
        assert_eq!(
            patch(&changes, &theirs),
            json!({"singlePromptConfig": {"tools": [1], "prompt": "p"}})
        );
    }
}
