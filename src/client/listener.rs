//! Functions of the caller's that are told what goes on.

use super::errors::describe;
use super::later::within;
use super::object::method;
use super::settled::promise_of;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn log(what: &str, why: &str);
}

/// Tells a listener of an event. One that fails must not stop what it only
/// watches: its failure is logged. Gives a promise for the one that it returned.
pub fn tell(name: &'static str, listener: &Function, event: &JsValue) -> Option<Promise> {
    let complain = move |thrown: &JsValue| log(&format!("{name} failed:"), &describe(thrown));
    let given = match listener.call1(&JsValue::UNDEFINED, event) {
        Ok(given) => given,
        Err(thrown) => {
            complain(&thrown);
            return None;
        }
    };
    // A promise may come from another realm, so it is known by what it can do.
    method(&given, "then")?;
    let promise = promise_of(&given);
    let told = promise.clone();
    // Whoever waits for it may stop waiting; that it failed is logged all the same.
    spawn_local(async move {
        if let Err(thrown) = JsFuture::from(told).await {
            complain(&thrown);
        }
    });
    Some(promise)
}

/// The same, and waits until the promise is settled, but no longer than that.
pub async fn tell_and_wait(
    name: &'static str,
    listener: &Function,
    event: &JsValue,
    longest_ms: u64,
) {
    if let Some(promise) = tell(name, listener, event) {
        within(longest_ms, JsFuture::from(promise)).await;
    }
}
