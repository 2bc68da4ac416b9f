//! From JavaScript arguments to text and numbers that `core` can check.

use super::object::text_field;
use crate::core::duration::millis;
use crate::core::error::Error;
use crate::core::fields::{self, Fields};
use crate::core::known::Known;
use js_sys::{Function, JSON, Reflect};
use std::cell::Cell;
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
    let fields = fields_of(name, value)?;
    let read = read(&fields)?;
    fields.refuse_others()?;
    Ok(read)
}

/// The same for one whose fields need not all be known.
pub fn parsed_in_part<T>(
    name: &str,
    value: &JsValue,
    read: fn(&Fields) -> Result<T, Error>,
) -> Result<T, Error> {
    read(&fields_of(name, value)?)
}

fn fields_of<'a>(name: &'a str, value: &JsValue) -> Result<Fields<'a>, Error> {
    Fields::parse(name, &optional_json(name, value)?)
}

/// The fields of an options object.
#[derive(Clone)]
pub struct Options {
    name: &'static str,
    /// Undefined when there is none.
    object: JsValue,
    /// Has what the object lacks.
    beneath: JsValue,
    known: Known,
    /// The last field whose getter threw.
    broken: Cell<Option<&'static str>>,
}

impl Options {
    /// `null` and `undefined` are an empty one.
    pub fn new(name: &'static str, value: &JsValue) -> Result<Self, Error> {
        let object = if is_missing(value) {
            JsValue::UNDEFINED
        } else if value.is_object() {
            value.clone()
        } else {
            return Err(Error::input(format!("{name} must be an object")));
        };
        Ok(Self {
            name,
            object,
            beneath: JsValue::UNDEFINED,
            known: Known::default(),
            broken: Cell::new(None),
        })
    }

    /// With another object's fields where this one has none. What is known by
    /// now is known of both.
    pub fn over(&self, beneath: &JsValue) -> Self {
        Self {
            beneath: beneath.clone(),
            ..self.clone()
        }
    }

    /// The object itself.
    pub fn as_value(&self) -> &JsValue {
        &self.object
    }

    /// A field; `undefined` when a getter throws, which
    /// [`refuse_others`](Self::refuse_others) tells of.
    pub fn get(&self, name: &'static str) -> JsValue {
        self.known.add(name);
        self.peek(name)
    }

    /// The same, and it may still be one that nobody asks for.
    pub fn peek(&self, name: &'static str) -> JsValue {
        let own = self.read(&self.object, name);
        if is_missing(&own) && self.beneath.is_object() {
            return self.read(&self.beneath, name);
        }
        own
    }

    fn read(&self, object: &JsValue, name: &'static str) -> JsValue {
        if object.is_undefined() {
            return JsValue::UNDEFINED;
        }
        Reflect::get(object, &name.into()).unwrap_or_else(|_| {
            self.broken.set(Some(name));
            JsValue::UNDEFINED
        })
    }

    /// Whether the field was named, whatever its value.
    pub fn names(&self, name: &str) -> bool {
        !self.object.is_undefined() && Reflect::has(&self.object, &name.into()).unwrap_or(false)
    }

    /// Knows a field that is read elsewhere.
    pub fn know(&self, name: &'static str) {
        self.known.add(name);
    }

    /// Knows what was asked of another, as far as it is meant.
    pub fn learn(&self, other: &Self, is_meant: impl Fn(&str) -> bool) {
        self.known.learn(&other.known, is_meant);
    }

    /// Refuses what has not been asked for by now, and what could not be read.
    pub fn refuse_others(&self) -> Result<(), Error> {
        let unreadable = |what: &str| Error::input(format!("{} cannot be read{what}", self.name));
        if let Some(name) = self.broken.get() {
            return Err(unreadable(&format!(": its {name} throws")));
        }
        if self.object.is_undefined() {
            return Ok(());
        }
        let names = Reflect::own_keys(&self.object).map_err(|_| unreadable(""))?;
        names
            .iter()
            .filter_map(|name| name.as_string())
            .try_for_each(|name| self.known.check(self.name, &name))
    }

    /// A string.
    pub fn text(&self, name: &'static str) -> Result<Option<String>, Error> {
        optional_text(name, &self.get(name))
    }

    /// True or false; false when missing.
    pub fn flag(&self, name: &'static str) -> Result<bool, Error> {
        self.flag_or(name, false)
    }

    /// True or false.
    pub fn flag_or(&self, name: &'static str, default: bool) -> Result<bool, Error> {
        let value = self.get(name);
        if is_missing(&value) {
            return Ok(default);
        }
        value
            .as_bool()
            .ok_or_else(|| Error::input(format!("{name} must be true or false")))
    }

    /// A number of milliseconds.
    pub fn millis(&self, name: &'static str) -> Result<Option<u64>, Error> {
        self.number(name)
            .map(|value| millis(name, value))
            .transpose()
    }

    /// A number, NaN for what is none. `core` checks it.
    pub fn number(&self, name: &'static str) -> Option<f64> {
        let value = self.get(name);
        if is_missing(&value) {
            return None;
        }
        Some(value.as_f64().unwrap_or(f64::NAN))
    }

    /// A whole number, 0 or more.
    pub fn count(&self, name: &'static str) -> Result<Option<u64>, Error> {
        self.number(name)
            .map(|value| fields::count(name, value))
            .transpose()
    }

    /// A function.
    pub fn function(&self, name: &'static str) -> Result<Option<Function>, Error> {
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
