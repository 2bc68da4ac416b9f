//! The security check: decided at publish, seen as time goes by.

use super::history::Version;
use crate::emulator::config::Config;
use crate::emulator::config::resolved::Flat;
use crate::emulator::ids::Id;
use crate::emulator::json::{Fields, FromJson, Json, Out, Reader, ToJson, kept, shown, to_string};
use crate::emulator::search;
use crate::emulator::time::Iso;
use crate::emulator::{Options, Platform};
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// What a security check is about.
#[derive(Debug, Clone)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    serde(rename_all = "camelCase")
)]
pub struct CheckSubject {
    /// The agent.
    pub agent_id: String,
    /// The version that was published, or the revision that is to be.
    pub version_id: String,
    /// Its number, from 1; a revision's is counted on its branch.
    pub version_number: u32,
    /// Its label.
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub label: Option<String>,
    /// Its config, flat as in `_resolvedConfig`.
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub config: CheckedConfig,
}

/// A config as JSON text, flat as in `_resolvedConfig`.
#[derive(Debug, Clone)]
pub struct CheckedConfig(pub String);

impl ToJson for CheckedConfig {
    fn write(&self, out: &mut Out) {
        out.raw(self.0.as_bytes());
    }
}

shown!(CheckSubject {
    "agentId": agent_id,
    "versionId": version_id,
    "versionNumber": version_number,
    "label": label,
    "config": config,
});

/// How a security check ends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "declarations",
    derive(Tsify),
    tsify(type = r#"{
    /** The version may be activated. */
    status: "passed";
} | {
    /** Either way the version may not be activated; `errored`: the check itself went wrong. */
    status: "failed" | "errored";
    /** Shown as the check's `reason`. */
    reason: string;
}"#)
)]
pub enum Verdict {
    /// The version may be activated.
    Passed,
    /// It may not.
    Failed {
        /// Shown as the check's `reason`.
        reason: String,
    },
    /// The check itself went wrong; the version may not be activated.
    Errored {
        /// Shown as the check's `reason`.
        reason: String,
    },
}

impl ToJson for Verdict {
    fn fields(&self, out: &mut Out) {
        let (status, reason) = match self {
            Self::Passed => ("passed", None),
            Self::Failed { reason } => ("failed", Some(reason)),
            Self::Errored { reason } => ("errored", Some(reason)),
        };
        out.field("status", status);
        out.optional("reason", reason);
    }
}

impl FromJson for Verdict {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let mut fields = Fields::from_json(json, reader);
        let status: String = reader.take(&mut fields, "status");
        match status.as_str() {
            "failed" => Self::Failed {
                reason: reader.take(&mut fields, "reason"),
            },
            "errored" => Self::Errored {
                reason: reader.take(&mut fields, "reason"),
            },
            other => {
                if other != "passed" {
                    reader.refuse(&format!("{other} is no verdict"));
                }
                Self::Passed
            }
        }
    }
}

/// A security check.
#[derive(Debug, Clone)]
pub struct Check {
    verdict: Verdict,
    triggered_at: u64,
    duration_ms: u64,
}

kept!(Check {
    "verdict": verdict,
    "triggeredAt": triggered_at,
    "durationMs": duration_ms,
});

/// A check as it is shown.
#[derive(Debug)]
pub struct Shown<'a> {
    status: &'static str,
    reason: Option<&'a str>,
    triggered_at: Iso,
    completed_at: Option<Iso>,
}

shown!(Shown<'_> {
    "status": status,
    "reason": reason,
    "triggeredAt": triggered_at,
    "completedAt": completed_at,
});

impl Check {
    /// Asks for the verdict on a version that is being published.
    pub fn begin(
        platform: &mut Platform,
        agent: Id,
        version: &Version,
        number: u32,
        duration_ms: u64,
    ) -> Self {
        let verdict = match &mut platform.verdict {
            Some(decide) => decide(&CheckSubject {
                agent_id: agent.to_string(),
                version_id: version.id.to_string(),
                version_number: number,
                label: version.label.clone(),
                config: CheckedConfig(to_string(&Flat(&version.config))),
            }),
            None => by_content(&platform.options, &version.config),
        };
        Self {
            verdict,
            triggered_at: platform.state.now_ms,
            duration_ms,
        }
    }

    /// The verdict, once the check is over.
    pub fn verdict(&self, now_ms: u64) -> Option<&Verdict> {
        (now_ms >= self.ends_at()).then_some(&self.verdict)
    }

    /// When it ends.
    pub fn ends_at(&self) -> u64 {
        self.triggered_at.saturating_add(self.duration_ms)
    }

    /// Queued for the first tenth (*assumed*), then running, then decided.
    pub fn shown(&self, now_ms: u64) -> Shown<'_> {
        let (status, reason) = match self.verdict(now_ms) {
            None if now_ms.saturating_sub(self.triggered_at) < self.duration_ms / 10 => {
                ("queued", None)
            }
            None => ("running", None),
            Some(Verdict::Passed) => ("passed", None),
            Some(Verdict::Failed { reason }) => ("failed", Some(reason.as_str())),
            Some(Verdict::Errored { reason }) => ("errored", Some(reason.as_str())),
        };
        Shown {
            status,
            reason,
            triggered_at: Iso(self.triggered_at),
            completed_at: self.verdict(now_ms).map(|_| Iso(self.ends_at())),
        }
    }
}

fn by_content(options: &Options, config: &Config) -> Verdict {
    let forbidden = options
        .fail_checks_containing
        .iter()
        .find(|text| config.values().any(|value| contains(value, text)));
    match forbidden {
        Some(text) => Verdict::Failed {
            reason: format!("the config contains \"{text}\""),
        },
        None => Verdict::Passed,
    }
}

fn contains(value: &Json, text: &str) -> bool {
    match value {
        Json::Text(string) => search::find(string, text).is_some(),
        Json::List(items) => items.iter().any(|item| contains(item, text)),
        Json::Object(fields) => fields.iter().any(|(_, field)| contains(field, text)),
        _ => false,
    }
}
