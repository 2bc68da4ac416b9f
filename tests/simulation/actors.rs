//! Several people's releases on one platform at once, each in a process that
//! may crash and be started again.

use super::platform::{LIMITS, Platform};
use super::random::Random;
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::error::Error;
use atoms_lifecycle::core::fields::Fields;
use atoms_lifecycle::core::flow::{Action, Flow, Outcome, Turn};
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::model::checkpoint::{Call, Checkpoint};
use atoms_lifecycle::core::model::report::StepState;
use atoms_lifecycle::core::release::{Known, ReleaseInput, Start, Target, release};
use serde_json::json;

type Released = Result<Json, Error>;

/// Somebody who releases.
pub struct Actor {
    /// The field and the value that it releases.
    pub wants: (&'static str, &'static str),
    /// Whether it waits out a freeze.
    is_patient: bool,
    agent_id: String,
    seed: u64,
    /// The actions after which its process crashes, counted from its start.
    crashes: Vec<u32>,
    /// Whether the action that it crashes in still takes place.
    crash_after_send: bool,
    actions: u32,
    flow: Option<Flow<Released>>,
    outcome: Option<Outcome>,
    ready_at_ms: u64,
    /// What it saved, as text: another process has to read it.
    saved: Option<String>,
    pub result: Option<Released>,
    /// Whether it was called again after a result.
    pub is_called_again: bool,
}

impl Actor {
    pub fn new(
        wants: (&'static str, &'static str),
        is_patient: bool,
        agent_id: &str,
        seed: u64,
    ) -> Self {
        Self {
            wants,
            is_patient,
            agent_id: agent_id.to_owned(),
            seed,
            crashes: Vec::new(),
            crash_after_send: false,
            actions: 0,
            flow: None,
            outcome: None,
            ready_at_ms: 0,
            saved: None,
            result: None,
            is_called_again: false,
        }
    }

    /// Crashes in this action of its first process, and in others of the next.
    pub fn crashing(mut self, actions: Vec<u32>, after_send: bool) -> Self {
        self.crashes = actions;
        self.crashes.reverse();
        self.crash_after_send = after_send;
        self
    }

    /// Begins later than the others.
    pub fn beginning_at(mut self, at_ms: u64) -> Self {
        self.ready_at_ms = at_ms;
        self
    }

    /// What it was stopped by.
    pub fn error(&self) -> Option<&Error> {
        self.result.as_ref()?.as_ref().err()
    }

    /// Goes on with what a release that failed has told.
    pub fn take_up(&mut self, error: &Error) {
        self.begin_again();
        self.saved = Some(error.details["checkpoint"].to_string());
    }

    /// Calls from the beginning once more.
    pub fn begin_again(&mut self) {
        self.result = None;
        self.flow = None;
        self.outcome = None;
        self.saved = None;
        self.crashes.clear();
        self.is_called_again = true;
    }

    fn input(&self) -> ReleaseInput {
        let (field, value) = self.wants;
        let patch = json!({field: value}).into();
        let polling = Polling::default();
        let input = ReleaseInput::new(&self.agent_id, &patch, Some("v2"), None, polling);
        let target = Target {
            wait_out_freeze: self.is_patient,
            ..Target::default()
        };
        input.and_then(|input| input.onto(target)).unwrap()
    }

    fn begin(&mut self, now_ms: u64) {
        let start = match &self.saved {
            None => Start::anew(Call::Release, &self.agent_id),
            Some(text) => {
                let document = atoms_lifecycle::core::json::parse(text).unwrap();
                let fields = Fields::of("checkpoint", &document);
                Start::from(fields.and_then(|it| Checkpoint::read(&it)).unwrap())
            }
        };
        let input = self.input();
        self.seed = self.seed.wrapping_add(1);
        self.actions = 0;
        self.flow = Some(Flow::new(
            "release",
            LIMITS,
            now_ms,
            self.seed,
            move |port| release(port, &input, &Known::default(), &start),
        ));
    }

    fn turn(&mut self, platform: &mut Platform) {
        if self.flow.is_none() {
            self.begin(platform.now_ms);
        }
        let flow = self.flow.as_mut().unwrap();
        match flow.turn(self.outcome.take(), platform.now_ms) {
            Turn::Finished(result) => self.result = Some(result),
            Turn::Act(action) => self.act(action, platform),
        }
    }

    fn act(&mut self, action: Action, platform: &mut Platform) {
        self.actions += 1;
        let crashes = self.crashes.last() == Some(&self.actions);
        if crashes && !self.crash_after_send {
            return self.crash(platform);
        }
        let (took_ms, outcome) = match action {
            Action::Sleep(ms) => (ms, Outcome::Done),
            Action::Report(progress) => {
                self.saved = Some(atoms_lifecycle::core::json::text(&progress.checkpoint));
                if progress.state == StepState::Finished {
                    platform.intrude(progress.step);
                }
                (0, Outcome::Done)
            }
            Action::Send {
                request,
                timeout_ms,
                ..
            } => platform.send(&request, timeout_ms),
        };
        if crashes {
            return self.crash(platform);
        }
        self.outcome = Some(outcome);
        self.ready_at_ms = platform.now_ms + took_ms;
    }

    fn crash(&mut self, platform: &mut Platform) {
        self.crashes.pop();
        self.flow = None;
        self.outcome = None;
        let mut random = Random::new(self.seed.wrapping_add(u64::from(self.actions)));
        self.ready_at_ms = platform.now_ms + random.below(15_000);
    }
}

/// Runs all of them to their ends.
pub fn run(platform: &mut Platform, actors: &mut [Actor]) {
    loop {
        let next = actors
            .iter_mut()
            .filter(|actor| actor.result.is_none())
            .min_by_key(|actor| actor.ready_at_ms);
        let Some(actor) = next else { return };
        platform.now_ms = platform.now_ms.max(actor.ready_at_ms);
        platform.thaw();
        actor.turn(platform);
    }
}
