//! A flow's only way to the outside.
//!
//! A wait begins when it is asked for: it leaves an [`Action`] for the
//! driver, and the future that the flow awaits does nothing but look for the
//! answer. Repeating a request is done here, between two turns, so that it
//! costs the flows nothing.

use super::error::Error;
use super::flow::{Action, Limits, Outcome};
use super::model::report::Progress;
use super::reply::Reply;
use super::request::Request;
use super::retry;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::Poll;

/// How long to wait where the platform doesn't say, in milliseconds.
const REST_MS: u64 = 500;

/// Says whether a reply is the success that was hoped for.
pub type Judge = fn(&Reply) -> Result<(), Error>;

/// What a flow holds on to. It waits for one thing at a time.
#[derive(Clone)]
pub struct Port(Rc<Shared>);

impl Port {
    pub(super) fn new(shared: &Rc<Shared>) -> Self {
        Self(Rc::clone(shared))
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
        self.0.last_request_id.borrow().clone()
    }

    /// The next random number in `0..1`; spreads waits, decides nothing.
    pub fn random(&self) -> f64 {
        self.0.random()
    }

    /// Sends, repeating as the retry policy allows, and returns a reply that
    /// says success.
    pub fn send(&self, request: Request) -> impl Future<Output = Result<Reply, Error>> + '_ {
        self.send_until(request, false, Reply::accepted)
    }

    /// The same by another judgement. With `keep`, the document may stay
    /// with the driver.
    pub fn send_until(
        &self,
        request: Request,
        keep: bool,
        judge: Judge,
    ) -> impl Future<Output = Result<Reply, Error>> + '_ {
        self.0.send(Sending {
            request,
            keep,
            judge,
            attempt: 1,
        });
        answer(&self.0.sent)
    }

    /// Waits, but never past the deadline.
    pub fn sleep(&self, ms: u64) -> impl Future<Output = Result<(), Error>> + '_ {
        self.0.sleep(ms);
        answer(&self.0.slept)
    }

    /// Waits before a request that failed is sent again: as long as the
    /// platform asked for, or a moment.
    pub async fn rest(&self, error: &Error) -> Result<(), Error> {
        self.sleep(error.retry_after_ms.unwrap_or(REST_MS)).await
    }

    /// Tells the caller how far it is, before the flow's next action.
    pub fn report(&self, progress: Progress) {
        self.0.reports.borrow_mut().push_back(progress);
    }

    /// An error once the deadline has passed or the flow was interrupted.
    pub fn check_open(&self) -> Result<(), Error> {
        self.0.check_open()
    }

    /// Ends every wait from now on with this error.
    pub fn stop(&self, error: Error) {
        self.0.interrupt(Some(error));
    }

    /// Opens a short time for cleaning up after a failure, an abort or a deadline.
    pub fn reopen(&self, grace_ms: u64) {
        self.0.interrupt(None);
        self.0.repeats.set(0);
        self.0
            .deadline_at_ms
            .set(self.0.now_ms.get().saturating_add(grace_ms));
    }
}

fn answer<T>(slot: &Cell<Option<T>>) -> impl Future<Output = T> + '_ {
    poll_fn(|_| match slot.take() {
        Some(answer) => Poll::Ready(answer),
        None => Poll::Pending,
    })
}

/// A request on its way.
struct Sending {
    request: Request,
    keep: bool,
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
    now_ms: Cell<u64>,
    deadline_at_ms: Cell<u64>,
    random: Cell<u64>,
    requests: Cell<u32>,
    /// Of the requests, those that were sent again.
    repeats: Cell<u32>,
    last_request_id: RefCell<Option<String>>,
    interruption: RefCell<Option<Error>>,
    /// What to tell the caller before anything else is done.
    reports: RefCell<VecDeque<Progress>>,
    action: RefCell<Option<Action>>,
    wait: Cell<Option<Wait>>,
    sent: Cell<Option<Result<Reply, Error>>>,
    slept: Cell<Option<Result<(), Error>>>,
}

impl Shared {
    pub fn new(what: &'static str, limits: Limits, now_ms: u64, seed: u64) -> Rc<Self> {
        Rc::new(Self {
            limits,
            what,
            started_ms: now_ms,
            now_ms: Cell::new(now_ms),
            deadline_at_ms: Cell::new(now_ms.saturating_add(limits.deadline_ms)),
            // xorshift stands still at zero.
            random: Cell::new(seed | 1),
            requests: Cell::default(),
            repeats: Cell::default(),
            last_request_id: RefCell::default(),
            interruption: RefCell::default(),
            reports: RefCell::default(),
            action: RefCell::default(),
            wait: Cell::default(),
            sent: Cell::default(),
            slept: Cell::default(),
        })
    }

    pub fn advance_clock(&self, now_ms: u64) {
        self.now_ms.set(now_ms.max(self.now_ms.get()));
    }

    pub fn has_action(&self) -> bool {
        self.action.borrow().is_some()
    }

    pub fn take_action(&self) -> Option<Action> {
        self.action.take()
    }

    pub fn next_report(&self) -> Option<Progress> {
        self.reports.borrow_mut().pop_front()
    }

    pub fn interrupt(&self, error: Option<Error>) {
        self.interruption.replace(error);
    }

    /// Takes what came of the last action: an answer for the flow, or
    /// another action.
    pub fn take_outcome(&self, outcome: Outcome) {
        match self.wait.take() {
            Some(Wait::Reply(sending)) => self.judge(sending, outcome),
            Some(Wait::Pause(mut sending)) => {
                sending.attempt += 1;
                self.send(sending);
            }
            Some(Wait::Sleep) => self.slept.set(Some(self.check_open())),
            None => {}
        }
    }

    fn send(&self, sending: Sending) {
        if let Err(error) = self.check_open() {
            self.sent.set(Some(Err(error)));
            return;
        }
        self.requests.set(self.requests.get() + 1);
        self.action.replace(Some(Action::Send {
            request: sending.request.clone(),
            timeout_ms: self.limits.timeout_ms,
            keep: sending.keep,
        }));
        self.wait.set(Some(Wait::Reply(sending)));
    }

    fn judge(&self, sending: Sending, outcome: Outcome) {
        let error = match outcome {
            Outcome::Reply(reply) => {
                if reply.request_id.is_some() {
                    self.last_request_id.replace(reply.request_id.clone());
                }
                match (sending.judge)(&reply) {
                    Ok(()) => return self.sent.set(Some(Ok(reply))),
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
        self.sent.set(Some(Err(answer)));
    }

    fn pause(&self, sending: &Sending, error: &Error) -> Option<u64> {
        retry::again_after(
            &sending.request,
            sending.attempt,
            self.repeats.get(),
            error,
            self.limits.retry,
            self.random(),
        )
        .filter(|pause| *pause < self.left_ms())
    }

    fn sleep(&self, ms: u64) {
        match self.check_open() {
            Err(error) => self.slept.set(Some(Err(error))),
            Ok(()) => {
                self.action.replace(Some(Action::Sleep(ms)));
                self.wait.set(Some(Wait::Sleep));
            }
        }
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

    fn random(&self) -> f64 {
        // xorshift64*: small, and good enough to spread waits.
        let mut x = self.random.get();
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.random.set(x);
        (x.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }
}
