//! The calls of a connection that are under way, each by a number.

use crate::core::error::Error;
use crate::core::flow::{Flow, Limits};
use crate::core::json::Json;
use crate::core::port::Port;

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
    /// The document that the caller gave, whose text the driver holds.
    pub given: Json,
    /// What a call of several requests is about: its checkpoints hold it.
    pub arguments: Json,
}

/// A call under way.
pub struct Running {
    pub flow: Flow<Finished>,
    pub given: Json,
    pub arguments: Json,
}

impl Running {
    pub fn new(prepared: Prepared, now_ms: u64, seed: u64) -> Self {
        let Prepared {
            what,
            limits,
            body,
            given,
            arguments,
        } = prepared;
        Self {
            flow: Flow::new(what, limits, now_ms, seed, body),
            given,
            arguments,
        }
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
