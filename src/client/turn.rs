//! What a driver is asked to do, and what it says came of it.
//!
//! Both are lists: a word and what belongs to it.

use super::calls::Finished;
use super::session::Secrets;
use crate::core::error::Error;
use crate::core::flow::{Action, Outcome, Turn};
use crate::core::json::wire::Reader;
use crate::core::json::{self, Json};
use crate::core::reply::Reply;
use crate::core::request::Request;
use alloc::borrow::ToOwned;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// A list of what a driver says or asks. What is not there is null.
pub struct Words(Json);

impl Words {
    /// The next value.
    pub fn read(reader: &mut Reader) -> Self {
        Self(reader.read())
    }

    #[inline(never)]
    pub fn at(&self, at: usize) -> &Json {
        let words = self.0.as_array();
        words.and_then(|words| words.get(at)).unwrap_or(&Json::Null)
    }

    /// A text; empty where it is none.
    pub fn text(&self, at: usize) -> &str {
        self.at(at).as_str().unwrap_or_default()
    }

    /// Whether it is true.
    pub fn flag(&self, at: usize) -> bool {
        self.at(at).as_bool() == Some(true)
    }

    /// A number; 0 where it is none.
    pub fn number(&self, at: usize) -> f64 {
        self.at(at).as_f64().unwrap_or_default()
    }
}

/// A list for the driver.
pub fn list(values: Vec<Json>) -> Json {
    Json::Array(Rc::new(values))
}

/// What is next for a call.
///
/// - `send`: method, path, body (true for the document that the caller gave,
///   null for none), whether it is a test call, milliseconds for the attempt,
///   milliseconds that are left of the call, whether that is all: then the
///   document of a success is what the call comes to, and the call is over
/// - `sleep`: milliseconds
/// - `report`: an event of `onProgress`, milliseconds that are left
/// - `done`: the report; null where a success has no document
/// - `failed`: what an `Error` object is made of
pub fn action(secrets: &Secrets, given: &Json, turn: Turn<Finished>, left_ms: u64) -> Json {
    let words = match turn {
        Turn::Act(Action::Send {
            request,
            timeout_ms,
            keep,
        }) => return send(&request, given, timeout_ms, left_ms, keep),
        Turn::Act(Action::Sleep(ms)) => vec!["sleep".into(), ms.into()],
        Turn::Act(Action::Report(progress)) => {
            vec!["report".into(), json::value(&*progress), left_ms.into()]
        }
        Turn::Finished(Ok(report)) => vec!["done".into(), report.unwrap_or_default()],
        Turn::Finished(Err(error)) => return failed(secrets.error(error)),
    };
    list(words)
}

/// A request to be sent, in the words of [`action`].
pub fn send(request: &Request, given: &Json, timeout_ms: u64, left_ms: u64, keep: bool) -> Json {
    list(vec![
        "send".into(),
        request.method.as_str().into(),
        request.path.as_str().into(),
        match &request.body {
            Some(body) if body.is(given) => true.into(),
            Some(body) => body.clone(),
            None => Json::Null,
        },
        request.test_call.get().into(),
        timeout_ms.into(),
        left_ms.into(),
        keep.into(),
    ])
}

/// The end of a call that failed, or of a question that was no good.
pub fn failed(error: Json) -> Json {
    list(vec!["failed".into(), error])
}

/// What came of an action; nothing where an action was not asked for.
///
/// - `done`: slept, or reported
/// - `reply`: status, `x-request-id`, `retry-after` in seconds, the beginning
///   of its text; behind the list, its document where it is JSON
/// - `broken`: no complete reply came, and why
/// - `late`: milliseconds that the attempt had
/// - `aborted`
/// - `foreign`: `fetch` gave something else than a reply
/// - `token`: what `auth` gave, which is no token
/// - `auth`: `auth` failed, and why
pub fn outcome(secrets: &mut Secrets, bytes: &[u8]) -> Option<Outcome> {
    if bytes.is_empty() {
        return None;
    }
    let mut reader = Reader::new(bytes);
    let words = Words::read(&mut reader);
    let error = match words.text(0) {
        "done" => return Some(Outcome::Done),
        "reply" => {
            return Some(Outcome::Reply(Reply {
                status: words.number(1) as u16,
                request_id: words.at(2).as_str().map(str::to_owned),
                retry_after_s: words.at(3).as_f64(),
                text: words.text(4).to_owned(),
                document: reader.document(),
            }));
        }
        "late" => Error::attempt_timeout(words.number(1) as u64),
        "aborted" => Error::aborted(),
        "foreign" => Error::input("fetch must give a Response"),
        "token" => match words.at(1).as_str() {
            None => Error::input("auth() must give a string"),
            Some(given) => secrets.take_token(given).err()?,
        },
        "auth" => Error::auth_failed(words.text(1)),
        _ => Error::network(words.text(1)),
    };
    Some(Outcome::Failed(error))
}
