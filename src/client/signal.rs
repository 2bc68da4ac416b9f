//! The caller's `AbortSignal`, watched for as long as a call lasts.

use super::object::field;
use crate::core::error::Error;
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[derive(Default)]
struct State {
    fired: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

/// Listens while it lives; its listener goes with it.
pub struct Watch {
    state: Rc<State>,
    listener: Option<(AbortSignal, Closure<dyn FnMut()>)>,
}

impl Watch {
    /// Watches a signal, or nothing.
    pub fn new(signal: Option<AbortSignal>) -> Self {
        let state = Rc::new(State::default());
        let listener = signal.map(|signal| {
            state
                .fired
                .set(field(&signal, "aborted").as_bool() == Some(true));
            let heard = Rc::clone(&state);
            let closure = Closure::new(move || {
                heard.fired.set(true);
                if let Some(waker) = heard.waker.borrow_mut().take() {
                    waker.wake();
                }
            });
            // A signal that cannot be listened to was refused before.
            let _ = signal.add_event_listener_with_callback(
                "abort",
                closure.as_ref().unchecked_ref::<Function>(),
            );
            (signal, closure)
        });
        Self { state, listener }
    }

    /// Whether the signal fired since this was asked last.
    pub fn take_fired(&self) -> bool {
        self.state.fired.replace(false)
    }

    /// Why it fired.
    pub fn reason(&self) -> JsValue {
        self.listener
            .as_ref()
            .map_or(JsValue::UNDEFINED, |(signal, _)| field(signal, "reason"))
    }

    /// The future's output, or `None` as soon as the signal fires: the future is dropped then.
    pub async fn unless_fired<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = pin!(future);
        std::future::poll_fn(|context| {
            if self.state.fired.get() {
                return Poll::Ready(None);
            }
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Some(output));
            }
            *self.state.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some((signal, closure)) = &self.listener {
            let _ = signal.remove_event_listener_with_callback(
                "abort",
                closure.as_ref().unchecked_ref::<Function>(),
            );
        }
    }
}

/// Reads a `signal` option. It may come from another realm, so it is known by what it can do.
pub fn read(value: &JsValue) -> Result<Option<AbortSignal>, Error> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let is_signal = field(value, "aborted").as_bool().is_some()
        && field(value, "addEventListener").is_function()
        && field(value, "removeEventListener").is_function();
    if !is_signal {
        return Err(Error::input("signal must be an AbortSignal"));
    }
    Ok(Some(value.clone().unchecked_into()))
}
