//! `Atoms`: one method for every endpoint, and the lifecycle calls over them.

mod agents;
mod branch_drafts;
mod branches;
mod calls;
mod drafts;
mod lifecycle;
mod many;
mod revisions;
mod versions;

use super::arguments::Options;
use super::call::{CallOptions, Prepared, promise};
use super::iterator::PageIterator;
use super::session::Session;
use crate::core::error::Error;
use crate::core::flow::{Expect, single};
use crate::core::paging::Pages;
use crate::core::request::Request;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A connection to the platform, made by `connect`.
///
/// Every method returns a promise and takes `CallOptions` last. Documents
/// come as the platform sent them: fields that the types don't know are
/// there too. A rejected promise holds an `AtomsError`: `InputError` for an
/// argument that was refused before any request, `ApiError` (by status:
/// `AuthenticationError`, `PermissionError`, `NotFoundError`,
/// `ValidationError`, `ConflictError`, `RateLimitError`, `ServerError`) for
/// a refusal by the platform, `NetworkError`, `TimeoutError` and `AbortError`.
///
/// Reads are repeated on failures that may pass, as `retry` allows. Writes
/// are not: one that makes something new each time it is executed ends in an
/// `OutcomeUnknownError` when it is not known whether it was.
#[wasm_bindgen]
pub struct Atoms(Rc<Session>);

impl Atoms {
    pub(super) fn new(session: Rc<Session>) -> Self {
        Self(session)
    }

    /// One request; the promise gives the document of its reply.
    fn call(&self, options: &JsValue, request: Result<Request, Error>) -> Promise {
        self.call_told(Options::new("options", options), request)
    }

    /// The same where some of the options were read for the request.
    fn call_told(
        &self,
        options: Result<Options, Error>,
        request: Result<Request, Error>,
    ) -> Promise {
        self.one(options, request, Expect::Data)
    }

    /// One write whose reply holds nothing.
    fn call_without_data(&self, options: &JsValue, request: Result<Request, Error>) -> Promise {
        self.one(Options::new("options", options), request, Expect::Success)
    }

    fn one(
        &self,
        options: Result<Options, Error>,
        request: Result<Request, Error>,
        expect: Expect,
    ) -> Promise {
        let prepare = || {
            let request = request?;
            let options = read_all(&options?)?;
            let limits = options.limits(&self.0, u64::MAX);
            Ok(Prepared::new("the call", options, limits, move |port| {
                single(&port, &request, expect).map(|()| None)
            }))
        };
        promise(&self.0, prepare())
    }

    /// All pages of a list. What is wrong with the arguments is thrown at once.
    fn pages(
        &self,
        options: &JsValue,
        pages: Result<Pages, Error>,
    ) -> Result<PageIterator, JsValue> {
        let open = || {
            let options = read_all(&Options::new("options", options)?)?;
            Ok(PageIterator::new(&self.0, options, pages?))
        };
        open().map_err(|error| self.0.error(error, &JsValue::UNDEFINED))
    }
}

/// What every call understands, and nothing besides it.
fn read_all(options: &Options) -> Result<CallOptions, Error> {
    let read = CallOptions::read(options)?;
    options.refuse_others()?;
    Ok(read)
}
