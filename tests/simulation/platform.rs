//! The platform under test: an emulator, its clock, and people who use it.

use super::exchanges::record;
use super::network::{Fault, reply};
use super::random::Random;
use atoms_lifecycle::core;
use atoms_lifecycle::core::flow::{Action, Flow, Limits, Outcome, Turn};
use atoms_lifecycle::core::model::report::{Step, StepState};
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
        max_repeats: 20,
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

/// What somebody else does to the same agent.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Activates this version.
    Activates(String),
    /// Writes this into the live branch's draft.
    Edits(Value),
    /// Publishes this on the live branch, and its check passes.
    Publishes(Value),
    /// Cancels the publish on the live branch.
    Cancels,
    /// Migrates the organisation to branches.
    Migrates,
}

/// Somebody else at work, once, when the release finished this step.
#[derive(Debug, Clone)]
pub struct Intrusion {
    pub after: Step,
    pub deed: Deed,
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
    /// When a freeze is over.
    pub thaws_at_ms: Option<u64>,
    /// Steps as they finished.
    pub finished: Vec<Step>,
    /// Whether an activation may arrive after its sender gave it up.
    pub activates_late: bool,
    /// Requests that are still on their way, and when they arrive.
    on_their_way: Vec<(u64, Request)>,
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
            thaws_at_ms: None,
            finished: Vec::new(),
            activates_late: true,
            on_their_way: Vec::new(),
        };
        let created = platform.ask("POST", "/agent", Some(json!({"name": "simulated"})));
        platform.agent_id = created["data"].as_str().unwrap().to_owned();
        platform.previous = platform.active();
        platform
    }

    /// A request of somebody who has no network trouble.
    pub fn ask(&mut self, method: &str, path: &str, body: Option<Value>) -> Value {
        let body = body.map(|body| body.to_string());
        let response = self.execute("test", method, path, body.as_deref());
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

    fn execute(&mut self, sender: &str, method: &str, path: &str, body: Option<&str>) -> Response {
        self.deliver_late();
        let request = request(method, path, body);
        let response = self.emulator.handle(&request, self.now_ms);
        record(sender, &request, &response);
        response
    }

    /// Executes what has arrived by now.
    fn deliver_late(&mut self) {
        let now_ms = self.now_ms;
        self.on_their_way.sort_by_key(|(at_ms, _)| *at_ms);
        let late = self
            .on_their_way
            .partition_point(|(at_ms, _)| *at_ms <= now_ms);
        for (_, request) in self.on_their_way.drain(..late).collect::<Vec<_>>() {
            let response = self.emulator.handle(&request, now_ms);
            record("client", &request, &response);
        }
    }

    /// Lets everything arrive that is on its way.
    pub fn settle(&mut self) {
        self.now_ms += 60_000;
        self.deliver_late();
    }

    fn fault(&mut self) -> Option<Fault> {
        self.requests += 1;
        match self.faults {
            Faults::None => None,
            Faults::Once(fault, request) => (request == self.requests).then_some(fault),
            Faults::OneIn(times) => self
                .random
                .once_in(times)
                .then(|| Fault::any(&mut self.random)),
        }
    }

    /// Executes a request of the client at once.
    pub fn answer(&mut self, sent: &core::request::Request) -> Outcome {
        let text = sent.body.as_ref().map(core::json::text);
        let response = self.execute("client", sent.method.as_str(), &sent.path, text.as_deref());
        Outcome::Reply(reply(response))
    }

    /// Executes a request as the network lets it, and says how long that
    /// takes and what comes of it.
    pub fn send(&mut self, sent: &core::request::Request, timeout_ms: u64) -> (u64, Outcome) {
        let latency_ms = 1 + self.random.below(80);
        let fault = match self.fault() {
            Some(Fault::Delayed) if !self.activates_late && sent.path.ends_with("/activate") => {
                Some(Fault::Late)
            }
            fault => fault,
        };
        let text = sent.body.as_ref().map(core::json::text);
        let (method, body) = (sent.method.as_str(), text.as_deref());
        let mut response = fault
            .is_none_or(Fault::is_executed)
            .then(|| self.execute("client", method, &sent.path, body));
        match fault {
            Some(Fault::Duplicated) => {
                let second = self.execute("client", method, &sent.path, body);
                // Either reply may be the one that gets through.
                if self.random.once_in(2) {
                    response = Some(second);
                }
            }
            Some(Fault::Delayed) => {
                let at_ms = self.now_ms + timeout_ms + self.random.below(3_000);
                self.on_their_way
                    .push((at_ms, request(method, &sent.path, body)));
            }
            _ => {}
        }
        match (fault, response) {
            (None, Some(response)) => (latency_ms, Outcome::Reply(reply(response))),
            (fault, response) => {
                let fault = fault.unwrap_or(Fault::DroppedBefore);
                let took_ms = fault.takes_ms(timeout_ms, latency_ms);
                (took_ms, fault.outcome(response, timeout_ms))
            }
        }
    }

    /// The live branch's path.
    pub fn live_branch(&mut self) -> String {
        let live = self.branches().into_iter().find(|it| it["isLive"] == true);
        let id = live.unwrap()["branch"]["_id"].clone();
        format!("/agent/{}/branches/{}", self.agent_id, id.as_str().unwrap())
    }

    pub fn is_on_branches(&mut self) -> bool {
        let path = format!("/agent/{}/branches", self.agent_id);
        self.execute("test", "GET", &path, None).status == 200
    }

    pub fn branches(&mut self) -> Vec<Value> {
        let list = self.ask("GET", &format!("/agent/{}/branches", self.agent_id), None);
        list["data"]["branches"].as_array().unwrap().clone()
    }

    /// The revisions of a branch, newest first.
    pub fn revisions(&mut self, branch: &str) -> Vec<Value> {
        let page = self.ask("GET", &format!("{branch}/revisions?limit=100"), None);
        page["data"]["revisions"].as_array().unwrap().clone()
    }

    /// What the branch's draft shows, or nothing.
    pub fn draft_config(&mut self, branch: &str) -> Option<Value> {
        let draft = self.ask("GET", &format!("{branch}/draft"), None);
        let id = draft["data"]["latest"]["draftId"].as_str()?.to_owned();
        let path = format!("/agent/{}?draftId={id}", self.agent_id);
        Some(self.ask("GET", &path, None)["data"]["_resolvedConfig"].clone())
    }

    pub fn intrude(&mut self, step: Step) {
        let Some(intrusion) = self.intrusion.take_if(|it| it.after == step) else {
            return;
        };
        match intrusion.deed {
            Deed::Activates(version) => {
                let path = format!("/agent/{}/versions/{version}/activate", self.agent_id);
                self.ask("PATCH", &path, None);
            }
            Deed::Edits(patch) => {
                let branch = self.live_branch();
                self.ask("PUT", &format!("{branch}/draft"), Some(patch));
            }
            Deed::Publishes(patch) => {
                let branch = self.live_branch();
                self.ask("PUT", &format!("{branch}/draft"), Some(patch));
                self.ask("POST", &format!("{branch}/draft/publish"), Some(json!({})));
                self.now_ms += 10_000;
            }
            Deed::Cancels => {
                let branch = self.live_branch();
                self.ask("POST", &format!("{branch}/draft/publish/cancel"), None);
            }
            Deed::Migrates => self.emulator.migrate(),
        }
    }

    pub fn thaw(&mut self) {
        if self.thaws_at_ms.is_some_and(|at| self.now_ms >= at) {
            self.thaws_at_ms = None;
            self.emulator.set_freeze(false);
        }
    }

    /// Runs a flow to its end.
    pub fn drive<T>(&mut self, mut flow: Flow<T>) -> T {
        let mut outcome = None;
        loop {
            self.thaw();
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
                    if progress.state == StepState::Finished {
                        self.finished.push(progress.step);
                        self.intrude(progress.step);
                    }
                    Outcome::Done
                }
                Action::Send {
                    request,
                    timeout_ms,
                    ..
                } => {
                    let (took_ms, outcome) = self.send(request, *timeout_ms);
                    self.now_ms += took_ms;
                    outcome
                }
            });
        }
    }
}

fn request(method: &str, path: &str, body: Option<&str>) -> Request {
    let mut headers = vec![("authorization".into(), "Bearer sk_simulated".into())];
    if body.is_some() {
        headers.push(("content-type".into(), "application/json".into()));
    }
    Request {
        method: method.to_owned(),
        path: format!("/atoms/v1{path}"),
        headers,
        body: body.unwrap_or_default().as_bytes().to_vec(),
    }
}
