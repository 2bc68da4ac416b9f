//! Options as a caller passed them.
//!
//! Which options a call has is a table. What they are is checked in one loop,
//! so that whoever reads one afterwards need not.

use crate::core::connection::check_header;
use crate::core::duration::millis;
use crate::core::error::Error;
use crate::core::fields::{Fields, count};
use crate::core::json::{Json, Map};
use crate::core::known;
use crate::core::text::fill;
use alloc::vec::Vec;

/// What an option must be, where it is given.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Anything: the driver reads it, or `core`.
    Any,
    /// A string.
    Text,
    /// True or false.
    Flag,
    /// A number of milliseconds.
    Millis,
    /// A whole number, 0 or more.
    Count,
    /// Headers, which the driver adds to its requests.
    Headers,
}

/// An option that exists.
pub type Known = (&'static str, Kind);

/// Those of every call.
pub const OF_ANY: [Known; 3] = [
    ("signal", Kind::Any),
    ("timeoutMs", Kind::Millis),
    ("headers", Kind::Headers),
];

/// The fields of an options object. Those that are missing are null.
pub struct Options(Map);

impl Options {
    /// The fields of what has this name. Null is an empty one.
    pub fn new(name: &str, value: &Json) -> Result<Self, Error> {
        match value {
            Json::Null => Ok(Self(Map::default())),
            Json::Object(fields) => Ok(Self(fields.clone())),
            _ => Err(Error::input(fill("{} must be an object", &[name]))),
        }
    }

    /// All of them.
    pub fn document(&self) -> Json {
        Json::Object(self.0.clone())
    }

    /// Checks those that exist.
    pub fn check(&self, known: &[&[Known]]) -> Result<(), Error> {
        for some in known {
            for (name, kind) in *some {
                check(name, *kind, self.get(name))?;
            }
        }
        Ok(())
    }

    /// Refuses all others: a slip of the pen would be ignored in silence.
    pub fn refuse_others(&self, argument: &str, known: &[&[Known]]) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut names = Vec::new();
        for some in known {
            for (name, _) in *some {
                names.push(*name);
            }
        }
        for (name, _) in &self.0 {
            if !names.contains(&&**name) {
                return Err(known::refusal(argument, name, &names));
            }
        }
        Ok(())
    }

    /// Whether the field was named, whatever its value.
    pub fn names(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A field.
    pub fn get(&self, name: &str) -> &Json {
        self.0.get(name).unwrap_or(&Json::Null)
    }

    /// One that was checked to be a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).as_str()
    }

    /// One that was checked to be true or false; false when missing.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).as_bool().unwrap_or_default()
    }

    /// One that was checked to be a number.
    pub fn whole(&self, name: &str) -> Option<u64> {
        self.get(name).as_f64().map(|number| number as u64)
    }

    /// One that was checked to be a number, or a flag: 1 for true, and
    /// nothing for false.
    pub fn number(&self, name: &str) -> Option<u64> {
        match self.get(name) {
            Json::Bool(true) => Some(1),
            Json::Number(number) => Some(*number as u64),
            _ => None,
        }
    }

    /// An object that `core` reads field by field; missing means its defaults.
    pub fn parsed<T>(&self, name: &str, read: fn(&Fields) -> Result<T, Error>) -> Result<T, Error> {
        let value = match self.get(name) {
            Json::Null => &Json::Object(Map::default()),
            value => value,
        };
        Fields::of(name, value)?.whole(read)
    }
}

fn check(name: &str, kind: Kind, value: &Json) -> Result<(), Error> {
    let number = || value.as_f64().unwrap_or(f64::NAN);
    let what = match (kind, value) {
        (Kind::Any, _)
        | (_, Json::Null)
        | (Kind::Text, Json::String(_))
        | (Kind::Flag, Json::Bool(_)) => return Ok(()),
        (Kind::Millis, _) => return millis(name, number()).map(drop),
        (Kind::Count, _) => return count(name, number()).map(drop),
        (Kind::Headers, Json::Object(headers)) => return check_headers(headers),
        (Kind::Text, _) => "a string",
        (Kind::Flag, _) => "true or false",
        (Kind::Headers, _) => "a plain object of names and values",
    };
    Err(must_be(name, what))
}

fn check_headers(headers: &Map) -> Result<(), Error> {
    for (name, value) in headers {
        match value {
            Json::String(value) => check_header(name, value)?,
            _ => return Err(Error::input("a header's value must be a string")),
        }
    }
    Ok(())
}

fn must_be(name: &str, what: &str) -> Error {
    Error::input(fill("{} must be {}", &[name, what]))
}

/// A string argument. `core` checks what it holds.
pub fn text<'a>(name: &str, value: &'a Json) -> Result<&'a str, Error> {
    value.as_str().ok_or_else(|| must_be(name, "a string"))
}
