//! A connection: every call by its name.

use super::calls::{Prepared, Running};
use super::options::{Options, text};
use super::pages::PageCursor;
use super::session::{Session, bytes};
use super::turn::{action, failed, outcome};
use crate::core::error::Error;
use crate::core::flow::{Limits, Outcome, single};
use crate::core::json::wire::Reader;
use crate::core::json::{Json, Map};
use crate::core::model::checkpoint::Call;
use crate::core::operation::{self, Extra, Given, Last, Operation};
use crate::core::pace;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

/// A connection to the platform. The package's `Atoms` has a method for each
/// call; one way in for all of them is less for a page to download.
///
/// Documents are bytes, as `core::json::wire` describes them; times are
/// milliseconds of a clock that never goes back.
#[wasm_bindgen]
pub struct Connection(pub(super) Rc<Session>);

#[wasm_bindgen]
impl Connection {
    /// Begins a call: its method's name, its arguments one after the other,
    /// and its options. Gives its number. `releaseTarget` is a release of
    /// many, `releaseMany` one that shows what their common options are worth.
    ///
    /// What is wrong with the arguments is its first turn.
    pub fn begin(
        &self,
        name: &str,
        arguments: &[u8],
        options: &[u8],
        now_ms: f64,
        seed: f64,
    ) -> u32 {
        let prepare = || {
            let mut arguments = Reader::new(arguments);
            let of = match name {
                "releaseTarget" => "the target",
                _ => "options",
            };
            let options = Options::new(of, &Reader::new(options).argument(of)?)?;
            if let Some(operation) = operation::named(name) {
                return self.one(operation, &mut arguments, &options);
            }
            match name {
                "resume" => return self.resumed(&mut arguments, &options),
                "releaseMany" => options.know(&["concurrency", "onResult", "stopOnError"]),
                "releaseTarget" => options.know(&["patch", "agentId"]),
                _ => {}
            }
            let call = match name {
                "releaseMany" | "releaseTarget" => Some(Call::Release),
                name => Call::named(name),
            };
            let call = call.ok_or_else(|| Error::input(format!("there is no {name}")))?;
            self.anew(call, &mut arguments, &options)
        };
        let running = prepare().map(|prepared| Running::new(prepared, now_ms as u64, seed as u64));
        self.0.calls.borrow_mut().add(running)
    }

    /// What a call is about, for its checkpoints.
    pub fn arguments(&self, number: u32) -> Vec<u8> {
        match self.0.calls.borrow_mut().get(number) {
            Some(Ok(running)) => bytes(&running.call().arguments),
            _ => Vec::new(),
        }
    }

    /// Takes what came of the last action of a call (no bytes on its first
    /// turn) and says what is next.
    pub fn turn(&self, number: u32, now_ms: f64, came: &[u8]) -> Vec<u8> {
        let session = &self.0;
        let now_ms = now_ms as u64;
        let came = outcome(session, came);
        if let Some(Outcome::Reply(reply)) = &came {
            let longest_ms = session.retry.max_retry_after_ms.into();
            session.pace.borrow_mut().hear(reply, longest_ms, now_ms);
        }
        bytes(&match session.calls.borrow_mut().get(number) {
            Some(Ok(running)) => {
                let (turn, left_ms) = running.turn(came, now_ms);
                action(session, &running.call().given, turn, left_ms)
            }
            Some(Err(error)) => failed(session, error.clone()),
            None => Json::Null,
        })
    }

    /// Tells a call that its signal fired.
    pub fn interrupt(&self, number: u32) {
        if let Some(Ok(running)) = self.0.calls.borrow_mut().get(number) {
            running.interrupt();
        }
    }

    /// What is wrong with the arguments of a call, if anything is.
    pub fn refusal(&self, number: u32) -> Option<Vec<u8>> {
        match self.0.calls.borrow_mut().get(number) {
            Some(Err(error)) => Some(bytes(&self.0.error(error.clone()))),
            _ => None,
        }
    }

    /// Forgets a call that is over, or that nobody drives any more.
    pub fn forget(&self, number: u32) {
        let forgotten = self.0.calls.borrow_mut().remove(number);
        drop(forgotten);
    }

    /// The raw key, without what came along with it.
    pub fn key(&self) -> Option<String> {
        self.0.key.clone()
    }

    /// The token in what `auth` gave; `undefined` where there is none.
    pub fn token(&self, given: &str) -> Option<String> {
        self.0.token(given).ok()
    }

    /// What to tell of an endpoint that a reply says is going away, the first
    /// time.
    pub fn notice(
        &self,
        method: &str,
        path: &str,
        deprecation: &str,
        sunset: Option<String>,
    ) -> Option<Vec<u8>> {
        let notices = &self.0.deprecations;
        let notice = notices.notice(method, path, deprecation, sunset)?;
        Some(bytes(&crate::core::json::value(&notice)))
    }

