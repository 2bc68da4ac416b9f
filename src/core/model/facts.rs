//! The few fields that the lifecycle decides on, read out of whole documents.
//!
//! A document that is not what it should be gives the name of what it lacks.
//! One that passed stays where it is, in the record of what the flow was
//! answered, and its fields are read when they are asked for.

use crate::core::json::Json;
use alloc::vec::Vec;

/// Of an agent: what serves, and with which config.
#[derive(Debug, Clone, Copy)]
pub struct AgentFacts<'a>(&'a Json);

impl<'a> AgentFacts<'a> {
    /// Reads an agent.
    pub fn read(data: &'a Json) -> Result<Self, &'static str> {
        object(data).map(Self)
    }

    /// The version that serves.
    pub fn active_version_id(&self) -> Option<&'a str> {
        let alias = || text(self.0, "versionId");
        text(self.0, "activeVersionId").or_else(alias)
    }

    /// The config, flat.
    pub fn config(&self) -> &'a Json {
        part(self.0, "_resolvedConfig")
    }
}

/// Of a fork's reply or of a draft in a list: `draftId`, never the row's `_id`.
#[derive(Debug, Clone, Copy)]
pub struct DraftFacts<'a>(&'a Json);

impl<'a> DraftFacts<'a> {
    /// Reads a draft.
    pub fn read(data: &'a Json) -> Result<Self, &'static str> {
        having(data, "draftId").map(Self)
    }

    /// Reads a list of drafts.
    pub fn read_list(data: &'a Json) -> Result<Vec<Self>, &'static str> {
        list(data, Self::read)
    }

    /// The draft's own id.
    pub fn draft_id(&self) -> &'a str {
        text(self.0, "draftId").unwrap_or_default()
    }

    /// Its name.
    pub fn draft_name(&self) -> Option<&'a str> {
        text(self.0, "draftName")
    }
}

/// Of a version, in a list or alone.
#[derive(Debug, Clone, Copy)]
pub struct VersionFacts<'a>(&'a Json);

impl<'a> VersionFacts<'a> {
    /// Reads a version.
    pub fn read(data: &'a Json) -> Result<Self, &'static str> {
        having(data, "_id").map(Self)
    }

    /// Reads a version's detail.
    pub fn read_detail(data: &'a Json) -> Result<Self, &'static str> {
        match part(data, "version") {
            Json::Null => Self::read(data),
            version => Self::read(version),
        }
    }

    /// The version's id.
    pub fn id(&self) -> &'a str {
        text(self.0, "_id").unwrap_or_default()
    }

    /// Counts up per agent.
    pub fn version_number(&self) -> Option<u64> {
        number(self.0, "versionNumber")
    }

    /// Human-readable.
    pub fn label(&self) -> Option<&'a str> {
        text(self.0, "label")
    }

    /// Human-readable.
    pub fn description(&self) -> Option<&'a str> {
        text(self.0, "description")
    }

    /// The version that it was forked from.
    pub fn parent(&self) -> Option<&'a str> {
        text(self.0, "parentVersion")
    }

    /// The draft that it was, where the platform says so.
    pub fn draft_id(&self) -> Option<&'a str> {
        text(self.0, "draftId")
    }

    /// When it last began to serve, ISO 8601.
    pub fn activated_at(&self) -> Option<&'a str> {
        text(self.0, "activatedAt")
    }

    /// The platform's security check of it, where the row shows it.
    pub fn check(&self) -> Option<CheckFacts<'a>> {
        CheckFacts::of(self.0)
    }
}

/// A page of versions.
#[derive(Debug)]
pub struct VersionsPage<'a> {
    /// Newest first.
    pub versions: Vec<VersionFacts<'a>>,
    /// Of all pages.
    pub total: u64,
}

impl<'a> VersionsPage<'a> {
    /// Reads a page.
    pub fn read(data: &'a Json) -> Result<Self, &'static str> {
        Ok(Self {
            versions: list(part(data, "versions"), VersionFacts::read)?,
            total: part(data, "total").as_u64().unwrap_or(0),
        })
    }
}

/// A security check as the platform shows it.
#[derive(Debug, Clone, Copy)]
pub struct CheckFacts<'a>(&'a Json);

impl<'a> CheckFacts<'a> {
    /// Reads the check out of a version's or a revision's detail, from
    /// whichever level has it. `None` is a version without one; what cannot be read is not
    /// mistaken for that.
    pub fn read(data: &'a Json) -> Result<Option<Self>, &'static str> {
        let outer = object(data)?;
        let version = data.get("version").unwrap_or(part(data, "revision"));
        if version.is_null() {
            return Ok(Self::of(outer));
        }
        Ok(Self::of(object(version)?).or_else(|| Self::of(outer)))
    }

    /// The check in a row; `None` is a row without one.
    pub fn of(row: &'a Json) -> Option<Self> {
        match row.get("securityCheck")? {
            Json::Null => None,
            check => Some(Self(check)),
        }
    }

    /// Any string; see [`crate::core::check::Verdict`].
    pub fn status(&self) -> Option<&'a str> {
        text(self.0, "status")
    }

    /// Why it failed.
    pub fn reason(&self) -> Option<&'a str> {
        text(self.0, "reason")
    }

    /// ISO 8601.
    pub fn triggered_at(&self) -> Option<&'a str> {
        text(self.0, "triggeredAt")
    }

    /// ISO 8601.
    pub fn completed_at(&self) -> Option<&'a str> {
        text(self.0, "completedAt")
    }
}

impl Default for CheckFacts<'_> {
    fn default() -> Self {
        Self(&Json::Null)
    }
}

fn object(data: &Json) -> Result<&Json, &'static str> {
    if data.is_object() {
        Ok(data)
    } else {
        Err("an object")
    }
}

/// The document, if this text is among its fields.
pub(super) fn having<'a>(data: &'a Json, name: &'static str) -> Result<&'a Json, &'static str> {
    match text(data, name) {
        Some(_) => Ok(data),
        None => Err(name),
    }
}

pub(super) fn text<'a>(data: &'a Json, name: &str) -> Option<&'a str> {
    data.get(name)?.as_str()
}

pub(super) fn number(data: &Json, name: &str) -> Option<u64> {
    data.get(name)?.as_u64()
}

/// A field; null where there is none.
pub(super) fn part<'a>(data: &'a Json, name: &str) -> &'a Json {
    data.get(name).unwrap_or(&Json::Null)
}

pub(super) fn list<'a, T>(
    data: &'a Json,
    read: fn(&'a Json) -> Result<T, &'static str>,
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
