//! How far a lifecycle call has come, as data: enough to go on with it in
//! another process, after a crash at any moment.
//!
//! What is about to be sent stands in it before it is sent, so that a call
//! that is taken up again knows what may have happened and looks first.

use crate::core::error::Error;
use crate::core::fields::Fields;
use crate::core::json::{Json, Object, ToJson};
use crate::core::model::report::{Generation, Ids};
use crate::core::path::check_id;
use crate::core::text::{decimal, fill};
use alloc::borrow::ToOwned;
use alloc::string::String;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// The format's version. A reader takes this one and none above.
const VERSION: u64 = 1;

/// A call that can be taken up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Call {
    /// `release`
    Release,
    /// `plan`
    Plan,
    /// `rollback`
    Rollback,
    /// `promote`
    Promote,
    /// `mergeBranch`
    MergeBranch,
    /// `waitForSecurityCheck`
    WaitForSecurityCheck,
}

impl Call {
    pub(super) const ALL: [Self; 6] = [
        Self::Release,
        Self::Plan,
        Self::Rollback,
        Self::Promote,
        Self::MergeBranch,
        Self::WaitForSecurityCheck,
    ];

    /// The call of a method.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|it| it.name() == name).copied()
    }

    /// The method's arguments between the agent's id and the options.
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Release | Self::Plan => &["patch"],
            Self::Rollback => &[],
            Self::Promote => &["branch"],
            Self::MergeBranch => &["from", "into"],
            Self::WaitForSecurityCheck => &["versionId"],
        }
    }

    /// The method's name in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Plan => "plan",
            Self::Rollback => "rollback",
            Self::Promote => "promote",
            Self::MergeBranch => "mergeBranch",
            Self::WaitForSecurityCheck => "waitForSecurityCheck",
        }
    }
}

/// Where a call's draft is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum DraftState {
    /// None was asked for, or it is gone again.
    #[default]
    None,
    /// It was asked for; whether it was made is not known.
    Asked,
    /// It is there.
    Open,
    /// Its publish was asked for; whether it took place is not known.
    Publishing,
    /// It became a version, or a revision.
    Published,
}

impl DraftState {
    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, state)| *state == self);
        found.map_or("none", |(name, _)| *name)
    }

    pub(super) const ALL: [(&'static str, Self); 5] = [
        ("none", Self::None),
        ("asked", Self::Asked),
        ("open", Self::Open),
        ("publishing", Self::Publishing),
        ("published", Self::Published),
    ];
}

/// How far a call has come. Plain data: keep it as JSON wherever you like and
/// pass it to `resume`.
///
/// `arguments` holds the call's own arguments, the patch among them; no key
/// and nothing else of the connection is in it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Checkpoint {
    /// The format's version: 1.
    version: u64,
    /// Which call it is of.
    pub call: Call,
    /// Which of the platform's two APIs it goes through, once that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub generation: Option<Generation>,
    /// Every id met or made so far.
    pub ids: Ids,
    /// Where its draft is.
    pub draft: DraftState,
    /// The name that makes its draft known among other people's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub draft_name: Option<String>,
    /// On branches alone: of a rollback the revision to go back to, of a
    /// release the head that it was made on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub base_id: Option<String>,
    /// Whether it switched what serves. Taken up again it does not switch a
    /// second time: somebody may have rolled back since.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub activated: bool,
    /// What the call is about: its patch, its label, its branch. Whoever
    /// drives the call adds them, as they came.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(type = "Record<string, unknown>"))]
    pub arguments: Option<Json>,
}

impl Checkpoint {
    /// Before the first step.
    pub fn new(call: Call, agent_id: &str) -> Self {
        Self {
            version: VERSION,
            call,
            generation: None,
            ids: Ids {
                agent_id: agent_id.to_owned(),
                ..Ids::default()
            },
            draft: DraftState::None,
            draft_name: None,
            base_id: None,
            activated: false,
            arguments: None,
        }
    }

