//! Milliseconds as callers give them.

use super::error::Error;
use super::text::{decimal, fill};

/// The limit for one attempt, headers and body together.
pub const DEFAULT_TIMEOUT_MS: u64 = 30_000;
/// The limit for any other whole call of several requests, such as a `release`.
pub const DEFAULT_DEADLINE_MS: u64 = 180_000;
/// The limit for a whole `waitForSecurityCheck`.
pub const DEFAULT_CHECK_DEADLINE_MS: u64 = 120_000;
/// The longest that can be asked for: 24 days is all that a host's timer counts.
const MAX_MS: u32 = 2_147_483_647;

/// Reads a number of milliseconds.
pub fn millis(name: &str, value: f64) -> Result<u64, Error> {
    // NaN is in no range.
    if (1.0..=f64::from(MAX_MS)).contains(&value) {
        return Ok(value as u64);
    }
    Err(Error::input(fill(
        "{} must be a number of milliseconds from 1 to {}",
        &[name, &decimal(MAX_MS.into())],
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_timer_can_count() {
        assert_eq!(millis("timeoutMs", 1_500.5).unwrap(), 1_500);
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 3e9] {
            let error = millis("timeoutMs", bad).unwrap_err();
            assert!(error.message.starts_with("timeoutMs "), "{bad}");
        }
    }
}
