//! Two configs compared, in either of the bodies that the platform answers with.

use super::defaults::Defaults;
use super::{Config, Section};
use crate::emulator::json::{Fields, Json, Out, ToJson, object, shown};

/// Paths that a diff shows under another name.
const RENAMED: [(&str, &str); 1] = [("synthesizer.sampleRate", "synthesizerSampleRate")];

/// Every section's whole state, before and after:
/// `{sections: {name: {before, after, changed}}, hasChanges}`
#[derive(Debug)]
pub struct SectionsBody<'a> {
    pub before: &'a Config,
    pub after: &'a Config,
}

impl ToJson for SectionsBody<'_> {
    fn fields(&self, out: &mut Out) {
        let sides = |section| (self.before.section(section), self.after.section(section));
        let sections = object(|out| {
            for section in Section::ALL {
                let (before, after) = sides(section);
                let state = object(|out| {
                    out.field("before", &**before);
                    out.field("after", &**after);
                    out.field("changed", &(before != after));
                });
                out.field(section.name(), &state);
            }
        });
        out.field("sections", &sections);
        let has_changes = Section::ALL.into_iter().map(sides).any(|(a, b)| a != b);
        out.field("hasChanges", &has_changes);
    }
}

/// `{unchangedSections, diffs: [{section, changes: [{path, oldValue, newValue}]}]}`
#[derive(Debug)]
pub struct ChangesBody<'a> {
    unchanged_sections: Vec<Section>,
    diffs: Vec<SectionChanges<'a>>,
}

shown!(ChangesBody<'_> {
    "unchangedSections": unchanged_sections,
    "diffs": diffs,
});

#[derive(Debug)]
struct SectionChanges<'a> {
    section: Section,
    changes: Vec<Change<'a>>,
}

shown!(SectionChanges<'_> {
    "section": section,
    "changes": changes,
});

#[derive(Debug)]
struct Change<'a> {
    path: String,
    old_value: Option<&'a Json>,
    new_value: Option<&'a Json>,
}

shown!(Change<'_> {
    "path": path,
    "oldValue": old_value,
    "newValue": new_value,
});

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
    let names = |fields: &'a Fields| fields.iter().map(|(name, _)| name);
    let added = names(new).filter(|name| !old.has(name));
    for name in names(old).chain(added) {
        let below = if path.is_empty() {
            name.to_string()
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

fn compare<'a>(
    path: &str,
    old: Option<&'a Json>,
    new: Option<&'a Json>,
    default: Option<&Json>,
    changes: &mut Vec<Change<'a>>,
) {
    if old == new || new.is_some() && new == default {
        return;
    }
    if let (Some(Json::Object(old)), Some(Json::Object(new))) = (old, new) {
        let default = default.and_then(Json::as_object);
        return compare_fields(path, old, new, default, changes);
    }
    let renamed = RENAMED.iter().find(|(stored, _)| *stored == path);
    changes.push(Change {
        path: renamed.map_or(path, |(_, shown)| shown).to_owned(),
        old_value: old,
        new_value: new,
    });
}
