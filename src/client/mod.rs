//! The JavaScript face of [`core`](crate::core): bytes in, bytes out.
//!
//! It reads arguments, keeps the calls under way and says for each what to do
//! next. Whoever drives it (in the package, the TypeScript of
//! `pkg-template/driver`) sends, waits and tells, and brings back what came of
//! it. What to send, when to repeat and what a reply means is decided in `core`.
//!
//! Nothing here waits or calls JavaScript: promises, timers and `fetch` are
//! what a JavaScript engine has by itself, and a page need not download them.

mod calls;
mod connection;
mod lifecycle;
mod open;
mod options;
mod session;
mod turn;
mod types;

pub use connection::{Connection, news, question};
