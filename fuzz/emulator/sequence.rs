//! What an input stands for: an emulator's options, and the steps to take.
//!
//! Most steps are requests that make sense, filled with ids that exist, so
//! that sequences lead somewhere; some are whatever the bytes say.

use arbitrary::Arbitrary;
use atoms_lifecycle::emulator::{
    AgentListBody, ArchivedLive, DraftConflictBody, DraftDiffBody, EarlyActivationStatus,
    FailedScanLeaves, Generation, Options, RateLimitBody, RepublishAfterFailure,
};

/// Few enough that every list fits on a page.
pub const MOST_STEPS: usize = 24;
/// A config with this in it fails its check.
pub const FORBIDDEN: &str = "bad";

#[derive(Debug, Arbitrary)]
pub struct Sequence {
    pub setup: Setup,
    pub steps: Vec<Step>,
}

#[derive(Debug, Arbitrary)]
pub struct Setup {
    branches: bool,
    check_ms: u16,
    lag_ms: u16,
    requests_per_second: Option<u8>,
    nested_limit: bool,
    bad_request: bool,
    changes: bool,
    contract_list: bool,
    synchronously: bool,
    restore_scans: bool,
    list_scanning: bool,
    leaves_revision: bool,
    republish: bool,
    rich: bool,
    unarchives: bool,
}

impl Setup {
    pub fn options(&self) -> Options {
        let or = |flag: bool| usize::from(flag);
        Options {
            check_duration_ms: self.check_ms.into(),
            read_lag_ms: self.lag_ms.into(),
            fail_checks_containing: vec![FORBIDDEN.to_owned()],
            requests_per_second: self.requests_per_second.unwrap_or_default().into(),
            publish_synchronously: self.synchronously,
            restore_scans_again: self.restore_scans,
            list_scanning_revisions: self.list_scanning,
            generation: [Generation::Versions, Generation::Branches][or(self.branches)],
            rate_limit_body: [RateLimitBody::Flat, RateLimitBody::Nested][or(self.nested_limit)],
            draft_diff_body: [DraftDiffBody::Sections, DraftDiffBody::Changes][or(self.changes)],
            agent_list_body: [AgentListBody::Live, AgentListBody::Contract][or(self.contract_list)],
            draft_conflict_body: [DraftConflictBody::Lean, DraftConflictBody::Rich][or(self.rich)],
            archived_live: [ArchivedLive::Refuse, ArchivedLive::Unarchive][or(self.unarchives)],
            failed_scan_leaves: [FailedScanLeaves::Draft, FailedScanLeaves::Revision]
                [or(self.leaves_revision)],
            republish_after_failure: [
                RepublishAfterFailure::AfterEdit,
                RepublishAfterFailure::Allowed,
            ][or(self.republish)],
            early_activation_status: [
                EarlyActivationStatus::Conflict,
                EarlyActivationStatus::BadRequest,
            ][or(self.bad_request)],
            ..Options::default()
        }
    }
}

/// A request, and what may happen before it.
#[derive(Debug, Arbitrary)]
pub struct Step {
    pub event: Option<Event>,
    pub request: Sensible,
}

#[derive(Debug, Arbitrary)]
pub enum Event {
    /// Somebody sends any request.
    Sends(Any),
    Wait(u16),
    WaitLong(u64),
    Migrate,
    Freeze(bool),
    /// A snapshot goes out and comes back.
    Restart,
}

/// A request made of a template.
#[derive(Debug, Arbitrary)]
pub struct Sensible {
    route: u8,
    query: u8,
    body: u8,
    pub choice: Choice,
}

/// A method, a path with its query, and a body, in which these stand for
/// something that there is: `{agent}`, `{draft}`, `{version}` (or revision),
/// `{branch}`, `{workflow}`; and `{text}`, a number `{n}`, and so many objects
/// in one another `{deep}`.
pub type Template<Path = &'static str> = (&'static str, Path, &'static str);

/// What a template is filled with.
#[derive(Debug, Default, Arbitrary)]
pub struct Choice {
    /// Of the agents, and of its drafts, versions and branches.
    pub ids: [u8; 4],
    pub number: u8,
    pub text: Text,
}

