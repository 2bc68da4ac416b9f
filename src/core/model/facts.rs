//! The few fields that the lifecycle decides on, read out of whole documents.
//!
//! A document that is not what it should be gives the name of what it lacks.

use crate::core::json::Json;

/// Of an agent: what serves, and with which config.
#[derive(Debug)]
pub struct AgentFacts {
    /// The version that serves.
    pub active_version_id: Option<String>,
    /// The config, flat.
    pub resolved_config: Json,
}

impl AgentFacts {
    /// Reads an agent.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        check_object(data)?;
        Ok(Self {
            active_version_id: text(data, "activeVersionId")
                // The platform's alias for it.
                .or_else(|| text(data, "versionId")),
            resolved_config: part(data, "_resolvedConfig"),
        })
    }
}

/// Of a fork's reply or of a draft in a list: `draftId`, never the row's `_id`.
#[derive(Debug)]
pub struct DraftFacts {
    /// The draft's own id.
    pub draft_id: String,
    /// Its name.
    pub draft_name: Option<String>,
}

impl DraftFacts {
    /// Reads a draft.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        Ok(Self {
            draft_id: text(data, "draftId").ok_or("draftId")?,
            draft_name: text(data, "draftName"),
        })
    }

    /// Reads a list of drafts.
    pub fn read_list(data: &Json) -> Result<Vec<Self>, &'static str> {
        list(Some(data))?.iter().map(Self::read).collect()
    }
}

/// Of a version, in a list or alone.
#[derive(Debug)]
pub struct VersionFacts {
    /// The version's id.
    pub id: String,
    /// Counts up per agent.
    pub version_number: Option<u64>,
    /// Human-readable.
    pub label: Option<String>,
    /// Human-readable.
    pub description: Option<String>,
    /// The version that it was forked from.
    pub parent: Option<String>,
    /// The draft that it was, where the platform says so.
    pub draft_id: Option<String>,
    /// When it last began to serve, ISO 8601.
    pub activated_at: Option<String>,
    /// The platform's security check of it, where the row shows it.
    pub check: Option<CheckFacts>,
}

impl VersionFacts {
    /// Reads a version.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        Ok(Self {
            id: text(data, "_id").ok_or("_id")?,
            version_number: data.get("versionNumber").and_then(Json::as_u64),
            label: text(data, "label"),
            description: text(data, "description"),
            parent: text(data, "parentVersion"),
            draft_id: text(data, "draftId"),
            activated_at: text(data, "activatedAt"),
            check: CheckFacts::of(data),
        })
    }

    /// Reads a version's detail.
    pub fn read_detail(data: &Json) -> Result<Self, &'static str> {
        match data.get("version") {
            None | Some(Json::Null) => Self::read(data),
            Some(version) => Self::read(version),
        }
    }
}

/// A page of versions.
#[derive(Debug)]
pub struct VersionsPage {
    /// Newest first.
    pub versions: Vec<VersionFacts>,
    /// Of all pages.
    pub total: u64,
}

impl VersionsPage {
    /// Reads a page.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        let versions = list(data.get("versions"))?;
        Ok(Self {
            versions: versions
                .iter()
                .map(VersionFacts::read)
                .collect::<Result<_, _>>()?,
            total: data.get("total").and_then(Json::as_u64).unwrap_or(0),
        })
    }
}

/// A security check as the platform shows it.
#[derive(Debug, Clone, Default)]
pub struct CheckFacts {
    /// Any string; see [`crate::core::check::Verdict`].
    pub status: Option<String>,
    /// Why it failed.
    pub reason: Option<String>,
    /// ISO 8601.
    pub triggered_at: Option<String>,
    /// ISO 8601.
    pub completed_at: Option<String>,
}

impl CheckFacts {
    /// Reads the check out of a version's or a revision's detail, from
    /// whichever level has it. `None` is a version without one; what cannot be read is not
    /// mistaken for that.
    pub fn read(data: &Json) -> Result<Option<Self>, &'static str> {
        check_object(data)?;
        let version = ["version", "revision"].into_iter();
        let version = version.filter_map(|name| data.get(name)).next();
        let version = version.unwrap_or(&Json::Null);
        if !version.is_null() {
            check_object(version)?;
        }
        let check = [version, data]
            .into_iter()
            .filter_map(|level| level.get("securityCheck"))
            .find(|check| !check.is_null());
        Ok(check.map(Self::shown))
    }

    /// The check in a row; `None` is a row without one.
    pub fn of(row: &Json) -> Option<Self> {
        let check = row.get("securityCheck")?;
        (!check.is_null()).then(|| Self::shown(check))
    }

    fn shown(check: &Json) -> Self {
        Self {
            status: text(check, "status"),
            reason: text(check, "reason"),
            triggered_at: text(check, "triggeredAt"),
            completed_at: text(check, "completedAt"),
        }
    }
}

fn check_object(data: &Json) -> Result<(), &'static str> {
    if data.is_object() {
        return Ok(());
    }
    Err("an object")
}

pub(super) fn text(data: &Json, name: &str) -> Option<String> {
    data.get(name).and_then(Json::as_str).map(str::to_owned)
}

pub(super) fn part(data: &Json, name: &str) -> Json {
    data.get(name).cloned().unwrap_or_default()
}

pub(super) fn list(data: Option<&Json>) -> Result<&[Json], &'static str> {
    match data {
        Some(Json::Array(items)) => Ok(items),
        _ => Err("a list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    #[test]
    fn a_check_is_found_on_either_level_and_never_guessed() {
        let check = |data: Json| CheckFacts::read(&data).map(|check| check.map(|it| it.status));
        let passed = json!({"status": "passed"});
        assert_eq!(
            check(json!({"version": {"securityCheck": passed}})),
            Ok(Some(Some("passed".into())))
        );
        assert_eq!(
            check(json!({"version": {}, "securityCheck": passed})),
            Ok(Some(Some("passed".into())))
        );
        assert_eq!(check(json!({"version": {"securityCheck": null}})), Ok(None));
        assert_eq!(check(json!({"securityCheck": "passed"})), Ok(Some(None)));
        assert_eq!(
            check(json!({"securityCheck": {"status": 1}})),
            Ok(Some(None))
        );
        for data in [json!("x"), json!([]), json!({"version": "x"})] {
            assert!(check(data).is_err());
        }
    }

    #[test]
    fn what_a_document_lacks_is_named() {
        assert_eq!(
            DraftFacts::read(&json!({"_id": "d"})).map(|_| ()),
            Err("draftId")
        );
        assert_eq!(VersionFacts::read(&json!([])).map(|_| ()), Err("_id"));
        assert_eq!(
            VersionsPage::read(&json!({"total": 1})).map(|_| ()),
            Err("a list")
        );
        assert_eq!(AgentFacts::read(&json!("x")).map(|_| ()), Err("an object"));
    }

    #[test]
    fn the_active_version_has_two_names() {
        for data in [
            json!({"activeVersionId": "v", "versionId": "w"}),
            json!({"versionId": "v"}),
        ] {
            let agent = AgentFacts::read(&data).unwrap();
            assert_eq!(agent.active_version_id.as_deref(), Some("v"));
        }
    }
}
