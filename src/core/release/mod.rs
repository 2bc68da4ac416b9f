//! The lifecycle in one call each: `release`, `plan`, `rollback`,
//! and the wait for the security check alone.

mod confirm;
mod diff;
mod journal;
mod plan;
mod publish;
mod rollback;
mod serve;
mod watch;

pub use plan::plan;
pub use publish::{ReleaseInput, release};
pub use rollback::rollback;
pub use watch::wait_for_security_check;
