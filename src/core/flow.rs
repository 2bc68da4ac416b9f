//! Long calls without I/O.
//!
//! A flow is a function whose every wait goes through a [`Port`]. Nothing
//! inside it can reach a socket or a clock: each wait becomes an [`Action`]
//! that the driver executes, and the driver's [`Outcome`] is what the wait
//! returns. So a lifecycle reads from top to bottom, and still runs the same
//! under `fetch` and under a simulated network.
//!
//! It is run again from its beginning for every outcome, with the answers it
//! had before: an `async` function would keep its place instead, and its state
//! machine would be three times as much for a page to download.

use super::error::Error;
use super::model::report::Progress;
use super::port::{Keep, Port, Shared};
use super::reply::Reply;
use super::request::Request;
use super::retry::{self, RetryLimits};
use alloc::boxed::Box;

/// What a flow wants its driver to do next.
#[derive(Debug)]
pub enum Action {
    /// Send once and read the whole reply within the timeout.
    Send {
        /// What to send.
        request: Request,
        /// The limit for headers and body together, in milliseconds.
        timeout_ms: u64,
        /// Nothing will be read from the document: where the flow has no
        /// other request, the driver may end it with a success's `data` itself.
        keep: bool,
    },
    /// Wait this many milliseconds.
    Sleep(u64),
    /// Tell the caller how far it is.
    Report(Box<Progress>),
}

impl Action {
    /// The same in the time that is left.
    fn within(self, left_ms: u64) -> Self {
        match self {
            Self::Send {
                request,
                timeout_ms,
                keep,
            } => Self::Send {
                request,
                timeout_ms: timeout_ms.min(left_ms),
                keep,
            },
            Self::Sleep(ms) => Self::Sleep(ms.min(left_ms)),
            Self::Report(_) => self,
        }
    }
}

/// What came of an [`Action`].
#[derive(Debug)]
pub enum Outcome {
    /// The reply to a sent request.
    Reply(Reply),
    /// No reply came: a network error, a timeout or an abort.
    Failed(Error),
    /// Slept, or reported.
    Done,
}

/// What a flow answers when it is asked for its next turn.
#[derive(Debug)]
pub enum Turn<T> {
    /// Do this and come back with its outcome.
    Act(Action),
    /// It is over.
    Finished(T),
}

/// How a flow may send and how long it may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The limit for one attempt, in milliseconds.
    pub timeout_ms: u64,
    /// The limit for the whole flow, in milliseconds.
    pub deadline_ms: u64,
    /// How requests are repeated.
    pub retry: RetryLimits,
}

/// What a single call expects of its reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// A document.
    Data,
    /// Success alone: some writes leave `data` null.
    Success,
}

/// One request, repeated as the retry policy allows. Its document stays with
/// the driver.
pub fn single(port: &Port, request: &Request, expect: Expect) -> Result<(), Error> {
    let makes_anew = request.makes_anew;
    let judge = match expect {
        Expect::Data => Reply::has_data,
        Expect::Success => Reply::accepted,
    };
    match (port.send_until(request, Keep::Driver, judge), makes_anew) {
        (Ok(_), _) => Ok(()),
        (Err(error), Some(advice)) if retry::is_ambiguous(&error) => {
            Err(Error::outcome_unknown(advice, error))
        }
        (Err(error), _) => Err(error),
    }
}

/// What a flow runs, and comes to.
pub type Steps<T> = Box<dyn Fn(Port) -> T>;

/// A running flow.
pub struct Flow<T> {
    shared: Shared,
    steps: Steps<T>,
    /// What it came to, while there is something to report first.
    finished: Option<T>,
}

impl<T> Flow<T> {
    /// Sets up a flow; it does nothing before its first turn.
    ///
    /// `what` names the call in a deadline's message. `seed` spreads waits.
    pub fn new(
        what: &'static str,
        limits: Limits,
        now_ms: u64,
        seed: u64,
        steps: impl Fn(Port) -> T + 'static,
    ) -> Self {
        Self::boxed(what, limits, now_ms, seed, Box::new(steps))
    }

    /// The same, of steps that are in a box already.
    pub fn boxed(
        what: &'static str,
        limits: Limits,
        now_ms: u64,
        seed: u64,
        steps: Steps<T>,
    ) -> Self {
        Self {
            steps,
            shared: Shared::new(what, limits, now_ms, seed),
            finished: None,
        }
    }