    /// All pages of a list: the name of the method that reads one page, its
    /// arguments, its options.
    ///
    /// Throws what is wrong with the arguments, as bytes.
    pub fn pages(
        &self,
        name: &str,
        arguments: &[u8],
        options: &[u8],
    ) -> Result<PageCursor, Vec<u8>> {
        let open = || {
            let listing = operation::named(name)
                .ok_or_else(|| Error::input(format!("there is no {name}")))?;
            let (given, _) = given(listing, &mut Reader::new(arguments))?;
            let options = Reader::new(options).argument("options")?;
            let options = Options::new("options", &options)?;
            let limits = self.limits(&options, u64::MAX)?;
            options.refuse_others()?;
            let pages = operation::pages(name, given)?;
            Ok(PageCursor::new(&self.0, limits, pages))
        };
        open().map_err(|error| bytes(&self.0.error(error)))
    }

    /// Takes a turn, if nobody waits and there is one now.
    pub fn take(&self, now_ms: f64) -> bool {
        let mut pace = self.0.pace.borrow_mut();
        let place = pace.join();
        let is_free = pace.ask(place, now_ms as u64) == pace::Turn::Start;
        if !is_free {
            pace.leave(place);
        }
        is_free
    }

    /// A place at the end of the queue of requests.
    pub fn join(&self) -> u32 {
        self.0.pace.borrow_mut().join() as u32
    }

    /// Gives a place in the queue up.
    pub fn leave(&self, place: u32) {
        self.0.pace.borrow_mut().leave(place.into());
    }

    /// The place that is first in the queue.
    pub fn first(&self) -> Option<u32> {
        self.0.pace.borrow().first().map(|place| place as u32)
    }

    /// Whether it is a place's turn: 0 is yes, a number above it says after
    /// how many milliseconds to ask again, one below it to wait for others.
    pub fn ask(&self, place: u32, now_ms: f64) -> f64 {
        match self.0.pace.borrow_mut().ask(place.into(), now_ms as u64) {
            pace::Turn::Start => 0.0,
            pace::Turn::After(ms) => ms as f64,
            pace::Turn::Wait => -1.0,
        }
    }

    /// A request that had its turn did start.
    pub fn started(&self, now_ms: f64) {
        self.0.pace.borrow_mut().started(now_ms as u64);
    }

    /// A request that had its turn will not start.
    pub fn returned(&self) {
        self.0.pace.borrow_mut().returned();
    }

    /// Whether nothing may start now, whoever had its turn.
    #[wasm_bindgen(js_name = isHeld)]
    pub fn is_held(&self, now_ms: f64) -> bool {
        self.0.pace.borrow().is_held(now_ms as u64)
    }
}

impl Connection {
    fn one(
        &self,
        operation: &Operation,
        arguments: &mut Reader,
        options: &Options,
    ) -> Result<Prepared, Error> {
        let (mut given, own) = given(operation, arguments)?;
        given.option = match operation.extra {
            Extra::Nothing => None,
            Extra::Count(name) => options.count(name)?,
            Extra::Flag(name) => options.flag(name)?.then_some(1),
        };
        let request = (operation.request)(&given)?;
        let limits = self.limits(options, u64::MAX)?;
        options.refuse_others()?;
        let expect = operation.expect;
        Ok(Prepared {
            what: "the call",
            limits,
            only: Some(request.clone()),
            body: Box::new(move |port| single(&port, &request, expect).map(|()| None)),
            given: own,
            arguments: Json::Null,
        })
    }

    /// What the options say that every call understands.
    pub(super) fn limits(&self, options: &Options, deadline_ms: u64) -> Result<Limits, Error> {
        let mut limits = Limits {
            timeout_ms: self.0.timeout_ms,
            deadline_ms,
            retry: self.0.retry,
        };
        if !options.is_empty() {
            options.know(&["signal"]);
            if let Some(timeout_ms) = options.millis("timeoutMs")? {
                limits.timeout_ms = timeout_ms;
            }
            options.check_headers()?;
        }
        Ok(limits)
    }
}

/// The arguments that an operation takes, and the document among them as the
/// caller gave it, null where it gave none.
fn given(operation: &Operation, arguments: &mut Reader) -> Result<(Given, Json), Error> {
    let mut given = Given::default();
    for (place, name) in given.texts.iter_mut().zip(operation.texts) {
        *place = text(name, &arguments.argument(name)?)?;
    }
    let own = match operation.last {
        Last::Nothing => Json::Null,
        Last::Object(name) | Last::MaybeObject(name) | Last::MaybeText(name) => {
            arguments.argument(name)?
        }
    };
    given.document = match (operation.last, &own) {
        (Last::MaybeObject(_), Json::Null) => Json::Object(Map::default()),
        (Last::MaybeText(name), value) if !value.is_null() => text(name, value)?.into(),
        _ => own.clone(),
    };
    Ok((given, own))
}
