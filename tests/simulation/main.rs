//! The release machine against the emulator, with a virtual clock and a
//! network that fails by a seeded schedule. A failing schedule prints its
//! seed: `SEED=123 cargo test --test simulation` runs it alone.

mod actors;
mod branch_calls;
mod branches;
mod distance;
mod driver;
#[path = "../contract/exchanges.rs"]
mod exchanges;
mod migrated;
mod network;
mod platform;
mod random;
mod rolled_back;
mod schedules;
mod shared_branch;
mod survival;
mod undone;
