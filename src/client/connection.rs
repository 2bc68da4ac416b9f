//! A connection: what it can be asked.

use super::calls::{Prepared, Running, Work};
use super::lifecycle::HOW;
use super::open;
use super::options::{Kind, Known, Options, text};
use super::session::Session;
use super::turn::{failed, outcome};
use crate::core::error::Error;
use crate::core::flow::{Limits, Outcome};
use crate::core::json::wire::{Reader, write};
use crate::core::json::{self, Json, Map};
use crate::core::operation::{self, Extra, Given, Last, Operation};
use crate::core::pace;
use crate::core::paging::{PageFacts, Pages};
use crate::core::text::fill;
use alloc::rc::Rc;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

/// What [`Connection::ask`] is asked. The driver has the same numbers.
pub mod question {
    /// Whether the options were good. Answer: `open` and the raw key, without
    /// what came along with it, or null; or `failed` and what an `Error` object
    /// is made of, as every question is answered then.
    pub const OPENED: u32 = 0;
    /// Begins a call: its method's name, a random number, whether its signal
    /// fired, its options, its arguments. `releaseTarget` is a release of
    /// many, `releaseMany` one that shows what their common options are
    /// worth. Answer: its number, or null where its arguments are refused, and
    /// what is first, as [`action`](super::super::turn::action) has it.
    pub const BEGIN: u32 = 1;
    /// What came of the last action of a call, as
    /// [`outcome`](super::super::turn::outcome) has it. Answer: what is next.
    pub const TURN: u32 = 2;
    /// What a call is about, for its checkpoints.
    pub const ARGUMENTS: u32 = 3;
    /// A list's next page: the method that reads one page, the query of the
    /// last page, and what that page held: how many items (null for no
    /// list), how many there are in all and whether there are more, each null
    /// where it does not say so. Null instead of them asks for the first page.
    /// Answer: `page`, the page's query and the field of its items; or `done`;
    /// or `failed`.
    pub const PAGE: u32 = 4;
    /// The token in what `auth` gave; null where there is none.
    pub const TOKEN: u32 = 5;
    /// What to tell of an endpoint that a reply says is going away, by its
    /// method, its path and the headers `Deprecation` and `Sunset`; null but
    /// for the first time.
    pub const NOTICE: u32 = 6;
}

/// What [`Connection::tell`] is told. The driver has the same numbers.
pub mod news {
    /// The call's signal fired.
    pub const INTERRUPT: u32 = 0;
    /// The call is over, or nobody drives it any more.
    pub const FORGET: u32 = 1;
    /// A request waits for its turn. Answer: its place in the queue.
    pub const JOIN: u32 = 2;
    /// It gives its place up.
    pub const LEAVE: u32 = 3;
    /// It wants to start. Answer: 0 for its turn, a number above it for how
    /// many milliseconds later to ask again, one below it to wait for others.
    pub const ASK: u32 = 4;
    /// A request that had its turn did start.
    pub const STARTED: u32 = 5;
    /// A request that had its turn will not start.
    pub const RETURNED: u32 = 6;
    /// It was not at once. Answer: 1 where nothing may start now, whoever had
    /// its turn.
    pub const DELAYED: u32 = 7;
}

/// A connection to the platform. The package's `Atoms` has a method for each
/// call; one way in for all of them is less for a page to download.
///
/// Documents are bytes, as `core::json::wire` describes them; times are
/// milliseconds of a clock that never goes back.
#[wasm_bindgen]
pub struct Connection(Result<Session, Error>);

#[wasm_bindgen]
impl Connection {
    /// Opens one with the options of `connect`, and with what the driver says
    /// of the host:
    ///
    /// - `address`: the parts of the base URL (`protocol`, `hostname`,
    ///   `hasCredentials`, `hasQuery`), unless it is none
    /// - `inPage`: whether whoever opens a page can read what the program holds
    /// - `bears`: how many requests a second `fetch` says that it bears
    #[wasm_bindgen(constructor)]
    pub fn new(values: &[u8]) -> Self {
        Self(open::session(&mut Reader::new(values)))
    }

