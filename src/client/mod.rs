//! The JavaScript face of [`core`](crate::core).
//!
//! It turns JavaScript values into checked arguments, executes what a flow
//! asks for (fetch, wait, report) and turns what comes of it into values and
//! `Error` objects. What to send, when to repeat and what a reply means is
//! decided in `core`.

mod arguments;
mod atoms;
mod call;
mod connect;
mod errors;
mod exchange;
mod iterator;
mod later;
mod listener;
mod object;
mod session;
mod settled;
mod signal;
mod targets;
mod turns;
mod types;

pub use atoms::Atoms;
pub use connect::open;
pub use iterator::PageIterator;