    /// Reads one that came from a progress event, an error or a report.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        match fields.get("version").and_then(Json::as_u64) {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => {
                return Err(Error::input(fill(
                    "the checkpoint has version {}, this package reads {}: resume it with a newer atoms-lifecycle",
                    &[&decimal(newer), &decimal(VERSION)],
                )));
            }
            _ => return Err(not_one()),
        }
        let word = |name| fields.text(name).map(Option::unwrap_or_default);
        let call = word("call")?;
        let call = Call::named(call);
        let draft = word("draft")?;
        let draft = DraftState::ALL.iter().find(|(name, _)| *name == draft);
        let generation = match fields.text("generation")? {
            None => None,
            Some("versions") => Some(Generation::Versions),
            Some("branches") => Some(Generation::Branches),
            Some(_) => return Err(not_one()),
        };
        let (Some(call), Some(&(_, draft)), Some(ids)) = (call, draft, fields.get("ids")) else {
            return Err(not_one());
        };
        let id = |name: &'static str| match ids.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(id)) => check_id(name, id).map(|()| Some(String::from(&**id))),
            Some(_) => Err(not_one()),
        };
        Ok(Self {
            version: VERSION,
            call,
            generation,
            ids: Ids {
                agent_id: id("agentId")?.ok_or_else(not_one)?,
                branch_id: id("branchId")?,
                previous_version_id: id("previousVersionId")?,
                draft_id: id("draftId")?,
                version_id: id("versionId")?,
            },
            draft,
            draft_name: fields.owned("draftName")?,
            base_id: fields.owned("baseId")?,
            activated: fields.get("activated").and_then(Json::as_bool) == Some(true),
            arguments: None,
        })
    }
}

impl ToJson for Checkpoint {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("version", &self.version);
        object.add("call", self.call.name());
        object.add_some("generation", &self.generation.map(Generation::name));
        object.add("ids", &self.ids);
        object.add("draft", self.draft.name());
        object.add_some("draftName", &self.draft_name);
        object.add_some("baseId", &self.base_id);
        object.add_some("activated", &self.activated.then_some(true));
        object.add_some("arguments", &self.arguments);
        object.end()
    }
}

fn not_one() -> Error {
    Error::input(
        "this is no checkpoint; pass the checkpoint of a progress event or of an error as it came",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json;

    fn read(json: &str) -> Result<Checkpoint, Error> {
        Checkpoint::read(&Fields::of("checkpoint", &json::parse(json).unwrap())?)
    }

    #[test]
    fn what_is_written_is_read() {
        let mut checkpoint = Checkpoint::new(Call::Release, "a1");
        assert_eq!(read(&json::text(&checkpoint)).unwrap(), checkpoint);
        checkpoint.generation = Some(Generation::Branches);
        checkpoint.draft_name = Some("release 1f".into());
        checkpoint.base_id = Some("r1".into());
        checkpoint.ids.draft_id = Some("d1".into());
        checkpoint.ids.version_id = Some("v1".into());
        for (_, draft) in DraftState::ALL {
            checkpoint.draft = draft;
            assert_eq!(read(&json::text(&checkpoint)).unwrap(), checkpoint);
        }
        for call in Call::ALL {
            checkpoint.call = call;
            assert_eq!(read(&json::text(&checkpoint)).unwrap(), checkpoint);
        }
    }

    #[test]
    fn a_newer_one_is_refused_with_what_to_do() {
        let text = json::text(&Checkpoint::new(Call::Plan, "a1"));
        let newer = text.replace("\"version\":1", "\"version\":2");
        let error = read(&newer).unwrap_err();
        assert!(error.message.contains("version 2"), "{}", error.message);
        assert!(error.message.contains("newer atoms-lifecycle"));
    }

    #[test]
    fn anything_else_is_refused() {
        let text = json::text(&Checkpoint::new(Call::Plan, "a1"));
        for (good, bad) in [
            ("\"version\":1", "\"version\":\"1\""),
            ("\"version\":1", "\"version\":0"),
            ("\"plan\"", "\"destroy\""),
            ("\"none\"", "\"lost\""),
            ("\"a1\"", "\"../a1\""),
            ("\"a1\"", "7"),
            ("\"ids\"", "\"idz\""),
        ] {
            let changed = text.replace(good, bad);
            assert_ne!(changed, text);
            assert!(read(&changed).is_err(), "{changed}");
        }
        for not_one in ["{}", "[]", "null", "{\"version\":1}"] {
            assert!(read(not_one).is_err());
        }
    }
}
