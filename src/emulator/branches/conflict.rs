//! Whether a write touches what others changed since its base.

use super::draft::OpenDraft;
use crate::emulator::answer::Failure;
use crate::emulator::config::fields::Patch;
use crate::emulator::config::{Config, Section};
use crate::emulator::json::{Json, Out, object, to_text};
use crate::emulator::options::DraftConflictBody;

/// A field by its section and the names that lead to it.
type Field<'a> = (Section, Vec<&'a str>);

/// Refuses a patch when a field of it was changed after the draft revision it
/// is based on, be it to the same value or there and back. Objects are looked
/// into, everything else is one field.
pub fn check(
    draft: Option<&OpenDraft>,
    expected: u64,
    patch: &Patch,
    body: DraftConflictBody,
) -> Result<(), Failure> {
    let latest = draft.map_or(0, OpenDraft::latest);
    let base = usize::try_from(expected).unwrap_or(usize::MAX);
    if base > latest {
        return Err(Failure::conflicts(
            vec!["base_revision_unavailable".into()],
            None,
        ));
    }
    let Some(draft) = draft else { return Ok(()) };
    let configs: Vec<_> = (base..=latest)
        .filter_map(|number| draft.revision(number))
        .map(|(_, config)| config)
        .collect();
    let mut touched: Vec<Field<'_>> = Vec::new();
    for (section, name, ours) in patch {
        for steps in configs.windows(2) {
            if let [before, after] = steps {
                let (before, after) = (before.field(*section, name), after.field(*section, name));
                overlap(&mut vec![*name], before, after, ours, &mut |path| {
                    let field = (*section, path);
                    if let Err(at) = touched.binary_search(&field) {
                        touched.insert(at, field);
                    }
                });
            }
        }
    }
    if touched.is_empty() {
        return Ok(());
    }
    let errors = touched.iter().map(|field| shown(field).into()).collect();
    let data = match (body, configs.first()) {
        (DraftConflictBody::Rich, Some(base)) => {
            let diffs: Vec<_> = touched
                .iter()
                .map(|field| object(|out| difference(out, field, base, &draft.draft.config, patch)))
                .collect();
            let conflict = object(|out| {
                out.field("expectedRevision", &expected);
                out.field("latestRevision", &latest);
                out.field("diffs", &diffs);
            });
            Some(to_text(&object(|out| out.field("conflict", &conflict))))
        }
        _ => None,
    };
    Err(Failure::conflicts(errors, data))
}

/// Tells each path below `path` that changed from `before` to `after` and that
/// `ours` sets.
fn overlap<'a>(
    path: &mut Vec<&'a str>,
    before: Option<&Json>,
    after: Option<&Json>,
    ours: &'a Json,
    tell: &mut impl FnMut(Vec<&'a str>),
) {
    if before == after {
        return;
    }
    let (Json::Object(ours), Some(Json::Object(after))) = (ours, after) else {
        return tell(path.clone());
    };
    for (name, ours) in ours.iter() {
        let before = before.and_then(|it| it.get(name));
        path.push(name);
        overlap(path, before, after.get(name), ours, tell);
        path.pop();
    }
}

/// `section.field`, and `section.field.part` inside an object.
fn shown((section, path): &Field<'_>) -> String {
    format!("{}.{}", section.name(), path.join("."))
}

/// What the contract leaves open: a path, and its values (*assumed*).
fn difference(out: &mut Out, field: &Field<'_>, base: &Config, theirs: &Config, patch: &Patch) {
    let (section, path) = field;
    let (name, below) = path.split_first().unwrap_or((&"", &[]));
    let ours = patch
        .iter()
        .find(|(given, name, _)| given == section && path.first() == Some(name))
        .and_then(|(_, _, value)| value_at(Some(value), path.get(1..)?));
    out.field("path", &shown(field));
    out.field("base", &value_at(base.field(*section, name), below));
    out.field("theirs", &value_at(theirs.field(*section, name), below));
    out.field("ours", &ours);
}

fn value_at<'a>(value: Option<&'a Json>, path: &[&str]) -> Option<&'a Json> {
    path.iter().try_fold(value?, |value, name| value.get(name))
}
