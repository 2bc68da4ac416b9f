//! The queue of a connection's requests before its pace.

use super::call::now_ms;
use super::later::sleep;
use crate::core::pace::{Pace, Turn};
use crate::core::reply::Reply;
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::task::{Poll, Waker};

/// A pace, and how to tell those who wait for it.
pub struct Turns {
    pace: RefCell<Pace>,
    /// One at most for each place.
    waiting: RefCell<Vec<(u64, Waker)>>,
    longest_hold_ms: u64,
}

impl Turns {
    /// No pause that a reply asks for is longer than `longest_hold_ms`.
    pub fn new(pace: Pace, longest_hold_ms: u64) -> Self {
        Self {
            pace: RefCell::new(pace),
            waiting: RefCell::default(),
            longest_hold_ms,
        }
    }

    /// Waits for a turn. When it is dropped on the way, its place and its
    /// timer go with it.
    pub async fn next(&self) -> Start<'_> {
        let number = self.pace.borrow_mut().join();
        let _place = Place {
            turns: self,
            number,
        };
        let mut timer = None;
        poll_fn(|context| {
            loop {
                let turn = self.pace.borrow_mut().ask(number, now_ms());
                timer = match turn {
                    Turn::Start => return Poll::Ready(()),
                    Turn::After(ms) => Some(Box::pin(sleep(ms))),
                    Turn::Wait => None,
                };
                let is_over = timer
                    .as_mut()
                    .is_some_and(|timer| timer.as_mut().poll(context).is_ready());
                if !is_over {
                    self.forget(number);
                    let waker = context.waker().clone();
                    self.waiting.borrow_mut().push((number, waker));
                    return Poll::Pending;
                }
            }
        })
        .await;
        Start(Some(self))
    }

    /// Takes a pause out of a reply that says "too many requests".
    pub fn hear(&self, reply: &Reply) {
        let mut pace = self.pace.borrow_mut();
        pace.hear(reply, self.longest_hold_ms, now_ms());
    }

    fn forget(&self, number: u64) {
        self.waiting
            .borrow_mut()
            .retain(|(other, _)| *other != number);
    }

    /// Whoever is first asks again.
    fn tell_first(&self) {
        let first = self.pace.borrow().first();
        for (number, waker) in self.waiting.borrow().iter() {
            if Some(*number) == first {
                waker.wake_by_ref();
            }
        }
    }
}

/// A place in the queue.
struct Place<'a> {
    turns: &'a Turns,
    number: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.turns.pace.borrow_mut().leave(self.number);
        self.turns.forget(self.number);
        self.turns.tell_first();
    }
}

/// A turn. It is given back when it is dropped unused.
pub struct Start<'a>(Option<&'a Turns>);

impl Start<'_> {
    /// Whether a pause began since the turn came.
    pub fn is_held(&self) -> bool {
        self.0
            .is_some_and(|turns| turns.pace.borrow().is_held(now_ms()))
    }

    /// To be called when the request has started.
    pub fn used(mut self) {
        if let Some(turns) = self.0.take() {
            turns.pace.borrow_mut().started(now_ms());
            turns.tell_first();
        }
    }
}

impl Drop for Start<'_> {
    fn drop(&mut self) {
        if let Some(turns) = self.0.take() {
            turns.pace.borrow_mut().returned();
            turns.tell_first();
        }
    }
}
