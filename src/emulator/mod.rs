//! An in-memory Atoms platform: requests in, responses out.
//!
//! [`Emulator`] is a state machine without sockets, clock or randomness of
//! its own: whoever drives it says what time it is, and the same seed with
//! the same calls makes the same ids. It speaks both generations of the API:
//! drafts, versions and the security check between publish and activate;
//! branches, revisions and the one between publish and commit; calls, and the
//! envelopes, limits and refusals around them. [`Emulator::migrate`] leads from
//! the one to the other.
//!
//! What it does not do: nobody is called, no model answers, there is one user
//! in one organisation, and no campaigns. `PATCH /workflow/{id}` is there,
//! with its teeth: it replaces a legacy document that no version shows.
//!
//! Facts without a source are marked *assumed* where they are written down.

mod agents;
mod answer;
mod branches;
mod calls;
mod config;
mod gate;
mod ids;
mod json;
mod kept;
mod migration;
mod options;
mod router;
mod schema;
mod search;
mod snapshot;
mod state;
mod time;
mod versions;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod wire;
mod workflow;

pub use options::{
    AgentListBody, ArchivedLive, DefaultBranchName, DraftConflictBody, DraftDiffBody,
    EarlyActivationStatus, FailedScanLeaves, Generation, Options, RateLimitBody,
    RepublishAfterFailure,
};
pub use snapshot::RestoreError;
pub use versions::{CheckSubject, CheckedConfig, Verdict};
pub use wire::{Request, Response};

use gate::Gate;
use state::State;

/// Decides a security check, once per publish.
pub type VerdictCallback = Box<dyn FnMut(&CheckSubject) -> Verdict>;

/// What every handler works on.
struct Platform {
    options: Options,
    state: State,
    verdict: Option<VerdictCallback>,
}

/// An in-memory Atoms platform.
pub struct Emulator {
    platform: Platform,
    gate: Gate,
}

impl Emulator {
    /// An empty platform: no agents yet.
    pub fn new(options: Options) -> Self {
        Self {
            platform: Platform {
                state: State::new(options.seed, options.generation),
                options,
                verdict: None,
            },
            gate: Gate::default(),
        }
    }

    /// Lets `verdict` decide every security check, instead of
    /// [`Options::fail_checks_containing`]. It is asked once per publish; what
    /// it says shows when the check's duration is over.
    pub fn with_verdict(mut self, verdict: VerdictCallback) -> Self {
        self.platform.verdict = Some(verdict);
        self
    }

    /// Answers one request.
    ///
    /// `now_ms` is Unix time in milliseconds. It never goes backwards inside:
    /// an earlier time than the last one counts as the last one.
    pub fn handle(&mut self, request: &Request, now_ms: u64) -> Response {
        let state = &mut self.platform.state;
        state.now_ms = state.now_ms.max(now_ms.min(time::LATEST_MS));
        branches::settle(&mut self.platform);
        let response = self.gate.answer(&mut self.platform, request);
        self.gate.sign(&mut self.platform, request, response)
    }

    /// The whole state as JSON, for [`Emulator::restore`].
    ///
    /// `{"format": "atoms-lifecycle-emulator", "version": 1, "state": {...}}`.
    /// `state.calls` tells who would have been called, with which version.
    /// Options and verdict are not part of it.
    pub fn snapshot(&self) -> String {
        snapshot::write(&self.platform.state)
    }

    /// Replaces the state by a snapshot's, or leaves it as it is and says why.
    pub fn restore(&mut self, snapshot: &str) -> Result<(), RestoreError> {
        self.platform.state = snapshot::read(snapshot)?;
        self.gate = Gate::default();
        Ok(())
    }

    /// Goes on from a state that was saved some time before the emulator died:
    /// the ids that clients may have got since then are never given again.
    pub fn skip_lost_ids(&mut self) {
        self.platform.state.skip_lost_ids();
    }

    /// Turns a platform of the versions generation into one of branches, in
    /// place, as production did; nothing happens when it is one already.
    ///
    /// Every version becomes a revision of its agent's default branch, with the
    /// same id and number, and the active one is that branch's head.
    pub fn migrate(&mut self) {
        migration::migrate(&mut self.platform);
    }

    /// Starts or ends a config freeze: writes to branches answer 423, reads and
    /// test calls pass. Part of a snapshot.
    pub fn set_freeze(&mut self, on: bool) {
        self.platform.state.frozen = on;
    }

    /// Forgets everything, the time, a freeze and a migration included. The
    /// ids start over as well.
    pub fn reset(&mut self) {
        let options = &self.platform.options;
        self.platform.state = State::new(options.seed, options.generation);
        self.gate = Gate::default();
    }
}
