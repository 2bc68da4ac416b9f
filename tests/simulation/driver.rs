//! Drives a call with a hand on each of its requests: what gets lost, when
//! the signal fires, when the process dies, and what others do meanwhile.

use super::platform::{LIMITS, Platform};
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::error::Error;
use atoms_lifecycle::core::fields::Fields;
use atoms_lifecycle::core::flow::{Action, Flow, Outcome, Turn};
use atoms_lifecycle::core::json::{self, Json};
use atoms_lifecycle::core::model::checkpoint::{Call, Checkpoint};
use atoms_lifecycle::core::model::report::{Generation, Progress, Step, StepState};
use atoms_lifecycle::core::port::Port;
use atoms_lifecycle::core::release::{
    Known, Memory, ReleaseInput, Start, Target, release, rollback,
};
use serde_json::{Value, json};

/// What happens to a request.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Do {
    Go,
    /// The signal fires before it leaves.
    AbortBefore,
    /// The signal fires while the reply is on its way.
    AbortAfter,
    /// The process dies before the request leaves.
    Die,
    /// The process dies when the request was executed.
    DieAfter,
}

/// What came of a call.
pub struct Ran {
    /// Nothing, where its process died.
    pub result: Option<Result<Json, Error>>,
    /// Every checkpoint that was told of, and when.
    pub kept: Vec<(Step, StepState, Checkpoint)>,
}

impl Ran {
    /// The checkpoint that was told of last.
    pub fn last(&self) -> Checkpoint {
        self.kept.last().unwrap().2.clone()
    }

    /// The last one of a step.
    pub fn at(&self, step: Step, state: StepState) -> Checkpoint {
        let mut found = self.kept.iter().rev();
        let found = found.find(|it| it.0 == step && it.1 == state);
        found.unwrap().2.clone()
    }

    pub fn is_ok(&self) -> bool {
        matches!(self.result, Some(Ok(_)))
    }

    pub fn error(&self) -> &Error {
        self.result.as_ref().unwrap().as_ref().unwrap_err()
    }

    pub fn report(&self) -> &Json {
        match self.result.as_ref().unwrap() {
            Ok(report) => report,
            Err(error) => panic!("{}", error.message),
        }
    }
}

/// The checkpoint in an error.
pub fn checkpoint_of(error: &Error) -> Checkpoint {
    let text = error.details["checkpoint"].to_string();
    let document = json::parse(&text).unwrap();
    Checkpoint::read(&Fields::of("checkpoint", &document).unwrap()).unwrap()
}

pub type CallFn = Box<dyn Fn(Port, &Start) -> Result<Json, Error>>;

/// Runs a call until it ends or dies.
pub fn drive(
    platform: &mut Platform,
    start: Start,
    call: CallFn,
    on_report: &mut dyn FnMut(&mut Platform, &Progress),
    on_send: &mut dyn FnMut(&mut Platform, &str) -> Do,
) -> Ran {
    let mut flow = Flow::new("call", LIMITS, platform.now_ms, 3, move |port| {
        call(port, &start)
    });
    let mut ran = Ran {
        result: None,
        kept: Vec::new(),
    };
    let mut came = None;
    loop {
        came = Some(match flow.turn(came.take(), platform.now_ms) {
            Turn::Finished(result) => {
                ran.result = Some(result);
                return ran;
            }
            Turn::Act(Action::Send { request, .. }) => {
                let line = format!("{} {}", request.method.as_str(), request.path);
                let what = on_send(platform, &line);
                if what == Do::Die {
                    return ran;
                }
                platform.now_ms += 20;
                if what == Do::AbortBefore {
                    flow.interrupt(Error::aborted());
                    came = Some(Outcome::Failed(Error::aborted()));
                    continue;
                }
                let outcome = platform.answer(&request);
                match what {
                    Do::DieAfter => return ran,
                    Do::AbortAfter => {
                        flow.interrupt(Error::aborted());
                        Outcome::Failed(Error::aborted())
                    }
                    _ => outcome,
                }
            }
            Turn::Act(Action::Sleep(ms)) => {
                platform.now_ms += ms;
                Outcome::Done
            }
            Turn::Act(Action::Report(progress)) => {
                let fields = Fields::of("checkpoint", &progress.checkpoint).unwrap();
                let checkpoint = Checkpoint::read(&fields).unwrap();
                ran.kept.push((progress.step, progress.state, checkpoint));
                on_report(platform, &progress);
                Outcome::Done
            }
        });
    }
}

/// Runs a call with nobody around.
pub fn run(platform: &mut Platform, start: Start, call: CallFn) -> Ran {
    drive(platform, start, call, &mut |_, _| (), &mut |_, _| Do::Go)
}

/// Runs a call; somebody does this once, when the step finished.
pub fn run_with(
    platform: &mut Platform,
    start: Start,
    call: CallFn,
    step: Step,
    mut deed: impl FnMut(&mut Platform),
) -> Ran {
    let mut is_done = false;
    let mut on_report = |platform: &mut Platform, progress: &Progress| {
        if !is_done && progress.step == step && progress.state == StepState::Finished {
            is_done = true;
            deed(platform);
        }
    };
    drive(platform, start, call, &mut on_report, &mut |_, _| Do::Go)
}

/// Runs a call; this happens to every request whose line ends so.
pub fn run_until(
    platform: &mut Platform,
    start: Start,
    call: CallFn,
    ending: &str,
    what: Do,
) -> Ran {
    drive(platform, start, call, &mut |_, _| (), &mut |_, line| {
        if line.ends_with(ending) { what } else { Do::Go }
    })
}

pub fn anew(call: Call, platform: &Platform) -> Start {
    Start::anew(call, &platform.agent_id)
}

/// From what a call kept last.
pub fn again(ran: &Ran) -> Start {
    Start::from(ran.last())
}

pub fn known(generation: Option<Generation>) -> Known {
    Memory::new(generation).known()
}

/// A release of this first message on what serves.
pub fn a_release(platform: &Platform, message: &str, generation: Option<Generation>) -> CallFn {
    let patch = json!({"firstMessage": message});
    a_release_onto(platform, patch, Target::default(), generation)
}

/// A release of this patch.
pub fn a_release_onto(
    platform: &Platform,
    patch: Value,
    target: Target,
    generation: Option<Generation>,
) -> CallFn {
    let agent_id = &platform.agent_id;
    let patch = patch.into();
    let input = ReleaseInput::new(agent_id, &patch, Some("v2"), None, Polling::default());
    let input = input.and_then(|it| it.onto(target)).unwrap();
    Box::new(move |port, start| release(port, &input, &known(generation), start))
}

/// A rollback, to whatever served before.
pub fn a_rollback(generation: Option<Generation>) -> CallFn {
    Box::new(move |port, start| {
        let polling = Polling::default();
        rollback(port, None, polling, false, &known(generation), start)
    })
}

/// Somebody publishes this on a branch, and its check passes.
pub fn publish_on(platform: &mut Platform, branch: &str, patch: Value) {
    platform.ask("PUT", &format!("{branch}/draft"), Some(patch));
    platform.ask("POST", &format!("{branch}/draft/publish"), Some(json!({})));
    platform.now_ms += 10_000;
    assert!(platform.draft_config(branch).is_none());
}

/// The first message that serves.
pub fn serves(platform: &mut Platform) -> String {
    let message = platform.resolved()["firstMessage"].clone();
    message.as_str().unwrap().to_owned()
}
