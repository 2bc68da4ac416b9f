//! The platform under test: an emulator, its clock, and people who use it.

use super::network::{Fault, reply};
use super::random::Random;
use atoms_lifecycle::core::flow::{Action, Flow, Limits, Outcome, Turn};
use atoms_lifecycle::core::model::report::Step;
use atoms_lifecycle::core::retry::RetryLimits;
use atoms_lifecycle::emulator::{Emulator, Options, Request, Response};
use serde_json::{Value, json};

pub const LIMITS: Limits = Limits {
    timeout_ms: 2_000,
    deadline_ms: 60_000,
    retry: RetryLimits {
        max_attempts: 4,
        max_delay_ms: 2_000,
        max_retry_after_ms: 5_000,
    },
};

/// When faults happen.
#[derive(Debug, Clone, Copy)]
pub enum Faults {
    None,
    /// This one, once, to the request of this number.
    Once(Fault, u32),
    /// Any, to one request in so many.
    OneIn(u64),
}

/// Somebody else at work on the same agent.
#[derive(Debug, Clone)]
pub enum Intrusion {
    /// Activates this version when the release finished this step.
    Activates(String, Step),
}

pub struct Platform {
    pub emulator: Emulator,
    pub now_ms: u64,
    pub agent_id: String,
    /// What served before the release.
    pub previous: String,
    random: Random,
    requests: u32,
    pub faults: Faults,
    pub intrusion: Option<Intrusion>,
    /// Whether the last fault hit after this many requests; cleaning up may have failed.
    pub faults_hit: u32,
    /// Steps as they finished.
    pub finished: Vec<Step>,
}

impl Platform {
    pub fn new(seed: u64, options: Options) -> Self {
        let mut platform = Self {
            emulator: Emulator::new(Options { seed, ..options }),
            now_ms: 1_790_000_000_000,
            agent_id: String::new(),
            previous: String::new(),
            random: Random::new(seed),
            requests: 0,
            faults: Faults::None,
            intrusion: None,
            faults_hit: 0,
            finished: Vec::new(),
        };
        let created = platform.ask("POST", "/agent", Some(json!({"name": "simulated"})));
        platform.agent_id = created["data"].as_str().unwrap().to_owned();
        platform.previous = platform.active();
        platform
    }

    /// A request of somebody who has no network trouble.
    pub fn ask(&mut self, method: &str, path: &str, body: Option<Value>) -> Value {
        let body = body.map(|body| body.to_string());
        let response = self.execute(method, path, body.as_deref());
        serde_json::from_slice(&response.body).unwrap()
    }

    pub fn active(&mut self) -> String {
        let agent = self.ask("GET", &format!("/agent/{}", self.agent_id), None);
        agent["data"]["activeVersionId"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub fn resolved(&mut self) -> Value {
        let agent = self.ask("GET", &format!("/agent/{}", self.agent_id), None);
        agent["data"]["_resolvedConfig"].clone()
    }

    pub fn versions(&mut self) -> Vec<Value> {
        let path = format!("/agent/{}/versions?limit=100", self.agent_id);
        let page = self.ask("GET", &path, None);
        page["data"]["versions"].as_array().unwrap().clone()
    }

    pub fn drafts(&mut self) -> Vec<Value> {
        let list = self.ask("GET", &format!("/agent/{}/drafts", self.agent_id), None);
        list["data"].as_array().unwrap().clone()
    }

    /// Publishes a version by hand and lets its check pass.
    pub fn publish(&mut self, first_message: &str) -> String {
        let agent = self.agent_id.clone();
        let source = json!({"sourceVersionId": self.previous});
        let draft = self.ask("POST", &format!("/agent/{agent}/drafts"), Some(source));
        let draft = draft["data"]["draftId"].as_str().unwrap().to_owned();
        let patch = json!({"firstMessage": first_message});
        let path = format!("/agent/{agent}/drafts/{draft}");
        self.ask("PATCH", &format!("{path}/config"), Some(patch));
        let version = self.ask("POST", &format!("{path}/publish"), Some(json!({})));
        self.now_ms += 10_000;
        version["data"]["_id"].as_str().unwrap().to_owned()
    }

    fn execute(&mut self, method: &str, path: &str, body: Option<&str>) -> Response {
        let request = Request {
            method: method.to_owned(),
            path: format!("/atoms/v1{path}"),
            headers: vec![("authorization".into(), "Bearer sk_simulated".into())],
            body: body.unwrap_or_default().as_bytes().to_vec(),
        };
        self.emulator.handle(&request, self.now_ms)
    }

    fn fault(&mut self) -> Option<Fault> {
        self.requests += 1;
        let hit = match self.faults {
            Faults::None => None,
            Faults::Once(fault, request) => (request == self.requests).then_some(fault),
            Faults::OneIn(times) => self
                .random
                .once_in(times)
                .then(|| Fault::any(&mut self.random)),
        };
        self.faults_hit += u32::from(hit.is_some());
        hit
    }

    fn send(&mut self, action: &Action) -> Outcome {
        let Action::Send {
            request,
            timeout_ms,
            ..
        } = action
        else {
            return Outcome::Done;
        };
        let latency_ms = 1 + self.random.below(80);
        let fault = self.fault();
        let began_ms = self.now_ms;
        self.now_ms += latency_ms / 2;
        let response = fault.is_none_or(Fault::is_executed).then(|| {
            self.execute(
                request.method.as_str(),
                &request.path,
                request.body.as_deref(),
            )
        });
        match (fault, response) {
            (None, Some(response)) => {
                self.now_ms = began_ms + latency_ms;
                Outcome::Reply(reply(response))
            }
            (fault, response) => {
                let fault = fault.unwrap_or(Fault::DroppedBefore);
                self.now_ms = began_ms + fault.takes_ms(*timeout_ms, latency_ms);
                fault.outcome(response, *timeout_ms)
            }
        }
    }

    fn intrude(&mut self, step: Step) {
        match &self.intrusion {
            Some(Intrusion::Activates(version, after)) if *after == step => {
                let path = format!("/agent/{}/versions/{version}/activate", self.agent_id);
                self.ask("PATCH", &path, None);
            }
            _ => {}
        }
    }

    /// Runs a flow to its end.
    pub fn drive<T>(&mut self, mut flow: Flow<T>) -> T {
        let mut outcome = None;
        loop {
            let action = match flow.turn(outcome.take(), self.now_ms) {
                Turn::Finished(value) => return value,
                Turn::Act(action) => action,
            };
            outcome = Some(match &action {
                Action::Sleep(ms) => {
                    self.now_ms += ms;
                    Outcome::Done
                }
                Action::Report(progress) => {
                    use atoms_lifecycle::core::model::report::StepState;
                    if progress.state == StepState::Finished {
                        self.finished.push(progress.step);
                        self.intrude(progress.step);
                    }
                    Outcome::Done
                }
                Action::Send { .. } => self.send(&action),
            });
        }
    }
}