    /// Asks a question, of the call of that number where it is of one.
    pub fn ask(&self, question: u32, number: u32, now_ms: f64, values: &[u8]) -> Vec<u8> {
        let answer = match &self.0 {
            Ok(session) => session.answer(question, number, now_ms as u64, values),
            Err(error) => failed(json::value(error)),
        };
        // As long as most of them, so that it need not grow.
        let mut bytes = Vec::with_capacity(256);
        write(&mut bytes, &answer);
        bytes
    }

    /// Tells what became of the call or of the place of that number. 0 where
    /// there is nothing to answer.
    pub fn tell(&self, news: u32, number: u32, now_ms: f64) -> f64 {
        let Ok(session) = &self.0 else { return 0.0 };
        session.hear(news, number, now_ms as u64)
    }
}

impl Session {
    fn answer(&self, question: u32, number: u32, now_ms: u64, values: &[u8]) -> Json {
        match question {
            question::OPENED => list([&"open".into(), &self.key.as_deref().into()]),
            question::BEGIN => self.begin(now_ms, &mut Reader::new(values)),
            question::TURN => self.turn(number, now_ms, values),
            question::ARGUMENTS => match self.calls.borrow_mut().get(number) {
                Some(running) => running.arguments().clone(),
                None => Json::Null,
            },
            question::PAGE => self.page(&mut Reader::new(values)),
            question::TOKEN => {
                let given = Reader::new(values).read();
                let token = given.as_str().map(|given| self.token(given));
                token.and_then(Result::ok).into()
            }
            question::NOTICE => self.notice(&mut Reader::new(values)),
            _ => Json::Null,
        }
    }

    fn hear(&self, news: u32, number: u32, now_ms: u64) -> f64 {
        let mut calls = self.calls.borrow_mut();
        let mut pace = self.pace.borrow_mut();
        let place = u64::from(number);
        match news {
            news::INTERRUPT => {
                if let Some(running) = calls.get(number) {
                    running.interrupt();
                }
            }
            news::FORGET => drop(calls.remove(number)),
            news::JOIN => return pace.join() as f64,
            news::LEAVE => pace.leave(place),
            news::ASK => match pace.ask(place, now_ms) {
                pace::Turn::Start => {}
                pace::Turn::After(ms) => return ms as f64,
                pace::Turn::Wait => return -1.0,
            },
            news::STARTED => pace.started(now_ms),
            news::RETURNED => pace.returned(),
            news::DELAYED => return pace.is_held(now_ms).into(),
            _ => {}
        }
        0.0
    }

    fn begin(&self, now_ms: u64, values: &mut Reader) -> Json {
        let (name, seed, is_aborted) = (values.read(), values.read(), values.read());
        let name = name.as_str().unwrap_or_default();
        match self.prepare(name, values) {
            Ok(prepared) => {
                let seed = seed.as_f64().unwrap_or_default() as u64;
                let mut running = Running::new(prepared, now_ms, seed);
                if is_aborted == Json::Bool(true) {
                    running.interrupt();
                }
                let action = running.turn(self, None, now_ms);
                let number = self.calls.borrow_mut().add(running);
                list([&number.into(), &action])
            }
            Err(error) => list([&Json::Null, &failed(self.error(error))]),
        }
    }

    fn turn(&self, number: u32, now_ms: u64, came: &[u8]) -> Json {
        let came = outcome(self, came);
        if let Some(Outcome::Reply(reply)) = &came {
            let longest_ms = self.retry.max_retry_after_ms.into();
            self.pace.borrow_mut().hear(reply, longest_ms, now_ms);
        }
        match self.calls.borrow_mut().get(number) {
            Some(running) => running.turn(self, came, now_ms),
            None => Json::Null,
        }
    }

