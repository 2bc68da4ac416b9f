//! The few fields that the lifecycle decides on, read out of whole documents.
//!
//! A document that is not what it should be gives the name of what it lacks.
//! One that passed is shared, not copied, and its fields are read when they
//! are asked for.

use crate::core::json::Json;
use alloc::vec::Vec;

/// Of an agent: what serves, and with which config.
#[derive(Debug, Clone)]
pub struct AgentFacts(Json);

impl AgentFacts {
    /// Reads an agent.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        check_object(data)?;
        Ok(Self(data.clone()))
    }

    /// The version that serves.
    pub fn active_version_id(&self) -> Option<&str> {
        let alias = || text(&self.0, "versionId");
        text(&self.0, "activeVersionId").or_else(alias)
    }

    /// The config, flat.
    pub fn resolved_config(&self) -> Json {
        part(&self.0, "_resolvedConfig").clone()
    }
}

/// Of a fork's reply or of a draft in a list: `draftId`, never the row's `_id`.
#[derive(Debug, Clone)]
pub struct DraftFacts(Json);

impl DraftFacts {
    /// Reads a draft.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        having(data, "draftId").map(Self)
    }

    /// Reads a list of drafts.
    pub fn read_list(data: &Json) -> Result<Vec<Self>, &'static str> {
        list(data, Self::read)
    }

    /// The draft's own id.
    pub fn draft_id(&self) -> &str {
        text(&self.0, "draftId").unwrap_or_default()
    }

    /// Its name.
    pub fn draft_name(&self) -> Option<&str> {
        text(&self.0, "draftName")
    }
}

/// Of a version, in a list or alone.
#[derive(Debug, Clone)]
pub struct VersionFacts(Json);

impl VersionFacts {
    /// Reads a version.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        having(data, "_id").map(Self)
    }

    /// Reads a version's detail.
    pub fn read_detail(data: &Json) -> Result<Self, &'static str> {
        match part(data, "version") {
            Json::Null => Self::read(data),
            version => Self::read(version),
        }
    }

    /// The version's id.
    pub fn id(&self) -> &str {
        text(&self.0, "_id").unwrap_or_default()
    }

    /// Counts up per agent.
    pub fn version_number(&self) -> Option<u64> {
        part(&self.0, "versionNumber").as_u64()
    }

    /// Human-readable.
    pub fn label(&self) -> Option<&str> {
        text(&self.0, "label")
    }

    /// Human-readable.
    pub fn description(&self) -> Option<&str> {
        text(&self.0, "description")
    }

    /// The version that it was forked from.
    pub fn parent(&self) -> Option<&str> {
        text(&self.0, "parentVersion")
    }

    /// The draft that it was, where the platform says so.
    pub fn draft_id(&self) -> Option<&str> {
        text(&self.0, "draftId")
    }

    /// When it last began to serve, ISO 8601.
    pub fn activated_at(&self) -> Option<&str> {
        text(&self.0, "activatedAt")
    }

    /// The platform's security check of it, where the row shows it.
    pub fn check(&self) -> Option<CheckFacts> {
        CheckFacts::of(&self.0)
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
        Ok(Self {
            versions: list(part(data, "versions"), VersionFacts::read)?,
            total: part(data, "total").as_u64().unwrap_or(0),
        })
    }
}

/// A security check as the platform shows it.
#[derive(Debug, Clone, Default)]
pub struct CheckFacts(Json);

impl CheckFacts {
    /// Reads the check out of a version's or a revision's detail, from
    /// whichever level has it. `None` is a version without one; what cannot be read is not
    /// mistaken for that.
    pub fn read(data: &Json) -> Result<Option<Self>, &'static str> {
        check_object(data)?;
        let version = data.get("version").unwrap_or(part(data, "revision"));
        if !version.is_null() {
            check_object(version)?;
        }
        Ok(Self::of(version).or_else(|| Self::of(data)))
    }

    /// The check in a row; `None` is a row without one.
    pub fn of(row: &Json) -> Option<Self> {
        let check = part(row, "securityCheck");
        (!check.is_null()).then(|| Self(check.clone()))
    }

    /// Any string; see [`crate::core::check::Verdict`].
    pub fn status(&self) -> Option<&str> {
        text(&self.0, "status")
    }

    /// Why it failed.
    pub fn reason(&self) -> Option<&str> {
        text(&self.0, "reason")
    }

    /// ISO 8601.
    pub fn triggered_at(&self) -> Option<&str> {
        text(&self.0, "triggeredAt")
    }

    /// ISO 8601.
    pub fn completed_at(&self) -> Option<&str> {
        text(&self.0, "completedAt")
    }
}

fn check_object(data: &Json) -> Result<(), &'static str> {
    if data.is_object() {
        return Ok(());
    }
    Err("an object")
}

/// The document, if it has this text.
pub(super) fn having(data: &Json, name: &'static str) -> Result<Json, &'static str> {
    text(data, name).map(|_| data.clone()).ok_or(name)
}

pub(super) fn text<'a>(data: &'a Json, name: &str) -> Option<&'a str> {
    part(data, name).as_str()
}

/// A field; null where there is none.
pub(super) fn part<'a>(data: &'a Json, name: &str) -> &'a Json {
    data.get(name).unwrap_or(&Json::Null)
}

pub(super) fn list<T>(
    data: &Json,
    read: fn(&Json) -> Result<T, &'static str>,
) -> Result<Vec<T>, &'static str> {
    let Json::Array(items) = data else {
        return Err("a list");
    };
    let mut list = Vec::new();
    for item in items.iter() {
        list.push(read(item)?);
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    #[test]
    fn a_check_is_found_on_either_level_and_never_guessed() {
        let check = |data: Json| -> Result<_, &str> {
            let check = CheckFacts::read(&data)?;
            Ok(check.map(|it| it.status().map(str::to_owned)))
        };
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
            assert_eq!(agent.active_version_id(), Some("v"));
        }
    }
}
