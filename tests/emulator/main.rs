//! The emulated platform, request by request.

#![cfg(all(feature = "emulator", not(target_arch = "wasm32")))]

mod access;
mod agents;
mod branches;
mod calls;
mod checks;
mod diffs;
mod drafts;
#[path = "../contract/exchanges.rs"]
mod exchanges;
mod hostile;
mod ids;
mod paging;
mod platform;
mod snapshots;
mod tools;
mod validation;
mod walkthrough;
