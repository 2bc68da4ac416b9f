//! What a connection holds: where to, as whom, and how.

use super::errors::{ErrorMaker, describe};
use super::exchange::{Answer, Route};
use super::json::to_js;
use super::listener::tell;
use super::settled::settled;
use super::turns::Turns;
use crate::core::connection::clean_key;
use crate::core::deprecation::Deprecations;
use crate::core::error::{Error, Kind};
use crate::core::json;
use crate::core::release::Memory;
use crate::core::request::Request;
use crate::core::retry::RetryLimits;
use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// How a connection signs in.
pub enum Credential {
    /// It does not: a proxy or a cookie does.
    None,
    /// A raw key.
    Key(String),
    /// Asked before every request.
    Auth(Function),
}

/// A connection. Shared by every call that runs on it.
pub struct Session {
    pub route: Route,
    pub credential: Credential,
    pub timeout_ms: u64,
    pub retry: RetryLimits,
    pub turns: Turns,
    /// Which generation of the API the organisation has.
    pub memory: Memory,
    pub on_deprecation: Option<Function>,
    pub deprecations: Deprecations,
    pub errors: ErrorMaker,
    /// The last token that `auth` gave, to keep it out of errors.
    pub last_token: RefCell<Option<String>>,
}

impl Session {
    /// The function that gives a token, where one does.
    pub fn auth(&self) -> Option<&Function> {
        match &self.credential {
            Credential::Auth(auth) => Some(auth),
            Credential::None | Credential::Key(_) => None,
        }
    }

    /// The token for the next request.
    pub async fn token(&self, auth: &Function) -> Result<String, Error> {
        let failed = |thrown: JsValue| {
            Error::new(
                Kind::Authentication,
                "auth_failed",
                format!("auth() gave no token: {}", describe(&thrown)),
            )
        };
        let given = auth.call0(&JsValue::UNDEFINED).map_err(failed)?;
        let given = settled(&given).await.map_err(failed)?;
        let token = given
            .as_string()
            .ok_or_else(|| Error::input("auth() must give a string"))?;
        let token = clean_key("the token that auth() gave", &token)?;
        *self.last_token.borrow_mut() = Some(token.clone());
        Ok(token)
    }

    /// Tells the caller of an endpoint that a reply says is going away.
    pub fn hear(&self, request: &Request, answer: &Answer) {
        if let Some(listener) = &self.on_deprecation
            && let Some(notice) = self
                .deprecations
                .notice(request, |name| answer.header(name))
        {
            tell("onDeprecation", listener, &to_js(&json::value(&notice)));
        }
    }

    /// An error for JavaScript, without any secret.
    pub fn error(&self, mut error: Error, abort_reason: &JsValue) -> JsValue {
        if let Credential::Key(key) = &self.credential {
            error.redact(key);
        }
        if let Some(token) = self.last_token.borrow().as_deref() {
            error.redact(token);
        }
        self.errors.make(&error, abort_reason)
    }
}
