//! Comparisons, in both bodies.

use crate::platform::Platform;
use atoms_lifecycle::emulator::{DraftDiffBody, Options};
use serde_json::{Value, json};

#[test]
fn a_draft_diff_has_whole_sections() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let diff = format!("{draft}/diff");
    assert_eq!(platform.get(&diff).data()["hasChanges"], false);
    platform.edit(&draft, json!({"firstMessage": "Hi"}));
    let data = platform.get(&diff).data();
    assert_eq!(data["hasChanges"], true);
    assert_eq!(data["sections"].as_object().unwrap().len(), 13);
    let section = &data["sections"]["call_handling"];
    assert_eq!(section["changed"], true);
    assert_eq!(section["before"]["firstMessage"], "");
    assert_eq!(section["after"]["firstMessage"], "Hi");
    assert_eq!(data["sections"]["voice"]["changed"], false);
}

#[test]
fn a_draft_diff_takes_either_name_for_its_other_side() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    let draft = platform.fork(&agent, &first);
    for query in [
        format!("versionId={second}"),
        format!("compareTo={second}"),
        format!("versionId={second}&compareTo={second}"),
    ] {
        let data = platform.get(&format!("{draft}/diff?{query}")).data();
        let section = &data["sections"]["call_handling"];
        assert_eq!(section["before"]["firstMessage"], "2", "{query}");
        assert_eq!(section["after"]["firstMessage"], "", "{query}");
    }
    platform
        .get(&format!("{draft}/diff?versionId=x"))
        .refused(400, "Invalid versionId format");
}

#[test]
fn a_draft_diff_may_be_a_list_of_changes() {
    let mut platform = Platform::with(Options {
        draft_diff_body: DraftDiffBody::Changes,
        ..Options::default()
    });
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    platform.edit(&draft, json!({"firstMessage": "Hi"}));
    let data = platform.get(&format!("{draft}/diff")).data();
    assert_eq!(
        data["diffs"],
        json!([{
            "section": "call_handling",
            "changes": [{"path": "firstMessage", "oldValue": "", "newValue": "Hi"}],
        }])
    );
    assert_eq!(data["unchangedSections"].as_array().unwrap().len(), 12);
}

fn changes(platform: &mut Platform, agent: &str, base: &str, compare: &str) -> Value {
    let query = format!("baseId={base}&compareId={compare}");
    let data = platform
        .get(&format!("{agent}/versions/diff?{query}"))
        .data();
    let contract = format!("versionA={base}&versionB={compare}");
    let other = platform.get(&format!("{agent}/versions/diff?{contract}"));
    assert_eq!(data, other.data(), "both spellings say the same");
    data["diffs"].clone()
}

#[test]
fn versions_are_compared_value_by_value() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let second = platform.publish(
        &agent,
        &first,
        json!({
            "synthesizer": {"sampleRate": 24_000, "voiceConfig": {"voiceId": "other"}},
            "denoisingConfig": {"isEnabled": true},
        }),
    );
    assert_eq!(
        changes(&mut platform, &agent, &first, &second),
        json!([
            {
                "section": "voice",
                "changes": [
                    {"path": "synthesizerSampleRate", "oldValue": 16_000, "newValue": 24_000},
                    {"path": "synthesizer.voiceConfig.voiceId", "oldValue": "nyah", "newValue": "other"},
                ],
            },
            {
                "section": "audio",
                "changes": [
                    {"path": "denoisingConfig", "oldValue": null, "newValue": {"isEnabled": true}},
                ],
            },
        ])
    );
    assert_eq!(changes(&mut platform, &agent, &first, &first), json!([]));
}

#[test]
fn a_default_gives_no_entry() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let second = platform.publish(&agent, &first, json!({"synthesizer": {"speed": 2}}));
    let third = platform.publish(&agent, &second, json!({"synthesizer": {"speed": 1.2}}));
    assert_eq!(changes(&mut platform, &agent, &second, &third), json!([]));
    assert_ne!(changes(&mut platform, &agent, &third, &second), json!([]));
}

#[test]
fn a_diff_of_versions_needs_two_and_takes_a_draft_row() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let diff = format!("{agent}/versions/diff");
    platform.get(&diff).refused(400, "Invalid Input: Required");
    platform
        .get(&format!("{diff}?baseId={first}"))
        .refused(400, "Invalid Input: Required");
    platform
        .get(&format!("{diff}?baseId={first}&compareId=x"))
        .refused(400, "Invalid versionId format");
    platform
        .get(&format!(
            "{diff}?baseId={first}&compareId=0123456789abcdef01234567"
        ))
        .refused(404, "Version not found");
    let draft = platform.fork(&agent, &first);
    let row = platform.edit(&draft, json!({"firstMessage": "Hi"})).data()["_id"].clone();
    let diffs = changes(&mut platform, &agent, &first, row.as_str().unwrap());
    assert_eq!(diffs[0]["section"], "call_handling");
}
