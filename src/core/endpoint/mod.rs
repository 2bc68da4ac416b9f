//! The endpoints of the platform: checked arguments in, a [`Request`] out.
//!
//! There is deliberately no way to reach `PATCH /workflow/{workflowId}`,
//! which bypasses versions, nor plain `DELETE /agent/{id}`.

use super::error::Error;
use super::json::Json;
use super::path::Path;
use super::request::{Method, Request};

pub mod agents;
pub mod branch_drafts;
pub mod branches;
pub mod calls;
pub mod drafts;
pub mod revisions;
pub mod versions;

/// What a document must be before it is sent.
type Check = fn(&Json) -> Result<(), Error>;

/// An endpoint that takes ids and a document at most: data, so that a page
/// downloads one function for all of them.
#[derive(Debug)]
pub struct Endpoint {
    method: Method,
    path: &'static str,
    /// Of one that takes a document.
    check: Option<Check>,
    makes_anew: Option<&'static str>,
}

impl Endpoint {
    /// A read, or a write that needs no words.
    const fn new(method: Method, path: &'static str) -> Self {
        Self {
            method,
            path,
            check: None,
            makes_anew: None,
        }
    }

    /// It takes a document.
    const fn checked(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }

    /// It makes something new every time it is executed: `advice` says where
    /// to look when its outcome is not known.
    const fn making(path: &'static str, advice: &'static str) -> Self {
        let mut endpoint = Self::new(Method::Post, path);
        endpoint.makes_anew = Some(advice);
        endpoint
    }

    /// A request without a document.
    pub fn of(&self, ids: &[&str]) -> Result<Request, Error> {
        self.with(ids, &Json::Null)
    }

    /// A request with a document, where the endpoint takes one.
    #[inline(never)]
    pub fn with(&self, ids: &[&str], document: &Json) -> Result<Request, Error> {
        let mut body = None;
        if let Some(check) = self.check {
            check(document)?;
            body = Some(document.clone());
        }
        let path = Path::of(self.path, ids)?;
        Ok(Request::new(self.method, path, body, self.makes_anew))
    }
}

/// The platform's limit for a page of versions or revisions, and of a draft's history.
fn check_limit(limit: Option<u32>) -> Result<(), Error> {
    if limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        return Err(Error::input("limit must be from 1 to 100"));
    }
    Ok(())
}
