//! The calls of a connection that are under way, each by a number.

use super::session::Secrets;
use super::turn::{action, send};
use crate::core::error::Error;
use crate::core::flow::{Expect, Flow, Limits, Outcome, Steps, single};
use crate::core::json::Json;
use crate::core::request::Request;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What a flow comes to: a report, or `None` for the last document
/// that came. One type for all, so that driving is compiled once.
pub type Finished = Result<Option<Json>, Error>;

/// The steps of a call.
pub type Body = Steps<Finished>;

/// What a call does.
pub enum Work {
    /// Sends one request. Its flow begins when that comes to anything else
    /// than its document, which is seldom. The flag is that its document was
    /// an outline: only the names of the fields were looked at.
    One(Request, Expect, bool),
    /// Takes steps.
    Steps(Body),
}

/// A call under way.
pub struct Running {
    /// Names it where its deadline is told of.
    what: &'static str,
    limits: Limits,
    began_ms: u64,
    seed: u64,
    /// The document that the caller gave, whose text the driver holds.
    given: Json,
    /// What a call of several requests is about: its checkpoints hold it.
    arguments: Json,
    /// As long as there is no flow for it.
    work: Option<Work>,
    /// Its only request was given to the driver.
    is_sent: bool,
    flow: Option<Flow<Finished>>,
}

impl Running {
    /// Ready to be driven. In a box: it is handed on from one to the next.
    pub fn new(
        what: &'static str,
        limits: Limits,
        work: Work,
        given: Json,
        arguments: Json,
    ) -> Box<Self> {
        Box::new(Self {
            what,
            limits,
            began_ms: 0,
            seed: 0,
            given,
            arguments,
            work: Some(work),
            is_sent: false,
            flow: None,
        })
    }

    /// It begins now; its waits are spread by the seed.
    pub fn begin(&mut self, now_ms: u64, seed: u64) {
        self.began_ms = now_ms;
        self.seed = seed;
    }

    /// What the call is about, for its checkpoints.
    pub fn arguments(&self) -> &Json {
        &self.arguments
    }

    /// Whether the document goes out as it was given, and an outline of it was enough.
    pub fn passes_on(&self) -> bool {
        match &self.work {
            Some(Work::One(request, _, true)) => request
                .body
                .as_ref()
                .is_some_and(|body| body.is(&self.given)),
            _ => false,
        }
    }

    /// What is next.
    pub fn turn(&mut self, secrets: &Secrets, came: Option<Outcome>, now_ms: u64) -> Json {
        if let (Some(Work::One(request, ..)), None) = (&self.work, &came) {
            self.is_sent = true;
            let Limits {
                timeout_ms,
                deadline_ms,
                ..
            } = self.limits;
            return send(request, &self.given, timeout_ms, deadline_ms, true);
        }
        let Some(flow) = self.flow() else {
            return Json::Null;
        };
        let turn = flow.turn(came, now_ms);
        let left_ms = flow.left_ms();
        action(secrets, &self.given, turn, left_ms)
    }

    /// The caller's signal fired.
    pub fn interrupt(&mut self) {
        if let Some(flow) = self.flow() {
            flow.interrupt(Error::aborted());
        }
    }

    fn flow(&mut self) -> Option<&mut Flow<Finished>> {
        if let Some(work) = self.work.take() {
            let steps: Body = match work {
                Work::One(request, expect, _) => {
                    Box::new(move |port| single(&port, &request, expect).map(|()| None))
                }
                Work::Steps(steps) => steps,
            };
            let mut flow = Flow::boxed(self.what, self.limits, self.began_ms, self.seed, steps);
            if self.is_sent {
                flow.turn(None, self.began_ms);
            }
            self.flow = Some(flow);
        }
        self.flow.as_mut()
    }
}

/// All of them.
#[derive(Default)]
pub struct Calls {
    all: Vec<Option<Box<Running>>>,
}

impl Calls {
    /// Takes one in, under the lowest number that is free.
    pub fn add(&mut self, call: Box<Running>) -> u32 {
        let free = self.all.iter().position(Option::is_none);
        let number = free.unwrap_or(self.all.len());
        match self.all.get_mut(number) {
            Some(place) => *place = Some(call),
            None => self.all.push(Some(call)),
        }
        number as u32
    }

    /// The call of that number.
    pub fn get(&mut self, number: u32) -> Option<&mut Running> {
        self.all.get_mut(number as usize)?.as_deref_mut()
    }

    /// Takes one out.
    pub fn remove(&mut self, number: u32) -> Option<Box<Running>> {
        self.all.get_mut(number as usize)?.take()
    }
}
