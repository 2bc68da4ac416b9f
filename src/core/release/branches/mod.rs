//! The lifecycle where branches serve: the same calls, over drafts of
//! branches and their revisions.

mod draft;
mod freeze;
mod give_up;
mod live;
mod merge;
mod promote;
mod publish;
mod release;
mod restore;
mod take_up;
mod target;

pub use merge::{MergeInput, merge_branch};
pub use promote::promote;
pub use release::{plan, release};
pub use restore::rollback;
pub use target::{OnConflict, OpenDraft, Target, read_branches};
