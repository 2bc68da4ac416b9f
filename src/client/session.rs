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
use alloc::vec::Vec;

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

/// More than a paced connection has requests under way.
const MOST_TOKENS: usize = 256;

/// What signs requests in, to keep it out of errors.
pub struct Secrets {
    /// A raw key.
    pub key: Option<String>,
    /// The latest tokens that `auth` gave: a call under way may have sent an
    /// earlier one.
    pub tokens: Vec<String>,
}

impl Secrets {
    /// The token for the next request, out of what `auth` gave.
    pub fn take_token(&mut self, given: &str) -> Result<&str, Error> {
        let token = clean_key("the token that auth() gave", given)?;
        self.tokens.retain(|other| *other != token);
        if self.tokens.len() == MOST_TOKENS {
            self.tokens.remove(0);
        }
        self.tokens.push(token);
        Ok(self.tokens.last().map_or("", String::as_str))
    }

    /// What an `Error` object is made of, without any secret.
    pub fn error(&self, mut error: Error) -> Json {
        if let Some(key) = &self.key {
            error.redact(key);
        }
        for token in &self.tokens {
            error.redact(token);
        }
        json::value(&error)
    }
}
