//! What the package's JavaScript does around the module: errors and a `fetch`.

use atoms_lifecycle::client::{Connection, open};
use atoms_lifecycle::emulator::{Emulator, Options, Request};
use js_sys::{Array, Error, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Response, ResponseInit};

/// A connection to a platform whose checks take a moment.
pub struct Host {
    pub atoms: Connection,
    pub requests: Rc<RefCell<Vec<String>>>,
}

pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

pub fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// `{name: value, ...}`
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object.into()
}

pub fn connect(fetch: &Function) -> Connection {
    let make_error = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(make_error);
    let options = object(&[
        ("fetch", fetch.clone().into()),
        ("maxRequestsPerSecond", f64::INFINITY.into()),
    ]);
    open(options, make_error.into_js_value().unchecked_into()).unwrap_or_else(|_| {
        panic!("the options are good");
    })
}

/// An `Error` that carries the parts it was made of.
fn make_error(parts: JsValue, abort_reason: JsValue) -> JsValue {
    let error = Error::new(&text(&parts, "message"));
    error.set_name(&text(&parts, "kind"));
    for name in ["code", "status", "details", "cause"] {
        Reflect::set(&error, &name.into(), &get(&parts, name)).unwrap();
    }
    Reflect::set(&error, &"reason".into(), &abort_reason).unwrap();
    error.into()
}

impl Host {
    pub fn new() -> Self {
        let emulator = Rc::new(RefCell::new(Emulator::new(Options {
            cookie_sessions: true,
            check_duration_ms: 50,
            ..Options::default()
        })));
        let requests = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&requests);
        let fetch = Closure::<dyn FnMut(JsValue, JsValue) -> Promise>::new(
            move |url: JsValue, init: JsValue| {
                let url = web_sys::Url::new(&url.as_string().unwrap()).unwrap();
                let request = Request {
                    method: text(&init, "method"),
                    path: format!("{}{}", url.pathname(), url.search()),
                    headers: vec![("cookie".into(), "session=1".into())],
                    body: text(&init, "body").into_bytes(),
                };
                let line = format!("{} {}", request.method, request.path);
                log.borrow_mut().push(line);
                let now_ms = js_sys::Date::now() as u64;
                let response = emulator.borrow_mut().handle(&request, now_ms);
                let headers = Headers::new().unwrap();
                for (name, value) in &response.headers {
                    headers.set(name, value).unwrap();
                }
                let init = ResponseInit::new();
                init.set_status(response.status);
                init.set_headers(&headers);
                let body = String::from_utf8(response.body).unwrap();
                let response = Response::new_with_opt_str_and_init(Some(&body), &init).unwrap();
                Promise::resolve(&JsValue::from(response))
            },
        );
        Self {
            atoms: connect(fetch.into_js_value().unchecked_ref()),
            requests,
        }
    }

    pub async fn agent(&self) -> JsValue {
        let agent = object(&[("name", "wasm".into())]);
        ok(call(
            &self.atoms,
            "createAgent",
            [&agent],
            &JsValue::UNDEFINED,
        ))
        .await
    }
}

/// A call as the package's `Atoms` begins it.
pub fn call<const N: usize>(
    atoms: &Connection,
    name: &str,
    arguments: [&JsValue; N],
    options: &JsValue,
) -> Promise {
    atoms.call(name, &arguments.into_iter().collect(), options)
}

pub async fn ok(promise: Promise) -> JsValue {
    JsFuture::from(promise)
        .await
        .unwrap_or_else(|error| panic!("{}", text(&error, "message")))
}

pub async fn failed(promise: Promise) -> JsValue {
    JsFuture::from(promise)
        .await
        .expect_err("it should have failed")
}

pub fn array(value: &JsValue) -> Array {
    Array::from(value)
}
