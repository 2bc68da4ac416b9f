//! The nouns: what the platform sends and what the lifecycle reports.
//!
//! The structs in [`agent`], [`draft`], [`version`] and [`config`] describe
//! documents for their readers (each becomes a TypeScript type) and for the
//! tests that hold them against the emulator. Documents themselves pass
//! through as they came; [`facts`] has the few fields that decisions are made on.

pub mod agent;
pub mod branch;
pub mod branch_draft;
pub mod branch_facts;
pub mod call;
pub mod checkpoint;
pub mod config;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod declared;
pub mod diff;
pub mod draft;
pub mod facts;
pub mod query;
pub mod report;
pub mod revision;
pub mod step;
pub mod version;
mod written;