    fn page(&self, values: &mut Reader) -> Json {
        let (method, query, held) = (values.read(), values.read(), values.read());
        let Some(mut pages) = Pages::of(method.as_str().unwrap_or_default(), &query) else {
            return Json::Null;
        };
        if let Some(held) = held.as_array() {
            let fact = |at: usize| held.get(at).unwrap_or(&Json::Null);
            let Some(count) = fact(0).as_f64() else {
                return failed(self.error(Error::bad_page(pages.items_field())));
            };
            let has_more = pages.advance(PageFacts {
                count: count as u32,
                total: fact(1).as_f64(),
                has_more: fact(2).as_bool(),
            });
            if !has_more {
                return list([&"done".into()]);
            }
        }
        list([&"page".into(), &pages.query(), &pages.items_field().into()])
    }

    fn notice(&self, values: &mut Reader) -> Json {
        let (method, path, deprecation, sunset) =
            (values.read(), values.read(), values.read(), values.read());
        let notice = self.deprecations.notice(
            method.as_str().unwrap_or_default(),
            path.as_str().unwrap_or_default(),
            deprecation.as_str().unwrap_or_default(),
            sunset.as_str(),
        );
        json::value(&notice)
    }

    /// Reads the options of a call and its arguments.
    fn prepare(&self, name: &str, values: &mut Reader) -> Result<Prepared, Error> {
        let of = match name {
            "releaseTarget" => "the target",
            _ => "options",
        };
        let options = Options::new(of, &values.argument(of)?)?;
        match operation::named(name) {
            Some(operation) => self.one(operation, values, &options),
            None => self.lifecycle(name, values, of, &options),
        }
    }

    fn one(
        &self,
        operation: &Operation,
        values: &mut Reader,
        options: &Options,
    ) -> Result<Prepared, Error> {
        let mut texts = Vec::new();
        for name in operation.texts {
            texts.push(text(name, &values.argument(name)?)?);
        }
        let given = match operation.last {
            Last::Nothing => Json::Null,
            Last::Object(name) | Last::MaybeObject(name) | Last::MaybeText(name) => {
                values.argument(name)?
            }
        };
        let document = match (operation.last, &given) {
            (Last::MaybeObject(_), Json::Null) => &Json::Object(Map::default()),
            (Last::MaybeText(name), value) if !value.is_null() => {
                text(name, value)?;
                value
            }
            (_, value) => value,
        };
        let own = match operation.extra {
            Extra::Nothing => None,
            Extra::Count(name) => Some((name, Kind::Count)),
            Extra::Flag(name) => Some((name, Kind::Flag)),
        };
        let known: [&[Known]; 2] = [own.as_slice(), &HOW[1..4]];
        options.check(&known)?;
        let option = match own {
            Some((name, Kind::Flag)) => options.flag(name).then_some(1),
            Some((name, _)) => options.whole(name),
            None => None,
        };
        let mut places = [""; 3];
        for (place, text) in places.iter_mut().zip(&texts) {
            *place = text;
        }
        let request = (operation.request)(&Given {
            texts: places,
            document,
            option,
        })?;
        options.refuse_others("options", &known)?;
        Ok(Prepared {
            what: "the call",
            limits: self.limits(options, u64::MAX),
            work: Work::One(request, operation.expect),
            given,
            arguments: Json::Null,
        })
    }

    /// What the options say that every call understands.
    pub(super) fn limits(&self, options: &Options, deadline_ms: u64) -> Limits {
        Limits {
            timeout_ms: options.whole("timeoutMs").unwrap_or(self.timeout_ms),
            deadline_ms,
            retry: self.retry,
        }
    }
}

fn list<const N: usize>(values: [&Json; N]) -> Json {
    Json::Array(Rc::new(values.map(Json::clone).into()))
}

/// Of a method that there is not.
pub(super) fn no_method(name: &str) -> Error {
    Error::input(fill("there is no {}", &[name]))
}
