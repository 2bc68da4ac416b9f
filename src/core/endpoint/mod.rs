//! One function per endpoint of the platform: checked arguments in, a [`Request`] out.
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

/// A read of what the ids name.
fn get(path: &'static str, ids: &[&str]) -> Result<Request, Error> {
    request(Method::Get, path, ids, None, None)
}

/// A write that needs no words.
fn write(method: Method, path: &'static str, ids: &[&str]) -> Result<Request, Error> {
    request(method, path, ids, None, None)
}

/// A write of a document.
fn write_document(
    method: Method,
    path: &'static str,
    ids: &[&str],
    document: &Json,
) -> Result<Request, Error> {
    request(method, path, ids, Some(document), None)
}

/// A write that makes something new every time it is executed: `advice` says
/// where to look when its outcome is not known.
fn make(
    path: &'static str,
    ids: &[&str],
    document: Option<&Json>,
    advice: &'static str,
) -> Result<Request, Error> {
    request(Method::Post, path, ids, document, Some(advice))
}

/// In one place, which every endpoint shares: a page downloads less.
#[inline(never)]
fn request(
    method: Method,
    path: &'static str,
    ids: &[&str],
    body: Option<&Json>,
    makes_anew: Option<&'static str>,
) -> Result<Request, Error> {
    let path = Path::of(path, ids)?;
    Ok(Request::new(method, path, body.cloned(), makes_anew))
}

/// The platform's limit for a page of versions or revisions, and of a draft's history.
fn check_limit(limit: Option<u32>) -> Result<(), Error> {
    if limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        return Err(Error::input("limit must be from 1 to 100"));
    }
    Ok(())
}
