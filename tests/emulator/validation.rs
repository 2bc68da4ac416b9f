//! What bodies may hold.

use crate::platform::Platform;
use serde_json::{Value, json};

#[test]
fn creating_an_agent() {
    let mut platform = Platform::new();
    for (body, issue) in [
        (json!({}), "Required"),
        (json!(null), "Required"),
        (json!({"name": 1}), "Expected string, received number"),
        (
            json!({"name": ""}),
            "String must contain at least 1 character(s)",
        ),
        (json!([]), "Expected object, received array"),
        (json!({"name": "a", "language": {}}), "Required"),
        (
            json!({"name": "a", "language": {"default": "en"}}),
            "Required",
        ),
        (
            json!({"name": "a", "language": null}),
            "Expected object, received null",
        ),
        (
            json!({"name": "a", "allowInboundCall": null}),
            "Expected boolean, received null",
        ),
        (
            json!({"name": "a", "firstMessage": "x".repeat(501)}),
            "String must contain at most 500 character(s)",
        ),
        (
            json!({"name": "a", "backgroundSound": "rain"}),
            "Invalid enum value. Expected '' | 'office' | 'cafe' | 'call_center' | 'static', received 'rain'",
        ),
        (
            json!({"name": "a", "language": {"supported": ["ta", "en"], "switching": {}}}),
            "Tamil (ta) cannot be combined with other languages",
        ),
        (
            json!({"name": "a", "language": {"default": "hi", "supported": ["en"], "switching": {}}}),
            "Default language must be one of the supported languages",
        ),
        (
            json!({"name": "a", "language": {"default": "hi", "switching": {}}}),
            "Default language must be one of the supported languages",
        ),
        (
            json!({"name": "a", "slmModel": "gpt-realtime", "workflowType": "workflow_graph"}),
            "Realtime models need workflowType single_prompt",
        ),
    ] {
        platform
            .call("POST", "/agent", body)
            .refused(400, &format!("Invalid Input: {issue}"));
    }
    for (body, said) in [
        (
            json!({"name": "a", "slmModel": "gpt-5.2"}),
            "Model gpt-5.2 is not available for your organization",
        ),
        (
            json!({"name": "a", "workflowType": "multi_agents"}),
            "Multi-Agent agents are not available for your account.",
        ),
    ] {
        platform.call("POST", "/agent", body).refused(403, said);
    }
    assert_eq!(platform.get("/agent").data()["totalCount"], 0);
}

#[test]
fn config_fields() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let metric = |mut fields: Value| {
        fields["identifier"] = json!("outcome");
        fields["dispositionMetricPrompt"] = json!("?");
        json!({"postCallAnalyticsConfig": {"dispositionMetrics": [fields]}})
    };
    let tool = |fields: Value| json!({"singlePromptConfig": {"prompt": "p", "tools": [fields]}});
    for (patch, issue) in [
        (
            json!({"allowInterruptions": null}),
            "Expected boolean, received null",
        ),
        (
            json!({"firstMessage": ["a"]}),
            "Expected string, received array",
        ),
        (
            json!({"globalPrompt": "x".repeat(4_001)}),
            "String must contain at most 4000 character(s)",
        ),
        (
            json!({"interruptionBackoffTimer": 11}),
            "Number must be less than or equal to 10",
        ),
        (
            json!({"interruptionBackoffTimer": -0.5}),
            "Number must be greater than or equal to 0",
        ),
        (
            json!({"interruptionBackoffTimer": "1"}),
            "Expected number, received string",
        ),
        (
            json!({"synthesizer": {"speed": 2.1}}),
            "Number must be less than or equal to 2",
        ),
        (json!({"synthesizer": {"sampleRate": 1}}), "Invalid input"),
        (
            json!({"synthesizer": "nyah"}),
            "Expected object, received string",
        ),
        (
            json!({"synthesizer": {"voiceConfig": {"gender": "x"}}}),
            "Invalid enum value. Expected 'male' | 'female', received 'x'",
        ),
        (
            json!({"widgetConfig": {"theme": 1}}),
            "Expected 'light' | 'dark', received number",
        ),
        (json!({"singlePromptConfig": {"tools": []}}), "Required"),
        (
            json!({"singlePromptConfig": {"prompt": "p", "tools": {}}}),
            "Expected array, received object",
        ),
        (tool(json!(1)), "Expected object, received number"),
        (tool(json!({"type": "end_call", "name": "x"})), "Required"),
        (
            tool(json!({"type": "api_call", "name": "x", "description": "d"})),
            "Required",
        ),
        (
            json!({"pronunciationDicts": {}}),
            "Expected array, received object",
        ),
        (json!({"pronunciationDicts": [{"word": "a"}]}), "Required"),
        (
            json!({"timezone": "UTC"}),
            "Expected object, received string",
        ),
        (json!({"preCallAPI": {"method": "GET"}}), "Required"),
        (
            json!({"preCallAPI": {"url": "x", "method": "GET"}}),
            "Invalid url",
        ),
        (
            json!({"preCallAPI": {"url": "https://a.b", "method": "GET", "timeout": 1.5}}),
            "Expected integer, received float",
        ),
        (
            json!({"postCallAnalyticsConfig": {"dispositionMetrics": [{
                "identifier": "Not A Slug",
                "dispositionMetricPrompt": "?",
                "dispositionMetricType": "STRING",
            }]}}),
            "Invalid",
        ),
        (metric(json!({"dispositionMetricType": "ENUM"})), "Required"),
        (
            metric(json!({"dispositionMetricType": "ENUM", "choices": null})),
            "Expected array, received null",
        ),
        (
            metric(json!({"dispositionMetricType": "STRING", "choices": [1]})),
            "Expected string, received number",
        ),
        (
            json!({"sessionTimeoutConfig": {"timeoutTimeInSecs": 3_601}}),
            "Number must be less than or equal to 3600",
        ),
        (
            json!({"language": {"default": "north_indic", "supported": ["north_indic"]}}),
            "Language north_indic needs transcriberType pulse",
        ),
    ] {
        platform
            .edit(&draft, patch)
            .refused(400, &format!("Invalid Input: {issue}"));
    }
    for patch in [
        json!({"globalPrompt": "ä".repeat(4_000)}),
        json!({
            "language": {"default": "north_indic", "supported": ["north_indic"]},
            "transcriberType": "pulse",
        }),
        json!({"widgetConfig": {"avatarUrl": null, "assistantId": "a"}}),
        json!({"timezone": {"label": "(GMT+1:00)", "offset": 60}}),
        json!({"preCallAPI": {"url": "https://a.b", "method": "GET", "headers": {"a": "b"}}}),
        json!({"synthesizer": {"speed": 0, "sampleRate": 44100}}),
        json!({"language": {}}),
        metric(json!({"dispositionMetricType": "ENUM", "choices": ["a"]})),
        metric(json!({"dispositionMetricType": "STRING", "choices": []})),
    ] {
        let answer = platform.edit(&draft, patch);
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    assert_eq!(platform.get(&draft).data()["editCount"], 9);
}

