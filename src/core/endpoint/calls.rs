//! Outbound calls.

use super::make;
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::request::Request;

/// What to do when it is not known whether a call was started.
pub(super) const LOOK_FIRST: &str =
    "somebody may be on the line: look at the platform's call log before you call again";

/// `POST /conversation/outbound`: dials a real person.
pub fn start_outbound(call: &Json, test_call: bool) -> Result<Request, Error> {
    body::check_outbound_call(call)?;
    let mut request = make("conversation/outbound", &[], Some(call), LOOK_FIRST)?;
    request.test_call = test_call;
    Ok(request)
}
