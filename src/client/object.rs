//! Properties of JavaScript objects.
//!
//! Few are named by a binding of their own: each would cost the module an
//! import, and what a caller passed may be anything.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;

/// A property; `undefined` when there is none, or when its getter throws.
pub fn field(object: &JsValue, name: &str) -> JsValue {
    // Reflect would throw, and each throw that is caught costs the module a
    // slot of its table of JavaScript values for good.
    if !object.is_object() && !object.is_function() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// A property that is a string.
pub fn text_field(object: &JsValue, name: &str) -> Option<String> {
    field(object, name).as_string()
}

/// A property that is a function.
pub fn method(object: &JsValue, name: &str) -> Option<Function> {
    field(object, name).dyn_into().ok()
}

/// Sets a property of a plain object, which takes every one.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

/// Headers as an object. Names in another case are the same name.
pub fn record(headers: &[(String, String)]) -> Object {
    let object = Object::new();
    for (name, value) in headers {
        set(&object, &name.to_ascii_lowercase(), &value.as_str().into());
    }
    object
}
