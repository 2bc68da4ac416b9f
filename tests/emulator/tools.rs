//! What a tool needs, by its type.

use crate::branches::Fixture;
use crate::platform::Platform;
use serde_json::{Value, json};

/// The smallest tool of each type.
fn smallest(kind: &str) -> Value {
    let mut tool = json!({"type": kind, "name": "x", "description": ""});
    let needed = match kind {
        "transfer_call" => json!({"transferNumber": "+14155550123", "transferOption": {}}),
        "api_call" => json!({"url": "https://a.b", "method": "GET"}),
        "extract_dynamic_variables" => json!({"variablesExtractionSchema": [
            {"name": "n", "description": "d", "type": "text"},
        ]}),
        "knowledge_base_search" => json!({"knowledgeBaseId": "60d0fe4f5311236168a109ca"}),
        _ => json!({}),
    };
    put(&mut tool, &needed);
    tool
}

fn put(tool: &mut Value, fields: &Value) {
    for (name, value) in fields.as_object().unwrap() {
        tool[name] = value.clone();
    }
}

/// Writes the smallest tool of a type with other fields, on either generation:
/// what is said, or nothing.
struct Writer {
    versions: Platform,
    draft: String,
    branches: Fixture,
}

impl Writer {
    fn new() -> Self {
        let mut versions = Platform::new();
        let (agent, first) = versions.agent();
        Self {
            draft: versions.fork(&agent, &first),
            versions,
            branches: Fixture::new(),
        }
    }

    #[track_caller]
    fn write(&mut self, kind: &str, fields: &Value) -> Option<String> {
        let mut tool = smallest(kind);
        put(&mut tool, fields);
        self.write_tool(&tool)
    }

    #[track_caller]
    fn write_tool(&mut self, tool: &Value) -> Option<String> {
        let patch = json!({"singlePromptConfig": {"prompt": "p", "tools": [tool]}});
        let main = self.branches.main.clone();
        let answers = [
            self.versions.edit(&self.draft, patch.clone()),
            self.branches.put(&main, patch),
        ];
        let [said, same] = answers.map(|answer| {
            (answer.status == 400).then(|| answer.json()["errors"][0].as_str().unwrap().to_owned())
        });
        assert_eq!(said, same, "on either generation");
        said
    }

    #[track_caller]
    fn refused(&mut self, kind: &str, fields: &Value, issue: &str) {
        let said = self.write(kind, fields);
        assert_eq!(said, Some(format!("Invalid Input: {issue}")), "{fields}");
    }
}

#[test]
fn every_type_needs_its_own_fields() {
    let mut writer = Writer::new();
    for kind in [
        "end_call",
        "transfer_call",
        "api_call",
        "extract_dynamic_variables",
        "knowledge_base_search",
    ] {
        let whole = smallest(kind);
        assert_eq!(writer.write_tool(&whole), None, "{kind}");
        for (name, _) in whole.as_object().unwrap() {
            let mut less = whole.clone();
            less.as_object_mut().unwrap().remove(name);
            let said = writer.write_tool(&less);
            assert_eq!(said.as_deref(), Some("Invalid Input: Required"), "{name}");
            // Null is there, and is nothing that a tool may hold.
            less[name] = Value::Null;
            let said = writer.write_tool(&less).unwrap_or_default();
            assert!(said.ends_with(", received null"), "{name}: {said}");
        }
    }
}

