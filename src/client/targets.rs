//! What `releaseMany` is given: an array, or anything else that can be
//! iterated, now or later.

use super::errors::describe;
use super::object::{field, method};
use super::session::Session;
use super::settled::settled;
use crate::core::error::Error;
use js_sys::{Function, Reflect, Symbol};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    /// `js_sys` binds it without a catch, and it throws at a proxy that is revoked.
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// Of an array, which may be a proxy that throws.
fn length(targets: &JsValue) -> Option<u32> {
    is_array(targets).unwrap_or_default().then_some(())?;
    field(targets, "length")
        .as_f64()
        .map(|length| length as u32)
}

/// An iterator under way. It is asked for one target at a time.
pub struct Targets {
    iterator: JsValue,
    next: Function,
    /// Of an array.
    pub length: Option<u32>,
    /// It has neither ended nor thrown.
    open: Cell<bool>,
    /// It has not answered yet.
    asked: Cell<bool>,
}

impl Targets {
    pub fn open(targets: &JsValue) -> Result<Self, Error> {
        let by = |symbol: &JsValue| {
            // A string can be iterated, and holds no target.
            targets.is_object().then_some(())?;
            let open = Reflect::get(targets, symbol).unwrap_or_default();
            open.dyn_into::<Function>().ok()
        };
        let iterate = by(&Symbol::async_iterator()).or_else(|| by(&Symbol::iterator()));
        let Some(iterate) = iterate else {
            return Err(Error::input(
                "targets must be an array, or an iterable or async iterable, of {agentId, patch}",
            ));
        };
        let iterator = iterate.call0(targets).map_err(|thrown| {
            Error::input(format!("targets cannot be iterated: {}", describe(&thrown)))
        })?;
        let next = method(&iterator, "next")
            .ok_or_else(|| Error::input("targets cannot be iterated: there is no next()"))?;
        Ok(Self {
            iterator,
            next,
            length: length(targets),
            open: Cell::new(true),
            asked: Cell::new(false),
        })
    }

    /// Whether it has ended or thrown.
    pub fn is_over(&self) -> bool {
        !self.open.get()
    }

    /// The next target, or what the iterator threw. When it is over, what
    /// this gives is no target.
    pub async fn next(&self, session: &Session) -> Result<JsValue, JsValue> {
        self.asked.set(true);
        let step = match self.next.call0(&self.iterator) {
            Ok(step) => settled(&step).await,
            thrown => thrown,
        };
        self.asked.set(false);
        let step = step.inspect_err(|_| self.open.set(false))?;
        if !step.is_object() {
            let error =
                Error::input("the iterator of the targets gave something else than a result");
            return Err(session.error(error, &JsValue::UNDEFINED));
        }
        if field(&step, "done").is_truthy() {
            self.open.set(false);
            return Ok(JsValue::UNDEFINED);
        }
        // An array may hold promises of targets.
        settled(&field(&step, "value")).await
    }

    /// Lets the iterator clean up when it is left before its end. What comes
    /// of that is its own business.
    pub async fn close(self) {
        if self.is_over() {
            return;
        }
        let Some(finish) = method(&self.iterator, "return") else {
            return;
        };
        let Ok(closing) = finish.call0(&self.iterator) else {
            return;
        };
        let closed = async move { drop(settled(&closing).await) };
        if self.asked.get() {
            // It stands behind an answer that may never come.
            spawn_local(closed);
        } else {
            closed.await;
        }
    }
}
