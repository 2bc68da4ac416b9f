//! The few fields that the lifecycle decides on, read out of whole documents.
//!
//! A document that is not what it should be gives the name of what it lacks.
//! One that passed is shared, not copied, and its fields are read when they
//! are asked for.

use crate::core::json::{Json, Map};
use alloc::vec::Vec;

/// Of an agent: what serves, and with which config.
#[derive(Debug, Clone)]
pub struct AgentFacts(Map);

impl AgentFacts {
    /// Reads an agent.
    pub fn read(data: &Json) -> Result<Self, &'static str> {
        Ok(Self(fields(data)?.clone()))
    }

    /// The version that serves.
    pub fn active_version_id(&self) -> Option<&str> {
        let alias = || text(&self.0, "versionId");
        text(&self.0, "activeVersionId").or_else(alias)
    }

    /// The config, flat.
    pub fn config(&self) -> &Json {
        self.0.get("_resolvedConfig").unwrap_or(&Json::Null)
    }
}

/// Of a fork's reply or of a draft in a list: `draftId`, never the row's `_id`.
#[derive(Debug, Clone)]
pub struct DraftFacts(Map);

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
pub struct VersionFacts(Map);

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
        number(&self.0, "versionNumber")
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
pub struct CheckFacts(Map);

impl CheckFacts {
    /// Reads the check out of a version's or a revision's detail, from
    /// whichever level has it. `None` is a version without one; what cannot be read is not
    /// mistaken for that.
    pub fn read(data: &Json) -> Result<Option<Self>, &'static str> {
        let outer = fields(data)?;
        let version = data.get("version").unwrap_or(part(data, "revision"));
        if version.is_null() {
            return Ok(Self::of(outer));
        }
        Ok(Self::of(fields(version)?).or_else(|| Self::of(outer)))
    }

    /// The check in a row; `None` is a row without one.
    pub fn of(row: &Map) -> Option<Self> {
        match row.get("securityCheck")? {
            Json::Null => None,
            Json::Object(check) => Some(Self(check.clone())),
            _ => Some(Self::default()),
        }
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

pub(super) fn fields(data: &Json) -> Result<&Map, &'static str> {
    data.as_object().ok_or("an object")
}

/// The fields of a document, if this text is among them.
pub(super) fn having(data: &Json, name: &'static str) -> Result<Map, &'static str> {
    match data {
        Json::Object(fields) if text(fields, name).is_some() => Ok(fields.clone()),
        _ => Err(name),
    }
}

pub(super) fn text<'a>(fields: &'a Map, name: &str) -> Option<&'a str> {
    fields.get(name)?.as_str()
}

pub(super) fn number(fields: &Map, name: &str) -> Option<u64> {
    fields.get(name)?.as_u64()
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
