//! What a flow was answered so far, to be answered the same again.

use super::error::Error;
use super::reply::Reply;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;

/// What a wait comes to; a sleep comes to an empty reply. It stays in the
/// record: the flow reads it there.
pub type Answer<'a> = Result<&'a Reply, Error>;

/// One answer, and how things stood when it came.
pub struct Entry {
    pub answer: Result<Reply, Error>,
    pub at_ms: u64,
    pub requests: u32,
    pub last_request_id: Option<String>,
    /// What interrupted the wait for it.
    pub interruption: Option<Error>,
}

/// All answers of a flow, in their order.
#[derive(Default)]
pub struct Record {
    entries: Vec<Entry>,
    /// How many this run has had.
    spent: Cell<usize>,
    began_ms: Option<u64>,
    /// Came before the first run.
    before: Option<Error>,
    /// Came since the last answer.
    since: Option<Error>,
}

impl Record {
    /// Begins a run: when the first one began, and what interrupted it before.
    pub fn rewind(&mut self, now_ms: u64) -> (u64, Option<Error>) {
        self.spent.set(0);
        (*self.began_ms.get_or_insert(now_ms), self.before.clone())
    }

    /// The next answer of this run, if it is there.
    pub fn next(&self) -> Option<&Entry> {
        let spent = self.spent.get();
        let entry = self.entries.get(spent)?;
        self.spent.set(spent + 1);
        Some(entry)
    }

    /// The last `x-request-id` that this run knows of.
    pub fn last_request_id(&self) -> Option<&String> {
        let last = self.spent.get().checked_sub(1)?;
        self.entries.get(last)?.last_request_id.as_ref()
    }

    /// Whether this run has had every answer.
    pub fn is_spent(&self) -> bool {
        self.spent.get() == self.entries.len()
    }

    /// Remembers an interruption and when it came.
    pub fn interrupt(&mut self, error: Error) {
        match self.began_ms {
            None => self.before = Some(error),
            Some(_) => self.since = Some(error),
        }
    }

    /// Adds an answer.
    pub fn put(
        &mut self,
        answer: Result<Reply, Error>,
        at_ms: u64,
        requests: u32,
        last_request_id: Option<String>,
    ) {
        self.entries.push(Entry {
            answer,
            at_ms,
            requests,
            last_request_id,
            interruption: self.since.take(),
        });
    }
}
