//! A flow's only way to the outside.
//!
//! A wait leaves an [`Action`] for the driver and ends the run of its flow:
//! from there on every wait returns the same error and nothing is told. With
//! the outcome the flow runs again from its beginning, and what it asked
//! before is answered from the record. So a flow must do the same thing every
//! time, and take time, chance and news from its port alone. Repeating a
//! request is done here, between two runs, so that it costs the flows nothing.

use super::error::{Error, Kind};
use super::flow::{Action, Limits, Outcome};
use super::json::Json;
use super::model::report::Progress;
use super::record::{Answer, Record};
use super::reply::Reply;
use super::request::Request;
use super::retry;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

/// How long to wait where the platform doesn't say, in milliseconds.
const REST_MS: u64 = 500;

/// Says whether a reply is the success that was hoped for.
pub type Judge = fn(&Reply) -> Result<(), Error>;

/// Reads something out of a document, or names what it lacks.
pub type Read<'a, T> = fn(&'a Json) -> Result<T, &'static str>;

/// How much of a reply's document is kept: the record holds it until the flow
/// ends, for as many polls as there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What rows say of themselves.
    Rows,
    /// All of it.
    Whole,
    /// Nothing: the driver may hold it.
    Driver,
}

/// What a flow holds on to. It waits for one thing at a time.
#[derive(Clone, Copy)]
pub struct Port<'a>(&'a Shared);

impl<'a> Port<'a> {
    pub(super) fn new(shared: &'a Shared) -> Self {
        Self(shared)
    }

    /// Milliseconds since the flow began.
    pub fn elapsed_ms(&self) -> u64 {
        self.0.now_ms.get().saturating_sub(self.0.started_ms)
    }

    /// Milliseconds left before the deadline.
    pub fn left_ms(&self) -> u64 {
        self.0.left_ms()
    }

    /// Attempts sent so far.
    pub fn requests(&self) -> u32 {
        self.0.requests.get()
    }

    /// The last reply's `x-request-id`.
    pub fn last_request_id(&self) -> Option<String> {
        self.0.record.last_request_id().cloned()
    }

    /// The next random number in `0..1`; spreads waits, decides nothing.
    pub fn random(&self) -> f64 {
        random(&self.0.random)
    }

    /// Sends, repeating as the retry policy allows, and returns a reply that
    /// says success, with the rows of its document.
    pub fn send(&self, request: &Request) -> Answer<'a> {
        self.send_until(request, Keep::Rows, Reply::accepted)
    }

    /// The same with the whole document: for a config.
    pub fn send_whole(&self, request: &Request) -> Answer<'a> {
        self.send_until(request, Keep::Whole, Reply::accepted)
    }

    /// The same by another judgement.
    pub fn send_until(&self, request: &Request, keep: Keep, judge: Judge) -> Answer<'a> {
        if let Some(answer) = self.0.answer() {
            return answer;
        }
        self.0.send(Sending {
            request: request.clone(),
            keep,
            judge,
            attempt: 1,
        });
        Err(waiting())
    }

    /// Sends a write of which nothing but success counts.
    pub fn write(&self, request: &Request) -> Result<(), Error> {
        self.send(request).map(|_| ())
    }

    /// Sends, and returns what is read out of the reply.
    pub fn read<T>(&self, request: &Request, read: Read<'a, T>) -> Result<T, Error> {
        self.send(request)?.facts(read)
    }

    /// Waits, but never past the deadline.
    pub fn sleep(&self, ms: u64) -> Result<(), Error> {
        if let Some(answer) = self.0.answer() {
            return answer.map(|_| ());
        }
        self.0.action.replace(Some(Action::Sleep(ms)));
        self.0.wait.set(Some(Wait::Sleep));
        Err(waiting())
    }

    /// Waits before a request that failed is sent again: as long as the
    /// platform asked for, or a moment.
    pub fn rest(&self, error: &Error) -> Result<(), Error> {
        self.sleep(error.retry_after_ms.unwrap_or(REST_MS))
    }

    /// Tells the caller how far it is, before the flow's next action. It is
    /// made when it is news, and not each time that the flow runs again.
    pub fn report(&self, progress: &dyn Fn() -> Progress) {
        if self.0.is_waiting() {
            return;
        }
        let reported = self.0.reported.get() + 1;
        self.0.reported.set(reported);
        if reported > self.0.told.get() {
            self.0.told.set(reported);
            self.0.reports.borrow_mut().push(Box::new(progress()));
        }
    }

    /// Whether what the flow finds out now is news: this run is past the end
    /// of the record, so that no earlier run has found it out.
    pub fn is_news(&self) -> bool {
        !self.0.is_waiting() && self.0.record.is_spent()
    }

    /// An error once the deadline has passed or the flow was interrupted.
    pub fn check_open(&self) -> Result<(), Error> {
        if self.0.is_waiting() {
            return Err(waiting());
        }
        self.0.check_open()
    }

    /// Ends every wait from now on with this error.
    pub fn stop(&self, error: Error) {
        if !self.0.is_waiting() {
            self.0.interruption.replace(Some(error));
        }
    }

    /// Opens a short time for cleaning up after a failure, an abort or a deadline.
    pub fn reopen(&self, grace_ms: u64) {
        if self.0.is_waiting() {
            return;
        }
        if self.is_news() {
            self.0.repeats.set(0);
        }
        self.0.interruption.replace(None);
        self.0
            .deadline_at_ms
            .set(self.0.now_ms.get().saturating_add(grace_ms));
    }
}

