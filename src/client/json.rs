//! The host's own JSON: documents parsed and written by JavaScript.

use crate::core::json::{Host, Json, MAX_DEPTH, Map};
use js_sys::{Array, JSON, Object};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/client/transport.js")]
extern "C" {
    /// `undefined` for what is no JSON: each throw that is caught would cost
    /// the module a slot of its table of JavaScript values for good.
    pub fn parse(text: &str) -> JsValue;
}

/// For the core.
pub const HOST: Host = Host {
    parse: |text| {
        let value = parse(text);
        if value.is_undefined() {
            return None;
        }
        from_js(&value)
    },
    write: |json| {
        // Whatever came from a document becomes text again.
        let text = JSON::stringify(&to_js(json)).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    },
};

/// What `JSON.parse` returned; `None` where it is nested too deeply.
pub fn from_js(value: &JsValue) -> Option<Json> {
    read(value, MAX_DEPTH)
}

fn read(value: &JsValue, levels: usize) -> Option<Json> {
    Some(if let Some(text) = value.as_string() {
        text.into()
    } else if let Some(number) = value.as_f64() {
        Json::Number(number)
    } else if let Some(is) = value.as_bool() {
        is.into()
    } else if !value.is_object() {
        Json::Null
    } else {
        let levels = levels.checked_sub(1)?;
        let is_list = Array::is_array(value);
        let items = if is_list {
            value.unchecked_ref::<Array>().clone()
        } else {
            Object::entries(value.unchecked_ref())
        };
        let mut list = Vec::new();
        let mut fields = Vec::new();
        for item in items.iter() {
            if is_list {
                list.push(read(&item, levels)?);
            } else {
                let entry: &Array = item.unchecked_ref();
                let name = entry.get(0).as_string()?;
                fields.push((name.into(), read(&entry.get(1), levels)?));
            }
        }
        if is_list {
            Json::Array(Rc::new(list))
        } else {
            Json::Object(Map::new(fields))
        }
    })
}

/// A document of our own as JavaScript has it.
pub fn to_js(json: &Json) -> JsValue {
    match json {
        Json::Null => JsValue::NULL,
        Json::Bool(is) => (*is).into(),
        Json::Number(number) => (*number).into(),
        Json::String(text) => (&**text).into(),
        Json::Array(items) => {
            let list = Array::new();
            for item in items.iter() {
                list.push(&to_js(item));
            }
            list.into()
        }
        Json::Object(fields) => {
            let entries = Array::new();
            for (name, value) in fields {
                entries.push(&Array::of2(&(&**name).into(), &to_js(value)));
            }
            // Unlike setting them, it makes `__proto__` a name like any other.
            Object::from_entries(&entries).unwrap_or_default().into()
        }
    }
}
