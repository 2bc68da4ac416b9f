//! What a connection holds: as whom it speaks, and how.

use super::calls::Calls;
use crate::core::connection::clean_key;
use crate::core::deprecation::Deprecations;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::pace::Pace;
use crate::core::release::Memory;
use crate::core::retry::RetryLimits;
use alloc::string::String;

/// A connection that was not refused.
pub struct Session {
    pub secrets: Secrets,
    pub timeout_ms: u64,
    pub retry: RetryLimits,
    pub pace: Pace,
    /// Which generation of the API the organisation has.
    pub memory: Memory,
    pub deprecations: Deprecations,
    pub calls: Calls,
}

/// What signs requests in, to keep it out of errors.
pub struct Secrets {
    /// A raw key.
    pub key: Option<String>,
    /// The last token that `auth` gave.
    pub token: Option<String>,
}

impl Secrets {
    /// The token for the next request, out of what `auth` gave.
    pub fn take_token(&mut self, given: &str) -> Result<&str, Error> {
        let token = clean_key("the token that auth() gave", given)?;
        Ok(self.token.insert(token))
    }

    /// What an `Error` object is made of, without any secret.
    pub fn error(&self, mut error: Error) -> Json {
        if let Some(key) = &self.key {
            error.redact(key);
        }
        if let Some(token) = &self.token {
            error.redact(token);
        }
        json::value(&error)
    }
}
