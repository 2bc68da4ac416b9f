//! The lifecycle, pure: no clock, no I/O, no JavaScript.
//!
//! A [`flow::Flow`] is asked "what next?" and answers with an
//! [`flow::Action`]: send this request, sleep this long, report this
//! progress. Who drives it decides how: the wasm client with `fetch` and
//! timers, the native simulation with the emulator and a virtual clock.

pub mod body;
pub mod check;
pub mod connection;
pub mod deprecation;
pub mod duration;
pub mod endpoint;
pub mod error;
pub mod fields;
pub mod flow;
mod instant;
pub mod json;
pub mod known;
pub mod model;
pub mod operation;
pub mod pace;
pub mod paging;
pub mod path;
pub mod port;
mod record;
mod refusal;
pub mod release;
pub mod reply;
pub mod request;
pub mod retry;
mod rows;
pub mod search;
pub mod text;
