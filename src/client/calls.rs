//! The calls of a connection that are under way, each by a number.

use crate::core::error::Error;
use crate::core::flow::{Action, Flow, Limits, Outcome, Turn};
use crate::core::json::Json;
use crate::core::port::Port;
use crate::core::request::Request;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What a flow comes to: a report, or `None` for the last document
/// that came. One type for all, so that driving is compiled once.
pub type Finished = Result<Option<Json>, Error>;

/// The steps of a call.
pub type Body = Box<dyn Fn(Port) -> Finished>;

/// A call that is ready to be driven.
pub struct Prepared {
    /// Names it where its deadline is told of.
    pub what: &'static str,
    pub limits: Limits,
    pub body: Body,
    /// Of a call of one request: what it sends. Its flow begins when that
    /// comes to anything else than its document, which is seldom.
    pub only: Option<Request>,
    /// The document that the caller gave, whose text the driver holds.
    pub given: Json,
    /// What a call of several requests is about: its checkpoints hold it.
    pub arguments: Json,
}

/// A call under way.
pub struct Running {
    call: Prepared,
    began_ms: u64,
    seed: u64,
    /// The only request was given to the driver.
    is_sent: bool,
    flow: Option<Flow<Finished>>,
}

impl Running {
    pub fn new(call: Prepared, now_ms: u64, seed: u64) -> Self {
        Self {
            call,
            began_ms: now_ms,
            seed,
            is_sent: false,
            flow: None,
        }
    }

    pub fn call(&self) -> &Prepared {
        &self.call
    }

    /// What is next, and the milliseconds that are left for it.
    pub fn turn(&mut self, came: Option<Outcome>, now_ms: u64) -> (Turn<Finished>, u64) {
        if let (Some(request), None, None) = (&self.call.only, &came, &self.flow) {
            let Limits {
                timeout_ms,
                deadline_ms,
                ..
            } = self.call.limits;
            self.is_sent = true;
            let send = Action::Send {
                request: request.clone(),
                timeout_ms,
                keep: true,
            };
            return (Turn::Act(send), deadline_ms);
        }
        let flow = self.flow();
        let turn = flow.turn(came, now_ms);
        (turn, flow.left_ms())
    }

    /// The caller's signal fired.
    pub fn interrupt(&mut self) {
        self.flow().interrupt(Error::aborted());
    }

    fn flow(&mut self) -> &mut Flow<Finished> {
        let Self {
            call,
            began_ms,
            seed,
            ..
        } = self;
        self.flow.get_or_insert_with(|| {
            let body = core::mem::replace(&mut call.body, Box::new(|_| Ok(None)));
            let mut flow = Flow::new(call.what, call.limits, *began_ms, *seed, body);
            if self.is_sent {
                flow.turn(None, *began_ms);
            }
            flow
        })
    }
}

/// All of them. A call that was refused before it began is its error.
#[derive(Default)]
pub struct Calls {
    all: Vec<Option<Result<Running, Error>>>,
}

impl Calls {
    /// Takes one in, under the lowest number that is free.
    pub fn add(&mut self, call: Result<Running, Error>) -> u32 {
        let free = self.all.iter().position(Option::is_none);
        let number = free.unwrap_or(self.all.len());
        match self.all.get_mut(number) {
            Some(place) => *place = Some(call),
            None => self.all.push(Some(call)),
        }
        number as u32
    }

    /// The call of that number.
    pub fn get(&mut self, number: u32) -> Option<&mut Result<Running, Error>> {
        self.all.get_mut(number as usize)?.as_mut()
    }

    /// Takes one out.
    pub fn remove(&mut self, number: u32) -> Option<Result<Running, Error>> {
        self.all.get_mut(number as usize)?.take()
    }
}