    /// Takes the outcome of the last action (`None` on the first turn) and
    /// says what is next. Must not be called again once finished.
    pub fn turn(&mut self, outcome: Option<Outcome>, now_ms: u64) -> Turn<T> {
        self.shared.advance_clock(now_ms);
        // While something waits for reports to be told, this is their outcome.
        if self.finished.is_none() && !self.shared.is_waiting() {
            self.resume(outcome);
        }
        loop {
            if let Some(progress) = self.shared.next_report() {
                return Turn::Act(Action::Report(progress));
            }
            if let Some(value) = self.finished.take() {
                return Turn::Finished(value);
            }
            let Some(action) = self.shared.take_action() else {
                return Turn::Act(Action::Sleep(0));
            };
            match self.shared.check_open() {
                // Whoever was told of this action did not want it, or took
                // all the time that there was.
                Err(error) => self.resume(Some(Outcome::Failed(error))),
                Ok(()) => return Turn::Act(action.within(self.shared.left_ms())),
            }
        }
    }

    fn resume(&mut self, outcome: Option<Outcome>) {
        if let Some(outcome) = outcome {
            self.shared.take_outcome(outcome);
        }
        // A request that is sent again is no news to the flow.
        if self.shared.is_waiting() {
            return;
        }
        self.shared.rewind();
        let value = (self.steps)(Port::new(&self.shared));
        if !self.shared.is_waiting() {
            self.finished = Some(value);
        }
    }

    /// Milliseconds left before the deadline, at the last turn.
    pub fn left_ms(&self) -> u64 {
        self.shared.left_ms()
    }

    /// Makes every wait from now on return this error, until the flow has
    /// cleaned up and ends.
    pub fn interrupt(&mut self, error: Error) {
        self.shared.interrupt(error);
    }
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::super::model::checkpoint::{Call, Checkpoint};
    use super::super::model::report::{Ids, Step, StepState};
    use super::super::path::Path;
    use super::*;

    const LIMITS: Limits = Limits {
        timeout_ms: 1_000,
        deadline_ms: 10_000,
        retry: RetryLimits {
            max_attempts: 3,
            max_delay_ms: 1_000,
            max_retry_after_ms: 1_000,
            max_repeats: 3,
        },
    };

    fn reply(status: u16) -> Option<Outcome> {
        Some(Outcome::Reply(Reply::new(
            status,
            r#"{"status":true,"data":1}"#,
        )))
    }

    fn get_twice() -> Flow<Result<u32, Error>> {
        Flow::new("test", LIMITS, 0, 1, |port| {
            for _ in 0..2 {
                port.send(&Request::get(Path::new("agent")))?;
            }
            Ok(port.requests())
        })
    }

    #[test]
    fn retries_sleep_between_attempts() {
        let mut flow = get_twice();
        assert!(matches!(flow.turn(None, 0), Turn::Act(Action::Send { .. })));
        assert!(matches!(
            flow.turn(reply(500), 1),
            Turn::Act(Action::Sleep(_))
        ));
        let next = flow.turn(Some(Outcome::Done), 400);
        assert!(matches!(next, Turn::Act(Action::Send { .. })));
        assert!(matches!(
            flow.turn(reply(200), 401),
            Turn::Act(Action::Send { .. })
        ));
        assert!(matches!(flow.turn(reply(200), 402), Turn::Finished(Ok(3))));
    }

