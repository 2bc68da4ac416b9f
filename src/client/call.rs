//! Drives a flow: executes its actions until it is over.

use super::arguments::Options;
use super::errors::describe;
use super::exchange::{Exchanged, exchange, sleep};
use super::session::Session;
use super::signal::{self, Watch};
use crate::core::error::Error;
use crate::core::flow::{Action, Flow, Limits, Outcome, Port, Turn};
use crate::core::model::report::Progress;
use js_sys::{Function, JSON, Promise};
use serde::Serialize;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    /// Monotonic, unlike `Date.now`.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn monotonic_ms() -> f64;

    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn log(what: &str, why: &str);
}

/// The options that every call understands.
#[derive(Clone)]
pub struct CallOptions {
    pub signal: Option<AbortSignal>,
    pub timeout_ms: Option<u64>,
    pub headers: Vec<(String, String)>,
    pub on_progress: Option<Function>,
}

impl CallOptions {
    pub fn read(options: &Options) -> Result<Self, Error> {
        Ok(Self {
            signal: signal::read(&options.get("signal"))?,
            timeout_ms: options.millis("timeoutMs")?,
            headers: options.headers()?,
            on_progress: None,
        })
    }

    /// Limits for a flow of this call.
    pub fn limits(&self, session: &Session, deadline_ms: u64) -> Limits {
        Limits {
            timeout_ms: self.timeout_ms.unwrap_or(session.timeout_ms),
            deadline_ms,
            retry: session.retry,
        }
    }
}

/// A value for JavaScript.
pub fn to_js(value: &impl Serialize) -> JsValue {
    let text = serde_json::to_string(value).unwrap_or_default();
    JSON::parse(&text).unwrap_or_default()
}

/// Runs a flow to its end as a promise of what `finish` makes of it and of
/// the last document that came.
///
/// `prepare` checks the arguments; what it refuses rejects the promise
/// before any request. The promise holds the session, so that freeing the
/// connection in mid-call is safe.
pub fn promise<T, F>(
    session: &Rc<Session>,
    prepare: Result<Prepared<F>, Error>,
    finish: impl FnOnce(T, Option<JsValue>) -> JsValue + 'static,
) -> Promise
where
    T: 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    let session = Rc::clone(session);
    future_to_promise(async move {
        let prepared = prepare.map_err(|error| session.error(error, &JsValue::UNDEFINED))?;
        let watch = Watch::new(prepared.options.signal.clone());
        let limits = prepared.limits;
        let flow = Flow::new(prepared.what, limits, now_ms(), seed(), prepared.body);
        let (result, document) = drive(&session, &prepared.options, &watch, flow).await;
        result
            .map(|value| finish(value, document))
            .map_err(|error| session.error(error, &watch.reason()))
    })
}

/// A flow that has everything it needs.
pub struct Prepared<F> {
    pub what: &'static str,
    pub options: CallOptions,
    pub limits: Limits,
    pub body: Box<dyn FnOnce(Port) -> F>,
}

/// What a flow came to, and the last document that came on the way.
pub async fn drive<T>(
    session: &Session,
    options: &CallOptions,
    watch: &Watch,
    mut flow: Flow<T>,
) -> (T, Option<JsValue>) {
    let mut last_document = None;
    let mut outcome = None;
    loop {
        if watch.take_fired() {
            flow.interrupt(Error::aborted());
        }
        let action = match flow.turn(outcome.take(), now_ms()) {
            Turn::Finished(value) => return (value, last_document),
            Turn::Act(action) => action,
        };
        let done = watch.unless_fired(execute(session, options, action)).await;
        outcome = Some(match done {
            Some(Exchanged { outcome, document }) => {
                last_document = document;
                outcome
            }
            None => Outcome::Failed(Error::aborted()),
        });
    }
}

async fn execute(session: &Session, options: &CallOptions, action: Action) -> Exchanged {
    let done = Exchanged {
        outcome: Outcome::Done,
        document: None,
    };
    match action {
        Action::Send {
            request,
            timeout_ms,
            keep,
        } => exchange(session, &options.headers, &request, timeout_ms, keep).await,
        Action::Sleep(ms) => {
            sleep(ms).await;
            done
        }
        Action::Report(progress) => {
            if let Some(on_progress) = &options.on_progress {
                report(on_progress, &progress);
            }
            done
        }
    }
}

/// A listener that fails must not stop what it only watches.
fn report(on_progress: &Function, progress: &Progress) {
    let complain = |thrown: &JsValue| log("onProgress failed:", &describe(thrown));
    match on_progress.call1(&JsValue::UNDEFINED, &to_js(progress)) {
        Err(thrown) => complain(&thrown),
        Ok(given) => {
            if let Ok(promise) = given.dyn_into::<Promise>() {
                wasm_bindgen_futures::spawn_local(async move {
                    if let Err(thrown) = wasm_bindgen_futures::JsFuture::from(promise).await {
                        complain(&thrown);
                    }
                });
            }
        }
    }
}

/// Milliseconds since some moment in the past.
fn now_ms() -> u64 {
    monotonic_ms() as u64
}

fn seed() -> u64 {
    (js_sys::Math::random() * (1u64 << 53) as f64) as u64
}
