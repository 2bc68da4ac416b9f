//! What holds of `core` for every input: one file for each module that reads
//! what came from outside.

#![cfg(all(feature = "client", not(target_arch = "wasm32")))]

mod body;
mod checkpoint;
mod documents;
mod paging;
mod path;
mod redaction;
mod reply;
mod wire;
