//! JSON: the one kind of document that the emulator reads, keeps and writes.
//!
//! One type with one set of functions, where a type for every shape would be
//! most of the module's size. Texts are shared, so that a copy of a document
//! costs little whatever is in it.

mod fields;
mod number;
mod parse;
mod plain;
mod record;
mod write;

pub use fields::Fields;
pub use number::Number;
pub use record::{FromJson, Reader, Word};
pub(super) use record::{kept, shown, words};
pub use write::{Out, Raw, ToJson, object, to_string, to_text};

use std::rc::Rc;

/// Any JSON.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Json {
    #[default]
    Null,
    Flag(bool),
    Number(Number),
    Text(Rc<str>),
    List(Vec<Json>),
    Object(Fields),
}

impl Json {
    /// One field of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Fields> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// What kind of value it is, in JavaScript's words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::List(_) => "array",
            Self::Object(_) => "object",
        }
    }
}
