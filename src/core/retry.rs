//! When to send a request again, and when to stop.

use super::error::{Error, Kind};
use super::fields::Fields;
use super::request::Request;

/// How often and how long a request may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(tsify::Tsify),
    serde(rename_all = "camelCase")
)]
pub struct RetryLimits {
    /// Attempts in all, the first included. Default 4; 1 switches retries off.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub max_attempts: u32,
    /// The longest pause between two attempts, in milliseconds. Default 8,000.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub max_delay_ms: u32,
    /// The longest `Retry-After` that is waited out, in milliseconds. Default
    /// 60,000; a longer one ends the call with a `RateLimitError`.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub max_retry_after_ms: u32,
    /// Repeated attempts over all requests of one call, such as a `release`.
    /// Default 20; when they are used up, the last error is the call's.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub max_repeats: u32,
}

impl Default for RetryLimits {
    fn default() -> Self {
        Self {
            max_attempts: 4,
            max_delay_ms: 8_000,
            max_retry_after_ms: 60_000,
            max_repeats: 20,
        }
    }
}

impl RetryLimits {
    /// Reads it from what a caller passed.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        let defaults = Self::default();
        let count = |name, default| Ok(fields.count(name)?.unwrap_or(default));
        Ok(Self {
            max_attempts: count("maxAttempts", defaults.max_attempts)?,
            max_delay_ms: count("maxDelayMs", defaults.max_delay_ms)?,
            max_retry_after_ms: count("maxRetryAfterMs", defaults.max_retry_after_ms)?,
            max_repeats: count("maxRepeats", defaults.max_repeats)?,
        })
    }
}

/// The platform's advice: back off from half a second, doubling.
const FIRST_DELAY_MS: u64 = 500;

/// The pause before the next attempt, or `None` to stop.
///
/// `attempt` counts from 1, `repeats` those of the whole call from 0. `random` is in `0..1` and spreads the pause over
/// its whole range, so that clients that failed together don't return together.
pub fn again_after(
    request: &Request,
    attempt: u32,
    repeats: u32,
    error: &Error,
    limits: RetryLimits,
    random: f64,
) -> Option<u64> {
    let is_used_up = attempt >= limits.max_attempts || repeats >= limits.max_repeats;
    if is_used_up || !may_repeat(request, error) {
        return None;
    }
    if let Some(asked) = error.retry_after_ms {
        return (asked <= u64::from(limits.max_retry_after_ms)).then_some(asked);
    }
    let ceiling = FIRST_DELAY_MS
        .saturating_mul(1 << (attempt - 1).min(16))
        .min(u64::from(limits.max_delay_ms));
    Some((ceiling as f64 * random.clamp(0.0, 1.0)) as u64)
}

/// A read may be repeated whenever the failure may pass. A write only after
/// 429: it was refused unprocessed, every other outcome is unknown.
fn may_repeat(request: &Request, error: &Error) -> bool {
    if request.looks_first.get() {
        return false;
    }
    error.kind == Kind::RateLimit || (request.is_read() && is_transient(error))
}

/// Whether a write may have been executed although it failed. After 429 it
/// was not.
pub fn is_ambiguous(error: &Error) -> bool {
    error.kind != Kind::RateLimit && is_transient(error)
}

/// A failure that says nothing about the request itself and may pass.
pub fn is_transient(error: &Error) -> bool {
    matches!(
        error.kind,
        Kind::Network | Kind::Timeout | Kind::RateLimit | Kind::Server
    ) || error.status == Some(408)
        || is_garbled(error)
}

/// A refusal in the platform's own words: the write did not happen.
pub fn was_refused(error: &Error) -> bool {
    error
        .status
        .is_some_and(|status| (400..500).contains(&status))
        && !is_transient(error)
        || error.kind == Kind::RateLimit
}

/// A success that something on the way made unreadable. A refusal may bear
/// any code, this one too.
fn is_garbled(error: &Error) -> bool {
    error.code == super::reply::BAD_REPLY && error.status.is_none_or(|status| status < 400)
}

