//! The emulator's JavaScript face. Clock and sockets are the caller's.

use super::json::{Json, to_string};
use super::wire::Header;
use super::{CheckSubject, Emulator, Options, Request, Response, Verdict};
use js_sys::{Function, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const RESPONSE: &str = r#"
/** What the emulated platform answers. */
export interface EmulatedResponse {
    /** The HTTP status. */
    status: number;
    /** Name, value, name, value, and so on, with a line feed between them. */
    headers: string;
    /** The whole body, UTF-8; empty when there is none. */
    body: Uint8Array<ArrayBuffer>;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// A plain object: nothing to free.
    #[wasm_bindgen(typescript_type = "EmulatedResponse")]
    pub type EmulatedResponse;

    #[wasm_bindgen(method, setter)]
    fn set_status(this: &EmulatedResponse, status: u16);

    #[wasm_bindgen(method, setter)]
    fn set_headers(this: &EmulatedResponse, headers: &str);

    #[wasm_bindgen(method, setter)]
    fn set_body(this: &EmulatedResponse, body: Uint8Array);

    /// The fewest digits that are read as a number, as in `1.25e-7` or `1e+21`.
    /// The host has it anyway, and it is 3 kB to download.
    #[wasm_bindgen(js_namespace = ["Number", "prototype", "toExponential"], js_name = call)]
    pub fn exponential(number: f64) -> String;

    #[wasm_bindgen(js_namespace = ["String", "prototype", "toLowerCase"], js_name = call)]
    fn to_lower_case(text: &str) -> String;
}

/// A text in lower case. The host has the table of letters anyway, and it is 3 kB
/// to download.
pub fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // At the end of a word the host would write another sigma.
    let sigma = |letter| if letter == 'Σ' { 'σ' } else { letter };
    to_lower_case(&text.chars().map(sigma).collect::<String>())
}

/// An in-memory Atoms platform without a clock or a network of its own.
#[wasm_bindgen]
pub struct EmulatorCore {
    emulator: Emulator,
}

#[wasm_bindgen]
impl EmulatorCore {
    /// An empty platform.
    ///
    /// `verdict` decides each security check, once per publish. When it throws
    /// or returns something else, the check ends as `errored`, with the reason.
    ///
    /// Throws when the options are not what they should be.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "EmulatorOptions | undefined")] options: JsValue,
        #[wasm_bindgen(
            unchecked_param_type = "((subject: CheckSubject) => Verdict | \"passed\" | \"failed\") | undefined"
        )]
        verdict: JsValue,
    ) -> Result<EmulatorCore, JsError> {
        let emulator = Emulator::new(read_options(&options)?);
        let emulator = if verdict.is_undefined() {
            emulator
        } else {
            let decide = verdict
                .dyn_into::<Function>()
                .map_err(|_| JsError::new("verdict must be a function"))?;
            emulator.with_verdict(Box::new(move |subject| ask(&decide, subject)))
        };
        Ok(Self { emulator })
    }

    /// Answers one request. `path` starts with a slash and holds the query;
    /// `headers` is name, value, name, value, and so on, with a line feed
    /// between them; `nowMs` is Unix time.
    pub fn handle(
        &mut self,
        method: String,
        path: String,
        headers: &str,
        body: Option<Vec<u8>>,
        #[wasm_bindgen(js_name = nowMs)] now_ms: f64,
    ) -> EmulatedResponse {
        let request = Request {
            method,
            path,
            headers: read_headers(headers),
            body: body.unwrap_or_default(),
        };
        // A cast from a float saturates, and makes 0 of NaN.
        respond(self.emulator.handle(&request, now_ms as u64))
    }

    /// The whole state as text, for `restore`.
    pub fn snapshot(&self) -> String {
        self.emulator.snapshot()
    }

    /// Replaces the state by a snapshot's. Throws when the snapshot is damaged
    /// or newer; the state stays as it was.
    pub fn restore(&mut self, snapshot: &str) -> Result<(), JsError> {
        Ok(self.emulator.restore(snapshot)?)
    }

    /// Goes on from a state that was saved some time before its emulator died:
    /// the ids that clients may have got since then are never given again.
    #[wasm_bindgen(js_name = skipLostIds)]
    pub fn skip_lost_ids(&mut self) {
        self.emulator.skip_lost_ids();
    }

    /// Turns a platform of the versions generation into one of branches, in
    /// place; nothing happens when it is one already.
    pub fn migrate(&mut self) {
        self.emulator.migrate();
    }

    /// Starts or ends a config freeze: writes to branches answer 423.
    #[wasm_bindgen(js_name = setFreeze)]
    pub fn set_freeze(&mut self, on: bool) {
        self.emulator.set_freeze(on);
    }

    /// Forgets everything, the time, a freeze and a migration included.
    pub fn reset(&mut self) {
        self.emulator.reset();
    }
}

