//! The JavaScript face of [`core`](crate::core).
//!
//! It turns JavaScript values into checked arguments, executes what a flow
//! asks for (fetch, wait, report) and turns what comes of it into values and
//! `Error` objects. What to send, when to repeat and what a reply means is
//! decided in `core`.

mod arguments;
mod call;
mod connect;
mod connection;
mod errors;
mod exchange;
mod json;
mod later;
mod lifecycle;
mod listener;
mod many;
mod object;
mod pages;
mod session;
mod settled;
mod signal;
mod targets;
mod turns;
mod types;

pub use connect::open;
pub use connection::Connection;
pub use pages::PageCursor;
