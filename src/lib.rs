//! Change a live voice agent safely, from a browser or Node.
//!
//! One crate, three rooms:
//!
//! - `core`: the lifecycle as pure Rust. Requests, replies, retries, the
//!   security-check waiter and `release` as machines that ask for I/O and
//!   never do any.
//! - `client` (wasm32 only): the JavaScript face of `core`, bytes in and bytes
//!   out. The package's TypeScript does what it says is next.
//! - `emulator`: an in-memory Atoms platform. It shares no type with `core`,
//!   so that the two check each other.
//!
//! The features `client` and `emulator` choose what a wasm module holds.

#![cfg_attr(
    all(
        target_arch = "wasm32",
        not(any(feature = "emulator", feature = "declarations", test))
    ),
    no_std
)]

#[macro_use]
extern crate alloc;

/// Half of what the default allocator is to download; as fast, and no hungrier
/// with thousands of documents.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(feature = "client")]
pub mod core;

#[cfg(all(feature = "client", target_arch = "wasm32"))]
pub mod client;

#[cfg(feature = "emulator")]
pub mod emulator;

/// What went wrong is not for the caller: it gets a trap.
#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "emulator", feature = "declarations", test))
))]
#[panic_handler]
fn panic(_: &::core::panic::PanicInfo) -> ! {
    ::core::arch::wasm32::unreachable()
}