#[test]
fn fields_are_held_to_the_contract() {
    let mut writer = Writer::new();
    for (kind, fields, issue) in [
        ("end_call", json!({"name": "a b"}), "Invalid"),
        (
            "end_call",
            json!({"name": ""}),
            "String must contain at least 1 character(s)",
        ),
        (
            "end_call",
            json!({"enabled": "yes"}),
            "Expected boolean, received string",
        ),
        (
            "transfer_call",
            json!({"transferNumber": 1}),
            "Expected string, received number",
        ),
        (
            "transfer_call",
            json!({"transferOption": "cold_transfer"}),
            "Expected object, received string",
        ),
        (
            "transfer_call",
            json!({"transferOption": {"type": "x"}}),
            "Invalid enum value. Expected 'cold_transfer' | 'warm_transfer', received 'x'",
        ),
        (
            "transfer_call",
            json!({"transferOption": {"privateHandoffOption": {"type": "x"}}}),
            "Invalid enum value. Expected 'prompt' | 'static', received 'x'",
        ),
        (
            "transfer_call",
            json!({"onHoldMusic": "x"}),
            "Invalid enum value. Expected 'ringtone' | 'relaxing_sound' | 'uplifting_beats' | 'none', received 'x'",
        ),
        (
            "transfer_call",
            json!({"detectionTimeout": 4}),
            "Number must be greater than or equal to 5",
        ),
        (
            "transfer_call",
            json!({"detectionTimeout": 61}),
            "Number must be less than or equal to 60",
        ),
        (
            "transfer_call",
            json!({"transferOnlyIfHuman": 1}),
            "Expected boolean, received number",
        ),
        (
            "api_call",
            json!({"method": "FETCH"}),
            "Invalid enum value. Expected 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', received 'FETCH'",
        ),
        ("api_call", json!({"url": "orders"}), "Invalid url"),
        (
            "api_call",
            json!({"timeout": 999}),
            "Number must be greater than or equal to 1000",
        ),
        (
            "api_call",
            json!({"timeout": 30_001}),
            "Number must be less than or equal to 30000",
        ),
        (
            "api_call",
            json!({"timeout": 1_500.5}),
            "Expected integer, received float",
        ),
        (
            "api_call",
            json!({"headers": {"a": 1}}),
            "Expected string, received number",
        ),
        (
            "api_call",
            json!({"headersArray": [{"key": "a"}]}),
            "Required",
        ),
        (
            "api_call",
            json!({"queryParams": [{"value": "a"}]}),
            "Required",
        ),
        (
            "api_call",
            json!({"requestBody": {}}),
            "Expected string, received object",
        ),
        (
            "api_call",
            json!({"llmParameters": [{"name": "n", "description": "d", "type": "enum"}]}),
            "Required",
        ),
        (
            "api_call",
            json!({"responseVariables": [{"variableName": "a"}]}),
            "Required",
        ),
        (
            "extract_dynamic_variables",
            json!({"variablesExtractionSchema": []}),
            "Array must contain at least 1 element(s)",
        ),
        (
            "extract_dynamic_variables",
            json!({"variablesExtractionSchema": {}}),
            "Expected array, received object",
        ),
        (
            "extract_dynamic_variables",
            json!({"variablesExtractionSchema": [{"name": "n", "description": "d", "type": "date"}]}),
            "Invalid enum value. Expected 'text' | 'number' | 'boolean' | 'enum', received 'date'",
        ),
        (
            "knowledge_base_search",
            json!({"fillerPhrases": [1]}),
            "Expected string, received number",
        ),
    ] {
        writer.refused(kind, &fields, issue);
    }
}

#[test]
fn a_tool_is_kept_whole() {
    let mut writer = Writer::new();
    let values =
        json!([{"name": "n", "description": "d", "type": "enum", "values": ["a"], "x": 1}]);
    let handoff = json!({"type": "static", "prompt": "A caller."});
    for (kind, fields) in [
        ("end_call", json!({"enabled": false, "url": 1, "x": null})),
        (
            "transfer_call",
            json!({
                "transferOption": {"type": "warm_transfer", "privateHandoffOption": handoff, "publicHandoffOption": null},
                "onHoldMusic": "none", "transferOnlyIfHuman": false, "detectionTimeout": 5,
            }),
        ),
        (
            "api_call",
            json!({
                "timeout": 30_000, "headers": {"a": "b"}, "headersArray": [{"key": "a", "value": "b"}],
                "queryParams": [{"key": "a", "value": "{{b}}", "x": 1}], "requestBody": "{}",
                "llmParameters": values, "responseVariables": [],
            }),
        ),
        (
            "extract_dynamic_variables",
            json!({"variablesExtractionSchema": values}),
        ),
        ("knowledge_base_search", json!({"fillerPhrases": ["Hm."]})),
    ] {
        assert_eq!(writer.write(kind, &fields), None, "{fields}");
        let mut whole = smallest(kind);
        put(&mut whole, &fields);
        let draft = writer.versions.get(&writer.draft).data();
        let tools = &draft["resolvedConfig"]["workflow_tools"]["tools"];
        assert_eq!(tools, &json!([whole]));
    }
}
