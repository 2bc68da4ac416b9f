//! An emulator with its clock, and what there is in it to ask for.

use crate::answer;
use crate::sequence::{self, Any, Choice, Event, Setup, Step, Template};
use atoms_lifecycle::emulator::{Emulator, Options, Request, Response};
use serde_json::Value;
use std::collections::BTreeSet;

const BASE: &str = "/atoms/v1";

pub struct Driver {
    pub emulator: Emulator,
    pub options: Options,
    pub now_ms: u64,
    /// Where there is one, it has to answer as this one does.
    pub twin: Option<Emulator>,
    /// Everything but the clock and the counts that ids are made of.
    remembered: Value,
    request_ids: BTreeSet<String>,
}

impl Driver {
    /// A platform with one agent that has two versions and a draft, or a second
    /// branch with a head and a draft.
    pub fn new(setup: &Setup) -> Self {
        let options = setup.options();
        let mut driver = Self {
            emulator: Emulator::new(options.clone()),
            options,
            now_ms: 1_767_225_600_000,
            twin: None,
            remembered: Value::Null,
            request_ids: BTreeSet::new(),
        };
        // Of one branch the only, of two the second.
        let choice = Choice {
            ids: [0, 0, 0, 1],
            ..Choice::default()
        };
        for (method, path, body) in sequence::beginning(driver.options.generation) {
            let request = driver.filled((method, (*path).to_owned(), body), &choice);
            driver.send_and_compare(&request);
            driver.now_ms += driver.options.check_duration_ms.max(1_000);
        }
        driver
    }

    pub fn take(&mut self, step: &Step) {
        if let Some(event) = &step.event {
            self.happen(event);
        }
        let request = self.filled(step.request.template(), &step.request.choice);
        self.send_and_compare(&request);
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Sends(any) => return self.send_and_compare(&of_bytes(any)),
            Event::Wait(ms) => self.now_ms = self.now_ms.saturating_add(u64::from(*ms)),
            Event::WaitLong(ms) => self.now_ms = self.now_ms.saturating_add(*ms),
            Event::Migrate => self.emulator.migrate(),
            Event::Freeze(on) => self.emulator.set_freeze(*on),
            Event::Restart => {
                self.split();
                self.emulator = self.twin.take().unwrap();
            }
        }
        self.settle();
        self.remembered = self.remember();
    }

    /// Ends the scans whose time is over: that happens when anything is asked.
    pub fn settle(&mut self) {
        self.send(&request("GET", "/nowhere", Vec::new()));
    }

    /// Sends a request, and looks whether the answer is one.
    pub fn send(&mut self, request: &Request) -> Response {
        let response = self.emulator.handle(request, self.now_ms);
        let request_id = answer::check(request, &response);
        assert!(
            self.request_ids.insert(request_id),
            "a request id came twice"
        );
        if let Some(twin) = &mut self.twin {
            let theirs = twin.handle(request, self.now_ms);
            let answers =
                [&theirs, &response].map(|it| (it.status, String::from_utf8_lossy(&it.body)));
            assert_eq!(answers[0], answers[1], "{} after a restart", request.path);
        }
        response
    }

    /// The same; what only reads, and what is refused, may change nothing.
    fn send_and_compare(&mut self, request: &Request) {
        let response = self.send(request);
        // A check that takes no time is over with the next request.
        self.settle();
        let after = self.remember();
        let before = std::mem::replace(&mut self.remembered, after);
        // A publish that ends with its verdict leaves that, and is refused.
        let leaves_a_verdict = self.options.publish_synchronously && response.status == 409;
        let reads = ["GET", "HEAD", "OPTIONS"].contains(&request.method.as_str());
        if reads || response.status >= 400 && !leaves_a_verdict {
            assert_eq!(
                before, self.remembered,
                "{} {}",
                request.method, request.path
            );
        }
    }

    /// Has the platform's twin made from its snapshot.
    pub fn split(&mut self) {
        let snapshot = self.emulator.snapshot();
        let mut twin = Emulator::new(self.options.clone());
        assert_eq!(twin.restore(&snapshot), Ok(()));
        assert_eq!(twin.snapshot(), snapshot);
        self.twin = Some(twin);
    }

    /// What the platform remembers now.
    pub fn remember(&self) -> Value {
        let mut snapshot: Value = serde_json::from_str(&self.emulator.snapshot()).unwrap();
        let state = snapshot["state"].as_object_mut().unwrap();
        for counter in ["nowMs", "ids", "requestIds"] {
            assert!(state.remove(counter).is_some(), "{counter}");
        }
        snapshot
    }

    fn filled(&self, (method, path, body): Template<String>, choice: &Choice) -> Request {
        let state = &self.remembered["state"];
        let [agent, draft, version, branch] = choice.ids;
        let agent = chosen(&state["agents"], agent);
        let of_history = &agent["history"];
        let names: Vec<_> = of_history["drafts"]
            .as_object()
            .into_iter()
            .flatten()
            .collect();
        let names: Value = names.into_iter().map(|(name, _)| name.clone()).collect();
        let version = &chosen(&of_history["versions"], version)["id"];
        let branch = &chosen(&agent["branches"], branch)["id"];
        let quoted = Value::from(choice.text.as_str()).to_string();
        let escaped = &quoted[1..quoted.len() - 1];
        // Around where bodies, and the parser itself, have their limits.
        let depth = 112 + usize::from(choice.number % 16);
        let deep = format!("{}{{}}{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        let fill = |template: &str, said: &str| {
            let mut filled = template.to_owned();
            for (name, value) in [
                ("{agent}", &agent["id"]),
                ("{workflow}", &agent["workflowId"]),
                ("{draft}", chosen(&names, draft)),
                ("{version}", version),
                ("{branch}", branch),
            ] {
                filled = filled.replace(name, value.as_str().unwrap_or("none"));
            }
            filled
                .replace("{n}", &choice.number.to_string())
                .replace("{deep}", &deep)
                .replace("{text}", said)
        };
        let path = fill(&path, choice.text.as_str());
        request(method, &path, fill(body, escaped).into_bytes())
    }
}

/// One of a list's items, or null.
fn chosen(list: &Value, number: u8) -> &Value {
    let length = list.as_array().map_or(0, Vec::len).max(1);
    &list[usize::from(number) % length]
}

pub fn request(method: &str, path: &str, body: Vec<u8>) -> Request {
    Request {
        method: method.to_owned(),
        path: format!("{BASE}{path}"),
        headers: vec![("Authorization".to_owned(), "Bearer sk_test".to_owned())],
        body,
    }
}

fn of_bytes(any: &Any) -> Request {
    Request {
        method: any.method.clone(),
        path: format!("{}{}", if any.below_base { BASE } else { "" }, any.path),
        headers: any.headers.clone(),
        body: any.body.clone(),
    }
}
