//! Outbound calls.

use super::super::arguments::{Options, json};
use super::Atoms;
use crate::core::endpoint::calls;
use crate::core::error::Error;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Atoms {
    /// Calls a real person. It is sent at most once unless the platform says
    /// that it was refused unprocessed (429): after a `NetworkError`,
    /// `TimeoutError` or `ServerError` the phone may be ringing.
    ///
    /// Without `fromProductId`, and with no number attached to the agent,
    /// the call goes out from a number that is shared with others.
    ///
    /// `POST /conversation/outbound`
    #[wasm_bindgen(js_name = startOutboundCall, unchecked_return_type = "Promise<OutboundCallStarted>")]
    pub fn start_outbound_call(
        &self,
        #[wasm_bindgen(unchecked_param_type = "OutboundCall")] call: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OutboundCallOptions")] options: &JsValue,
    ) -> Promise {
        let options = Options::new("options", options);
        let request = || {
            let test_call = options.as_ref().map_err(Error::clone)?.flag("testCall")?;
            calls::start_outbound(&json("call", call)?, test_call)
        };
        let request = request();
        self.call_told(options, request)
    }
}