#[cfg(test)]
mod tests {
    use super::super::path::Path;
    use super::super::reply::Reply;
    use super::super::request::Method;
    use super::*;

    fn request(method: Method) -> Request {
        Request::new(method, Path::new("agent"), None, None)
    }

    fn error(kind: Kind) -> Error {
        Error::new(kind, "x", "x")
    }

    /// The pause of a call that has repeated nothing yet.
    fn again(request: &Request, attempt: u32, error: &Error, random: f64) -> Option<u64> {
        again_after(request, attempt, 0, error, RetryLimits::default(), random)
    }

    fn refusal(status: u16, body: &str) -> Error {
        Reply::new(status, body).failure()
    }

    #[test]
    fn reads_repeat_on_what_may_pass() {
        let get = request(Method::Get);
        for kind in [Kind::Network, Kind::Timeout, Kind::RateLimit, Kind::Server] {
            assert!(again(&get, 1, &error(kind), 0.5).is_some());
        }
        for kind in [
            Kind::Abort,
            Kind::Authentication,
            Kind::Conflict,
            Kind::Validation,
        ] {
            assert_eq!(again(&get, 1, &error(kind), 0.5), None);
        }
    }

    #[test]
    fn no_4xx_but_two_is_ever_repeated() {
        // A code of the platform's own must not pass for one of ours.
        let posing = r#"{"errors":["x"],"error_type":"bad_reply"}"#;
        for status in 400..500 {
            for body in ["", r#"{"errors":["x"]}"#, posing] {
                let error = refusal(status, body);
                let read = again(&request(Method::Get), 1, &error, 0.5);
                assert_eq!(
                    read.is_some(),
                    matches!(status, 408 | 429),
                    "{status} {body}"
                );
                for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
                    let write = again(&request(method), 1, &error, 0.5);
                    assert_eq!(write.is_some(), status == 429, "{status} {body}");
                }
            }
        }
    }

    #[test]
    fn a_success_that_cannot_be_read_is_asked_for_again() {
        let cut = Reply::new(200, r#"{"status":true,"da"#);
        let error = cut.data().unwrap_err();
        assert!(again(&request(Method::Get), 1, &error, 0.5).is_some());
        assert_eq!(again(&request(Method::Post), 1, &error, 0.5), None);
    }

    #[test]
    fn writes_repeat_only_when_refused_unprocessed() {
        for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
            let write = request(method);
            for kind in [Kind::Network, Kind::Timeout, Kind::Server, Kind::Conflict] {
                assert_eq!(again(&write, 1, &error(kind), 0.5), None);
            }
            assert!(again(&write, 1, &error(Kind::RateLimit), 0.5).is_some());
        }
    }

    #[test]
    fn pauses_double_up_to_the_cap_and_end() {
        let get = request(Method::Get);
        let limits = RetryLimits {
            max_attempts: 40,
            ..RetryLimits::default()
        };
        let pause = |attempt| again_after(&get, attempt, 0, &error(Kind::Server), limits, 1.0);
        assert_eq!(pause(1), Some(500));
        assert_eq!(pause(2), Some(1_000));
        assert_eq!(pause(5), Some(8_000));
        assert_eq!(pause(39), Some(8_000));
        assert_eq!(pause(40), None);
    }

    #[test]
    fn a_call_has_so_many_repeats_and_no_more() {
        let get = request(Method::Get);
        let pause = |repeats| {
            let limits = RetryLimits::default();
            again_after(&get, 1, repeats, &error(Kind::RateLimit), limits, 0.5)
        };
        assert!(pause(19).is_some());
        assert_eq!(pause(20), None);
    }

    #[test]
    fn retry_after_is_honoured_up_to_its_cap() {
        let get = request(Method::Get);
        let mut limited = error(Kind::RateLimit);
        limited.retry_after_ms = Some(60_000);
        assert_eq!(again(&get, 1, &limited, 0.5), Some(60_000));
        limited.retry_after_ms = Some(60_001);
        assert_eq!(again(&get, 1, &limited, 0.5), None);
    }
}