fn read_options(options: &JsValue) -> Result<Options, JsError> {
    if options.is_undefined() {
        return Ok(Options::default());
    }
    let text = JSON::stringify(options)
        .ok()
        .and_then(|text| text.as_string());
    let read = text.and_then(|text| Json::parse(text.as_bytes()).ok());
    let Some(Json::Object(fields)) = read else {
        return Err(JsError::new("emulator options must be a plain object"));
    };
    Options::from_fields(fields)
        .map_err(|error| JsError::new(&format!("bad emulator options: {error}")))
}

fn ask(decide: &Function, subject: &CheckSubject) -> Verdict {
    let subject = to_string(subject);
    let answer =
        JSON::parse(&subject).and_then(|subject| decide.call1(&JsValue::UNDEFINED, &subject));
    match answer {
        Ok(answer) => read_verdict(&answer),
        Err(thrown) => errored(format!("the verdict callback threw: {}", message(&thrown))),
    }
}

fn read_verdict(answer: &JsValue) -> Verdict {
    let field = |name: &str| {
        let value = Reflect::get(answer, &name.into()).ok()?;
        value.as_string()
    };
    let status = answer.as_string().or_else(|| field("status"));
    let reason = || field("reason").unwrap_or_else(|| "refused by the verdict callback".to_owned());
    match status.as_deref() {
        Some("passed") => Verdict::Passed,
        Some("failed") => Verdict::Failed { reason: reason() },
        Some("errored") => Verdict::Errored { reason: reason() },
        _ => errored(
            "the verdict callback returned neither \"passed\", \"failed\" nor a verdict; it must not be async"
                .to_owned(),
        ),
    }
}

fn errored(reason: String) -> Verdict {
    Verdict::Errored { reason }
}

fn message(thrown: &JsValue) -> String {
    let message = Reflect::get(thrown, &"message".into()).ok();
    message
        .and_then(|it| it.as_string())
        .or_else(|| thrown.as_string())
        .unwrap_or_else(|| "something without a message".to_owned())
}

