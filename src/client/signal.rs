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

/// One listener for all who watch the same signal: hosts warn of many.
struct Ear {
    signal: AbortSignal,
    closure: Closure<dyn FnMut()>,
    states: Rc<RefCell<Vec<Rc<State>>>>,
}

impl Ear {
    fn new(signal: AbortSignal) -> Self {
        let states: Rc<RefCell<Vec<Rc<State>>>> = Rc::default();
        let heard = Rc::clone(&states);
        let closure = Closure::new(move || {
            for state in heard.borrow().iter() {
                state.fired.set(true);
                if let Some(waker) = state.waker.borrow_mut().take() {
                    waker.wake();
                }
            }
        });
        // A signal that cannot be listened to was refused before.
        let _ = signal.add_event_listener_with_callback(
            "abort",
            closure.as_ref().unchecked_ref::<Function>(),
        );
        Self {
            signal,
            closure,
            states,
        }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let _ = self.signal.remove_event_listener_with_callback(
            "abort",
            self.closure.as_ref().unchecked_ref::<Function>(),
        );
    }
}

/// Listens while it lives; the listener goes with the last of its kind.
pub struct Watch {
    state: Rc<State>,
    ear: Option<Rc<Ear>>,
}

impl Watch {
    /// Watches a signal, or nothing.
    pub fn new(signal: Option<AbortSignal>) -> Self {
        Self::through(signal.map(|signal| Rc::new(Ear::new(signal))))
    }

    /// Another one of the same signal.
    pub fn another(&self) -> Self {
        Self::through(self.ear.clone())
    }

    fn through(ear: Option<Rc<Ear>>) -> Self {
        let state = Rc::new(State::default());
        if let Some(ear) = &ear {
            let is_aborted = field(&ear.signal, "aborted").as_bool() == Some(true);
            state.fired.set(is_aborted);
            ear.states.borrow_mut().push(Rc::clone(&state));
        }
        Self { state, ear }
    }

    /// Whether the signal fired since this was asked last.
    pub fn take_fired(&self) -> bool {
        self.state.fired.replace(false)
    }

    /// Whether the signal fired, unless `take_fired` took that.
    pub fn has_fired(&self) -> bool {
        self.state.fired.get()
    }

    /// Why it fired.
    pub fn reason(&self) -> JsValue {
        self.ear
            .as_ref()
            .map_or(JsValue::UNDEFINED, |ear| field(&ear.signal, "reason"))
    }

    /// The future's output, or `None` as soon as the signal fires: the future is dropped then.
    pub async fn unless_fired<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = pin!(future);
        std::future::poll_fn(|context| {
            if self.state.fired.get() {
                return Poll::Ready(None);
            }
            // First, because a function of the caller's that the future calls may abort.
            *self.state.waker.borrow_mut() = Some(context.waker().clone());
            future.as_mut().poll(context).map(Some)
        })
        .await
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(ear) = &self.ear {
            let others = |state: &Rc<State>| !Rc::ptr_eq(state, &self.state);
            ear.states.borrow_mut().retain(others);
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
