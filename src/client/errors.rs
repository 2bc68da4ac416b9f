//! From a core error to an `Error` object of the right class.

use super::json::to_js;
use super::object::{field, text_field};
use crate::core::error::Error;
use crate::core::json;
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// Makes `Error` objects. The classes live in JavaScript, where `instanceof`
/// and stacks come from; this holds the function that picks one.
#[derive(Clone)]
pub struct ErrorMaker(Function);

impl ErrorMaker {
    pub fn new(make: Function) -> Self {
        Self(make)
    }

    /// `abort_reason` becomes the cause of the `AbortError` in the chain.
    pub fn make(&self, error: &Error, abort_reason: &JsValue) -> JsValue {
        let parts = to_js(&json::value(error));
        // What a failing maker throws is an error as well.
        self.0
            .call2(&JsValue::UNDEFINED, &parts, abort_reason)
            .unwrap_or_else(|thrown| thrown)
    }
}

/// What a thrown value says about itself, in one line.
pub fn describe(thrown: &JsValue) -> String {
    let text =
        |value: &JsValue, name: &str| text_field(value, name).filter(|text| !text.is_empty());
    let mut said = thrown
        .as_string()
        .or_else(|| text(thrown, "message"))
        .or_else(|| text(thrown, "name"))
        .unwrap_or_else(|| "no reason given".to_owned());
    // Node's fetch says only "fetch failed"; why is in its cause.
    let cause = field(thrown, "cause");
    if let Some(why) = text(&cause, "code").or_else(|| text(&cause, "message")) {
        said.push_str(": ");
        said.push_str(&why);
    }
    said
}
