//! The lifecycle in one call each: `release`, `plan`, `rollback`, `promote`,
//! `mergeBranch`, and the wait for the security check alone.

mod adopt;
mod branches;
mod confirm;
mod diff;
mod generation;
mod give_up;
mod input;
mod journal;
mod look;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties;
mod publish;
mod report;
mod rollback;
mod serve;
mod take_up;
mod three_way;
mod watch;

pub use branches::{MergeInput, OnConflict, OpenDraft, Target};
pub use generation::{Known, Memory, merge_branch, plan, promote, release, rollback};
pub use input::ReleaseInput;
pub use journal::Start;
pub use watch::wait_for_security_check;