/// What a wait returns before its outcome is there. Nobody sees it.
fn waiting() -> Error {
    Error::new(Kind::Abort, "waiting", "")
}

/// A request on its way.
struct Sending {
    request: Request,
    keep: Keep,
    judge: Judge,
    /// Counts from 1.
    attempt: u32,
}

/// What an outcome will be for.
enum Wait {
    /// The flow's own sleep.
    Sleep,
    /// An attempt.
    Reply(Sending),
    /// The pause before another attempt.
    Pause(Sending),
}

/// What a flow and its port have in common.
pub(super) struct Shared {
    limits: Limits,
    what: &'static str,
    started_ms: u64,
    seed: u64,
    /// It grows between two runs alone.
    record: Record,
    /// Spreads the pauses between attempts.
    jitter: Cell<u64>,
    /// Of the last reply that had one.
    last_request_id: Option<String>,
    /// Of the requests, those that were sent again.
    repeats: Cell<u32>,
    /// What to tell the caller before anything else is done.
    #[expect(clippy::vec_box, reason = "handed on as they are")]
    reports: RefCell<Vec<Box<Progress>>>,
    /// How many there were in all.
    told: Cell<usize>,
    action: RefCell<Option<Action>>,
    wait: Cell<Option<Wait>>,
    // What follows begins anew with each run.
    now_ms: Cell<u64>,
    deadline_at_ms: Cell<u64>,
    random: Cell<u64>,
    requests: Cell<u32>,
    interruption: RefCell<Option<Error>>,
    reported: Cell<usize>,
}

impl Shared {
    pub fn new(what: &'static str, limits: Limits, now_ms: u64, seed: u64) -> Self {
        Self {
            limits,
            what,
            started_ms: now_ms,
            seed,
            record: Record::default(),
            // xorshift stands still at zero.
            jitter: Cell::new(!seed | 1),
            last_request_id: None,
            repeats: Cell::default(),
            reports: RefCell::default(),
            told: Cell::default(),
            action: RefCell::default(),
            wait: Cell::default(),
            now_ms: Cell::new(now_ms),
            deadline_at_ms: Cell::new(now_ms.saturating_add(limits.deadline_ms)),
            random: Cell::new(seed | 1),
            requests: Cell::default(),
            interruption: RefCell::default(),
            reported: Cell::default(),
        }
    }

    pub fn advance_clock(&self, now_ms: u64) {
        self.now_ms.set(now_ms.max(self.now_ms.get()));
    }

    pub fn is_waiting(&self) -> bool {
        self.action.borrow().is_some()
    }

    pub fn take_action(&self) -> Option<Action> {
        self.action.take()
    }

    pub fn next_report(&self) -> Option<Box<Progress>> {
        let mut reports = self.reports.borrow_mut();
        (!reports.is_empty()).then(|| reports.remove(0))
    }

    /// News from outside.
    pub fn interrupt(&mut self, error: Error) {
        self.record.interrupt(error.clone());
        self.interruption.replace(Some(error));
    }