/// Those that are read. One text crosses the border sooner than a list of them.
fn read_headers(lines: &str) -> Vec<(String, String)> {
    let mut lines = lines.split('\n');
    std::iter::from_fn(|| lines.next().zip(lines.next()))
        .filter(|(name, _)| Header::is_read(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Most headers, in bytes, are not larger.
const USUAL_HEADERS: usize = 600;

fn respond(response: Response) -> EmulatedResponse {
    let answer: EmulatedResponse = Object::new().unchecked_into();
    answer.set_status(response.status);
    let mut lines = String::with_capacity(USUAL_HEADERS);
    for (name, value) in &response.headers {
        for text in [*name, value.as_ref()] {
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(text);
        }
    }
    answer.set_headers(&lines);
    // Bytes: as text it would be decoded here and encoded again by the caller.
    answer.set_body(Uint8Array::from(response.body.as_slice()));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::json::Number;
    use serde_json::Value;
    use wasm_bindgen_test::wasm_bindgen_test;

    const NOW_MS: f64 = 1_767_225_600_000.0;

    fn js(code: &str) -> JsValue {
        Function::new_no_args(&format!("return ({code});"))
            .call0(&JsValue::UNDEFINED)
            .unwrap()
    }

    fn core(options: &str, verdict: &str) -> Result<EmulatorCore, JsError> {
        EmulatorCore::new(js(options), js(verdict))
    }

    /// Sends a request and returns its status and the reply's `data`.
    fn send(core: &mut EmulatorCore, method: &str, path: &str, body: &str) -> (f64, Value) {
        let headers = ["authorization", "Bearer sk_test"];
        let response = core.handle(
            method.to_owned(),
            format!("/atoms/v1{path}"),
            &headers.join("\n"),
            Some(body.as_bytes().to_vec()),
            NOW_MS,
        );
        let field = |name: &str| Reflect::get(&response, &name.into()).unwrap();
        let body: Value =
            serde_json::from_slice(&Uint8Array::new(&field("body")).to_vec()).unwrap();
        (field("status").as_f64().unwrap(), body["data"].clone())
    }

    /// The check of a version that is published under this verdict.
    fn check(verdict: &str) -> (String, String) {
        let mut core = core("{checkDurationMs: 0}", verdict).ok().unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (_, agent) = send(&mut core, "POST", "/agent", r#"{"name": "test"}"#);
        let agent = format!("/agent/{}", text(&agent));
        let (_, shown) = send(&mut core, "GET", &agent, "");
        let source = format!(r#"{{"sourceVersionId": {}}}"#, shown["activeVersionId"]);
        let (_, draft) = send(&mut core, "POST", &format!("{agent}/drafts"), &source);
        let publish = format!("{agent}/drafts/{}/publish", text(&draft["draftId"]));
        let (status, version) = send(&mut core, "POST", &publish, r#"{"label": "it"}"#);
        assert_eq!(status, 201.0);
        assert_eq!(send(&mut core, "GET", &agent, "").0, 200.0, "it lives on");
        let check = &version["securityCheck"];
        (text(&check["status"]), text(&check["reason"]))
    }

    #[wasm_bindgen_test]
    fn a_verdict_may_be_a_word_or_an_object() {
        assert_eq!(check("undefined").0, "passed");
        assert_eq!(check("() => 'passed'").0, "passed");
        assert_eq!(check("() => 'failed'").0, "failed");
        assert_eq!(
            check("() => ({status: 'failed', reason: 'because'})"),
            ("failed".to_owned(), "because".to_owned())
        );
        let reads = "(it) => ({status: 'failed', reason: it.label + it.config.modelName})";
        assert_eq!(check(reads).1, "itelectron");
    }

    #[wasm_bindgen_test]
    fn a_verdict_that_throws_or_is_nonsense_ends_as_errored() {
        for (verdict, part) in [
            ("() => { throw new Error('boom') }", "boom"),
            ("() => { throw 'text' }", "text"),
            ("() => { throw null }", "without a message"),
            ("async () => 'passed'", "must not be async"),
            ("() => 42", "neither"),
            ("() => undefined", "neither"),
            ("() => ({get status() { throw new Error() }})", "neither"),
        ] {
            let (status, reason) = check(verdict);
            assert_eq!(status, "errored", "{verdict}");
            assert!(reason.contains(part), "{verdict}: {reason}");
        }
    }

    #[wasm_bindgen_test]
    fn bad_options_are_named() {
        for (options, part) in [
            ("{nope: 1}", "nope: unknown option"),
            (
                "{checkDurationMs: 'x'}",
                "checkDurationMs: expected a whole number",
            ),
            ("{earlyActivationStatus: 418}", "pass 409 or 400"),
            ("{generation: 'v2'}", "unknown variant `v2`"),
            ("{defaultBranchName: 'master'}", "expected `Main` or `main`"),
            ("null", "plain object"),
            ("5", "plain object"),
            ("() => 1", "plain object"),
            ("10n", "plain object"),
        ] {
            let error = JsValue::from(core(options, "undefined").err().unwrap());
            assert!(
                message(&error).contains(part),
                "{options}: {}",
                message(&error)
            );
        }
        let error = JsValue::from(core("{}", "5").err().unwrap());
        assert_eq!(message(&error), "verdict must be a function");
    }

    #[wasm_bindgen_test]
    fn a_platform_migrates_and_freezes() {
        let mut core = core("{defaultBranchName: 'main'}", "undefined")
            .ok()
            .unwrap();
        let (_, agent) = send(&mut core, "POST", "/agent", r#"{"name": "test"}"#);
        let branches = format!("/agent/{}/branches", agent.as_str().unwrap());
        core.migrate();
        let (_, listed) = send(&mut core, "GET", &branches, "");
        assert_eq!(listed["branches"][0]["branch"]["name"], "main");
        core.set_freeze(true);
        assert_eq!(send(&mut core, "POST", &branches, "{}").0, 423.0);
        core.set_freeze(false);
        assert_eq!(send(&mut core, "POST", &branches, "{}").0, 400.0);
    }

    #[wasm_bindgen_test]
    fn the_host_writes_numbers_as_the_usual_parser_does() {
        let mut word = 1_u64;
        // Any bits, then those halfway between two texts.
        let numbers = std::iter::repeat_with(|| {
            word = word.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            [f64::from_bits(word), (word >> 11) as f64 / 8.0]
        });
        let some = [
            0.0,
            -0.0,
            0.1,
            -2.5,
            1e15,
            1e16,
            1e-5,
            1e-6,
            5e-324,
            f64::MAX,
        ];
        let numbers = numbers.take(5_000).flatten().chain(some);
        for number in numbers.filter(|it| it.is_finite()) {
            let text = to_string(&Number::Decimal(number));
            assert_eq!(text, serde_json::to_string(&number).unwrap());
        }
    }

    #[wasm_bindgen_test]
    fn the_host_knows_letters_as_the_standard_library_does() {
        for text in [
            "",
            "A b",
            "ÄÖÜ ẞ",
            "ΟΔΟΣ ΣΑΣ",
            "İI",
            "ЖЯ",
            "Ⴀ",
            "Ａ",
            "𐐀",
            "ǅ",
            "e\u{301}",
        ] {
            let expected: String = text.chars().flat_map(char::to_lowercase).collect();
            assert_eq!(lower_case(text), expected);
        }
    }

    #[wasm_bindgen_test]
    fn a_response_is_a_plain_object() {
        let mut core = core("undefined", "undefined").ok().unwrap();
        let response = core.handle(
            "OPTIONS".to_owned(),
            "/atoms/v1/agent".to_owned(),
            "lonely",
            None,
            f64::NAN,
        );
        let field = |name: &str| Reflect::get(&response, &name.into()).unwrap();
        assert_eq!(field("status"), 204.0);
        assert_eq!(Uint8Array::new(&field("body")).length(), 0);
        let headers = field("headers").as_string().unwrap();
        let lines = headers.lines().count();
        assert!(lines > 0 && lines.is_multiple_of(2), "{headers}");
    }
}
