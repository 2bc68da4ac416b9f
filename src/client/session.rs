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
use core::cell::RefCell;

/// A connection that was not refused.
pub struct Session {
    /// A raw key, to keep it out of errors.
    pub key: Option<String>,
    /// The last token that `auth` gave, for the same reason.
    pub last_token: RefCell<Option<String>>,
    pub timeout_ms: u64,
    pub retry: RetryLimits,
    pub pace: RefCell<Pace>,
    /// Which generation of the API the organisation has.
    pub memory: Memory,
    pub deprecations: Deprecations,
    pub calls: RefCell<Calls>,
}

impl Session {
    /// The token for the next request, out of what `auth` gave.
    pub fn token(&self, given: &str) -> Result<String, Error> {
        let token = clean_key("the token that auth() gave", given)?;
        *self.last_token.borrow_mut() = Some(token.clone());
        Ok(token)
    }

    /// What an `Error` object is made of, without any secret.
    pub fn error(&self, mut error: Error) -> Json {
        if let Some(key) = &self.key {
            error.redact(key);
        }
        if let Some(token) = self.last_token.borrow().as_deref() {
            error.redact(token);
        }
        json::value(&error)
    }
}
