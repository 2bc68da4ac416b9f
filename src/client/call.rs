//! Drives a flow: executes its actions until it is over.

use super::arguments::Options;
use super::exchange::{Exchanged, Times, exchange};
use super::json::to_js;
use super::later::sleep;
use super::listener::tell_and_wait;
use super::object::{field, set};
use super::session::Session;
use super::signal::{self, Watch};
use crate::core::error::Error;
use crate::core::flow::{Action, Flow, Limits, Outcome, Turn};
use crate::core::json::{self, Json};
use crate::core::port::Port;
use js_sys::{Function, Promise};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    /// Monotonic, unlike `Date.now`.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn monotonic_ms() -> f64;
}

/// The options that every call understands.
#[derive(Clone)]
pub struct CallOptions {
    pub signal: Option<AbortSignal>,
    pub timeout_ms: Option<u64>,
    pub headers: Vec<(String, String)>,
    pub on_progress: Option<Function>,
    /// What a call of several requests is about: its checkpoints hold it.
    pub arguments: JsValue,
    pub member: Option<Member>,
}

/// Which of many calls one is.
#[derive(Clone)]
pub struct Member {
    pub index: u32,
    pub agent_id: JsValue,
    /// Of the signal of all of them.
    pub watch: Rc<Watch>,
    /// Requests of all of them.
    pub requests: Rc<Cell<u32>>,
}

impl Member {
    /// Says on an object which one it is about.
    pub fn mark(&self, object: &JsValue) {
        set(object, "index", &self.index.into());
        set(object, "agentId", &self.agent_id);
    }
}

impl CallOptions {
    /// Completes the checkpoint of an event, a report or an error.
    fn complete(&self, value: &JsValue) {
        let checkpoint = field(value, "checkpoint");
        if checkpoint.is_object() && self.arguments.is_object() {
            set(&checkpoint, "arguments", &self.arguments);
        }
    }
}

impl CallOptions {
    pub fn read(options: &Options) -> Result<Self, Error> {
        Ok(Self {
            signal: signal::read(&options.get("signal"))?,
            timeout_ms: options.millis("timeoutMs")?,
            headers: options.headers()?,
            on_progress: None,
            arguments: JsValue::UNDEFINED,
            member: None,
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

/// What a flow comes to: a report, or `None` for the last document
/// that came. One type for all, so that driving is compiled once.
pub type Finished = Result<Option<Json>, Error>;

/// The value for JavaScript, or an `Error` object.
pub type Running = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// A flow that is ready to be driven.
pub struct Prepared {
    pub options: CallOptions,
    pub flow: Flow<Finished>,
}

impl Prepared {
    pub fn new(
        what: &'static str,
        options: CallOptions,
        limits: Limits,
        body: impl Fn(Port) -> Finished + 'static,
    ) -> Self {
        let flow = Flow::new(what, limits, now_ms(), seed(), body);
        Self { options, flow }
    }
}

/// A promise of what a flow comes to. What was wrong with the arguments
/// rejects it before any request.
pub fn promise(session: &Rc<Session>, prepared: Result<Prepared, Error>) -> Promise {
    future_to_promise(run(session, prepared))
}

/// Runs a flow to its end. It holds the session, so that freeing the
/// connection in mid-call is safe.
pub fn run(session: &Rc<Session>, prepared: Result<Prepared, Error>) -> Running {
    let session = Rc::clone(session);
    Box::pin(async move {
        let Prepared { options, flow } =
            prepared.map_err(|error| session.error(error, &JsValue::UNDEFINED))?;
        let watch = match &options.member {
            Some(member) => member.watch.another(),
            None => Watch::new(options.signal.clone()),
        };
        match drive(&session, &options, &watch, flow).await {
            Ok(value) => Ok(value),
            Err(error) => {
                let error = session.error(error, &watch.reason());
                options.complete(&error);
                Err(error)
            }
        }
    })
}

async fn drive(
    session: &Session,
    options: &CallOptions,
    watch: &Watch,
    mut flow: Flow<Finished>,
) -> Result<JsValue, Error> {
    let mut last_document = None;
    let mut outcome = None;
    loop {
        if watch.take_fired() {
            flow.interrupt(Error::aborted());
        }
        let action = match flow.turn(outcome.take(), now_ms()) {
            Turn::Finished(finished) => {
                return Ok(match finished? {
                    Some(report) => {
                        let report = to_js(&report);
                        options.complete(&report);
                        report
                    }
                    None => last_document.unwrap_or_default(),
                });
            }
            Turn::Act(action) => action,
        };
        let left_ms = flow.left_ms();
        let done = watch
            .unless_fired(execute(session, options, action, left_ms))
            .await;
        outcome = Some(match done {
            Some(Exchanged { outcome, document }) => {
                last_document = document;
                outcome
            }
            None => Outcome::Failed(Error::aborted()),
        });
    }
}

async fn execute(
    session: &Session,
    options: &CallOptions,
    action: Action,
    left_ms: u64,
) -> Exchanged {
    let done = Exchanged {
        outcome: Outcome::Done,
        document: None,
    };
    match action {
        Action::Send {
            request,
            timeout_ms,
            keep,
        } => {
            if let Some(Member { requests, .. }) = &options.member {
                requests.set(requests.get() + 1);
            }
            let times = Times {
                timeout_ms,
                left_ms,
            };
            exchange(session, &options.headers, &request, times, keep).await
        }
        Action::Sleep(ms) => {
            sleep(ms).await;
            done
        }
        Action::Report(progress) => {
            if let Some(on_progress) = &options.on_progress {
                let event = to_js(&json::value(&*progress));
                options.complete(&event);
                if let Some(member) = &options.member {
                    member.mark(&event);
                }
                tell_and_wait("onProgress", on_progress, &event, left_ms).await;
            }
            done
        }
    }
}

/// Milliseconds since some moment in the past.
pub fn now_ms() -> u64 {
    monotonic_ms() as u64
}

fn seed() -> u64 {
    (js_sys::Math::random() * (1u64 << 53) as f64) as u64
}
