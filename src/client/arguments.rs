//! From JavaScript arguments to text and numbers that `core` can check.

use super::object::{field, text_field};
use crate::core::duration::millis;
use crate::core::error::Error;
use crate::core::fields::{self, Fields};
use js_sys::{Function, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

/// A string argument. `core` checks what it holds.
pub fn text(name: &str, value: &JsValue) -> Result<String, Error> {
    value
        .as_string()
        .ok_or_else(|| Error::input(format!("{name} must be a string")))
}

/// A string argument that may be missing.
pub fn optional_text(name: &str, value: &JsValue) -> Result<Option<String>, Error> {
    if is_missing(value) {
        return Ok(None);
    }
    text(name, value).map(Some)
}

/// An argument as the JSON that goes on the wire.
pub fn json(name: &str, value: &JsValue) -> Result<String, Error> {
    if !value.is_object() {
        return Err(Error::input(format!("{name} must be an object")));
    }
    match JSON::stringify(value) {
        // A function, or a `toJSON` that returns nothing.
        Ok(text) => match text.as_string() {
            Some(text) => Ok(text),
            None => Err(Error::input(format!("{name} cannot be written as JSON"))),
        },
        Err(thrown) => Err(Error::input(format!(
            "{name} cannot be written as JSON: {}",
            super::errors::describe(&thrown)
        ))),
    }
}

/// The same for an argument that may be missing: `{}` then.
pub fn optional_json(name: &str, value: &JsValue) -> Result<String, Error> {
    if is_missing(value) {
        return Ok("{}".to_owned());
    }
    json(name, value)
}

/// An argument that `core` reads field by field; missing means its defaults.
pub fn parsed<T>(
    name: &str,
    value: &JsValue,
    read: fn(&Fields) -> Result<T, Error>,
) -> Result<T, Error> {
    read(&Fields::parse(name, &optional_json(name, value)?)?)
}

/// The fields of an options object.
#[derive(Clone)]
pub struct Options {
    object: JsValue,
    /// Has what the object lacks.
    beneath: JsValue,
}

impl Options {
    /// `null` and `undefined` are an empty one.
    pub fn new(name: &str, value: &JsValue) -> Result<Self, Error> {
        if is_missing(value) {
            return Ok(Self::of(Object::new().into()));
        }
        if !value.is_object() {
            return Err(Error::input(format!("{name} must be an object")));
        }
        Ok(Self::of(value.clone()))
    }

    fn of(object: JsValue) -> Self {
        Self {
            object,
            beneath: JsValue::UNDEFINED,
        }
    }

    /// With another object's fields where this one has none.
    pub fn over(&self, beneath: &JsValue) -> Self {
        Self {
            object: self.object.clone(),
            beneath: beneath.clone(),
        }
    }

    /// The object itself.
    pub fn as_value(&self) -> &JsValue {
        &self.object
    }

    /// A field; `undefined` when a getter throws.
    pub fn get(&self, name: &str) -> JsValue {
        let own = field(&self.object, name);
        if is_missing(&own) {
            return field(&self.beneath, name);
        }
        own
    }

    /// Whether the field was named, whatever its value.
    pub fn names(&self, name: &str) -> bool {
        Reflect::has(&self.object, &name.into()).unwrap_or(false)
    }

    /// A string.
    pub fn text(&self, name: &str) -> Result<Option<String>, Error> {
        optional_text(name, &self.get(name))
    }

    /// True or false; false when missing.
    pub fn flag(&self, name: &str) -> Result<bool, Error> {
        self.flag_or(name, false)
    }

    /// True or false.
    pub fn flag_or(&self, name: &str, default: bool) -> Result<bool, Error> {
        let value = self.get(name);
        if is_missing(&value) {
            return Ok(default);
        }
        value
            .as_bool()
            .ok_or_else(|| Error::input(format!("{name} must be true or false")))
    }

    /// A number of milliseconds.
    pub fn millis(&self, name: &str) -> Result<Option<u64>, Error> {
        self.number(name)
            .map(|value| millis(name, value))
            .transpose()
    }

    /// A number, NaN for what is none. `core` checks it.
    pub fn number(&self, name: &str) -> Option<f64> {
        let value = self.get(name);
        if is_missing(&value) {
            return None;
        }
        Some(value.as_f64().unwrap_or(f64::NAN))
    }

    /// A whole number, 0 or more.
    pub fn count(&self, name: &str) -> Result<Option<u64>, Error> {
        self.number(name)
            .map(|value| fields::count(name, value))
            .transpose()
    }

    /// A function.
    pub fn function(&self, name: &str) -> Result<Option<Function>, Error> {
        let value = self.get(name);
        if is_missing(&value) {
            return Ok(None);
        }
        value
            .dyn_into()
            .map(Some)
            .map_err(|_| Error::input(format!("{name} must be a function")))
    }

    /// Names and values of headers.
    pub fn headers(&self) -> Result<Vec<(String, String)>, Error> {
        let value = self.get("headers");
        if is_missing(&value) {
            return Ok(Vec::new());
        }
        if !value.is_object() || is_iterable(&value) {
            return Err(Error::input(
                "headers must be a plain object of names and values",
            ));
        }
        let mut headers = Vec::new();
        // Reflect catches what a proxy or a getter throws, `Object.entries` does not.
        let names = Reflect::own_keys(&value)
            .map_err(|_| Error::input("headers cannot be read: listing their names failed"))?;
        for name in names.iter().filter_map(|name| name.as_string()) {
            let value = text_field(&value, &name)
                .ok_or_else(|| Error::input("a header's value must be a string"))?;
            crate::core::connection::check_header(&name, &value)?;
            headers.push((name, value));
        }
        Ok(headers)
    }
}

fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// A `Headers` or a `Map` has no entries of its own and would be lost in silence.
fn is_iterable(value: &JsValue) -> bool {
    Reflect::get(value, &js_sys::Symbol::iterator()).is_ok_and(|it| it.is_function())
}
