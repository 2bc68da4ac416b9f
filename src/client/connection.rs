//! A connection: what it can be asked.

use super::calls::{Running, Work};
use super::open;
use super::options::{Kind, Known, OF_ANY, Options, text};
use super::session::Session;
use super::turn::{Words, failed, list, outcome};
use crate::core::error::Error;
use crate::core::fields::Fields;
use crate::core::flow::{Limits, Outcome};
use crate::core::json::wire::{Reader, write};
use crate::core::json::{self, Json, Map};
use crate::core::operation::{self, Extra, Given, Last, Operation};
use crate::core::pace;
use crate::core::paging::{PageFacts, Pages};
use alloc::boxed::Box;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

/// What [`Connection::ask`] is asked. The driver has the same numbers.
pub mod question {
    /// Opens the connection, and is the first question: the options of
    /// `connect`, and what the driver says of the host.
    ///
    /// - `address`: the parts of the base URL (`protocol`, `hostname`,
    ///   `hasCredentials`, `hasQuery`), unless it is none
    /// - `inPage`: whether whoever opens a page can read what the program holds
    /// - `fetchRate`: `fetch.maxRequestsPerSecond`, where it says so
    ///
    /// Answer: `open` and the raw key, without what came along with it, or
    /// null; or `failed` and what an `Error` object is made of.
    pub const OPEN: u32 = 0;
    /// Begins a call: a list of its method's name, a random number, whether
    /// its signal fired and whether its arguments are an outline, with no more
    /// of a document than the names of its fields; its options; its arguments.
    /// `releaseTarget` is a release of many, `releaseMany` one that shows what
    /// their common options are worth. Answer: its number, or null where its
    /// arguments are refused, and what is first, as `turn::action` has it; or
    /// null where an outline does not do.
    pub const BEGIN: u32 = 1;
    /// What came of the last action of a call, as
    /// `turn::outcome` has it. Answer: what is next.
    pub const TURN: u32 = 2;
    /// What a call is about, for its checkpoints.
    pub const ARGUMENTS: u32 = 3;
    /// A list's next page: the method that reads one page, the query of the
    /// last page, how many items that one held (false for no list), how many
    /// there are in all and whether there are more, each null where it does
    /// not say so. Before the first page, the query is the caller's and all
    /// else null. Answer: `page`, the page's query and the field of its items; or `done`;
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
    /// Asked after a wait between a turn and its request, such as for a token.
    /// Answer: 1 while a pause forbids every start.
    pub const HELD: u32 = 7;
    /// A request wants its turn, if it need not wait for it. Answer: 1 where
    /// it has it.
    pub const TAKE: u32 = 8;
}

/// A connection to the platform. The package's `Atoms` has a method for each
/// call; one way in for all of them is less for a page to download.
///
/// Documents are bytes in the module's memory, as `core::json::wire` describes
/// them, which the driver writes and reads in their place: a copy on the way
/// would be an `ArrayBuffer` of its own, and those are dear. Times are
/// milliseconds of a clock that never goes back.
#[wasm_bindgen]
#[derive(Default)]
pub struct Connection {
    /// None before it is open.
    session: Option<Box<Session>>,
    given: Vec<u8>,
    answer: Vec<u8>,
}

#[wasm_bindgen]
impl Connection {
    /// One that is not open yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to put the values of the next question, so many bytes.
    pub fn room(&mut self, length: usize) -> *mut u8 {
        self.given = vec![0; length];
        self.given.as_mut_ptr()
    }

    /// Asks a question, of the call of that number where it is of one, and
    /// says where its answer is until the next one.
    pub fn ask(&mut self, question: u32, number: u32, now_ms: f64) -> *const u8 {
        let values = core::mem::take(&mut self.given);
        self.answer(question, number, now_ms, &values).as_ptr()
    }

    /// Tells what became of the call or of the place of that number. 0 where
    /// there is nothing to answer.
    pub fn tell(&mut self, news: u32, number: u32, now_ms: f64) -> f64 {
        let Some(session) = &mut self.session else {
            return 0.0;
        };
        session.hear(news, number, now_ms as u64)
    }
}

impl Connection {
    /// What a question about these values is answered.
    pub fn answer(&mut self, question: u32, number: u32, now_ms: f64, values: &[u8]) -> &[u8] {
        let answer = match &mut self.session {
            Some(session) => session.answer(question, number, now_ms as u64, values),
            None => self.open(values),
        };
        // As long as most of them, so that it need not grow.
        self.answer = Vec::with_capacity(256);
        write(&mut self.answer, &answer);
        &self.answer
    }

    fn open(&mut self, values: &[u8]) -> Json {
        match open::session(&mut Reader::new(values)) {
            Ok(session) => {
                let key = session.secrets.key.as_deref().into();
                self.session = Some(session);
                list(vec!["open".into(), key])
            }
            Err(error) => failed(json::value(&error)),
        }
    }
}

impl Session {
    fn answer(&mut self, question: u32, number: u32, now_ms: u64, values: &[u8]) -> Json {
        match question {
            question::BEGIN => self.begin(now_ms, values),
            question::TURN => self.turn(number, now_ms, values),
            question::ARGUMENTS => match self.calls.get(number) {
                Some(running) => running.arguments().clone(),
                None => Json::Null,
            },
            _ => self.look_up(question, &Words::read(&mut Reader::new(values))),
        }
    }

