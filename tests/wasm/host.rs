//! What the package's TypeScript does around the module: sends, waits, tells,
//! and brings back what came of it.

use atoms_lifecycle::client::{Connection, news, question};
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::json::wire::{Reader, write};
use atoms_lifecycle::emulator::{Emulator, Options, Request};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};

/// A connection to a platform whose checks take a moment, on a clock of its own.
pub struct Host {
    atoms: RefCell<Connection>,
    emulator: RefCell<Emulator>,
    pub now_ms: Cell<f64>,
    /// Every request, such as `GET /agent`.
    pub requests: RefCell<Vec<String>>,
    /// The steps that were told of.
    pub steps: RefCell<Vec<String>>,
}

/// A value as the module reads it.
pub fn bytes(values: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in values {
        write(&mut bytes, &Json::from(value.clone()));
    }
    bytes
}

/// A value that the module wrote.
pub fn read(bytes: &[u8]) -> Value {
    serde_json::to_value(Reader::new(bytes).read()).unwrap()
}

impl Host {
    pub fn new() -> Self {
        let emulator = Emulator::new(Options {
            cookie_sessions: true,
            check_duration_ms: 50,
            ..Options::default()
        });
        Self {
            atoms: connect(json!({"maxRequestsPerSecond": f64::MAX}))
                .unwrap()
                .into(),
            emulator: RefCell::new(emulator),
            now_ms: Cell::new(1_000.0),
            requests: RefCell::default(),
            steps: RefCell::default(),
        }
    }

    /// What a question of the call of that number is answered.
    pub fn ask(&self, question: u32, number: u32, values: &[Value]) -> Value {
        let now_ms = self.now_ms.get();
        let values = bytes(values);
        let mut atoms = self.atoms.borrow_mut();
        read(atoms.answer(question, number, now_ms, &values))
    }

    pub fn tell(&self, news: u32, number: u32) -> f64 {
        let mut atoms = self.atoms.borrow_mut();
        atoms.tell(news, number, self.now_ms.get())
    }

    /// Begins a call, whose signal may have fired: its number, and what is
    /// first.
    pub fn begin(
        &self,
        name: &str,
        arguments: &[Value],
        options: Value,
        is_aborted: bool,
    ) -> (Option<u32>, Value) {
        let about = [json!([name, 7, is_aborted]), options];
        let begun = self.ask(question::BEGIN, 0, &[&about, arguments].concat());
        let number = begun[0].as_f64().map(|number| number as u32);
        (number, begun[1].clone())
    }

    /// What is next for a call after `came`.
    pub fn turn(&self, number: u32, came: &[Value]) -> Value {
        self.now_ms.set(self.now_ms.get() + 1.0);
        self.ask(question::TURN, number, came)
    }

    /// A call to its end: its report or document, or what its error is made of.
    pub fn call(&self, name: &str, arguments: &[Value], options: Value) -> Result<Value, Value> {
        self.drive(self.begin(name, arguments, options, false))
    }

    pub fn drive(&self, begun: (Option<u32>, Value)) -> Result<Value, Value> {
        let (number, mut action) = begun;
        // A call that was refused has none, and no next turn.
        let number = number.unwrap_or(u32::MAX);
        let result = loop {
            let came = match action[0].as_str().unwrap() {
                "send" => match self.send(&action) {
                    Ok(came) => came,
                    Err(document) => break Ok(document),
                },
                "sleep" => {
                    let ms = action[1].as_f64().unwrap();
                    self.now_ms.set(self.now_ms.get() + ms);
                    vec![json!(["done"])]
                }
                "report" => {
                    let step = action[1]["step"].as_str().unwrap().to_owned();
                    self.steps.borrow_mut().push(step);
                    vec![json!(["done"])]
                }
                "done" => break Ok(action[1].clone()),
                _ => break Err(action[1].clone()),
            };
            action = self.turn(number, &came);
        };
        self.tell(news::FORGET, number);
        result
    }

    /// What came of a request, or the document that the call was for.
    fn send(&self, action: &Value) -> Result<Vec<Value>, Value> {
        let (method, path) = (action[1].as_str().unwrap(), action[2].as_str().unwrap());
        self.requests.borrow_mut().push(format!("{method} {path}"));
        let body = match &action[3] {
            Value::Null => String::new(),
            Value::Bool(_) => json!({"name": "wasm"}).to_string(),
            body => body.to_string(),
        };
        let request = Request {
            method: method.to_owned(),
            path: format!("/atoms/v1{path}"),
            headers: vec![("cookie".into(), "session=1".into())],
            body: body.into_bytes(),
        };
        let now_ms = self.now_ms.get() as u64;
        let response = self.emulator.borrow_mut().handle(&request, now_ms);
        let envelope: Option<Value> = serde_json::from_slice(&response.body).ok();
        let keeps = action[7] == true && response.status < 300;
        let data = envelope.as_ref().map(|envelope| envelope["data"].clone());
        if let Some(data) = data.filter(|data| keeps && !data.is_null()) {
            return Err(data);
        }
        let outcome = json!(["reply", response.status, null, null, ""]);
        Ok([outcome].into_iter().chain(envelope).collect())
    }

    pub fn agent(&self) -> Value {
        let agent = json!({"name": "wasm"});
        self.call("createAgent", &[agent], Value::Null).unwrap()
    }
}

/// A connection, or what its error is made of.
pub fn connect(options: Value) -> Result<Connection, Value> {
    let host = json!({
        "address": {"protocol": "https:", "hostname": "api.smallest.ai"},
        "inPage": true,
    });
    let mut atoms = Connection::new();
    let opened = read(atoms.answer(question::OPEN, 0, 0.0, &bytes(&[options, host])));
    match opened[0].as_str() {
        Some("open") => Ok(atoms),
        _ => Err(opened[1].clone()),
    }
}
