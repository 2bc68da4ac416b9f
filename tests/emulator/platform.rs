//! An emulator with a clock that stands still until it is moved.

use crate::exchanges::record;
use atoms_lifecycle::emulator::{Emulator, Options, Request, Response};
use serde_json::{Value, json};

/// When every test begins: 2026-01-01T00:00:00.000Z.
pub const START_MS: u64 = 1_767_225_600_000;

pub struct Platform {
    pub emulator: Emulator,
    pub now_ms: u64,
}

/// A response, read.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Platform {
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    pub fn with(options: Options) -> Self {
        Self::of(Emulator::new(options))
    }

    pub fn of(emulator: Emulator) -> Self {
        Self {
            emulator,
            now_ms: START_MS,
        }
    }

    pub fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
    }

    pub fn send(&mut self, request: &Request) -> Answer {
        let response: Response = self.emulator.handle(request, self.now_ms);
        record("test", request, &response);
        Answer {
            status: response.status,
            headers: response
                .headers
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.into_owned()))
                .collect(),
            text: String::from_utf8(response.body).unwrap(),
        }
    }

    pub fn call(&mut self, method: &str, path: &str, body: Value) -> Answer {
        self.send(&request(method, path, body))
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, Value::Null)
    }

    /// A fresh agent: its path, and its first version.
    pub fn agent(&mut self) -> (String, String) {
        let answer = self.call("POST", "/agent", json!({"name": "test"}));
        assert_eq!(answer.status, 201);
        let path = format!("/agent/{}", answer.data().as_str().unwrap());
        let version = self.get(&path).data()["activeVersionId"].clone();
        (path, version.as_str().unwrap().to_owned())
    }

    /// A draft of an agent's version: its path.
    pub fn fork(&mut self, agent: &str, version: &str) -> String {
        let answer = self.call(
            "POST",
            &format!("{agent}/drafts"),
            json!({"sourceVersionId": version}),
        );
        assert_eq!(answer.status, 201, "{}", answer.text);
        format!(
            "{agent}/drafts/{}",
            answer.data()["draftId"].as_str().unwrap()
        )
    }

    pub fn edit(&mut self, draft: &str, patch: Value) -> Answer {
        self.call("PATCH", &format!("{draft}/config"), patch)
    }

    /// Forks, edits and publishes: the new version's id.
    pub fn publish(&mut self, agent: &str, version: &str, patch: Value) -> String {
        let draft = self.fork(agent, version);
        let edited = self.edit(&draft, patch);
        assert_eq!(edited.status, 200, "{}", edited.text);
        let published = self.call("POST", &format!("{draft}/publish"), json!({}));
        assert_eq!(published.status, 201, "{}", published.text);
        published.data()["_id"].as_str().unwrap().to_owned()
    }

    pub fn activate(&mut self, agent: &str, version: &str) -> Answer {
        self.call(
            "PATCH",
            &format!("{agent}/versions/{version}/activate"),
            Value::Null,
        )
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub fn data(&self) -> Value {
        let body = self.json();
        assert_eq!(body["status"], true, "{}", self.text);
        body["data"].clone()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    /// Checks a refusal in the platform's envelope.
    #[track_caller]
    pub fn refused(&self, status: u16, error: &str) {
        assert_eq!(
            (self.status, self.json()),
            (status, json!({"status": false, "errors": [error]}))
        );
    }
}

/// A request with a key; no body for null.
pub fn request(method: &str, path: &str, body: Value) -> Request {
    Request {
        method: method.to_owned(),
        path: format!("/atoms/v1{path}"),
        headers: vec![
            ("Authorization".to_owned(), "Bearer sk_test".to_owned()),
            ("Content-Type".to_owned(), "application/json".to_owned()),
        ],
        body: if body.is_null() {
            Vec::new()
        } else {
            body.to_string().into_bytes()
        },
    }
}
