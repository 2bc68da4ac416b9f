//! What became of a write whose reply got lost: it is looked up and taken
//! over, never repeated blindly.

use super::input::ReleaseInput;
use super::journal::Journal;
use super::{look, three_way};
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

/// What came of a publish.
pub enum Published<'a> {
    /// The version.
    Version(VersionFacts<'a>),
    /// The draft is still there: it was not published.
    Not,
    /// Neither is to be found.
    Nowhere,
}

/// The id of the draft of that name. It is given some time to show.
pub fn named(journal: &Journal, name: &str) -> Result<Option<String>, Error> {
    for look in 1..=LOOKS {
        for draft in &open_drafts(journal)? {
            if draft.draft_name() == Some(name) {
                return Ok(Some(draft.draft_id().to_owned()));
            }
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
pub fn open_drafts<'a>(journal: &Journal<'a>) -> Result<Vec<DraftFacts<'a>>, Error> {
    let request = drafts::list(&journal.at.ids.agent_id);
    journal.read(request, DraftFacts::read_list)
}

/// What came of the publish of the call's draft, given some time to show.
/// `base` is the config that the draft was made on.
pub fn published<'a>(
    journal: &Journal<'a>,
    input: &ReleaseInput,
    base: &Json,
) -> Result<Published<'a>, Error> {
    let mut found = Published::Nowhere;
    let draft_id = journal.at.ids.draft_id.as_deref().unwrap_or_default();
    for look in 1..=LOOKS {
        found = if is_open(journal, draft_id)? {
            Published::Not
        } else {
            for version in &look::versions(journal, LOOK_BACK, None)?.versions {
                if is_ours(journal, input, base, version)? {
                    return Ok(Published::Version(*version));
                }
            }
            Published::Nowhere
        };
        if look < LOOKS {
            journal.port.sleep(LOOK_AGAIN_MS)?;
        }
    }
    Ok(found)
}

/// A version does not always name its draft. Then it is ours when it was
/// made on the same version, looks the same, and holds the patch and
/// nothing else: whoever made it, it is what was to be published.
fn is_ours(
    journal: &Journal,
    input: &ReleaseInput,
    base: &Json,
    version: &VersionFacts,
) -> Result<bool, Error> {
    let ids = &journal.at.ids;
    if version.draft_id().is_some() {
        return Ok(version.draft_id() == ids.draft_id.as_deref());
    }
    let looks_the_same = version.parent() == ids.previous_version_id.as_deref()
        && version.label() == input.label.as_deref()
        && version.description() == input.description.as_deref();
    if !looks_the_same {
        return Ok(false);
    }
    let shown = look::version(journal, version.id())?;
    Ok(three_way::is_patched(base, shown.config(), &input.patch))
}
