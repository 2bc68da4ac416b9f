//! A request as the core asks for it: no host, no key, no headers of its own but one.

use super::json::Json;
use super::path::Path;
use alloc::rc::Rc;
use alloc::string::String;
use core::cell::Cell;
use core::ops::Deref;

/// The HTTP methods the platform uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A read.
    Get,
    /// A write that makes something.
    Post,
    /// A write that makes something or changes it.
    Put,
    /// A write that changes something.
    Patch,
    /// A write that archives or discards.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// One request, relative to the base URL. Shared, so that to hand it on costs
/// a pointer.
#[derive(Debug, Clone, PartialEq)]
pub struct Request(Rc<Parts>);

impl Deref for Request {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What a [`Request`] consists of. What is in cells is said while the rest is
/// shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The HTTP method.
    pub method: Method,
    /// Path and query below the base URL, encoded, with a leading slash.
    pub path: String,
    /// The body. One that a caller gave is the same document, so that a
    /// driver that holds its text can tell.
    pub body: Option<Json>,
    /// Sends `x-test-call: true`.
    pub test_call: Cell<bool>,
    /// Of a write that makes something new every time it is executed: what
    /// to look at before it may be sent again.
    pub makes_anew: Option<&'static str>,
    /// Of a write that overrides what others did: it is not sent again before
    /// its sender has looked at that.
    pub looks_first: Cell<bool>,
}

impl Request {
    /// A request that is sent again as its method allows.
    pub fn new(
        method: Method,
        path: Path,
        body: Option<Json>,
        makes_anew: Option<&'static str>,
    ) -> Self {
        Self(Rc::new(Parts {
            method,
            path: path.into_text(),
            body,
            test_call: Cell::new(false),
            makes_anew,
            looks_first: Cell::new(false),
        }))
    }

    /// A read.
    pub fn get(path: Path) -> Self {
        Self::new(Method::Get, path, None, None)
    }

    /// Leaves every repetition to the sender, who looks first.
    pub fn looking_first(self) -> Self {
        self.looks_first.set(true);
        self
    }

    /// Whether repeating it can change nothing.
    pub fn is_read(&self) -> bool {
        self.method == Method::Get
    }
}