    /// The answer to a question that is of no call.
    fn look_up(&mut self, question: u32, words: &Words) -> Json {
        match question {
            question::PAGE => self.page(words),
            question::TOKEN => self.secrets.take_token(words.text(0)).ok().into(),
            question::NOTICE => {
                let sunset = words.at(3).as_str();
                let notices = &mut self.deprecations;
                let notice = notices.notice(words.text(0), words.text(1), words.text(2), sunset);
                json::value(&notice)
            }
            _ => Json::Null,
        }
    }

    fn hear(&mut self, news: u32, number: u32, now_ms: u64) -> f64 {
        let pace = &mut self.pace;
        let place = u64::from(number);
        match news {
            news::INTERRUPT => {
                if let Some(running) = self.calls.get(number) {
                    running.interrupt();
                }
            }
            news::FORGET => drop(self.calls.remove(number)),
            news::JOIN => return pace.join() as f64,
            news::LEAVE => pace.leave(place),
            news::ASK => match pace.ask(place, now_ms) {
                pace::Turn::Start => {}
                pace::Turn::After(ms) => return ms as f64,
                pace::Turn::Wait => return -1.0,
            },
            news::STARTED => pace.started(now_ms),
            news::RETURNED => pace.returned(),
            news::HELD => return pace.is_held(now_ms).into(),
            news::TAKE => return pace.take(now_ms).into(),
            _ => {}
        }
        0.0
    }

    fn begin(&mut self, now_ms: u64, values: &[u8]) -> Json {
        let mut values = Reader::new(values);
        let words = Words::read(&mut values);
        let prepared = self.prepare(words.text(0), &mut values);
        if words.flag(3) && !prepared.as_ref().is_ok_and(|running| running.passes_on()) {
            return Json::Null;
        }
        match prepared {
            Ok(mut running) => {
                running.begin(now_ms, words.number(1) as u64);
                if words.flag(2) {
                    running.interrupt();
                }
                let action = running.turn(&self.secrets, None, now_ms);
                let number = self.calls.add(running);
                list(vec![number.into(), action])
            }
            Err(error) => list(vec![Json::Null, failed(self.secrets.error(error))]),
        }
    }

    fn turn(&mut self, number: u32, now_ms: u64, came: &[u8]) -> Json {
        let came = outcome(&mut self.secrets, came);
        if let Some(Outcome::Reply(reply)) = &came {
            let longest_ms = self.retry.max_retry_after_ms.into();
            self.pace.hear(reply, longest_ms, now_ms);
        }
        match self.calls.get(number) {
            Some(running) => running.turn(&self.secrets, came, now_ms),
            None => Json::Null,
        }
    }

    fn page(&self, words: &Words) -> Json {
        let Some(mut pages) = Pages::of(words.text(0), words.at(1)) else {
            return Json::Null;
        };
        match words.at(2) {
            // Before the first page.
            Json::Null => {}
            Json::Number(count) => {
                let has_more = pages.advance(PageFacts {
                    count: *count as u32,
                    total: words.at(3).as_f64(),
                    has_more: words.at(4).as_bool(),
                });
                if !has_more {
                    return list(vec!["done".into()]);
                }
            }
            _ => return failed(self.secrets.error(Error::bad_page(pages.items_field()))),
        }
        let field = pages.items_field();
        list(vec!["page".into(), pages.query(), field.into()])
    }

    /// Reads the options of a call and its arguments.
    fn prepare(&self, name: &str, values: &mut Reader) -> Result<Box<Running>, Error> {
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
    ) -> Result<Box<Running>, Error> {
        let mut came = [Json::Null, Json::Null, Json::Null];
        let mut texts = [""; 3];
        for ((name, value), place) in operation.texts.iter().zip(&mut came).zip(&mut texts) {
            *value = values.argument(name)?;
            *place = text(name, value)?;
        }
        let given = match operation.last {
            Last::Nothing => Json::Null,
            Last::Object(name)
            | Last::Outline(name)
            | Last::MaybeObject(name)
            | Last::MaybeFields(name)
            | Last::MaybeText(name) => values.argument(name)?,
        };
        let nothing = Json::Object(Map::default());
        let mut document = &given;
        match operation.last {
            Last::MaybeObject(_) | Last::MaybeFields(_) if given.is_null() => document = &nothing,
            Last::MaybeText(name) if !given.is_null() => drop(text(name, &given)?),
            _ => {}
        }
        let own = match operation.extra {
            Extra::Nothing => None,
            Extra::ExpectedRevision => Some(("expectedRevision", Kind::Count)),
            Extra::TestCall => Some(("testCall", Kind::Flag)),
        };
        let known: [&[Known]; 2] = [own.as_slice(), &OF_ANY];
        options.check(&known)?;
        let option = own.and_then(|(name, _)| options.number(name));
        let (name, read) = match operation.last {
            Last::MaybeFields(name) => (name, document),
            _ => ("", &nothing),
        };
        let fields = Fields::of(name, read)?;
        let request = operation.request(&Given {
            texts,
            document,
            fields: &fields,
            option,
        })?;
        fields.refuse_others()?;
        options.refuse_others("options", &known)?;
        Ok(Running::new(
            "the call",
            self.limits(options, u64::MAX),
            Work::One(
                request,
                operation.expect,
                matches!(operation.last, Last::Outline(_)),
            ),
            given,
            Json::Null,
        ))
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
