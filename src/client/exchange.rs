//! One attempt: a request goes out, a whole reply comes back, or neither lives on.

use super::call::now_ms;
use super::errors::describe;
use super::later::{Later, Underway, within};
use super::object::{record, set};
use super::session::Session;
use crate::core::error::Error;
use crate::core::flow::Outcome;
use crate::core::reply::Reply;
use crate::core::request::Request;
use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/client/transport.js")]
extern "C" {
    /// What all attempts of a connection have in common.
    pub type Route;

    #[wasm_bindgen(constructor)]
    pub fn new(
        fetch: &Function,
        base_url: &str,
        headers: &Object,
        token: Option<&str>,
        credentials: Option<&str>,
        is_in_page: bool,
    ) -> Route;

    /// Sends once; what is told of it is an [`Answer`].
    #[allow(clippy::too_many_arguments)]
    fn send(
        tell: &JsValue,
        number: u32,
        route: &Route,
        method: &str,
        path: &str,
        body: Option<&str>,
        headers: Option<&Object>,
        token: Option<&str>,
        timeout_ms: f64,
        keep: bool,
    ) -> Underway;

    /// What came of an attempt.
    pub type Answer;

    #[wasm_bindgen(method, getter)]
    fn problem(this: &Answer) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn thrown(this: &Answer) -> JsValue;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Answer) -> f64;

    #[wasm_bindgen(method, getter)]
    fn text(this: &Answer) -> String;

    #[wasm_bindgen(method, getter)]
    fn document(this: &Answer) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = requestId)]
    fn request_id(this: &Answer) -> Option<String>;

    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &Answer) -> Option<String>;

    #[wasm_bindgen(method)]
    pub fn header(this: &Answer, name: &str) -> Option<String>;
}

/// What came of an attempt, and the document that it left outside of the reply.
pub struct Exchanged {
    pub outcome: Outcome,
    pub document: Option<JsValue>,
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
        Ok(answer) => {
            session.hear(request, &answer);
            let (reply, document) = read(&answer);
            session.turns.hear(&reply);
            Exchanged {
                outcome: Outcome::Reply(reply),
                document,
            }
        }
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
) -> Result<Answer, Error> {
    let Times {
        timeout_ms,
        left_ms,
    } = times;
    let mut now = now_ms();
    let until_ms = now.saturating_add(left_ms);
    let late = || Error::attempt_timeout(timeout_ms);
    loop {
        // One more: a host's timer may be early, and then there is time left.
        let left_ms = until_ms.saturating_sub(now).saturating_add(1);
        let turn = within(left_ms, session.turns.next()).await;
        let start = turn.ok_or_else(late)?;
        now = now_ms();
        let end_ms = until_ms.min(now.saturating_add(timeout_ms));
        let token = match session.auth() {
            None => None,
            Some(auth) => {
                let token = within(end_ms.saturating_sub(now), session.token(auth)).await;
                let token = token.ok_or_else(late)??;
                now = now_ms();
                // A pause may have begun.
                if start.is_held() {
                    continue;
                }
                Some(token)
            }
        };
        let later = Later::new(|tell, number| {
            send(
                tell,
                number,
                &session.route,
                request.method.as_str(),
                &request.path,
                request.body.as_deref(),
                more_headers(headers, request).as_ref(),
                token.as_deref(),
                end_ms.saturating_sub(now) as f64,
                keep,
            )
        });
        // Not before: between its turn and here, time may have passed.
        start.used();
        let answer: Answer = later.await.unchecked_into();
        return match answer.problem().as_deref() {
            None => Ok(answer),
            Some("late") => Err(late()),
            Some("foreign") => Err(Error::input("fetch must give a Response")),
            Some(_) => Err(Error::network(format!(
                "no complete reply to {} {}: {}; check the host and the network",
                request.method.as_str(),
                request.path,
                describe(&answer.thrown())
            ))),
        };
    }
}

/// What an answer is to `core`, and the document that stays outside of it.
fn read(answer: &Answer) -> (Reply, Option<JsValue>) {
    let document = answer.document();
    let kept = !document.is_undefined();
    let mut reply = Reply {
        status: answer.status() as u16,
        request_id: answer.request_id(),
        kept,
        ..Reply::default()
    };
    if !kept {
        reply.retry_after = answer.retry_after();
        reply.body = answer.text();
    }
    (reply, kept.then_some(document))
}

/// Those of this call and this request alone, as a rule none.
fn more_headers(headers: &[(String, String)], request: &Request) -> Option<Object> {
    if headers.is_empty() && !request.test_call {
        return None;
    }
    let more = record(headers);
    if request.test_call {
        set(&more, "x-test-call", &"true".into());
    }
    Some(more)
}