#[derive(Debug, Default, Arbitrary)]
pub enum Text {
    #[default]
    Good,
    Bad,
    Any(String),
}

impl Text {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Good => "good",
            Self::Bad => FORBIDDEN,
            Self::Any(text) => text,
        }
    }
}

#[derive(Debug, Arbitrary)]
pub struct Any {
    pub method: String,
    pub below_base: bool,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What every sequence needs to lead somewhere, with time for a check between
/// one and the next.
pub fn beginning(generation: Generation) -> &'static [Template] {
    match generation {
        Generation::Versions => &[
            ("POST", "/agent", r#"{"name": "{text}"}"#),
            (
                "POST",
                "/agent/{agent}/drafts",
                r#"{"sourceVersionId": "{version}"}"#,
            ),
            ("POST", "/agent/{agent}/drafts/{draft}/publish", ""),
            (
                "POST",
                "/agent/{agent}/drafts",
                r#"{"sourceVersionId": "{version}"}"#,
            ),
        ],
        Generation::Branches => &[
            ("POST", "/agent", r#"{"name": "{text}"}"#),
            (
                "POST",
                "/agent/{agent}/branches",
                r#"{"sourceBranchId": "{branch}", "name": "{text}"}"#,
            ),
            (
                "PUT",
                "/agent/{agent}/branches/{branch}/draft",
                r#"{"firstMessage": "{text}"}"#,
            ),
            ("POST", "/agent/{agent}/branches/{branch}/draft/publish", ""),
            (
                "PUT",
                "/agent/{agent}/branches/{branch}/draft",
                r#"{"firstMessage": "{text}"}"#,
            ),
        ],
    }
}

impl Sensible {
    pub fn template(&self) -> Template<String> {
        let (method, path) = pick(ROUTES, self.route);
        // Most requests have no query.
        let query = QUERIES
            .get(usize::from(self.query))
            .copied()
            .unwrap_or_default();
        (method, format!("{path}{query}"), pick(BODIES, self.body))
    }
}

fn pick<T: Copy>(choices: &[T], number: u8) -> T {
    choices[usize::from(number) % choices.len()]
}

const ROUTES: &[(&str, &str)] = &[
    ("POST", "/agent"),
    ("GET", "/agent"),
    ("GET", "/agent/{agent}"),
    ("HEAD", "/agent/{agent}"),
    ("PATCH", "/agent/{agent}"),
    ("DELETE", "/agent/{agent}/archive"),
    ("POST", "/conversation/outbound"),
    ("PATCH", "/workflow/{workflow}"),
    ("OPTIONS", "/agent/{agent}"),
    ("POST", "/agent/{agent}/drafts"),
    ("GET", "/agent/{agent}/drafts"),
    ("GET", "/agent/{agent}/drafts/{draft}"),
    ("PATCH", "/agent/{agent}/drafts/{draft}"),
    ("DELETE", "/agent/{agent}/drafts/{draft}"),
    ("GET", "/agent/{agent}/drafts/{draft}/diff"),
    ("PATCH", "/agent/{agent}/drafts/{draft}/config"),
    ("POST", "/agent/{agent}/drafts/{draft}/publish"),
    ("POST", "/agent/{agent}/drafts/{draft}/test-call"),
    ("GET", "/agent/{agent}/versions"),
    ("GET", "/agent/{agent}/versions/diff"),
    ("GET", "/agent/{agent}/versions/{version}"),
    ("PATCH", "/agent/{agent}/versions/{version}"),
    ("PATCH", "/agent/{agent}/versions/{version}/activate"),
    ("POST", "/agent/{agent}/versions/{version}/test-call"),
    ("GET", "/agent/{agent}/diff"),
    ("GET", "/agent/{agent}/branches"),
    ("POST", "/agent/{agent}/branches"),
    ("GET", "/agent/{agent}/branches/{branch}"),
    ("PATCH", "/agent/{agent}/branches/{branch}"),
    ("POST", "/agent/{agent}/branches/{branch}/archive"),
    ("POST", "/agent/{agent}/branches/{branch}/live"),
    ("POST", "/agent/{agent}/branches/{branch}/test-call"),
    ("PUT", "/agent/{agent}/branches/{branch}/draft"),
    ("GET", "/agent/{agent}/branches/{branch}/draft"),
    ("DELETE", "/agent/{agent}/branches/{branch}/draft"),
    ("POST", "/agent/{agent}/branches/{branch}/draft/publish"),
    (
        "POST",
        "/agent/{agent}/branches/{branch}/draft/publish/cancel",
    ),
    ("GET", "/agent/{agent}/branches/{branch}/revisions"),
    (
        "GET",
        "/agent/{agent}/branches/{branch}/revisions/{version}",
    ),
    (
        "GET",
        "/agent/{agent}/branches/{branch}/revisions/{version}/history",
    ),
    (
        "POST",
        "/agent/{agent}/branches/{branch}/revisions/{version}/restore",
    ),
    ("HEAD", "/nowhere"),
    ("GET", "/agent/{text}"),
];

const QUERIES: &[&str] = &[
    "?limit={n}",
    "?skip={n}&limit=1",
    "?isPinned=true",
    "?page={n}&offset={n}",
    "?archived=true&sortField=name&sortOrder=asc&search={text}",
    "?draftId={draft}",
    "?versionId={version}",
    "?compareTo={version}",
    "?baseId={version}&compareId={version}",
    "?versionA={version}&versionB={version}",
    "?a={version}&b={branch}:draft",
    "?a={branch}:draft&b={version}",
    "?on=false",
    "?{text}",
];

const BODIES: &[&str] = &[
    "",
    "{}",
    r#"{"name": "{text}"}"#,
    r#"{"name": "{text}", "firstMessage": "{text}", "allowInboundCall": false}"#,
    r#"{"description": "{text}", "avatarUrl": "{text}", "telephonyProductId": ["{text}"]}"#,
    r#"{"sourceVersionId": "{version}"}"#,
    r#"{"sourceDraftId": "{draft}", "draftName": "{text}"}"#,
    r#"{"draftName": "{text}"}"#,
    r#"{"firstMessage": "{text}"}"#,
    r#"{"firstMessage": "{text}", "expectedRevision": {n}}"#,
    r#"{"singlePromptConfig": {"prompt": "{text}", "tools": [{"type": "end_call", "name": "a", "description": "{text}"}]}}"#,
    r#"{"synthesizer": {"speed": {n}, "voiceConfig": {"voiceId": "{text}"}}, "expectedRevision": {n}}"#,
    r#"{"language": {"default": "en", "supported": ["en", "hi"], "switching": {"isEnabled": true}}}"#,
    r#"{"language": {"default": "north_indic", "supported": ["north_indic"]}, "transcriberType": "pulse"}"#,
    r#"{"defaultVariables": {"{text}": {n}}}"#,
    r#"{"defaultVariables": {"a": {"b": "{text}"}}, "expectedRevision": {n}}"#,
    r#"{"defaultVariables": {deep}}"#,
    r#"{"workflowType": "workflow_graph"}"#,
    r#"{"slmModel": "gpt-realtime", "redactionConfig": {}}"#,
    r#"{"label": "{text}"}"#,
    r#"{"label": null, "description": "{text}", "isPinned": true}"#,
    r#"{"isPinned": false, "activate": true}"#,
    r#"{"sourceBranchId": "{branch}", "name": "{text}"}"#,
    r#"{"sourceBranchId": "{branch}", "name": "{text}{n}"}"#,
    r#"{"mode": "telephony", "toPhone": "+14155550123"}"#,
    r#"{"mode": "chat", "includeDraft": true}"#,
    r#"{"revisionId": "{version}"}"#,
    r#"{"agentId": "{agent}", "phoneNumber": "+14155550123", "versionId": "{version}", "variables": {"{text}": {n}}}"#,
    r#"{"agentId": "{agent}", "toPhone": "+14155550123"}"#,
    r#"{"type": "single_prompt", "singlePromptConfig": {"prompt": "{text}"}}"#,
    r#"{"type": "workflow_graph", "workflowGraph": {deep}}"#,
];
