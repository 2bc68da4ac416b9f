//! The branches generation.

mod calls;
mod conflicts;
mod diffs;
mod drafts;
mod freeze;
mod live;
mod manage;
mod migration;
mod publish;
mod restore;
mod revisions;
mod routes;
mod scans;
mod snapshots;
mod walk;

use crate::platform::{Answer, Platform};
use atoms_lifecycle::emulator::{Generation, Options};
use serde_json::{Value, json};

/// An id that nothing has.
pub const NOBODY: &str = "0123456789abcdef01234567";

/// A platform of branches with one agent.
pub struct Fixture {
    pub platform: Platform,
    /// The agent's path.
    pub agent: String,
    /// The default branch's path.
    pub main: String,
    /// Its first revision.
    pub first: String,
}

impl Fixture {
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    pub fn with(options: Options) -> Self {
        let platform = Platform::with(Options {
            generation: Generation::Branches,
            ..options
        });
        Self::of(platform)
    }

    /// An agent on a platform of branches.
    pub fn of(mut platform: Platform) -> Self {
        let (agent, first) = platform.agent();
        let listed = platform.get(&format!("{agent}/branches")).data();
        let main = text(&listed["branches"][0]["branch"]["_id"]);
        Self {
            main: format!("{agent}/branches/{main}"),
            platform,
            agent,
            first,
        }
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.platform.get(path)
    }

    pub fn post(&mut self, path: &str, body: Value) -> Answer {
        self.platform.call("POST", path, body)
    }

    pub fn put(&mut self, branch: &str, body: Value) -> Answer {
        self.platform.call("PUT", &format!("{branch}/draft"), body)
    }

    /// Writes the draft, and must succeed.
    #[track_caller]
    pub fn write(&mut self, branch: &str, body: Value) -> Value {
        let answer = self.put(branch, body);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.data()
    }

    pub fn publish(&mut self, branch: &str, body: Value) -> Answer {
        self.post(&format!("{branch}/draft/publish"), body)
    }

    /// Writes, publishes, waits for the check: the new head's id.
    #[track_caller]
    pub fn release(&mut self, branch: &str, patch: Value) -> String {
        self.write(branch, patch);
        let published = self.publish(branch, json!({}));
        assert_eq!(published.status, 202, "{}", published.text);
        self.platform.wait(6_000);
        self.head(branch)
    }

    /// A branch forked from the default one: its path.
    #[track_caller]
    pub fn fork(&mut self, name: &str) -> String {
        let body = json!({"sourceBranchId": id_of(&self.main), "name": name});
        let created = self.post(&format!("{}/branches", self.agent), body);
        assert_eq!(created.status, 201, "{}", created.text);
        format!("{}/branches/{}", self.agent, text(&created.data()["_id"]))
    }

    pub fn head(&mut self, branch: &str) -> String {
        let summary = self.get(branch).data();
        summary["branch"]["headRevisionId"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// The id and the first message of what serves.
    pub fn serves(&mut self) -> (String, String) {
        let agent = self.platform.get(&self.agent).data();
        assert_eq!(agent["activeVersionId"], agent["versionId"]);
        (
            text(&agent["activeVersionId"]),
            text(&agent["_resolvedConfig"]["firstMessage"]),
        )
    }

    /// The names of the live branches.
    pub fn live(&mut self) -> Vec<String> {
        let listed = self.get(&format!("{}/branches", self.agent)).data();
        let branches = listed["branches"].as_array().unwrap();
        branches
            .iter()
            .filter(|branch| branch["isLive"] == true)
            .map(|branch| text(&branch["branch"]["name"]))
            .collect()
    }

    /// The ids that a branch lists.
    pub fn listed(&mut self, branch: &str) -> Vec<String> {
        let data = self.get(&format!("{branch}/revisions?limit=100")).data();
        let revisions = data["revisions"].as_array().unwrap();
        assert_eq!(data["total"], revisions.len());
        revisions.iter().map(|it| text(&it["_id"])).collect()
    }
}

impl Answer {
    /// Checks a refusal that programs can tell by its type.
    #[track_caller]
    pub fn refused_as(&self, status: u16, error_type: &str) {
        let body = self.json();
        assert_eq!((self.status, &body["status"]), (status, &json!(false)));
        assert_eq!(body["error_type"], error_type, "{}", self.text);
        let errors = body["errors"].as_array().unwrap();
        assert!(errors.len() == 1 && errors[0].is_string(), "{}", self.text);
    }
}

#[track_caller]
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// The last part of a path.
pub fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}
