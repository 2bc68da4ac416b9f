//! Two configs compared, in either of the bodies that the platform answers with.

use super::defaults::Defaults;
use super::{Config, Fields, Section};
use crate::emulator::kept::KeptFields;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Paths that a diff shows under another name.
const RENAMED: [(&str, &str); 1] = [("synthesizer.sampleRate", "synthesizerSampleRate")];

/// `{sections: {name: {before, after, changed}}, hasChanges}`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SectionsBody<'a> {
    #[serde(serialize_with = "as_map")]
    sections: Vec<(Section, SectionState<'a>)>,
    has_changes: bool,
}

#[derive(Debug, Serialize)]
struct SectionState<'a> {
    before: &'a KeptFields,
    after: &'a KeptFields,
    changed: bool,
}

fn as_map<S: Serializer>(
    sections: &[(Section, SectionState<'_>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(sections.iter().map(|(name, state)| (name, state)))
}

/// Every section's whole state, before and after.
pub fn sections<'a>(before: &'a Config, after: &'a Config) -> SectionsBody<'a> {
    let sections: Vec<_> = Section::ALL
        .into_iter()
        .map(|section| {
            let (before, after) = (before.section(section), after.section(section));
            let state = SectionState {
                before,
                after,
                changed: before != after,
            };
            (section, state)
        })
        .collect();
    SectionsBody {
        has_changes: sections.iter().any(|(_, state)| state.changed),
        sections,
    }
}

/// `{unchangedSections, diffs: [{section, changes: [{path, oldValue, newValue}]}]}`
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangesBody<'a> {
    unchanged_sections: Vec<Section>,
    diffs: Vec<SectionChanges<'a>>,
}

#[derive(Debug, Serialize)]
struct SectionChanges<'a> {
    section: Section,
    changes: Vec<Change<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    path: String,
    old_value: &'a Value,
    new_value: &'a Value,
}

/// Every changed value. One that now equals the platform's default has no
/// entry, and a section without entries counts as unchanged (*assumed*).
pub fn changes<'a>(before: &'a Config, after: &'a Config, defaults: &Defaults) -> ChangesBody<'a> {
    let mut body = ChangesBody {
        unchanged_sections: Vec::new(),
        diffs: Vec::new(),
    };
    for section in Section::ALL {
        let mut changes = Vec::new();
        compare_fields(
            "",
            before.section(section),
            after.section(section),
            Some(defaults.section(section)),
            &mut changes,
        );
        if changes.is_empty() {
            body.unchanged_sections.push(section);
        } else {
            body.diffs.push(SectionChanges { section, changes });
        }
    }
    body
}

fn compare_fields<'a>(
    path: &str,
    old: &'a Fields,
    new: &'a Fields,
    default: Option<&Fields>,
    changes: &mut Vec<Change<'a>>,
) {
    let added = new.keys().filter(|name| !old.contains_key(*name));
    for name in old.keys().chain(added) {
        let below = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        compare(
            &below,
            old.get(name),
            new.get(name),
            default.and_then(|fields| fields.get(name)),
            changes,
        );
    }
}

static ABSENT: Value = Value::Null;

fn compare<'a>(
    path: &str,
    old: Option<&'a Value>,
    new: Option<&'a Value>,
    default: Option<&Value>,
    changes: &mut Vec<Change<'a>>,
) {
    if old == new || new.is_some() && new == default {
        return;
    }
    if let (Some(Value::Object(old)), Some(Value::Object(new))) = (old, new) {
        let default = default.and_then(Value::as_object);
        return compare_fields(path, old, new, default, changes);
    }
    let renamed = RENAMED.iter().find(|(stored, _)| *stored == path);
    changes.push(Change {
        path: renamed.map_or(path, |(_, shown)| shown).to_owned(),
        old_value: old.unwrap_or(&ABSENT),
        new_value: new.unwrap_or(&ABSENT),
    });
}
