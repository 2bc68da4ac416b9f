//! One attempt: a request goes out, a whole reply comes back, or neither lives on.

use super::call::now_ms;
use super::errors::describe;
use super::object::{field, method, set};
use super::session::Session;
use super::settled::settled;
use super::turns::Start;
use crate::core::error::Error;
use crate::core::flow::Outcome;
use crate::core::reply::Reply;
use crate::core::request::Request;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Object};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    /// The text stays on the JavaScript side.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// What JSON of our own making says.
pub fn parsed(text: &str) -> JsValue {
    parse(&text.into()).unwrap_or_default()
}

/// What came of an attempt, and the document that it left outside of the reply.
pub struct Exchanged {
    pub outcome: Outcome,
    pub document: Option<JsValue>,
}

/// Aborts its fetch when it is dropped before the reply is complete.
struct Guard {
    controller: AbortController,
    complete: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.complete {
            self.controller.abort();
        }
    }
}

/// How long an attempt may take, in milliseconds.
pub struct Times {
    /// Headers and body together.
    pub timeout_ms: u64,
    /// What is left of the whole call's time: all that the wait for a turn
    /// counts against.
    pub left_ms: u64,
}

/// Waits for its turn, sends once and reads the whole reply.
pub async fn exchange(
    session: &Session,
    headers: &[(String, String)],
    request: &Request,
    times: Times,
    keep: bool,
) -> Exchanged {
    match attempt(session, headers, request, times, keep).await {
        Ok(exchanged) => exchanged,
        Err(error) => Exchanged {
            outcome: Outcome::Failed(error),
            document: None,
        },
    }
}

async fn attempt(
    session: &Session,
    headers: &[(String, String)],
    request: &Request,
    times: Times,
    keep: bool,
) -> Result<Exchanged, Error> {
    let Times {
        timeout_ms,
        left_ms,
    } = times;
    let until_ms = now_ms().saturating_add(left_ms);
    let late = || Error::attempt_timeout(timeout_ms);
    loop {
        let left_ms = until_ms.saturating_sub(now_ms());
        // One more: a host's timer may be early, and then there is time left.
        let turn = within(left_ms.saturating_add(1), session.turns.next()).await;
        let start = turn.ok_or_else(late)?;
        let timeout_ms = timeout_ms.min(until_ms.saturating_sub(now_ms()));
        let sent = within(timeout_ms, send(session, headers, request, start, keep)).await;
        if let Some(exchanged) = sent.ok_or_else(late)?? {
            return Ok(exchanged);
        }
    }
}

/// Waits, in steps that a host's timer can count.
pub async fn sleep(ms: u64) {
    TimeoutFuture::new(u32::try_from(ms).unwrap_or(u32::MAX).min(i32::MAX as u32)).await;
}

/// The output of a future that ends in time.
pub async fn within<T>(ms: u64, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut timer = pin!(sleep(ms));
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// `None` when a pause began before it could start.
async fn send(
    session: &Session,
    headers: &[(String, String)],
    request: &Request,
    start: Start<'_>,
    keep: bool,
) -> Result<Option<Exchanged>, Error> {
    let token = session.token().await?;
    if start.is_held() {
        return Ok(None);
    }
    let broken = |thrown: JsValue| {
        Error::network(format!(
            "no complete reply to {} {}: {}; check the host and the network",
            request.method.as_str(),
            request.path,
            describe(&thrown)
        ))
    };
    let mut guard = Guard {
        controller: AbortController::new().map_err(broken)?,
        complete: false,
    };
    let init = init(
        session,
        headers,
        request,
        token.as_deref(),
        &guard.controller,
    );
    let url = format!("{}{}", session.base_url, request.path);
    let answer = session.fetch.call2(&JsValue::UNDEFINED, &url.into(), &init);
    // Not before: between its turn and here, time may have passed.
    start.used();
    let answer = answer.map_err(broken)?;
    let response = settled(&answer).await.map_err(broken)?;
    let text = match method(&response, "text").map(|text| text.call0(&response)) {
        Some(Ok(text)) => settled(&text).await.map_err(broken)?,
        Some(Err(thrown)) => return Err(broken(thrown)),
        None => return Err(Error::input("fetch must give a Response")),
    };
    guard.complete = true;
    let headers = field(&response, "headers");
    let header = |name: &str| {
        let value = method(&headers, "get")?.call1(&headers, &name.into());
        value.ok()?.as_string()
    };
    session.hear(request, header);
    let status = field(&response, "status").as_f64().unwrap_or_default();
    let mut reply = Reply {
        status: status as u16,
        request_id: header("x-request-id"),
        retry_after: header("retry-after").map(|value| seconds(value, header("date"))),
        ..Reply::default()
    };
    let document = (keep && reply.is_success())
        .then(|| document(&text))
        .flatten();
    reply.kept = document.is_some();
    if !reply.kept {
        reply.body = text.as_string().unwrap_or_default();
    }
    session.turns.hear(&reply);
    Ok(Some(Exchanged {
        outcome: Outcome::Reply(reply),
        document,
    }))
}

/// A `Retry-After` in seconds. A date, which begins with a day's name, is
/// measured from the reply's own date: the clocks may differ.
fn seconds(value: String, date: Option<String>) -> String {
    if !value.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return value;
    }
    let sent = date.map_or(f64::NAN, |date| Date::parse(&date));
    let now = if sent.is_nan() { Date::now() } else { sent };
    // The cast turns a past date into now, and would do so with what is none.
    match Date::parse(&value) - now {
        ms if ms.is_nan() => value,
        ms => ((ms / 1_000.0).ceil() as u64).to_string(),
    }
}

/// The `data` of a success envelope, exactly as it came.
fn document(text: &JsValue) -> Option<JsValue> {
    let envelope = parse(text).ok()?;
    let data = field(&envelope, "data");
    let succeeded = field(&envelope, "status").as_bool() == Some(true);
    (succeeded && !data.is_null() && !data.is_undefined()).then_some(data)
}

fn init(
    session: &Session,
    headers: &[(String, String)],
    request: &Request,
    token: Option<&str>,
    controller: &AbortController,
) -> Object {
    let all = Object::new();
    set(&all, "accept", &"application/json".into());
    if request.body.is_some() {
        set(&all, "content-type", &"application/json".into());
    }
    for (name, value) in session.headers.iter().chain(headers) {
        set(&all, &name.to_ascii_lowercase(), &value.as_str().into());
    }
    if let Some(token) = token {
        set(&all, "authorization", &format!("Bearer {token}").into());
    }
    if request.test_call {
        set(&all, "x-test-call", &"true".into());
    }
    let init = Object::new();
    set(&init, "method", &request.method.as_str().into());
    set(&init, "headers", &all);
    set(&init, "signal", &field(controller, "signal"));
    // A redirect would turn a write into a read, or lead to a login page.
    set(&init, "redirect", &"manual".into());
    if let Some(body) = &request.body {
        set(&init, "body", &body.as_str().into());
    }
    if let Some(credentials) = &session.credentials {
        set(&init, "credentials", &credentials.as_str().into());
    }
    if session.in_page {
        set(&init, "cache", &"no-store".into());
    }
    init
}
