//! What an emulator can be told.

use super::json::{Fields, FromJson, Json, Out, Reader, ToJson, Word, words};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// How the emulated platform behaves. Every field has a default.
#[derive(Debug, Clone)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase"),
    tsify(rename = "EmulatorOptions")
)]
pub struct Options {
    /// The same seed and the same calls make the same ids. Default 1.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub seed: u64,
    /// How long a security check takes, in milliseconds. Default 6,000.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub check_duration_ms: u64,
    /// A published config fails its check when one of its texts contains one
    /// of these; the reason names it. Default none. A verdict callback takes
    /// the decision over.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "string[] | undefined")
    )]
    pub fail_checks_containing: Vec<String>,
    /// The keys that are accepted. Default empty: any bearer token is.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "string[] | undefined")
    )]
    pub api_keys: Vec<String>,
    /// Accepts any `cookie` header in place of a key. Default false.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "boolean | undefined")
    )]
    pub cookie_sessions: bool,
    /// The status of an activation before the check is over. Default 409.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "409 | 400 | undefined")
    )]
    pub early_activation_status: EarlyActivationStatus,
    /// The body of a draft's diff. Default `sections`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "DraftDiffBody | undefined")
    )]
    pub draft_diff_body: DraftDiffBody,
    /// The body of the list of agents. Default `live`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "AgentListBody | undefined")
    )]
    pub agent_list_body: AgentListBody,
    /// More requests than this within one second answer 429. Default 0: no limit.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub requests_per_second: u32,
    /// The body of a 429. Default `flat`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "RateLimitBody | undefined")
    )]
    pub rate_limit_body: RateLimitBody,
    /// How long reads show what served before an activation, a live switch or
    /// a commit on the live branch, in milliseconds. Default 0.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub read_lag_ms: u64,
    /// Which versioning API there is. Default `versions`. A snapshot brings its
    /// own along, whatever is said here.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "Generation | undefined")
    )]
    pub generation: Generation,
    /// The name of every agent's default branch. Default `Main`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "DefaultBranchName | undefined")
    )]
    pub default_branch_name: DefaultBranchName,
    /// Whether a publish on a branch ends with its check's verdict: 200
    /// `committed`, or 409 with the reason. Default false: 202 `scanning`, and
    /// the check takes `checkDurationMs`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "boolean | undefined")
    )]
    pub publish_synchronously: bool,
    /// Whether a restored revision is checked again, as a publish is. Default
    /// false: it commits at once, 200, since its source passed.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "boolean | undefined")
    )]
    pub restore_scans_again: bool,
    /// Whether a branch's revisions list one that is still being checked, with
    /// status `scanning`, as the contract says. Default false: it appears when
    /// it commits.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "boolean | undefined")
    )]
    pub list_scanning_revisions: bool,
    /// What a failed check of a publish leaves. Default `draft`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "FailedScanLeaves | undefined")
    )]
    pub failed_scan_leaves: FailedScanLeaves,
    /// When a draft whose check failed may be published again. Default
    /// `afterEdit`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "RepublishAfterFailure | undefined")
    )]
    pub republish_after_failure: RepublishAfterFailure,
    /// The body of a draft's conflict. Default `lean`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "DraftConflictBody | undefined")
    )]
    pub draft_conflict_body: DraftConflictBody,
    /// What making an archived branch live does. Default `refuse`.
    #[cfg_attr(
        feature = "declarations",
        tsify(optional, type = "ArchivedLive | undefined")
    )]
    pub archived_live: ArchivedLive,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            check_duration_ms: 6_000,
            fail_checks_containing: Vec::new(),
            api_keys: Vec::new(),
            cookie_sessions: false,
            early_activation_status: EarlyActivationStatus::default(),
            draft_diff_body: DraftDiffBody::default(),
            agent_list_body: AgentListBody::default(),
            requests_per_second: 0,
            rate_limit_body: RateLimitBody::default(),
            read_lag_ms: 0,
            generation: Generation::default(),
            default_branch_name: DefaultBranchName::default(),
            publish_synchronously: false,
            restore_scans_again: false,
            list_scanning_revisions: false,
            failed_scan_leaves: FailedScanLeaves::default(),
            republish_after_failure: RepublishAfterFailure::default(),
            draft_conflict_body: DraftConflictBody::default(),
            archived_live: ArchivedLive::default(),
        }
    }
}

