//! Options as a caller passed them.

use crate::core::connection::check_header;
use crate::core::duration::millis;
use crate::core::error::Error;
use crate::core::fields::{self, Fields};
use crate::core::json::{Json, Map};
use crate::core::known::Known;
use alloc::string::String;
use alloc::string::ToString;

/// The fields of an options object. Those that are missing are null.
pub struct Options<'a> {
    name: &'a str,
    fields: Map,
    known: Known,
}

impl<'a> Options<'a> {
    /// Null is an empty one.
    pub fn new(name: &'a str, value: &Json) -> Result<Self, Error> {
        let fields = match value {
            Json::Null => Map::default(),
            Json::Object(fields) => fields.clone(),
            _ => return Err(Error::input(format!("{name} must be an object"))),
        };
        Ok(Self {
            name,
            fields,
            known: Known::default(),
        })
    }

    /// All of them.
    pub fn document(&self) -> Json {
        Json::Object(self.fields.clone())
    }

    /// Whether there is none: then none will be refused.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// A field.
    pub fn get(&self, name: &'static str) -> Json {
        self.known.add(name);
        self.peek(name)
    }

    /// The same, and it may still be one that nobody asks for.
    pub fn peek(&self, name: &str) -> Json {
        self.fields.get(name).cloned().unwrap_or_default()
    }

    /// Whether the field was named, whatever its value.
    pub fn names(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Knows fields that the driver reads.
    pub fn know(&self, names: &[&'static str]) {
        for name in names {
            self.known.add(name);
        }
    }

    /// Knows what was asked of another, as far as it is meant.
    pub fn learn(&self, other: &Self, is_meant: impl Fn(&str) -> bool) {
        self.known.learn(&other.known, is_meant);
    }

    /// Refuses what has not been asked for by now.
    pub fn refuse_others(&self) -> Result<(), Error> {
        let mut names = self.fields.iter();
        names.try_for_each(|(name, _)| self.known.check(self.name, name))
    }

    /// A string.
    pub fn text(&self, name: &'static str) -> Result<Option<String>, Error> {
        match self.get(name) {
            Json::Null => Ok(None),
            value => text(name, &value).map(Some),
        }
    }

    /// True or false; false when missing.
    pub fn flag(&self, name: &'static str) -> Result<bool, Error> {
        self.flag_or(name, false)
    }

    /// True or false.
    pub fn flag_or(&self, name: &'static str, default: bool) -> Result<bool, Error> {
        match self.get(name) {
            Json::Null => Ok(default),
            Json::Bool(is) => Ok(is),
            _ => Err(Error::input(format!("{name} must be true or false"))),
        }
    }

    /// A number of milliseconds.
    pub fn millis(&self, name: &'static str) -> Result<Option<u64>, Error> {
        self.number(name)
            .map(|value| millis(name, value))
            .transpose()
    }

    /// A number, NaN for what is none. `core` checks it.
    pub fn number(&self, name: &'static str) -> Option<f64> {
        match self.get(name) {
            Json::Null => None,
            value => Some(value.as_f64().unwrap_or(f64::NAN)),
        }
    }

    /// A whole number, 0 or more.
    pub fn count(&self, name: &'static str) -> Result<Option<u64>, Error> {
        self.number(name)
            .map(|value| fields::count(name, value))
            .transpose()
    }

    /// An object that `core` reads field by field; missing means its defaults.
    pub fn parsed<T>(
        &self,
        name: &'static str,
        read: fn(&Fields) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let value = match self.get(name) {
            Json::Null => Json::Object(Map::default()),
            value => value,
        };
        Fields::of(name, &value)?.whole(read)
    }

    /// Headers, which the driver adds to its requests.
    pub fn check_headers(&self) -> Result<(), Error> {
        let headers = match self.get("headers") {
            Json::Null => return Ok(()),
            Json::Object(headers) => headers,
            _ => {
                return Err(Error::input(
                    "headers must be a plain object of names and values",
                ));
            }
        };
        for (name, value) in &headers {
            match value {
                Json::String(value) => check_header(name, value)?,
                _ => return Err(Error::input("a header's value must be a string")),
            }
        }
        Ok(())
    }
}

/// A string argument. `core` checks what it holds.
pub fn text(name: &str, value: &Json) -> Result<String, Error> {
    match value {
        Json::String(text) => Ok(text.to_string()),
        _ => Err(Error::input(format!("{name} must be a string"))),
    }
}
