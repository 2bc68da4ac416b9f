//! What a caller's function gave, a promise or not.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A promise of the runtime's own that settles as it does.
///
/// `Promise.resolve` would give a promise of the caller's back as it is, and
/// what its `constructor` or `then` throws would end the whole module's work.
/// A race of it alone rejects then.
pub fn promise_of(given: &JsValue) -> Promise {
    Promise::race(&Array::of1(given))
}

/// Waits until it is settled.
pub async fn settled(given: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise_of(given)).await
}
