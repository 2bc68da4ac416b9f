//! The lifecycle in one call each: `release`, `plan`, `rollback`.

mod confirm;
mod diff;
mod journal;
mod plan;
mod publish;
mod rollback;
mod serve;

pub use plan::plan;
pub use publish::{ReleaseInput, release};
pub use rollback::rollback;
