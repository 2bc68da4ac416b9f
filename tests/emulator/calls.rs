//! Outbound and test calls, and the log of who would have been dialled.

use crate::platform::{Platform, START_MS, request};
use serde_json::{Value, json};

fn log(platform: &Platform) -> Vec<Value> {
    let snapshot: Value = serde_json::from_str(&platform.emulator.snapshot()).unwrap();
    snapshot["state"]["calls"].as_array().unwrap().clone()
}

fn dial(platform: &mut Platform, agent: &str, more: Value) -> crate::platform::Answer {
    let mut body = json!({
        "agentId": agent.trim_start_matches("/agent/"),
        "phoneNumber": "+14155550123",
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    platform.call("POST", "/conversation/outbound", body)
}

#[test]
fn an_outbound_call_is_written_down() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let answer = dial(
        &mut platform,
        &agent,
        json!({"variables": {"name": "Ann", "age": 30, "vip": true}}),
    );
    assert_eq!(answer.status, 200);
    let id = answer.data()["conversationId"].as_str().unwrap().to_owned();
    let parts: Vec<_> = id.split('-').collect();
    assert_eq!(parts[..2], ["CALL", &START_MS.to_string()]);
    assert_eq!(parts[2].len(), 6);
    let log = log(&platform);
    assert_eq!(log.len(), 1);
    assert_eq!(log[0]["callId"], id);
    assert_eq!(log[0]["mode"], "outbound");
    assert_eq!(log[0]["phoneNumber"], "+14155550123");
    assert_eq!(log[0]["versionId"], first);
    assert_eq!(log[0]["isTest"], false);
    assert_eq!(log[0]["fromProductId"], Value::Null, "a shared number");
    assert_eq!(log[0]["variables"]["name"], "Ann");
    assert_eq!(platform.get(&agent).data()["totalCalls"], 1);
}

#[test]
fn a_call_names_its_version_its_number_and_that_it_is_a_test() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    let product = "0123456789abcdef01234567";
    platform.call("PATCH", &agent, json!({"telephonyProductId": [product]}));
    let mut request = request(
        "POST",
        "/conversation/outbound",
        json!({
            "agentId": agent.trim_start_matches("/agent/"),
            "toPhone": "+14155550123",
            "versionId": second,
        }),
    );
    request.headers.push(("X-Test-Call".into(), "true".into()));
    assert_eq!(platform.send(&request).status, 200);
    let log = log(&platform);
    assert_eq!(log[0]["versionId"], second);
    assert_eq!(log[0]["isTest"], true);
    assert_eq!(log[0]["fromProductId"], product);
}

#[test]
fn nobody_is_dialled_by_mistake() {
    let mut platform = Platform::new();
    let (agent, _) = platform.agent();
    for (more, error) in [
        (json!({"agentId": "x"}), "Invalid agent id"),
        (
            json!({"agentId": "0123456789abcdef01234567"}),
            "Agent not found",
        ),
        (
            json!({"phoneNumber": "14155550123"}),
            "Invalid phone number",
        ),
        (json!({"phoneNumber": "+1..."}), "Invalid phone number"),
        (
            json!({"phoneNumber": "+0155550123"}),
            "Invalid phone number",
        ),
        (json!({"phoneNumber": "+1415"}), "Invalid phone number"),
        (json!({"fromProductId": "..."}), "Invalid product id"),
        (json!({"variables": {"a": {"b": 1}}}), "Invalid input"),
        (json!({"variables": {"a": null}}), "Invalid input"),
        (json!({"versionId": "x"}), "Invalid versionId format"),
        (
            json!({"phoneNumber": 1}),
            "Invalid Input: Expected string, received number",
        ),
    ] {
        dial(&mut platform, &agent, more).refused(400, error);
    }
    platform.call("DELETE", &format!("{agent}/archive"), Value::Null);
    dial(&mut platform, &agent, json!({}))
        .refused(400, "Agent is archived and cannot initiate calls");
    assert!(log(&platform).is_empty());
}

#[test]
fn a_graph_that_is_not_there_calls_nobody() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let graph = json!({"workflowType": "workflow_graph"});
    let second = platform.publish(&agent, &first, graph);
    let second = json!({"versionId": second});
    dial(&mut platform, &agent, second.clone()).refused(400, "Workflow not found");
    assert_eq!(dial(&mut platform, &agent, json!({})).status, 200);
    let workflow = platform.get(&agent).data()["workflowId"].clone();
    let path = format!("/workflow/{}", workflow.as_str().unwrap());
    let graph = json!({"type": "workflow_graph", "workflowGraph": {"nodes": []}});
    assert_eq!(platform.call("PATCH", &path, graph).status, 200);
    assert_eq!(dial(&mut platform, &agent, second).status, 200);
    assert_eq!(log(&platform).len(), 2);
}

#[test]
fn test_calls_have_a_room_unless_by_telephone() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    for path in [
        format!("{draft}/test-call"),
        format!("{agent}/versions/{first}/test-call"),
    ] {
        for body in [json!(null), json!({}), json!({"mode": "chat"})] {
            let data = platform.call("POST", &path, body).data();
            for field in ["conversationId", "callId", "token", "roomName", "host"] {
                assert!(data[field].is_string(), "{field}");
            }
        }
        platform
            .call("POST", &path, json!({"mode": "telephony"}))
            .refused(400, "toPhone is required for telephony");
        platform
            .call("POST", &path, json!({"mode": "telephony", "toPhone": "1"}))
            .refused(400, "Invalid phone number");
        let data = platform
            .call(
                "POST",
                &path,
                json!({"mode": "telephony", "toPhone": "+14155550123"}),
            )
            .data();
        assert!(data["callId"].is_string() && data.get("token").is_none());
    }
    let log = log(&platform);
    assert_eq!(log.len(), 8);
    assert!(log.iter().all(|call| call["isTest"] == true));
    assert!(draft.ends_with(log[0]["draftId"].as_str().unwrap()));
    assert_eq!(log[4]["versionId"], first);
    assert_eq!(log[1]["mode"], "webcall");
}
