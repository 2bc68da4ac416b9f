//! A connection: every call by its name.

use super::arguments::{Options, optional_json, optional_text, text};
use super::call::{CallOptions, Prepared, promise};
use super::pages::PageCursor;
use super::session::Session;
use crate::core::error::Error;
use crate::core::flow::single;
use crate::core::model::checkpoint::Call;
use crate::core::operation::{self, Extra, Given, Last, Operation};
use js_sys::{Array, Promise};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A connection to the platform. The package's `Atoms` has a method for each
/// call; one way in for all of them is less for a page to download.
#[wasm_bindgen]
pub struct Connection(pub(super) Rc<Session>);

impl Connection {
    pub(super) fn new(session: Rc<Session>) -> Self {
        Self(session)
    }
}

#[wasm_bindgen]
impl Connection {
    /// Begins a call: its method's name, its arguments, its options.
    #[wasm_bindgen(unchecked_return_type = "Promise<any>")]
    pub fn call(&self, name: &str, arguments: &Array, options: &JsValue) -> Promise {
        if let Some(operation) = operation::named(name) {
            return promise(&self.0, self.one(operation, arguments, options));
        }
        match (name, Call::named(name)) {
            (_, Some(call)) => self.begin(call, arguments, options),
            ("resume", _) => self.resume(&arguments.get(0), options),
            ("releaseMany", _) => self.release_many(&arguments.get(0), options),
            _ => promise(&self.0, Err(Error::input(format!("there is no {name}")))),
        }
    }

    /// All pages of a list: the name of the method that reads one page, its
    /// arguments, its options.
    ///
    /// Throws what is wrong with the arguments.
    pub fn pages(
        &self,
        name: &str,
        arguments: &Array,
        options: &JsValue,
    ) -> Result<PageCursor, JsValue> {
        let open = || {
            let listing = operation::named(name)
                .ok_or_else(|| Error::input(format!("there is no {name}")))?;
            let given = given(listing, arguments)?;
            let options = read_all(&Options::new("options", options)?)?;
            let pages = operation::pages(name, given)?;
            Ok(PageCursor::new(&self.0, options, pages))
        };
        open().map_err(|error| self.0.error(error, &JsValue::UNDEFINED))
    }

    fn one(
        &self,
        operation: &Operation,
        arguments: &Array,
        options: &JsValue,
    ) -> Result<Prepared, Error> {
        let mut given = given(operation, arguments)?;
        let options = Options::new("options", options)?;
        given.option = match operation.extra {
            Extra::Nothing => None,
            Extra::Count(name) => options.count(name)?,
            Extra::Flag(name) => options.flag(name)?.then_some(1),
        };
        let request = (operation.request)(&given)?;
        let options = read_all(&options)?;
        let limits = options.limits(&self.0, u64::MAX);
        let expect = operation.expect;
        Ok(Prepared::new("the call", options, limits, move |port| {
            single(&port, &request, expect).map(|()| None)
        }))
    }
}

/// The arguments that an operation takes.
fn given(operation: &Operation, arguments: &Array) -> Result<Given, Error> {
    let mut given = Given::default();
    let mut values = arguments.iter();
    let mut next = || values.next().unwrap_or_default();
    for (place, name) in given.texts.iter_mut().zip(operation.texts) {
        *place = text(name, &next())?;
    }
    given.document = match operation.last {
        Last::Nothing => String::new(),
        Last::Object(name) => super::arguments::json(name, &next())?,
        Last::MaybeObject(name) => optional_json(name, &next())?,
        Last::MaybeText(name) => optional_text(name, &next())?.unwrap_or_default(),
    };
    Ok(given)
}

/// What every call understands, and nothing besides it.
fn read_all(options: &Options) -> Result<CallOptions, Error> {
    let read = CallOptions::read(options)?;
    options.refuse_others()?;
    Ok(read)
}
