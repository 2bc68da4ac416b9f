//! Functions of the caller's that are told what goes on.

use super::errors::describe;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn log(what: &str, why: &str);
}

/// Tells a listener of an event. One that fails must not stop
/// what it only watches.
pub fn tell(name: &'static str, listener: &Function, event: &JsValue) {
    let complain = move |thrown: &JsValue| log(&format!("{name} failed:"), &describe(thrown));
    match listener.call1(&JsValue::UNDEFINED, event) {
        Err(thrown) => complain(&thrown),
        Ok(given) => {
            if let Ok(promise) = given.dyn_into::<Promise>() {
                spawn_local(async move {
                    if let Err(thrown) = JsFuture::from(promise).await {
                        complain(&thrown);
                    }
                });
            }
        }
    }
}
