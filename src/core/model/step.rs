//! The steps of a lifecycle call, and where each is.

use crate::core::error::Error;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// A step of a lifecycle call. Not every call takes every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Read what serves now.
    Read,
    /// Fork a draft from it; on branches, make the branch.
    Fork,
    /// Patch the draft's config.
    Edit,
    /// Read the draft back and compare it with the patch.
    Confirm,
    /// Compare the draft with what serves.
    Diff,
    /// Publish the draft as a version; on branches, publish or restore a revision.
    Publish,
    /// Wait for the platform's security check.
    Check,
    /// Make sure that nobody changed meanwhile what serves, or the branch.
    Recheck,
    /// Activate the version; on branches, make the branch live.
    Activate,
    /// Read back that it serves.
    Verify,
    /// Discard the draft: at the end of a plan, after a failure, or to replace it.
    Discard,
}

impl Step {
    /// Its name in messages, the same as in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Fork => "fork",
            Self::Edit => "edit",
            Self::Confirm => "confirm",
            Self::Diff => "diff",
            Self::Publish => "publish",
            Self::Check => "check",
            Self::Recheck => "recheck",
            Self::Activate => "activate",
            Self::Verify => "verify",
            Self::Discard => "discard",
        }
    }

    /// Reads the word of a caller who wants to stop after a step.
    pub fn read(word: Option<&str>) -> Result<Option<Self>, Error> {
        const STEPS: [Step; 10] = [
            Step::Read,
            Step::Fork,
            Step::Edit,
            Step::Confirm,
            Step::Diff,
            Step::Publish,
            Step::Check,
            Step::Recheck,
            Step::Activate,
            Step::Verify,
        ];
        let Some(word) = word else {
            return Ok(None);
        };
        let step = STEPS.iter().find(|step| step.name() == word);
        step.copied().map(Some).ok_or_else(|| {
            Error::input("stopAfter must be a step: read, fork, edit, confirm, diff, publish, check, recheck, activate or verify")
        })
    }
}

/// Where a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// It begins.
    Started,
    /// It is waiting for the platform and has looked again.
    Waiting,
    /// It is done.
    Finished,
}

impl StepState {
    /// Its name, as in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Waiting => "waiting",
            Self::Finished => "finished",
        }
    }
}
