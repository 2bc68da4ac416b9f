//! What the core says of itself, as documents: objects, field by field, and lists.

use super::{Json, Map};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

/// What can be said as a document.
pub trait ToJson {
    /// The document.
    fn to_json(&self) -> Json;
}

/// The fields of an object so far. Each has a name of its own.
#[derive(Default)]
pub struct Object(Vec<(Rc<str>, Json)>);

impl Object {
    /// Adds a field.
    pub fn add(&mut self, name: &str, value: &(impl ToJson + ?Sized)) {
        self.push(name, value.to_json());
    }

    /// Adds a field that is left out where there is nothing to say.
    pub fn add_some(&mut self, name: &str, value: &(impl ToJson + ?Sized)) {
        let value = value.to_json();
        if !value.is_null() {
            self.push(name, value);
        }
    }

    /// The whole object.
    pub fn end(self) -> Json {
        Json::Object(Map::new(self.0))
    }

    #[inline(never)]
    fn push(&mut self, name: &str, value: Json) {
        self.0.push((name.into(), value));
    }
}

impl ToJson for Json {
    fn to_json(&self) -> Json {
        self.clone()
    }
}

impl ToJson for bool {
    fn to_json(&self) -> Json {
        (*self).into()
    }
}

impl ToJson for u16 {
    fn to_json(&self) -> Json {
        u32::from(*self).into()
    }
}

impl ToJson for u32 {
    fn to_json(&self) -> Json {
        (*self).into()
    }
}

impl ToJson for u64 {
    fn to_json(&self) -> Json {
        (*self).into()
    }
}

impl ToJson for str {
    fn to_json(&self) -> Json {
        self.into()
    }
}

impl ToJson for String {
    fn to_json(&self) -> Json {
        self.as_str().into()
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self) -> Json {
        (*self).to_json()
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json(&self) -> Json {
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push(item.to_json());
        }
        Json::Array(Rc::new(items))
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Json {
        self.as_slice().to_json()
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Json {
        match self {
            Some(value) => value.to_json(),
            None => Json::Null,
        }
    }
}