impl Options {
    /// The options that an object names, and the defaults of the others.
    ///
    /// Fails when one is unknown, or not what it should be.
    pub fn from_fields(given: Fields) -> Result<Self, String> {
        let mut options = Self::default();
        for (name, value) in given.into_pairs() {
            let mut reader = Reader::default();
            options.set(&name, value, &mut reader);
            reader
                .finish()
                .map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: Json, reader: &mut Reader) {
        match name {
            "seed" => set(&mut self.seed, value, reader),
            "checkDurationMs" => set(&mut self.check_duration_ms, value, reader),
            "failChecksContaining" => set(&mut self.fail_checks_containing, value, reader),
            "apiKeys" => set(&mut self.api_keys, value, reader),
            "cookieSessions" => set(&mut self.cookie_sessions, value, reader),
            "earlyActivationStatus" => set(&mut self.early_activation_status, value, reader),
            "draftDiffBody" => set(&mut self.draft_diff_body, value, reader),
            "agentListBody" => set(&mut self.agent_list_body, value, reader),
            "requestsPerSecond" => set(&mut self.requests_per_second, value, reader),
            "rateLimitBody" => set(&mut self.rate_limit_body, value, reader),
            "readLagMs" => set(&mut self.read_lag_ms, value, reader),
            "generation" => set(&mut self.generation, value, reader),
            "defaultBranchName" => set(&mut self.default_branch_name, value, reader),
            "publishSynchronously" => set(&mut self.publish_synchronously, value, reader),
            "restoreScansAgain" => set(&mut self.restore_scans_again, value, reader),
            "listScanningRevisions" => set(&mut self.list_scanning_revisions, value, reader),
            "failedScanLeaves" => set(&mut self.failed_scan_leaves, value, reader),
            "republishAfterFailure" => set(&mut self.republish_after_failure, value, reader),
            "draftConflictBody" => set(&mut self.draft_conflict_body, value, reader),
            "archivedLive" => set(&mut self.archived_live, value, reader),
            _ => reader.refuse("unknown option"),
        }
    }
}

fn set<T: FromJson>(option: &mut T, value: Json, reader: &mut Reader) {
    *option = T::from_json(value, reader);
}

/// The status of an activation before the check is over; no source names it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EarlyActivationStatus {
    /// 409
    #[default]
    Conflict,
    /// 400
    BadRequest,
}

impl FromJson for EarlyActivationStatus {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        match u64::from_json(json, reader) {
            400 => return Self::BadRequest,
            409 => {}
            status => reader.refuse(&format!("{status}; pass 409 or 400")),
        }
        Self::Conflict
    }
}

/// The two bodies of a draft's diff.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum DraftDiffBody {
    /// By the contract: `{sections, hasChanges}`.
    #[default]
    Sections,
    /// As seen live: `{unchangedSections, diffs}`.
    Changes,
}

words!(DraftDiffBody {
    Sections: "sections",
    Changes: "changes",
});

/// The two bodies of the list of agents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum AgentListBody {
    /// As seen live: `{agents, hasMore, totalCount, totalPages, isSearchResults}`.
    #[default]
    Live,
    /// By the contract: `{agents, total}`.
    Contract,
}

words!(AgentListBody {
    Live: "live",
    Contract: "contract",
});

/// The two bodies of a 429.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum RateLimitBody {
    /// `{status, error, code, retry_after}`
    #[default]
    Flat,
    /// `{message, rateLimit: {routeClass, limit, retryAfterSec}}`
    Nested,
}

words!(RateLimitBody {
    Flat: "flat",
    Nested: "nested",
});

/// The two versioning APIs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum Generation {
    /// Drafts and versions, one of which is active.
    #[default]
    Versions,
    /// Branches with a draft and revisions each, one of which is live.
    Branches,
}

words!(Generation {
    Versions: "versions",
    Branches: "branches",
});

/// The two names of the default branch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum DefaultBranchName {
    /// `Main`
    #[default]
    #[cfg_attr(feature = "declarations", serde(rename = "Main"))]
    Upper,
    /// `main`
    #[cfg_attr(feature = "declarations", serde(rename = "main"))]
    Lower,
}

words!(DefaultBranchName {
    Upper: "Main",
    Lower: "main",
});

impl ToJson for Generation {
    fn write(&self, out: &mut Out) {
        out.text(Self::WORDS[*self as usize]);
    }
}

impl DefaultBranchName {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Upper => "Main",
            Self::Lower => "main",
        }
    }
}

/// What a failed check of a publish leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum FailedScanLeaves {
    /// The draft, with the check and its reason.
    #[default]
    Draft,
    /// By the contract: the draft without a check, and a revision that stays
    /// `scanning`, with the check and its reason.
    Revision,
}

words!(FailedScanLeaves {
    Draft: "draft",
    Revision: "revision",
});

/// When a draft whose check failed may be published again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum RepublishAfterFailure {
    /// Once it was edited.
    #[default]
    AfterEdit,
    /// At once.
    Allowed,
}

words!(RepublishAfterFailure {
    AfterEdit: "afterEdit",
    Allowed: "allowed",
});

/// The two bodies of a draft's conflict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum DraftConflictBody {
    /// As production answers: `{errors: ["section.field"]}`.
    #[default]
    Lean,
    /// By the contract: also `data.conflict`, with
    /// `{expectedRevision, latestRevision, diffs}`.
    Rich,
}

words!(DraftConflictBody {
    Lean: "lean",
    Rich: "rich",
});

/// What making an archived branch live does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub enum ArchivedLive {
    /// 403, by the contract.
    #[default]
    Refuse,
    /// Unarchives it.
    Unarchive,
}

words!(ArchivedLive {
    Refuse: "refuse",
    Unarchive: "unarchive",
});
