//! From and to the documents of `serde_json`, for native hosts and tests: a
//! page has a parser of its own, and downloads nothing that nobody calls.

use super::{Json, Map, ToJson};
use crate::core::error::Error;
use alloc::rc::Rc;
use alloc::string::String;
use core::fmt::{self, Display, Formatter};
use core::ops::Index;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// The document that a text holds.
pub fn parse(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// The text of a value.
pub fn text(value: &(impl ToJson + ?Sized)) -> String {
    serde_json::to_string(&value.to_json()).unwrap_or_default()
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(is) => Self::Bool(is),
            Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => text.into(),
            Value::Array(items) => {
                Self::Array(Rc::new(items.into_iter().map(Self::from).collect()))
            }
            Value::Object(fields) => Self::Object(Map::new(
                fields
                    .into_iter()
                    .map(|(name, value)| (name.into(), value.into()))
                    .collect(),
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from)
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::value(self).serialize(serializer)
    }
}

impl PartialEq<Value> for Json {
    fn eq(&self, other: &Value) -> bool {
        let other = Self::from(other.clone());
        *self == other
    }
}

impl PartialEq<bool> for Json {
    fn eq(&self, other: &bool) -> bool {
        self.as_bool() == Some(*other)
    }
}

impl PartialEq<&str> for Json {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(other)
    }
}

impl Display for Json {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&super::text(self))
    }
}

/// What is not there is null.
impl Index<&str> for Json {
    type Output = Self;

    fn index(&self, name: &str) -> &Self {
        self.get(name).unwrap_or(&Self::Null)
    }
}

/// What is not there is null.
impl Index<usize> for Json {
    type Output = Self;

    fn index(&self, at: usize) -> &Self {
        self.as_array()
            .and_then(|items| items.get(at))
            .unwrap_or(&Self::Null)
    }
}