#[test]
fn languages_are_checked_with_those_that_were_there() {
    const DEFAULT: &str = "Default language must be one of the supported languages";
    const TAMIL: &str = "Tamil (ta) cannot be combined with other languages";
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    for (language, issue) in [
        (json!({"default": "hi"}), Some(DEFAULT)),
        (json!({"supported": ["hi"]}), Some(DEFAULT)),
        (json!({"supported": []}), Some(DEFAULT)),
        (json!({"supported": ["en", "hi"]}), None),
        (json!({"default": "hi"}), None),
        (json!({"supported": ["ta", "hi"]}), Some(TAMIL)),
        (json!({"default": "ta", "supported": ["ta"]}), None),
        (json!({"default": "en"}), Some(DEFAULT)),
    ] {
        let answer = platform.edit(&draft, json!({"language": language}));
        match issue {
            Some(issue) => answer.refused(400, &format!("Invalid Input: {issue}")),
            None => assert_eq!(answer.status, 200, "{}", answer.text),
        }
    }
}

#[test]
fn the_documented_lengths() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let publish = format!("{draft}/publish");
    let version = format!("{agent}/versions/{first}");
    let long = |most: usize| "ä".repeat(most + 1);
    for (method, path, body, most) in [
        ("POST", &publish, json!({"label": long(200)}), 200),
        ("POST", &publish, json!({"description": long(2_000)}), 2_000),
        ("PATCH", &version, json!({"label": long(200)}), 200),
        (
            "PATCH",
            &version,
            json!({"description": long(2_000)}),
            2_000,
        ),
        ("PATCH", &draft, json!({"draftName": long(100)}), 100),
    ] {
        platform.call(method, path, body).refused(
            400,
            &format!("Invalid Input: String must contain at most {most} character(s)"),
        );
    }
    let forked = json!({"sourceVersionId": first, "draftName": ""});
    platform
        .call("POST", &format!("{agent}/drafts"), forked)
        .refused(
            400,
            "Invalid Input: String must contain at least 1 character(s)",
        );
    platform
        .call("POST", &publish, json!({"activate": "yes"}))
        .refused(400, "Invalid Input: Expected boolean, received string");
    let body = json!({"label": "ä".repeat(200), "description": "ä".repeat(2_000)});
    assert_eq!(platform.call("POST", &publish, body).status, 201);
}

#[test]
fn version_metadata() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let version = format!("{agent}/versions/{first}");
    platform
        .call("PATCH", &version, json!({"other": 1}))
        .refused(
            400,
            "At least one of label, description or isPinned is required",
        );
    let named = platform.call(
        "PATCH",
        &version,
        json!({"label": "one", "description": "d"}),
    );
    assert_eq!(named.data()["label"], "one");
    let cleared = platform
        .call("PATCH", &version, json!({"label": null}))
        .data();
    assert_eq!(
        (&cleared["label"], &cleared["description"]),
        (&json!(null), &json!("d"))
    );
    platform
        .call("PATCH", &version, json!({"isPinned": null}))
        .refused(400, "Invalid Input: Expected boolean, received null");
    platform
        .call(
            "PATCH",
            &format!("{agent}/versions/x"),
            json!({"label": "a"}),
        )
        .refused(400, "Invalid versionId format");
    platform
        .activate(&agent, "0123456789abcdef01234567")
        .refused(404, "Version not found");
}