    #[test]
    fn each_run_knows_the_request_id_that_came_last() {
        let mut flow = Flow::new("test", LIMITS, 0, 1, |port| {
            let mut ids = [None, None, port.last_request_id()];
            for id in &mut ids[..2] {
                port.send(&Request::get(Path::new("agent")))?;
                *id = port.last_request_id();
            }
            Ok::<_, Error>(ids)
        });
        flow.turn(None, 0);
        let mut came = Reply::new(200, r#"{"status":true,"data":1}"#);
        came.request_id = Some("r1".into());
        flow.turn(Some(Outcome::Reply(came.clone())), 1);
        came.request_id = Some("r2".into());
        let Turn::Finished(Ok(ids)) = flow.turn(Some(Outcome::Reply(came)), 2) else {
            panic!("expected the end");
        };
        assert_eq!(ids, [Some("r1".into()), Some("r2".into()), None]);
    }

    #[test]
    fn attempts_end_with_the_last_error() {
        let mut flow = get_twice();
        flow.turn(None, 0);
        for now_ms in 1..=2 {
            flow.turn(reply(500), now_ms);
            flow.turn(Some(Outcome::Done), now_ms);
        }
        let Turn::Finished(Err(error)) = flow.turn(reply(503), 3) else {
            panic!("expected the third attempt to be the last");
        };
        assert_eq!(error.status, Some(503));
    }

    #[test]
    fn the_requests_of_a_call_share_its_repeats() {
        let mut flow = get_twice();
        flow.turn(None, 0);
        // The first request takes two of the three.
        for _ in 0..2 {
            assert!(matches!(
                flow.turn(reply(500), 1),
                Turn::Act(Action::Sleep(_))
            ));
            flow.turn(Some(Outcome::Done), 1);
        }
        flow.turn(reply(200), 1);
        assert!(matches!(
            flow.turn(reply(500), 1),
            Turn::Act(Action::Sleep(_))
        ));
        flow.turn(Some(Outcome::Done), 1);
        let Turn::Finished(Err(error)) = flow.turn(reply(503), 1) else {
            panic!("expected the repeats to be used up");
        };
        assert_eq!(error.status, Some(503));
    }

    #[test]
    fn an_attempt_never_outlives_the_deadline() {
        let mut flow = get_twice();
        flow.turn(None, 0);
        let Turn::Act(Action::Send { timeout_ms, .. }) = flow.turn(reply(200), 9_400) else {
            panic!("expected a request");
        };
        assert_eq!(timeout_ms, 600);
        let Turn::Finished(Err(error)) = flow.turn(reply(500), 10_000) else {
            panic!("expected the deadline");
        };
        assert_eq!(error.code, "deadline_exceeded");
    }

    #[test]
    fn an_interruption_ends_every_wait_until_reopened() {
        let mut flow = Flow::new("test", LIMITS, 0, 1, |port| {
            let first = port.sleep(5_000);
            let second = port.send(&Request::get(Path::new("agent")));
            port.reopen(100);
            let third = port.sleep(5_000);
            (first, second.map(|_| ()), third)
        });
        flow.turn(None, 0);
        flow.interrupt(Error::aborted());
        let Turn::Act(Action::Sleep(grace)) = flow.turn(Some(Outcome::Done), 1) else {
            panic!("expected the cleaning up");
        };
        assert_eq!(grace, 100);
        let Turn::Finished((first, second, third)) = flow.turn(Some(Outcome::Done), 50) else {
            panic!("expected the end");
        };
        assert_eq!(first.unwrap_err().code, "aborted");
        assert_eq!(second.unwrap_err().code, "aborted");
        assert!(third.is_ok());
    }

    fn progress() -> Progress {
        Progress {
            step: Step::Read,
            state: StepState::Started,
            elapsed_ms: 0,
            step_elapsed_ms: 0,
            requests: 0,
            ids: json::value(&Ids::default()),
            checkpoint: json::value(&Checkpoint::new(Call::Release, "a")),
            check: None,
        }
    }

    fn reporting() -> Flow<Result<u32, Error>> {
        Flow::new("test", LIMITS, 0, 1, |port| {
            port.report(&progress);
            port.report(&progress);
            port.send(&Request::get(Path::new("agent")))?;
            port.report(&progress);
            Ok(port.requests())
        })
    }

    fn reports<T>(turn: Turn<T>) -> bool {
        matches!(turn, Turn::Act(Action::Report(_)))
    }

    #[test]
    fn reports_come_before_what_they_announce_and_take_no_outcome() {
        let mut flow = reporting();
        assert!(reports(flow.turn(None, 0)));
        assert!(reports(flow.turn(Some(Outcome::Done), 0)));
        let next = flow.turn(Some(Outcome::Done), 0);
        assert!(matches!(next, Turn::Act(Action::Send { .. })));
        assert!(reports(flow.turn(reply(200), 1)));
        let end = flow.turn(Some(Outcome::Done), 1);
        assert!(matches!(end, Turn::Finished(Ok(1))));
    }

    #[test]
    fn a_listener_that_takes_its_time_takes_it_from_the_call() {
        let mut flow = reporting();
        flow.turn(None, 0);
        flow.turn(Some(Outcome::Done), 100);
        let Turn::Act(Action::Send { timeout_ms, .. }) = flow.turn(Some(Outcome::Done), 9_400)
        else {
            panic!("expected a request");
        };
        assert_eq!(timeout_ms, 600);
        let mut late = reporting();
        late.turn(None, 0);
        late.turn(Some(Outcome::Done), 100);
        let Turn::Finished(Err(error)) = late.turn(Some(Outcome::Done), 10_000) else {
            panic!("expected the deadline: nothing is sent after it");
        };
        assert_eq!(error.code, "deadline_exceeded");
    }

    #[test]
    fn an_interruption_by_who_was_told_stops_what_was_announced() {
        let mut flow = reporting();
        flow.turn(None, 0);
        flow.turn(Some(Outcome::Done), 0);
        flow.interrupt(Error::aborted());
        let Turn::Finished(Err(error)) = flow.turn(Some(Outcome::Done), 0) else {
            panic!("expected the end");
        };
        assert_eq!(error.code, "aborted");
    }
}