    /// Before a run: as it was when the flow began.
    pub fn rewind(&mut self) {
        let (began_ms, interruption) = self.record.rewind(self.now_ms.get());
        self.now_ms.set(began_ms);
        let deadline_at_ms = self.started_ms.saturating_add(self.limits.deadline_ms);
        self.deadline_at_ms.set(deadline_at_ms);
        self.random.set(self.seed | 1);
        self.requests.set(0);
        self.interruption.replace(interruption);
        self.reported.set(0);
    }

    /// What the next wait comes to; `None` is that it has not come yet.
    fn answer(&self) -> Option<Answer<'_>> {
        if self.is_waiting() {
            return Some(Err(waiting()));
        }
        if let Err(closed) = self.check_open() {
            return Some(Err(closed));
        }
        let entry = self.record.next()?;
        self.now_ms.set(entry.at_ms);
        self.requests.set(entry.requests);
        if entry.interruption.is_some() {
            self.interruption.replace(entry.interruption.clone());
        }
        Some(entry.answer.as_ref().map_err(Error::clone))
    }

    fn put(&mut self, answer: Result<Reply, Error>) {
        self.record.put(
            answer,
            self.now_ms.get(),
            self.requests.get(),
            self.last_request_id.clone(),
        );
    }

    /// Takes what came of the last action: an answer for the flow, or
    /// another action.
    pub fn take_outcome(&mut self, outcome: Outcome) {
        match self.wait.take() {
            Some(Wait::Reply(sending)) => self.judge(sending, outcome),
            Some(Wait::Pause(mut sending)) => {
                sending.attempt += 1;
                match self.check_open() {
                    Ok(()) => self.send(sending),
                    Err(closed) => self.put(Err(closed)),
                }
            }
            Some(Wait::Sleep) => self.put(self.check_open().map(|()| Reply::default())),
            None => {}
        }
    }

    fn send(&self, sending: Sending) {
        self.requests.set(self.requests.get() + 1);
        self.action.replace(Some(Action::Send {
            request: sending.request.clone(),
            timeout_ms: self.limits.timeout_ms,
            keep: sending.keep == Keep::Driver,
        }));
        self.wait.set(Some(Wait::Reply(sending)));
    }

    fn judge(&mut self, sending: Sending, outcome: Outcome) {
        let error = match outcome {
            Outcome::Reply(reply) => {
                if reply.request_id.is_some() {
                    self.last_request_id.clone_from(&reply.request_id);
                }
                match (sending.judge)(&reply) {
                    Ok(()) => {
                        let reply = match sending.keep {
                            Keep::Rows => reply.rows(),
                            Keep::Whole | Keep::Driver => reply,
                        };
                        return self.put(Ok(reply));
                    }
                    Err(error) => error,
                }
            }
            Outcome::Failed(error) => error,
            Outcome::Done => Error::network("the driver sent no reply"),
        };
        let answer = match self.check_open() {
            Err(closed) => closed,
            Ok(()) => match self.pause(&sending, &error) {
                Some(pause) => {
                    self.repeats.set(self.repeats.get() + 1);
                    self.action.replace(Some(Action::Sleep(pause)));
                    return self.wait.set(Some(Wait::Pause(sending)));
                }
                None => error,
            },
        };
        self.put(Err(answer));
    }

    fn pause(&self, sending: &Sending, error: &Error) -> Option<u64> {
        retry::again_after(
            &sending.request,
            sending.attempt,
            self.repeats.get(),
            error,
            self.limits.retry,
            random(&self.jitter),
        )
        .filter(|pause| *pause < self.left_ms())
    }

    pub fn check_open(&self) -> Result<(), Error> {
        if let Some(error) = &*self.interruption.borrow() {
            return Err(error.clone());
        }
        if self.left_ms() == 0 {
            return Err(Error::deadline(self.what, self.limits.deadline_ms));
        }
        Ok(())
    }

    pub fn left_ms(&self) -> u64 {
        self.deadline_at_ms.get().saturating_sub(self.now_ms.get())
    }
}

fn random(state: &Cell<u64>) -> f64 {
    // xorshift64*: small, and good enough to spread waits.
    let mut x = state.get();
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    state.set(x);
    (x.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
}
