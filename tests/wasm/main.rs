//! The wasm boundary, in whichever JavaScript host runs it: the client
//! against the emulator, both in this module.
#![cfg(target_arch = "wasm32")]

mod boundary;
mod host;
