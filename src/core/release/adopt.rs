//! What became of a write whose reply got lost: it is looked up and taken
//! over, never repeated blindly.

use super::journal::Journal;
use super::{confirm, look, three_way};
use crate::core::endpoint::drafts;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::facts::{DraftFacts, VersionFacts};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// Between two looks, in milliseconds: what was sent may still be on its way.
const LOOK_AGAIN_MS: u64 = 500;
/// How often something is looked for before it counts as not there.
const LOOKS: u32 = 3;
/// How far down the list a version of ours may be: others publish as well.
const LOOK_BACK: u32 = 20;

/// What was published, and how to know the version that came of it.
pub struct Publication<'a> {
    pub draft_id: &'a str,
    /// The version that the draft was forked from, and its config.
    pub base: (&'a str, &'a Json),
    pub patch: &'a Json,
    pub label: Option<&'a str>,
    pub description: Option<&'a str>,
}

/// What came of a publish.
pub enum Published {
    /// The version.
    Version(VersionFacts),
    /// The draft is still there: it was not published.
    Not,
    /// Neither is to be found.
    Nowhere,
}

/// The id of the draft of that name. It is given some time to show.
pub fn named(journal: &Journal, name: &str) -> Result<Option<String>, Error> {
    for look in 1..=LOOKS {
        let open = open_drafts(journal)?;
        let ours = open.into_iter().find(|it| it.draft_name() == Some(name));
        if let Some(ours) = ours {
            return Ok(Some(ours.draft_id().to_owned()));
        }
        if look < LOOKS {
            journal.port.sleep(LOOK_AGAIN_MS)?;
        }
    }
    Ok(None)
}

/// Whether a draft is there.
pub fn is_open(journal: &Journal, draft_id: &str) -> Result<bool, Error> {
    let open = open_drafts(journal)?;
    Ok(open.iter().any(|it| it.draft_id() == draft_id))
}

/// An agent's open drafts.
pub fn open_drafts(journal: &Journal) -> Result<Vec<DraftFacts>, Error> {
    let request = drafts::list(&journal.at.ids.agent_id);
    journal.read(request, DraftFacts::read_list)
}

impl Publication<'_> {
    /// What came of it, given some time to show.
    pub fn find(&self, journal: &Journal) -> Result<Published, Error> {
        let mut found = Published::Nowhere;
        for look in 1..=LOOKS {
            found = if is_open(journal, self.draft_id)? {
                Published::Not
            } else {
                match self.version(journal)? {
                    Some(version) => return Ok(Published::Version(version)),
                    None => Published::Nowhere,
                }
            };
            if look < LOOKS {
                journal.port.sleep(LOOK_AGAIN_MS)?;
            }
        }
        Ok(found)
    }

    fn version(&self, journal: &Journal) -> Result<Option<VersionFacts>, Error> {
        for version in look::versions(journal, LOOK_BACK, None)?.versions {
            if self.is_ours(journal, &version)? {
                return Ok(Some(version));
            }
        }
        Ok(None)
    }

    /// A version does not always name its draft. Then it is ours when it was
    /// made on the same version, looks the same, and holds the patch and
    /// nothing else: whoever made it, it is what was to be published.
    fn is_ours(&self, journal: &Journal, version: &VersionFacts) -> Result<bool, Error> {
        if let Some(draft_id) = version.draft_id() {
            return Ok(draft_id == self.draft_id);
        }
        let (base_id, base) = self.base;
        let looks_the_same = version.parent() == Some(base_id)
            && version.label() == self.label
            && version.description() == self.description;
        if !looks_the_same {
            return Ok(false);
        }
        let shown = look::version(journal, version.id())?;
        let config = shown.config();
        Ok(confirm::missing(self.patch, config).is_empty()
            && three_way::foreign(base, config, self.patch).is_empty())
    }
}
